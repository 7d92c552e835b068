import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  acceptFinding,
  acknowledgeFinding,
  type FindingView,
  reopenFinding,
  type Severity,
  type TenantView,
} from '@vplus/contracts';
import { useState } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { StatusIcon, type Tone } from '#ui/status.tsx';
import { Day, Time, useNow } from '#ui/time.tsx';
import { useAskedFor } from './asked-for.ts';
import { Decide, type Decision } from './decide.tsx';
import { mendWords } from './mend-words.ts';
import { endingIn } from './plan-link.ts';
import { RotateLink } from './rotate-link.tsx';

const severities: Record<Severity, { tone: Tone; word: string }> = {
  critical: { tone: 'failed', word: 'Critical' },
  warning: { tone: 'attention', word: 'Warning' },
  info: { tone: 'new', word: 'Good to know' },
};

/** One thing that is not as a connect left it, and what somebody decided about it. */
export function Finding({ finding, tenant }: { finding: FindingView; tenant: TenantView }) {
  const tenantId = tenant.id;
  const { vplusServerName, severity, title, what, due, firstSeenAt, acceptance, acknowledgement } = finding;
  const session = useSession();
  const now = useNow();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'accept' | 'acknowledge' | null>(null);
  const params = { tenantId, findingId: finding.id };
  const onSuccess = () => {
    setAsking(null);
    return queries.invalidateQueries({ queryKey: queryKeys.tenant(tenantId) });
  };
  const accept = useMutation({ mutationFn: (body: Decision) => api(acceptFinding, { params, body }), onSuccess });
  const acknowledge = useMutation({
    mutationFn: (body: Decision) => api(acknowledgeFinding, { params, body }),
    onSuccess,
  });
  const reopen = useMutation({ mutationFn: () => api(reopenFinding, { params }), onSuccess });
  const { tone, word } = acceptance ? { tone: 'idle' as const, word: 'Accepted' } : severities[severity];
  const failed = accept.error ?? acknowledge.error ?? reopen.error;
  const ending = endingIn(finding, tenant);
  const may = mayHere(session, 'accept', tenantId);
  const askedFor = useAskedFor(finding.id);
  const giveUp = () => setAsking(null);
  return (
    <li
      {...askedFor}
      className="flex flex-col gap-2 py-3 aria-[current]:border-l-4 aria-[current]:border-accent aria-[current]:pl-3"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <span className="flex min-w-0 flex-1 basis-64 gap-2">
          <span className="mt-0.5">
            <StatusIcon tone={tone} />
          </span>
          <span className="min-w-0 wrap-anywhere">
            <span className="font-medium">{title}</span>{' '}
            <span className="text-small text-muted">
              {word}
              {acknowledgement ? ', acknowledged' : null}
            </span>
            {what === title ? null : <span className="block">{what}</span>}
            <span className="block text-small text-muted">
              {vplusServerName === tenant.vplusServerName ? null : `Connection to “${vplusServerName}”. `}
              {due ? (
                <>
                  {Date.parse(due) > now ? 'Ends on' : 'Ended on'} <Day at={due} />.{' '}
                </>
              ) : null}
              First seen <Time at={firstSeenAt} />. {acceptance ? null : mendWords(finding, tenant, session)}
            </span>
            <Decided word="Accepted" decision={acceptance} />
            <Decided word="Acknowledged" decision={acknowledgement} />
          </span>
        </span>
        {ending.length > 0 ? <RotateLink tenant={tenant} credentials={ending} /> : null}
        {may && asking === null ? (
          <span className="flex flex-wrap gap-2">
            {acceptance || acknowledgement ? (
              <Button
                look="quiet"
                busy={reopen.isPending && (acceptance ? 'Reopening…' : 'Taking back…')}
                onClick={() => reopen.mutate()}
                aria-label={`${acceptance ? 'Reopen' : 'Take the acknowledgement back'}: ${title}`}
              >
                {acceptance ? 'Reopen' : 'Take the acknowledgement back'}
              </Button>
            ) : (
              <Button look="quiet" onClick={() => setAsking('acknowledge')} aria-label={`Acknowledge: ${title}`}>
                Acknowledge…
              </Button>
            )}
            {acceptance ? null : (
              <Button look="quiet" onClick={() => setAsking('accept')} aria-label={`Accept: ${title}`}>
                Accept…
              </Button>
            )}
          </span>
        ) : null}
      </div>
      {asking === 'accept' ? (
        <Decide
          question="Why is this right as it is?"
          hint={`Until it changes, it raises no alert${severity === 'critical' ? ', but the tenant stays “not protected”' : ' and does not count for the health'}.`}
          untilHint="Empty: until it changes."
          {...{ action: 'Accept', doing: 'Accepting…', giveUp: 'Do not accept' }}
          busy={accept.isPending}
          onGiveUp={giveUp}
          onDecide={(decision) => accept.mutate(decision)}
        />
      ) : null}
      {asking === 'acknowledge' ? (
        <Decide
          question="What is being done about it?"
          hint="It raises no alert until it gets worse or is resolved. It goes on counting for the health."
          untilHint="On that day people are told again, if it is still there. Empty: they are not."
          {...{ action: 'Acknowledge', doing: 'Acknowledging…', giveUp: 'Do not acknowledge' }}
          busy={acknowledge.isPending}
          onGiveUp={giveUp}
          onDecide={(decision) => acknowledge.mutate(decision)}
        />
      ) : null}
      {failed ? <ProblemNotice error={failed} /> : null}
    </li>
  );
}

/** Who decided it, when, until when and why. */
function Decided({ word, decision }: { word: string; decision: FindingView['acceptance'] }) {
  if (!decision) return null;
  const { by, at, until, why } = decision;
  return (
    <span className="block text-small text-muted">
      {word} by {by} <Time at={at} />
      {until ? (
        <>
          , until <Day at={until} />
        </>
      ) : null}
      : {why}
    </span>
  );
}
