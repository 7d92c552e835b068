import { useEffect, useState } from 'react';
import { ClockTime } from '#ui/time.tsx';

const pauseSeconds = 15;

/** Tries again by itself after a pause, no sooner than Microsoft wants it, and says when. */
export function RetryAt({ onRetry, askedSeconds = 0 }: { onRetry: () => void; askedSeconds?: number | undefined }) {
  const [at] = useState(() => Date.now() + Math.max(pauseSeconds, askedSeconds) * 1000);
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
