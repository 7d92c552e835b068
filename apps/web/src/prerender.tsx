import { QueryClientProvider } from '@tanstack/react-query';
import type { ClientConfig } from '@vplus/contracts';
import { renderToString } from 'react-dom/server';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { configQuery, createQueryClient } from '#lib/queries.ts';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { Shell } from './app/shell.tsx';
import { WelcomePage } from './features/welcome/page.tsx';

/** What the server knows and the build does not: the API puts the values in the place of these words. */
const blank: ClientConfig = {
  productName: '%PRODUCT_NAME%',
  clientId: '',
  authority: 'https://login.invalid/organizations',
  knownAuthorities: [],
  apiScope: '',
  loginOrigin: 'https://login.invalid',
  consentScope: '',
  redirectPath: '/auth',
  consentReturnPath: '/consent-return',
  practice: null,
};

function Opening() {
  return (
    <Page title="Microsoft 365 setup for vPlus">
      <Loading what="Opening the page…" />
    </Page>
  );
}

/** A page before any script has run. What is folded away is left out: it may need what only the server knows. */
export function prerender(page: 'welcome' | 'opening', practice: boolean): string {
  // Some components name the page's own address; where they do is folded away.
  Object.assign(globalThis, { window: { location: new URL('https://origin.invalid/') } });
  const client = createQueryClient();
  client.setQueryData(configQuery.queryKey, {
    ...blank,
    practice: practice ? { controlUrl: '%CONTROL_URL%' } : null,
  });
  const Content = page === 'welcome' ? WelcomePage : Opening;
  const router = createMemoryRouter([{ element: <Shell />, children: [{ index: true, element: <Content /> }] }]);
  const markup = renderToString(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return markup.replace(/<title>.*?<\/title>/, '').replace(/(<\/summary>)[\s\S]*?(<\/details>)/g, '$1$2');
}
