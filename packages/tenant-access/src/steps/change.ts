import { type GraphChange, readablePath, readableVplusPath, type VplusChange, type VplusProfile } from '@vplus/clients';
import type { UnwordedCall } from '@vplus/contracts';
import type { Words } from '@vplus/messages';

/** A request as far as a plan shows it: no credential stands in its body. */
export type PlannedChange = Pick<UnwordedCall, 'method' | 'path' | 'why'> & { body?: object };

/**
 * A request that a step sends to Graph to change something, as data: the plan shows it, the hash covers it, and the same is sent.
 * What only an answer will tell stands in braces while planning.
 */
export interface Change<Made = unknown, Body extends object = object> extends GraphChange<Made, Body> {
  why: Words;
}

export const onGraph = <Made, Body extends object>(
  why: Words,
  request: GraphChange<Made, Body>,
): Change<Made, Body> => ({ why, ...request });

/** The same on the vPlus server, as a plan shows it. */
export const onVplus = (why: Words, profile: VplusProfile, change: VplusChange): PlannedChange => ({
  why,
  method: change.method,
  path: readableVplusPath(profile, change),
  ...(change.body ? { body: change.body } : {}),
});

/** As a plan shows them: what goes to one address for one reason in one line, with the body where all have the same. */
export function plannedCalls(changes: PlannedChange[]): UnwordedCall[] {
  const lines = Map.groupBy(changes, ({ method, path, why }) => [method, path, JSON.stringify(why)].join(' '));
  return [...lines.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { method, why, body } = first;
    const alone = body !== undefined && others.every((other) => other.body === body);
    const path = readablePath(first);
    return [{ method, path, why, times: others.length + 1, writes: true, ...(alone ? { body } : {}) }];
  });
}
