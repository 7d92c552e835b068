import { useQuery } from '@tanstack/react-query';
import { backOffMs } from '@vplus/back-off';
import { resumeRun } from '@vplus/contracts';
import { Navigate } from 'react-router';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { api } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { approvalIsSpreading, spreading, storedConsent } from './consent.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { queryKeys } from './query-keys.ts';

interface Continuation {
  returnTo: string;
  resumeRunId?: string;
}

/** After a return from Microsoft: resumes the run that waited for the sign-in, then opens the page that the person left. */
export function ContinueSetup({ way }: { way: Continuation }) {
  const resumed = useQuery({
    queryKey: queryKeys.continueSetup(way),
    queryFn: async () => {
      if (way.resumeRunId) await api(resumeRun, { params: { runId: way.resumeRunId } });
      return true;
    },
    retry: (_, error) => isSpreading(error),
    retryDelay: (failures) => backOffMs(spreading, failures),
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (resumed.isSuccess) return <Navigate to={way.returnTo} replace />;
  if (resumed.isError)
    return (
      <Page title="We cannot go on yet">
        <ProblemNotice error={resumed.error} onRetry={resumed.refetch} way={way} retriesItself />
        <p>
          <TextLink to={way.returnTo}>Go back to where you were</TextLink>
        </p>
      </Page>
    );
  return (
    <Page title="Back from Microsoft">
      <Loading
        what={
          resumed.failureCount > 0
            ? 'Microsoft is still replicating the approval, which may take some minutes. We ask again by ourselves…'
            : 'Going on with the setup…'
        }
      />
    </Page>
  );
}

const isSpreading = (error: unknown) =>
  error instanceof ApiProblem &&
  error.view.code === 'assistant-not-approved' &&
  approvalIsSpreading(storedConsent(sessionStorage), Date.now());
