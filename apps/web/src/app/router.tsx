import { createBrowserRouter } from 'react-router';
import { WelcomePage } from '../features/welcome/page.tsx';
import { NotFoundPage } from './not-found.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';
import { SignedIn } from './signed-in.tsx';

/** Addresses are places: each can be reloaded, bookmarked and opened in a second browser. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          { index: true, element: <WelcomePage /> },
          {
            path: 'auth',
            lazy: async () => ({ Component: (await import('../features/auth-return/page.tsx')).AuthReturnPage }),
          },
          {
            path: 'consent-return',
            lazy: async () => ({ Component: (await import('../features/consent-return/page.tsx')).ConsentReturnPage }),
          },
          {
            path: 'help/not-back',
            lazy: async () => ({ Component: (await import('../features/not-back/page.tsx')).NotBackPage }),
          },
          {
            element: <SignedIn />,
            children: [
              {
                path: 'connect',
                lazy: async () => ({ Component: (await import('../features/arrival/page.tsx')).ArrivalPage }),
              },
              {
                path: 'connect/plan',
                lazy: async () => ({ Component: (await import('../features/plan/page.tsx')).PlanPage }),
              },
              {
                path: 'runs/:runId',
                lazy: async () => ({ Component: (await import('../features/run-progress/page.tsx')).RunProgressPage }),
              },
              {
                path: 'runs/:runId/record',
                lazy: async () => ({ Component: (await import('../features/record/page.tsx')).RecordPage }),
              },
              {
                path: 'approve/:approvalId',
                lazy: async () => ({ Component: (await import('../features/approval/page.tsx')).ApprovalPage }),
              },
              {
                path: 'tenants',
                lazy: async () => ({ Component: (await import('../features/tenants/page.tsx')).TenantsPage }),
              },
              {
                path: 'tenants/:tenantId',
                lazy: async () => ({
                  Component: (await import('../features/tenant-detail/page.tsx')).TenantDetailPage,
                }),
              },
            ],
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
    HydrateFallback: () => null,
  },
]);
