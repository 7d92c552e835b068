import { type RefObject, useEffect, useRef } from 'react';

/** When what had the focus has gone with a change of the page, the focus goes to `place` and not to the top. */
export function useKeptFocus(place: RefObject<HTMLElement | null>, change: unknown): void {
  const seen = useRef(change);
  useEffect(() => {
    if (seen.current === change) return;
    seen.current = change;
    if (document.activeElement === document.body) place.current?.focus();
  }, [place, change]);
}
