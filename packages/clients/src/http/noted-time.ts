import type { Transport } from '../ports.ts';

/**
 * The same transport, which also notes how far the other side's clock is ahead of ours, from the `Date` of its latest
 * answer and the middle of the request. The header counts whole seconds, so it is good to about one second.
 */
export function noteTime<T extends Transport>(transport: T): { noted: T; skewMs(): number | null } {
  let skewMs: number | null = null;
  const { clock } = transport;
  const fetch: Transport['fetch'] = async (input, init) => {
    const sentAt = clock.now();
    const answer = await transport.fetch(input, init);
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(theirs)) skewMs = theirs - (sentAt + clock.now()) / 2;
    return answer;
  };
  return { noted: { ...transport, fetch }, skewMs: () => skewMs };
}
