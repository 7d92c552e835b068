import type { UnwordedCall, UnwordedDisconnectPlan } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { DisconnectDraft } from '#plan/disconnect-draft.ts';
import { stepDifferences } from './differences.ts';

type Part = DisconnectDraft['steps'][number];

/** In what a disconnect made now differs from the approved one, in plain words; empty: in nothing that counts. */
export function disconnectDifferencesOf(approved: UnwordedDisconnectPlan, now: DisconnectDraft): Words[] {
  const known = approved.steps.map((before) => {
    const after = now.steps.find(({ id }) => id === before.id);
    return after && hasAppeared(before, after) ? after : before;
  });
  return stepDifferences(known, now.steps, { bodies: true, deed: ({ action }) => action });
}

/** What no look showed was approved as what goes if it appears: that it has appeared is no change. */
const hasAppeared = (before: Part, after: Part): boolean =>
  before.action === 'check' && after.calls.every((call) => before.calls.some((planned) => isIn(planned, call)));

function isIn(planned: UnwordedCall, { method, path }: UnwordedCall): boolean {
  const pattern = planned.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
  return planned.method === method && new RegExp(`^${pattern}$`).test(path);
}
