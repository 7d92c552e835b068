import { useMutation } from '@tanstack/react-query';
import { type CheckState, type CheckView, runCheck } from '@vplus/contracts';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { api } from '#lib/api.ts';
import { problemOf } from '#lib/api-problem.ts';
import { useSession } from '#lib/session.tsx';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { checkStates } from '#lib/states.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Status } from '#ui/status.tsx';
import type { PlanInput } from './use-plan.ts';

interface RowProps {
  request: PlanInput;
  onChecked(view: CheckView): void;
}

interface ChecksProps extends RowProps {
  checks: CheckView[];
  /** All of them are being made at this moment. */
  checking: boolean;
  onCheckAll(): void;
}

/** What could go wrong, read before anything is written; each can be looked at again alone. */
export function Checks({ checks, checking, onCheckAll, ...given }: ChecksProps) {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const words = (Object.keys(checkStates) as CheckState[])
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${checkStates[state].word}`);
  // What was put right stays where it was found: nothing jumps while somebody reads.
  const [found] = useState(() => byUrgency(checks.filter(({ state }) => state !== 'ok')).map(({ id }) => id));
  const telling = [
    ...byUrgency(checks.filter(({ id, state }) => state !== 'ok' && !found.includes(id))),
    ...found.flatMap((wanted) => checks.find(({ id }) => id === wanted) ?? []),
  ];
  const fine = checks.filter((check) => !telling.includes(check));
  const rows = (some: CheckView[]) => (
    <ul className="flex flex-col divide-y divide-line">
      {some.map((check) => (
        <CheckRow key={check.id} check={check} {...given} />
      ))}
    </ul>
  );
  return (
    <Card title="Checks" aside={<span className="text-small text-muted">{words.join(' · ')}</span>}>
      <div className="flex flex-col gap-4">
        {telling.length > 0 ? rows(telling) : null}
        {fine.length > 0 ? (
          <Disclosure summary={telling.length > 0 ? `${fine.length} more are fine` : `All ${fine.length} are fine`}>
            {rows(fine)}
          </Disclosure>
        ) : null}
        <div className="print:hidden">
          <Button busy={checking && 'Checking…'} onClick={onCheckAll}>
            Check everything again
          </Button>
        </div>
      </div>
    </Card>
  );
}

const urgency: CheckState[] = ['blocked', 'attention', 'unknown', 'ok'];
const byUrgency = (checks: CheckView[]) =>
  checks.toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));

function CheckRow({ check, request, onChecked }: { check: CheckView } & RowProps) {
  const { tenantId } = useSession();
  const { pathname, search } = useLocation();
  const again = useMutation({
    mutationFn: () => api(runCheck, { params: { tenantId, checkId: check.id }, body: request }),
    onSuccess: onChecked,
  });
  const { tone, word } = checkStates[check.state];
  const elsewhere = check.id === 'tenant' && request.invitedTenant;

  return (
    <li
      id={`check-${check.id}`}
      tabIndex={-1}
      className="flex scroll-mt-4 flex-col gap-1 py-3 first:pt-0 last:pb-0 print:gap-0 print:py-0.5"
      data-check={check.id}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <span className="font-medium">{check.title}</span>
        <span className="flex flex-wrap items-center gap-1">
          <Status tone={tone}>{word}</Status>
          {check.state === 'ok' && !again.data ? null : (
            <Button
              look="quiet"
              className="px-2 text-small"
              aria-label={`Check again: ${check.title}`}
              busy={again.isPending && 'Checking…'}
              onClick={() => again.mutate()}
            >
              Check again
            </Button>
          )}
        </span>
      </div>
      <p role="status" className={`break-words text-muted ${check.state === 'ok' ? 'print:hidden' : ''}`}>
        {check.finding}
      </p>
      {check.remedy ? <p className="break-words">{check.remedy}</p> : null}
      {again.isError ? (
        <p role="alert" className="text-small text-bad">
          {problemOf(again.error).title}. {problemOf(again.error).remedy}
        </p>
      ) : null}
      {check.state !== 'ok' && (check.link || check.signInAgain) ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-1">
          {check.signInAgain ? (
            <SignInButton
              look="secondary"
              request={{
                tenant: elsewhere || tenantId,
                returnTo: pathname + search,
                ...(elsewhere ? { chooseAccount: true } : {}),
              }}
            >
              {elsewhere ? `Sign in at ${elsewhere}` : 'Sign in again'}
            </SignInButton>
          ) : null}
          {check.link ? (
            <a href={check.link} target="_blank" rel="noreferrer" className="text-accent underline">
              Open at Microsoft<span className="sr-only">: {check.title}, in a new tab</span>
            </a>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
