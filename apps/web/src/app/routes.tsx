import type { RouteObject } from 'react-router';
import { loadPart } from '#lib/load-part.ts';
import { WelcomePage } from '../features/welcome/page.tsx';
import { NotFoundPage } from './not-found.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/** Addresses are places: each can be reloaded, bookmarked and opened in a second browser. */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          { index: true, element: <WelcomePage /> },
          {
            path: 'auth',
            lazy: async () => ({
              Component: (await loadPart(() => import('../features/auth-return/page.tsx'))).AuthReturnPage,
            }),
          },
          {
            path: 'consent-return',
            lazy: async () => ({
              Component: (await loadPart(() => import('../features/consent-return/page.tsx'))).ConsentReturnPage,
            }),
          },
          {
            path: 'help/not-back',
            lazy: async () => ({
              Component: (await loadPart(() => import('../features/not-back/page.tsx'))).NotBackPage,
            }),
          },
          {
            lazy: async () => ({ Component: (await loadPart(() => import('./signed-in.tsx'))).SignedIn }),
            children: [
              {
                path: 'connect',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/arrival/page.tsx'))).ArrivalPage,
                }),
              },
              {
                path: 'connect/plan',
                lazy: async () => ({ Component: (await loadPart(() => import('../features/plan/page.tsx'))).PlanPage }),
              },
              {
                path: 'runs/:runId',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/run-progress/page.tsx'))).RunProgressPage,
                }),
              },
              {
                path: 'runs/:runId/record',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/record/page.tsx'))).RecordPage,
                }),
              },
              {
                path: 'runs/:runId/certificate',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/certificate/page.tsx'))).CertificatePage,
                }),
              },
              {
                path: 'approve/:approvalId',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/approval/page.tsx'))).ApprovalPage,
                }),
              },
              {
                path: 'tenants',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/tenants/page.tsx'))).TenantsPage,
                }),
              },
              {
                path: 'tenants/:tenantId/disconnect',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/disconnect/page.tsx'))).DisconnectPage,
                }),
              },
              {
                path: 'alerts',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/alerts/page.tsx'))).AlertsPage,
                }),
              },
              {
                path: 'audit',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/audit/page.tsx'))).AuditPage,
                }),
              },
              {
                path: 'tenants/:tenantId/report',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/report/page.tsx'))).ReportPage,
                }),
              },
              {
                path: 'tenants/:tenantId/audit',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/audit/page.tsx'))).AuditPage,
                }),
              },
              {
                path: 'tenants/:tenantId',
                lazy: async () => ({
                  Component: (await loadPart(() => import('../features/tenant-detail/page.tsx'))).TenantDetailPage,
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
];
