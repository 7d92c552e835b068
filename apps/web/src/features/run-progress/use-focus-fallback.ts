import { type RefObject, useEffect, useRef } from 'react';

/** Focuses `target` when a change of the page has removed the focused element; the browser would start again at the top. */
export function useFocusFallback(target: RefObject<HTMLElement | null>, change: unknown): void {
  const seen = useRef(change);
  useEffect(() => {
    if (seen.current === change) return;
    seen.current = change;
    if (document.activeElement === document.body) target.current?.focus();
  }, [target, change]);
}
