import type { StepView, Wait } from '@vplus/contracts';
import { ClockTime, useNow } from '#ui/time.tsx';
import { duration } from '#ui/time-words.ts';

/** What is being waited for, how long that may take, and when we look again. */
export function WaitWords({ wait, problem }: Pick<StepView, 'problem'> & { wait: Wait }) {
  const { what, since, nextTry } = wait;
  const now = useNow();
  const left = nextTry ? Date.parse(nextTry) - now : 0;
  // More exact than the step's own words: it is the secret, say, that is not known everywhere yet.
  const cause = problem?.code === 'microsoft-spreading' ? problem.title : what;
  return (
    <p className="text-muted">
      <span className="block">{cause}</span>
      Waiting for {duration(now - Date.parse(since))} now.{usual(wait, now)}
      {nextTry && left > 1000 ? (
        <>
          {' '}
          We try again at <ClockTime at={Date.parse(nextTry)} />, in {duration(left)}.
        </>
      ) : null}
    </p>
  );
}

/** A wait that is longer than usual and within its bounds is no reason to worry. */
function usual({ since, usualSeconds, budgetEnds }: Wait, now: number): string {
  if (!usualSeconds) return '';
  const usually = duration(usualSeconds * 1000);
  if (now - Date.parse(since) <= usualSeconds * 1000 || !budgetEnds) return ` This usually takes ${usually}.`;
  return ` This usually takes ${usually} and may take up to ${duration(Date.parse(budgetEnds) - Date.parse(since))}.`;
}
