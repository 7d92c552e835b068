import { useEffect } from 'react';

/** A note at the foot of every printed page, e.g. what the paper is about and how it can be checked. */
export function usePrintNote(note: string): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--print-note', `"${note.replace(/["\\\p{Cc}]/gu, ' ')}"`);
    return () => {
      style.removeProperty('--print-note');
    };
  }, [note]);
}
