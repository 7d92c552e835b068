import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/** The finding that the link of an alert leads to. */
export const useAskedFinding = (): string | null => useSearchParams()[0].get('finding');

/** Marks the finding that was asked for, and goes to it once. */
export function useAskedFor(findingId: string) {
  const is = useAskedFinding() === findingId;
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (is) ref.current?.focus();
  }, [is]);
  return is ? { ref, tabIndex: -1, 'aria-current': true as const } : {};
}
