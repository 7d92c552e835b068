import type { UnwordedCall, UnwordedPermissionRow, UnwordedPlan, UnwordedPlannedStep } from '@vplus/contracts';
import { listOf, type MessageKey, message, sentences, type Words } from '@vplus/messages';
import type { Draft } from '#plan/draft.ts';

const states = {
  new: 'confirm-plan.to-be-granted',
  granted: 'confirm-plan.granted-already',
  'not-offered': 'confirm-plan.not-offered-here',
  covered: 'confirm-plan.not-needed',
  'left-out': 'confirm-plan.left-out',
} as const satisfies Record<UnwordedPermissionRow['state'], MessageKey>;

/** In what a plan made now differs from the approved one, in plain words; empty: in nothing that counts. */
export function differencesOf(approved: UnwordedPlan, { draft, unseen }: { draft: Draft; unseen: string[] }): Words[] {
  const choices = choiceDifferences(approved, draft);
  return [
    ...choices,
    ...stepDifferences(
      approved.steps.filter(({ id }) => !unseen.includes(id)),
      draft.steps,
      { bodies: choices.length === 0, deed: deedOfConnect },
    ),
    ...permissionDifferences(approved.permissions, draft.permissions),
  ];
}

function choiceDifferences({ choices: before }: UnwordedPlan, { choices: now }: Draft): Words[] {
  const { kind, days } = now.credential;
  const { kind: kindBefore, days: daysBefore } = before.credential;
  return [
    ...(kindBefore === kind && daysBefore === days
      ? []
      : [message('confirm-plan.credential-changed', { kindBefore, daysBefore, kind, days })]),
    ...(before.adoptApplication === now.adoptApplication ? [] : [message('register-application.adopted-gone')]),
  ];
}

/** What two plans are compared by. */
export type PlannedPart = Pick<UnwordedPlannedStep, 'id' | 'title' | 'summary' | 'calls' | 'removes'> & {
  action: string;
};

/** Plans of earlier builds called a look that may change something "make". */
const deedOfConnect = ({ action }: PlannedPart) => (action === 'check' ? 'make' : action);

/** `bodies`: also where only what would be sent differs. A choice that had to change has been told, and changes them. */
export function stepDifferences(
  approved: PlannedPart[],
  now: PlannedPart[],
  { bodies, deed }: { bodies: boolean; deed(part: PlannedPart): string },
): Words[] {
  const unknown = now.filter(
    ({ id, calls }) => calls.some(({ writes }) => writes) && !approved.some((one) => one.id === id),
  );
  const added = unknown.map(({ title, summary }) => message('confirm-plan.step-added', { title, summary }));
  const moved = approved.flatMap((before) => {
    const after = now.find(({ id }) => id === before.id);
    if (!after) return [];
    const { title } = before;
    const { action, summary } = after;
    if (deed(after) !== deed(before)) {
      const moved = message('confirm-plan.step-moved', { title, before: before.action, now: action });
      return [action === 'keep' ? moved : sentences(moved, summary)];
    }
    const listed = new Set(before.removes?.map(({ key }) => key));
    const added = (after.removes ?? []).filter(({ key }) => !listed.has(key));
    if (added.length > 0) return added.map(({ what }) => what);
    const calls = after.calls.filter((call) => !isUntold(call, before.calls, after.calls));
    if (callsOf(before.calls) !== callsOf(calls)) return [message('confirm-plan.other-requests', { title, summary })];
    if (bodies && haveOtherBodies(before.calls, calls))
      return [message('confirm-plan.other-bodies', { title, summary })];
    return [];
  });
  return [...moved, ...added];
}

/**
 * Plans of earlier builds did not show it; what they approved took the certificates of a restored application all the
 * same. A plan that shows it has one request more of the kind, in whatever words it was stored.
 * Remove it after 2028-01-31: a run that such a plan was approved for has then been open longer than runs are kept.
 */
const isUntold = (call: UnwordedCall, before: UnwordedCall[], after: UnwordedCall[]): boolean => {
  const alike = (all: UnwordedCall[]) => all.filter(({ method, path }) => method === call.method && path === call.path);
  return removesCertificates(call) && alike(before).length < alike(after).length;
};
const removesCertificates = ({ why }: UnwordedCall): boolean =>
  typeof why !== 'string' && why.key === ('register-application.removes-certificates' satisfies MessageKey);

const callsOf = (calls: UnwordedCall[]) =>
  JSON.stringify(calls.map(({ method, path, times }: UnwordedCall) => [method, path, times]));

/** Plans of earlier builds have no bodies. */
const haveOtherBodies = (before: UnwordedCall[], after: UnwordedCall[]): boolean =>
  before.some(({ body }, at) => body !== undefined && unordered(body) !== unordered(after[at]?.body));

/** Graph keeps no order in its lists: the same members say the same. */
function unordered(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.map(unordered).toSorted());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).map(([key, one]) => [key, unordered(one)]);
  return JSON.stringify(entries.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function permissionDifferences(approved: UnwordedPermissionRow[], now: UnwordedPermissionRow[]): Words[] {
  const moved = approved.flatMap((before) => {
    const after = now.find(({ key }) => key === before.key);
    return after && after.state !== before.state ? [{ value: before.value, from: before.state, to: after.state }] : [];
  });
  return [...Map.groupBy(moved, ({ from, to }) => `${from}/${to}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      message('confirm-plan.permissions-moved', {
        count: group.length,
        from: message(states[first.from]),
        to: message(states[first.to]),
        permissions: listOf(group.map(({ value }) => value)),
      }),
    ];
  });
}
