import { useMutation, useQueryClient } from '@tanstack/react-query';
import { acceptFinding, type FindingView, reopenFinding, type Severity, type TenantView } from '@vplus/contracts';
import { type FormEvent, useState } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { StatusIcon, type Tone } from '#ui/status.tsx';
import { Day, Time, useNow } from '#ui/time.tsx';
import { mendWords } from './mend-words.ts';

const severities: Record<Severity, { tone: Tone; word: string }> = {
  critical: { tone: 'failed', word: 'Critical' },
  warning: { tone: 'attention', word: 'Warning' },
  info: { tone: 'new', word: 'Good to know' },
};

/** One thing that is not as a connect left it, and what somebody decided about it. */
export function Finding({ finding, tenant }: { finding: FindingView; tenant: TenantView }) {
  const tenantId = tenant.id;
  const { vplusServerName, severity, title, what, due, firstSeenAt, acceptance } = finding;
  const session = useSession();
  const now = useNow();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const params = { tenantId, findingId: finding.id };
  const onSuccess = () => queries.invalidateQueries({ queryKey: queryKeys.tenant(tenantId) });
  const accept = useMutation({ mutationFn: (why: string) => api(acceptFinding, { params, body: { why } }), onSuccess });
  const reopen = useMutation({ mutationFn: () => api(reopenFinding, { params }), onSuccess });
  const { tone, word } = acceptance ? { tone: 'idle' as const, word: 'Accepted' } : severities[severity];
  const failed = accept.error ?? reopen.error;
  const may = mayHere(session, 'accept', tenantId);
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <span className="flex min-w-0 flex-1 basis-64 gap-2">
          <span className="mt-0.5">
            <StatusIcon tone={tone} />
          </span>
          <span className="min-w-0 wrap-anywhere">
            <span className="font-medium">{title}</span> <span className="text-small text-muted">{word}</span>
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
            {acceptance ? (
              <span className="block text-small text-muted">
                Accepted by {acceptance.by} <Time at={acceptance.at} />
                {acceptance.until ? (
                  <>
                    , until <Day at={acceptance.until} />
                  </>
                ) : null}
                : {acceptance.why}
              </span>
            ) : null}
          </span>
        </span>
        {may && acceptance ? (
          <Button
            look="quiet"
            busy={reopen.isPending && 'Reopening…'}
            onClick={() => reopen.mutate()}
            aria-label={`Reopen: ${title}`}
          >
            Reopen
          </Button>
        ) : null}
        {may && !acceptance && !asking ? (
          <Button look="quiet" onClick={() => setAsking(true)} aria-label={`Accept: ${title}`}>
            Accept…
          </Button>
        ) : null}
      </div>
      {asking && !acceptance ? (
        <Accept
          critical={severity === 'critical'}
          busy={accept.isPending}
          onGiveUp={() => setAsking(false)}
          onAccept={(why) => accept.mutate(why)}
        />
      ) : null}
      {failed ? <ProblemNotice error={failed} /> : null}
    </li>
  );
}

interface AcceptProps {
  critical: boolean;
  busy: boolean;
  onAccept(why: string): void;
  onGiveUp(): void;
}

function Accept({ critical, busy, onAccept, onGiveUp }: AcceptProps) {
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (why.trim()) onAccept(why.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 pl-6.5">
      <Field
        label="Why is this right as it is?"
        hint={`Until it changes, it raises no alert${critical ? ', but the tenant stays “not protected”' : ' and does not count for the health'}. Your name and the reason are kept.`}
        value={why}
        maxLength={500}
        onChange={({ target }) => setWhy(target.value)}
        error={tried && !why.trim() ? 'Write a reason, so that others can follow it later.' : undefined}
      />
      <span className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" busy={busy && 'Accepting…'}>
          Accept
        </Button>
        <Button onClick={onGiveUp}>Do not accept</Button>
      </span>
    </form>
  );
}
