import { useEffect } from 'react';

/** Lines at the foot of every printed page, e.g. what the paper is about and how it can be checked. */
export function usePrintNote(...lines: string[]): void {
  const note = lines.map((line) => line.replace(/["\\\p{Cc}]/gu, ' ')).join('\\a ');
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--print-note', `"${note}"`);
    return () => {
      style.removeProperty('--print-note');
    };
  }, [note]);
}
