import { startTransition, useOptimistic } from 'react';

/** Sends a value to the practice cloud. What became of it shows in the world that is asked for afterwards. */
export type Send<T> = (value: T) => Promise<unknown>;

/** What a control shows: what was just chosen, until it was sent; then what the practice cloud says. */
export function useSent<T extends string | boolean>(shown: T, send: Send<T>): [T, (value: T) => void] {
  const [value, setValue] = useOptimistic(shown);
  const choose = (next: T) =>
    startTransition(async () => {
      setValue(next);
      await send(next);
    });
  return [value, choose];
}
