import { isLive, type RunView } from '@vplus/contracts';
import { useEffect, useRef, useState } from 'react';
import { endOf, newsOf } from './words.ts';

/** How often a screen reader is told of the progress, at most. */
const everyMs = 5_000;

/** What a screen reader hears: the steps at a pace that can be followed, and the end once, at once. */
export function News({ run }: { run: RunView }) {
  const [progress, setProgress] = useState('');
  const [end, setEnd] = useState('');
  const saidAt = useRef(0);
  const was = useRef(endOf(run));
  const news = isLive(run) ? newsOf(run) : '';
  const ended = endOf(run);

  useEffect(() => {
    const timer = setTimeout(
      () => {
        saidAt.current = Date.now();
        setProgress(news);
      },
      Math.max(0, saidAt.current + everyMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [news]);

  useEffect(() => {
    // Who opens the page of a run that has ended reads it in the heading.
    if (ended && !was.current) setEnd(ended);
    was.current = ended;
  }, [ended]);

  return (
    <>
      <p aria-live="polite" className="sr-only">
        {progress}
      </p>
      <p role="alert" className="sr-only">
        {end}
      </p>
    </>
  );
}
