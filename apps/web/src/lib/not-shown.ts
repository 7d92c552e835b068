import type { PlannedCall } from '@vplus/contracts';

/** What a list of requests cannot show, and why; empty: it shows all. */
export function notShownOf(calls: PlannedCall[]): string {
  const hasNames = calls.some(({ path }) => path.includes('{'));
  const lacksContent = calls.some(({ method, body }) => body === undefined && method !== 'GET' && method !== 'DELETE');
  return [
    ...(hasNames ? ['A name in {braces} stands for a value that is known only during the run.'] : []),
    ...(lacksContent ? ['Content that differs for each request, or is known only then, is not shown.'] : []),
  ].join(' ');
}
