import { useEffect, useState } from 'react';

/** How long after the last change a plan is requested. */
const debounceMs = 350;

/** The value, once it has not changed for `debounceMs`. */
export function useDebounced(value: string): string {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), debounceMs);
    return () => clearTimeout(timer);
  }, [value]);
  return debounced;
}
