import { type FormEvent, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';

export interface Decision {
  why: string;
  /** The first moment of the day that was named. */
  until: string | null;
}

interface DecideProps {
  question: string;
  hint: string;
  /** What an empty day means. */
  untilHint: string;
  action: string;
  doing: string;
  giveUp: string;
  busy: boolean;
  onDecide(decision: Decision): void;
  onGiveUp(): void;
}

/** Asks for a reason, and until when it holds. */
export function Decide({ question, hint, untilHint, action, doing, giveUp, busy, onDecide, onGiveUp }: DecideProps) {
  const [why, setWhy] = useState('');
  const [day, setDay] = useState('');
  const [tried, setTried] = useState(false);
  const until = startOf(day);
  const late = until !== null && Date.parse(until) <= Date.now();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (why.trim() && !late) onDecide({ why: why.trim(), until });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3 pl-6.5">
      <Field
        label={question}
        hint={`${hint} Your name and the reason are kept.`}
        value={why}
        maxLength={500}
        onChange={({ target }) => setWhy(target.value)}
        error={tried && !why.trim() ? 'Write a reason, so that others can follow it later.' : undefined}
      />
      <Field
        label="Until"
        hint={untilHint}
        type="date"
        value={day}
        onChange={({ target }) => setDay(target.value)}
        error={tried && late ? 'Name a day that is still to come.' : undefined}
      />
      <span className="flex flex-wrap gap-3">
        <Button type="submit" look="primary" busy={busy && doing}>
          {action}
        </Button>
        <Button onClick={onGiveUp}>{giveUp}</Button>
      </span>
    </form>
  );
}

/** In the time zone of whoever names it. */
function startOf(day: string): string | null {
  const start = new Date(`${day}T00:00`);
  return day === '' || Number.isNaN(start.getTime()) ? null : start.toISOString();
}
