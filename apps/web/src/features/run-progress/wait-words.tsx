import type { Wait } from '@vplus/contracts';
import { ClockTime, useNow } from '#ui/time.tsx';
import { duration } from '#ui/time-words.ts';

/** What is being waited for, how long that usually takes, and when we look again. */
export function WaitWords({ wait: { what, since, nextTry, usualSeconds } }: { wait: Wait }) {
  const now = useNow();
  const left = nextTry ? Date.parse(nextTry) - now : 0;
  return (
    <p className="text-muted">
      {what.replace(/\.$/, '')}, for {duration(now - Date.parse(since))} now.
      {usualSeconds ? ` This usually takes ${duration(usualSeconds * 1000)}.` : ''}
      {nextTry && left > 1000 ? (
        <>
          {' '}
          We try again at <ClockTime at={Date.parse(nextTry)} />, in {duration(left)}.
        </>
      ) : null}
    </p>
  );
}
