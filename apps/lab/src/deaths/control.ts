import type { World } from '@vplus/emulator';

/** What the practice cloud's control answers. */
export const controlOf =
  (origin: string) =>
  async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(new URL(path, origin), {
      method,
      // Each has a connection of its own: none is reused as it closes.
      headers: { connection: 'close' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}`);
    return (await answer.json()) as T;
  };

/** The same latency on every service that the product asks. */
export const everywhere = (ms: number): Partial<World['weather']['latencyMs']> => ({
  identity: ms,
  graph: ms,
  sharepoint: ms,
  exchange: ms,
  vplus: ms,
});
