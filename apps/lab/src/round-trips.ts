/** One outbound request: epoch milliseconds. */
export interface Span {
  start: number;
  end: number;
}

/** The longest chain of requests in which each begins after its predecessor ended: what latency must be paid for. */
export function roundTrips(spans: Span[]): number {
  const ordered = spans.toSorted((one, other) => one.start - other.start);
  const depths: number[] = [];
  for (const [index, span] of ordered.entries()) {
    const before = ordered.slice(0, index).map(({ end }, at) => (end <= span.start ? (depths[at] ?? 0) : 0));
    depths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...depths);
}
