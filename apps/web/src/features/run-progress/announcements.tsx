import { isLive, type RunView } from '@vplus/contracts';
import { useEffect, useRef, useState } from 'react';
import { endAnnouncement, progressAnnouncement } from './words.ts';

/** The shortest time between two announcements of progress. */
const everyMs = 5_000;

/** Announces a run to screen readers: its progress at a pace that can be followed, its end once and at once. */
export function Announcements({ run }: { run: RunView }) {
  const [progress, setProgress] = useState('');
  const [end, setEnd] = useState('');
  const announcedAt = useRef(0);
  const before = useRef(endAnnouncement(run));
  const news = isLive(run) ? progressAnnouncement(run) : '';
  const ended = endAnnouncement(run);

  useEffect(() => {
    const timer = setTimeout(
      () => {
        announcedAt.current = Date.now();
        setProgress(news);
      },
      Math.max(0, announcedAt.current + everyMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [news]);

  useEffect(() => {
    // A run that had ended before the page was opened is not announced: the heading says it.
    if (ended && !before.current) setEnd(ended);
    before.current = ended;
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
