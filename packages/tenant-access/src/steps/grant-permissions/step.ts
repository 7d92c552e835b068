import type { RemoteError } from '@vplus/clients';
import type { Choices, UnwordedRow } from '@vplus/contracts';
import { message, sentences } from '@vplus/messages';
import * as z from 'zod';
import { notListed, sorted } from '#additions/approved.ts';
import { addedRows, assignmentsOf, permissionsAdded } from '#additions/permission-additions.ts';
import { granting } from '#assistant/roles.ts';
import { grantScope } from '#assistant/scopes.ts';
import { apisOf, type Offered, offeredBy } from '#permissions/offered.ts';
import { wantedPermissions } from '#permissions/wanted.ts';
import { isYoung, removedMeanwhile } from '#steps/removed-meanwhile.ts';
import { askedIn } from '#steps/seen.ts';
import * as removal from '#steps/undoing.ts';
import { byScript } from '../by-hand-way.ts';
import { createServicePrincipal } from '../create-service-principal/step.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { changes, grants, takingBack } from './changes.ts';
import { planWords } from './plan-words.ts';
import { scripts } from './scripts.ts';

const Output = z.object({
  granted: z.array(z.string()),
  /** When the last of them was granted; null: nobody knows. */
  grantedAt: z.optional(z.nullable(z.string())),
});

/**
 * Every permission of the vendor's list that the tenant offers, granted for the whole organization: a row each.
 * What is not offered is final for its row and holds nothing up.
 *
 * Microsoft warns that a read straight after a grant may lack it, while the answer to each grant is its own proof
 * (201, or "already there"). So make returns the finding without a second look; that the roles really work is
 * proved from a fresh token by the step that verifies access.
 * https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 */
export const grantPermissions = step({
  id: 'grant-permissions',
  title: message('grant-permissions.title'),
  undoTitle: message('grant-permissions.undo-title'),
  after: [createServicePrincipal.id],
  output: Output,
  waitingFor: message('grant-permissions.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 10_000,
  needs: { role: granting, scopes: [grantScope] },
  plan: { words: planWords },
  changes,
  async undoes({ services: { graph }, connection: { choices }, outputOf }) {
    if (choices.adoptApplication !== null) return removal.stays(message('grant-permissions.undo-adopted'));
    const principal = outputOf(createServicePrincipal);
    const assignments = principal ? await graph.assignments(principal.servicePrincipalId) : [];
    if (!principal || assignments.length === 0)
      return removal.unseen(message('grant-permissions.undo-unseen'), takingBack(principal?.servicePrincipalId));
    const words = message('grant-permissions.undo-plan', { count: assignments.length });
    return removal.removes(words, ...assignments.map(() => takingBack(principal.servicePrincipalId)));
  },
  byHand: byScript((seen) => message('grant-permissions.plan-by-hand', { count: askedIn(seen).length })),
  scripts,
  vendorSteps: [11, 12, 13, 14],
  finds: 'permission-missing',
  takesAlong: ['permissions'],

  async find({ services, connection: { choices }, outputOf }) {
    const { graph } = services;
    const principal = outputOf(createServicePrincipal);
    if (!principal) return { is: 'cannot-look', why: message('create-service-principal.not-there-yet') };

    const [assignments, offered, apis, { adopted }] = await Promise.all([
      graph.assignments(principal.servicePrincipalId),
      offeredBy(graph, choices),
      apisOf(graph),
      services.recall(),
    ]);
    const have = new Set(assignments.map(assigned));
    const granted = offered.filter((one) => have.has(assigned(one)));
    const grantedAt =
      assignments
        .flatMap(({ createdDateTime }) => createdDateTime ?? [])
        .toSorted()
        .at(-1) ?? null;
    const wanted = new Set(offered.map(assigned));
    // What an adopted application had before is its owner's.
    const theirs = choices.adoptApplication === null ? [] : (adopted?.grants ?? [...have]);
    const extra = assignments.filter((one) => !wanted.has(assigned(one)) && !theirs.includes(assigned(one)));
    const { removes, stays } = sorted(permissionsAdded(extra, apis), services);
    const rows = [...rowsOf(offered, choices, new Set(granted.map(keyOf))), ...addedRows(extra, apis)];
    if (granted.length === offered.length && removes.length === 0)
      return {
        ...there(offered, choices, grantedAt),
        rows,
        ...(stays.length > 0 ? { attention: notListed(stays) } : {}),
      };
    return {
      is: granted.length + removes.length > 0 ? 'partly' : 'absent',
      ...(granted.length === offered.length ? { output: { granted: granted.map(keyOf), grantedAt } } : {}),
      rows,
      detail: sentences(...removes.map(({ what }) => what), countOf(granted, choices)),
      before: granted.map(keyOf),
      removes,
      concerns: offered.filter((one) => !have.has(assigned(one))).map(missing),
    };
  },

  async make({ services: { graph, clock }, connection: { choices }, outputOf, report }, found) {
    const principal = outputOf(createServicePrincipal);
    if (!principal) return undefined;

    const offered = await offeredBy(graph, choices);
    if (found.is === 'partly' && found.removes)
      await graph.revoke(principal.servicePrincipalId, assignmentsOf(found.removes));
    const before = new Set('before' in found ? z.array(z.string()).parse(found.before) : []);
    const wanted = offered.filter((one) => !before.has(keyOf(one)));
    const asked = grants(principal.servicePrincipalId, wanted).flatMap(({ body }) => body ?? []);
    const results = await graph.grant(principal.servicePrincipalId, asked);

    const refusals = new Map(
      results.flatMap((result) => (result.ok ? [] : [[assigned(result), result.error] as const])),
    );
    // What waiting may help is tried again first: a person is asked only for what really needs one.
    const [refusal, ...others] = refusals.values();
    if (!refusal) return there(offered, choices, new Date(clock.now()).toISOString());
    const passing = [refusal, ...others].find((one) => !needsRole(one));

    const granted = offered.filter((one) => !refusals.has(assigned(one)));
    report({
      rows: rowsOf(offered, choices, new Set(granted.map(keyOf)), refusals),
      detail: countOf(granted, choices),
    });
    throw passing ?? refusal;
  },

  /** The list may lack what was granted a moment ago, so it must lack it for longer than that. */
  async lost({ services, connection: { choices }, outputOf }) {
    const { graph, clock } = services;
    const principal = outputOf(createServicePrincipal);
    const made = outputOf({ id: 'grant-permissions', output: Output });
    if (!principal || !made || isYoung(made.grantedAt ?? null, clock.now())) return null;
    const [assignments, offered] = await Promise.all([
      graph.assignments(principal.servicePrincipalId),
      offeredBy(graph, choices),
    ]);
    const have = new Set(assignments.map(assigned));
    const gone = offered.filter((one) => made.granted.includes(keyOf(one)) && !have.has(assigned(one)));
    if (gone.length === 0) return null;
    return removedMeanwhile(message('grant-permissions.gone', { count: gone.length }));
  },

  /** Before its identity goes: whoever brought that back from the recycle bin would bring these back with it. */
  async undo({ services: { graph }, connection: { choices }, outputOf }) {
    const principal = outputOf(createServicePrincipal);
    if (!principal || choices.adoptApplication !== null) return;
    const assignments = await graph.assignments(principal.servicePrincipalId);
    await graph.revoke(
      principal.servicePrincipalId,
      assignments.map(({ id }) => id),
    );
  },
});

const assigned = ({ resourceId, appRoleId }: { resourceId: string; appRoleId: string }) => `${resourceId}/${appRoleId}`;
/** Only some roles may grant permissions of Microsoft Graph; more may grant those of the other APIs. */
const needsRole = ({ fields }: RemoteError) => fields.status === 403;
const keyOf = ({ permission }: Offered) => permission.key;
const missing = ({ permission: { key, value, api } }: Offered) => ({
  kind: 'permission-missing' as const,
  subject: key,
  what: message('grant-permissions.missing', { permission: value, api }),
});
const countOf = (granted: Offered[], choices: Choices) =>
  message('grant-permissions.some', { granted: granted.length, wanted: wantedPermissions(choices).length });

function there(offered: Offered[], choices: Choices, grantedAt: string | null) {
  const granted = offered.map(keyOf);
  const wanted = wantedPermissions(choices).length;
  return {
    is: 'there' as const,
    output: { granted, grantedAt },
    rows: rowsOf(offered, choices, new Set(granted)),
    detail:
      granted.length === wanted
        ? message('grant-permissions.all', { wanted })
        : message('grant-permissions.all-offered', { granted: granted.length, wanted }),
  };
}

function rowsOf(
  offered: Offered[],
  choices: Choices,
  granted: Set<string>,
  refusals = new Map<string, RemoteError>(),
): UnwordedRow[] {
  const byKey = new Map(offered.map((one) => [keyOf(one), one]));
  return wantedPermissions(choices).map(({ key, value, api }) => {
    const row = { key, label: value, group: api };
    const one = byKey.get(key);
    if (!one) return { ...row, state: 'not-possible', note: message('permissions.not-offered') };
    if (granted.has(key)) return { ...row, state: 'done' };
    const refusal = refusals.get(assigned(one));
    if (refusal && needsRole(refusal))
      return { ...row, state: 'needs-you', note: message('grant-permissions.needs-approval') };
    const code = refusal?.fields.code;
    return code
      ? { ...row, state: 'waiting', note: message('grant-permissions.answered', { code }) }
      : { ...row, state: 'pending' };
  });
}
