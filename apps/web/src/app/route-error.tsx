import { useRouteError } from 'react-router';
import { PartNotLoaded } from '#lib/api-problem.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Page } from '#ui/page.tsx';
import { MissingPart } from './missing-part.tsx';

/** The last net: a page that broke, or whose script could not be loaded. */
export function RouteError() {
  const error = useRouteError();
  if (error instanceof PartNotLoaded) return <MissingPart />;
  return (
    <Page title="This page could not be shown">
      <ProblemNotice error={error} onRetry={() => location.reload()} retryLabel="Reload the page" />
    </Page>
  );
}
