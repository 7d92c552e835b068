import { useRouteError } from 'react-router';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Page } from '#ui/page.tsx';

/** The last net: a page that broke, or whose script could not be loaded. */
export function RouteError() {
  return (
    <Page title="This page could not be shown">
      <ProblemNotice error={useRouteError()} onRetry={() => location.reload()} retryLabel="Reload the page" />
    </Page>
  );
}
