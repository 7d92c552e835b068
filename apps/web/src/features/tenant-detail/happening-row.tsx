import type { LookView, RunVerb } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { circumstances, NotedWords } from '#lib/audit-words.tsx';
import { runStates } from '#lib/states.ts';
import { Disclosure } from '#ui/disclosure.tsx';
import { Status } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Elapsed, Time } from '#ui/time.tsx';
import type { Happening, Noted } from './time-line-of.ts';

const verbs: Record<RunVerb, string> = { connect: 'Connect', verify: 'Full check', disconnect: 'Disconnect' };

interface HappeningRowProps {
  happening: Happening;
  /** With as what and from where people acted. */
  detailed: boolean;
}

export function HappeningRow({ happening, detailed }: HappeningRowProps) {
  switch (happening.is) {
    case 'run':
      return <Run of={happening} detailed={detailed} />;
    case 'check':
      return (
        <Row title="Check" aside={<FindingCount check={happening.check} />} at={happening.at}>
          {happening.check.by ? `asked for by ${happening.check.by}, ` : 'automatic, '}
        </Row>
      );
    case 'opened':
    case 'resolved':
      return (
        <Row
          title={happening.finding.title}
          aside={happening.is === 'opened' ? <Status tone="new">Found</Status> : <Status tone="ok">Resolved</Status>}
          at={happening.at}
        />
      );
    case 'note':
      return (
        <Row title={<NotedWords words={happening.note.what} />} at={happening.at}>
          {whoOf(happening.note, detailed)},{' '}
        </Row>
      );
  }
}

function Run({ of: { run, check, notes }, detailed }: { of: Happening & { is: 'run' }; detailed: boolean }) {
  return (
    <Row
      title={<TextLink to={`/runs/${run.id}`}>{verbs[run.verb]}</TextLink>}
      aside={<Status tone={runStates[run.state].tone}>{runStates[run.state].word}</Status>}
      at={run.startedAt}
      more={
        notes.length > 0 ? (
          <Disclosure summary={notes.length === 1 ? '1 entry' : `${notes.length} entries`}>
            <ol className="flex flex-col gap-1 text-small">
              {notes.map((note) => (
                <li key={note.at + note.what}>
                  <NotedWords words={note.what} />
                  <span className="block text-muted">
                    {whoOf(note, detailed)}, <Time at={note.at} />
                  </span>
                </li>
              ))}
            </ol>
          </Disclosure>
        ) : null
      }
    >
      by {run.startedBy}, {run.stepsDone} of {run.stepsTotal} steps,{' '}
      <Elapsed from={run.startedAt} to={run.finishedAt} />
      {check ? `, ${countOf(check)}` : null},{' '}
    </Row>
  );
}

const whoOf = (note: Noted, detailed: boolean): string =>
  detailed && circumstances(note) ? `${note.who} ${circumstances(note)}` : note.who;

const countOf = ({ findings }: LookView): string => (findings === 1 ? '1 finding' : `${findings} findings`);

function FindingCount({ check }: { check: LookView }) {
  const partly = check.unseen.length > 0 ? ', not everything seen' : '';
  return (
    <span className="text-small text-muted">
      {countOf(check)}
      {partly}
    </span>
  );
}

interface RowProps {
  title: ReactNode;
  aside?: ReactNode;
  at: string;
  /** Before the time, on the second line. */
  children?: ReactNode;
  more?: ReactNode;
}

function Row({ title, aside, at, children, more }: RowProps) {
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium wrap-anywhere">{title}</span>
        {aside}
      </span>
      <span className="text-small wrap-anywhere text-muted">
        {children}
        <Time at={at} />
      </span>
      {more}
    </li>
  );
}
