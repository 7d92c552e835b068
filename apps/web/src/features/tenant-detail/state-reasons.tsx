import type { TenantView } from '@vplus/contracts';
import { listed } from '#lib/listed.ts';
import { stepStates } from '#lib/states.ts';
import { reasonsOf } from '#lib/tenant-reasons.ts';
import { Notice } from '#ui/notice.tsx';
import { StatusIcon } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { useNow } from '#ui/time.tsx';
import { whatIsThere } from './what-is-there.ts';

const titles = {
  unfinished: 'The setup is not finished',
  attention: 'Why this needs attention',
  failing: 'What is wrong',
  'needs-you': 'What is waiting for a person',
} as const;

/** Why the tenant is in another state than connected, and what a run has left in it. */
export function StateReasons({ tenant }: { tenant: TenantView }) {
  const now = useNow();
  const { state, openPoints, connection } = tenant;
  if (!(state in titles)) return null;
  const disconnecting = state === 'unfinished' && connection?.connectedAt;
  const there = whatIsThere(tenant);
  const [latest] = openPoints;
  return (
    <Notice
      kind={state === 'failing' ? 'bad' : 'attention'}
      title={disconnecting ? 'The disconnect is not finished' : titles[state as keyof typeof titles]}
    >
      {state === 'unfinished' ? (
        <p>
          {there.length > 0
            ? `Still there, as far as the last run saw: ${listed(there)}.`
            : 'The last run stopped while it was making changes. It did not see what is left of them.'}
        </p>
      ) : null}
      <ul className="flex flex-col gap-2">
        {reasonsOf(tenant, now).map((reason) => (
          <li key={reason}>{reason}.</li>
        ))}
        {openPoints.map(({ title, state: pointState, text }) => (
          <li key={title} className="flex gap-2">
            <span className="mt-0.5">
              <StatusIcon tone={stepStates[pointState].tone} />
            </span>
            <span className="min-w-0 wrap-anywhere">
              <span className="font-medium">{title}</span>{' '}
              <span className="sr-only">({stepStates[pointState].word})</span>
              {text ? <span className="block">{text}</span> : null}
            </span>
          </li>
        ))}
      </ul>
      {latest ? (
        <p>
          <TextLink to={`/runs/${latest.runId}`}>Show this run</TextLink>
        </p>
      ) : null}
    </Notice>
  );
}
