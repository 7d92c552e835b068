import type { UnwordedCall, UnwordedPermissionRow, UnwordedPlan, UnwordedPlannedStep } from '@vplus/contracts';
import { listOf, message, render, type Words } from '@vplus/messages';
import type { Draft } from '#plan/draft.ts';

const actions: Record<UnwordedPlannedStep['action'], string> = {
  make: 'to be made',
  check: 'to be checked',
  change: 'to be changed',
  keep: 'there, to stay as it is',
  ask: 'to wait for you',
  retired: 'only explained',
};

const states: Record<UnwordedPermissionRow['state'], string> = {
  new: 'to be granted',
  granted: 'granted already',
  'not-offered': 'not offered here',
  covered: 'not needed beside a stronger one',
  'left-out': 'left out',
};

/** In what a plan made now differs from the approved one, in plain words; empty: in nothing that counts. */
export function differencesOf(approved: UnwordedPlan, { draft, unseen }: { draft: Draft; unseen: string[] }): Words[] {
  const choices = choiceDifferences(approved, draft);
  return [
    ...choices,
    ...stepDifferences(
      approved.steps.filter(({ id }) => !unseen.includes(id)),
      draft.steps,
      { bodies: choices.length === 0 },
    ),
    ...permissionDifferences(approved.permissions, draft.permissions),
  ];
}

function choiceDifferences({ choices: before }: UnwordedPlan, { choices: now }: Draft): string[] {
  const { kind, days } = now.credential;
  return [
    ...(before.credential.kind === kind && before.credential.days === days
      ? []
      : [
          `A policy on credentials has changed: the plan had a ${wordOf(before.credential.kind)} for ${before.credential.days} days, now it would be a ${wordOf(kind)} for ${days} days.`,
        ]),
    ...(before.adoptApplication === now.adoptApplication
      ? []
      : ['The application that was to be adopted is not there any more.']),
  ];
}

const wordOf = (kind: UnwordedPlan['choices']['credential']['kind']) =>
  ({ secret: 'client secret', certificate: 'certificate', both: 'client secret and a certificate' })[kind];

/** Plans of earlier builds called a look that may change something "make". */
const deed = ({ action }: UnwordedPlannedStep) => (action === 'check' ? 'make' : action);

/** `bodies`: also where only what would be sent differs. A choice that had to change has been told, and changes them. */
function stepDifferences(
  approved: UnwordedPlannedStep[],
  now: UnwordedPlannedStep[],
  { bodies }: { bodies: boolean },
): Words[] {
  const unknown = now.filter(
    ({ id, calls }) => calls.some(({ writes }) => writes) && !approved.some((one) => one.id === id),
  );
  const added = unknown.map(({ title, summary }) => message('confirm-plan.step-added', { title, summary }));
  const moved = approved.flatMap((before) => {
    const after = now.find(({ id }) => id === before.id);
    if (!after) return [];
    if (deed(after) !== deed(before))
      return [
        `“${render(before.title)}” was ${actions[before.action]}, and is now ${actions[after.action]}.${after.action === 'keep' ? '' : ` ${render(after.summary)}`}`,
      ];
    const listed = new Set(before.removes?.map(({ key }) => key));
    const added = (after.removes ?? []).filter(({ key }) => !listed.has(key));
    if (added.length > 0) return added.map(({ what }) => what);
    if (callsOf(before) !== callsOf(after))
      return [`“${render(before.title)}” needs other requests than before. ${render(after.summary)}`];
    if (bodies && haveOtherBodies(before.calls, after.calls))
      return [`“${render(before.title)}” would send something else than the plan shows. ${render(after.summary)}`];
    return [];
  });
  return [...moved, ...added];
}

const callsOf = ({ calls }: UnwordedPlannedStep) =>
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
        from: states[first.from],
        to: states[first.to],
        permissions: listOf(group.map(({ value }) => value)),
      }),
    ];
  });
}
