import type { DisconnectPlannedStep, PlannedStep } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CodeBlock } from '#ui/code-block.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Status, type Tone } from '#ui/status.tsx';
import { notShownOf } from './not-shown.ts';

type Step = PlannedStep | DisconnectPlannedStep;

const actions: Record<Step['action'], { tone: Tone; word: string }> = {
  make: { tone: 'new', word: 'Will be done' },
  check: { tone: 'idle', word: 'Will be checked' },
  change: { tone: 'change', word: 'Will be changed' },
  remove: { tone: 'remove', word: 'Will be removed' },
  restore: { tone: 'change', word: 'Will be restored' },
  keep: { tone: 'ok', word: 'Stays as it is' },
  ask: { tone: 'needs-you', word: 'Needs you' },
  retired: { tone: 'retired', word: 'Retired' },
};

/** What is done, one by one; what stays as it is, in one line as soon as it is more than one step. */
export function PlannedSteps({ title, steps }: { title: string; steps: Step[] }) {
  const kept = steps.filter(({ action }) => action === 'keep');
  const folded = kept.length > 1 ? kept : [];
  const others = steps.filter((step) => !folded.includes(step));
  return (
    <Card title={title}>
      <div className="flex flex-col gap-3">
        {others.length > 0 ? <Steps steps={others} /> : null}
        {folded.length > 0 ? (
          <div className="border-line not-first:border-t not-first:pt-3">
            <Disclosure summary={`${folded.length} steps stay as they are`}>
              <Steps steps={folded} />
            </Disclosure>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="flex flex-col divide-y divide-line">
      {steps.map((step) => (
        <li key={step.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0 print:gap-0 print:py-0.5">
          <span className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="font-medium">{step.title}</span>
            <Status tone={actions[step.action].tone}>{actions[step.action].word}</Status>
          </span>
          <span className="break-words text-muted">{step.summary}</span>
          {step.calls.length > 0 ? (
            <div className="print:hidden">
              <Calls step={step} />
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Calls({ step: { title, calls } }: { step: Step }) {
  const total = calls.reduce((sum, { times }) => sum + times, 0);
  const notShown = notShownOf(calls);
  return (
    <Disclosure
      summary={
        <>
          {total === 1 ? 'Show the request' : `Show the ${total} requests`}
          <span className="sr-only">: {title}</span>
        </>
      }
    >
      <ul className="flex flex-col gap-2">
        {calls.map(({ method, path, why, times, body }) => (
          <li key={method + path} className="flex flex-col">
            <code className="font-mono text-small break-all">
              {method} {path}
              {times > 1 ? ` × ${times}` : ''}
            </code>
            <span className="text-small text-muted">{why}</span>
            {body === undefined ? null : (
              <Disclosure
                summary={
                  <>
                    Show what is sent
                    <span className="sr-only">: {`${method} ${path}`}</span>
                  </>
                }
              >
                <CodeBlock text={JSON.stringify(body, null, 2)} />
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
      {notShown ? <p className="mt-2 text-small text-muted">{notShown}</p> : null}
    </Disclosure>
  );
}
