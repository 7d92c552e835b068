import { useEffect, useState } from 'react';
import { ClockTime } from '#ui/time.tsx';

const pauseMs = 15_000;

/** Tries again by itself after a pause, and says when. */
export function RetryAt({ onRetry }: { onRetry: () => void }) {
  const [at] = useState(() => Date.now() + pauseMs);
  useEffect(() => {
    const timer = setTimeout(onRetry, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  }, [at, onRetry]);
  return (
    <p>
      We try again at <ClockTime at={at} />.
    </p>
  );
}
