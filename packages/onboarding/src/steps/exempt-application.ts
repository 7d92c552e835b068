import { RemoteError } from '@vplus/clients';
import type { Ask } from '@vplus/contracts';
import type { Finding, StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import {
  type CustomPolicy,
  customPolicies,
  type Exemption,
  exemptionFor,
  isOurExemption,
  obstaclesOf,
  restrictsLike,
} from '../exemption.ts';
import { credentialRules } from '../plan/credential-rules.ts';
import type { Connection, Services } from '../ports.ts';
import { isYoung } from '../removed-meanwhile.ts';
import { exemptionScope, lacksScope } from '../scopes.ts';
import { registerApplication } from './register-application.ts';
import { replicationBudgetMs, step, watch } from './step.ts';

const Output = z.object({
  /** Our custom policy; null: there is none. */
  policyId: z.nullable(z.string()),
  /** The restrictions that it lifts, as Microsoft calls them; empty: it is not wanted. */
  lifts: z.array(z.string()),
});
type Output = z.infer<typeof Output>;
type Context = StepContext<Services, Connection>;

/**
 * Where the tenant's policy forbids or shortens the chosen credential, and a person chose to exempt this one
 * application: a custom app management policy of ours, assigned to it. An application can have only one, so one of
 * somebody else is never replaced. A disconnect, or the next plan without the exemption, takes it back.
 * https://learn.microsoft.com/graph/api/appmanagementpolicy-post-appliesto
 */
export const exemptApplication = step({
  id: 'exempt-application',
  title: 'Exempt the application from the policy on credentials',
  undoTitle: 'Remove the exemption from the policy on credentials',
  after: [registerApplication.id],
  output: Output,
  waitingFor: 'Microsoft is still replicating the exemption',
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,

  async find(context) {
    const { services, connection, outputOf } = context;
    const { choices } = connection;
    const registered = outputOf(registerApplication);
    if (!registered) return { is: 'cannot-look', why: 'The application does not exist yet' };
    const seen = await seenOf(context, registered.objectId);
    if (!seen) return unreadable(context);

    const { own, foreign, assigned, wanted, memory } = seen;
    if (foreign && choices.credentialPolicy === 'exempt' && seen.foreignStands)
      return { is: 'needs-you', ask: taken(foreign) };
    const [policy] = own;
    const lifts = wanted?.lifts ?? [];
    if (wanted && policy && assigned === policy.id && own.length === 1 && restrictsLike(policy, wanted))
      return there(policy.id, lifts);
    // A replica that is behind does not show what was answered for a moment ago.
    const { exemption: known, exemptionAskedAt } = memory;
    const isYoungHere = (at: string | undefined) => isYoung(at ?? null, services.clock.now());
    if (wanted && known && isYoungHere(known.assignedAt) && assigned !== known.policyId)
      return there(known.policyId, lifts);
    if (!wanted && own.length === 0) return idle(choices.credentialPolicy === 'exempt', foreign);

    const approval = lackingApproval(context);
    if (approval)
      return { is: 'needs-you', ask: approval, ...(policy ? { output: { policyId: policy.id, lifts } } : {}) };
    if (!policy) {
      if (known && isYoungHere(known.at))
        return {
          is: 'partly',
          output: { policyId: known.policyId, lifts },
          detail: 'The exemption is not assigned yet.',
        };
      if (isYoungHere(exemptionAskedAt))
        return { is: 'under-way', detail: 'Looking whether an attempt that was interrupted left a policy' };
      return { is: 'absent', detail: `The policy of the tenant is in the way: ${lifts.join(', ')}.` };
    }
    const output = { policyId: policy.id, lifts };
    if (!wanted) return { is: 'partly', output, detail: 'The exemption of an earlier plan is still there.' };
    return {
      is: 'partly',
      output,
      detail:
        assigned === policy.id
          ? 'The exemption is there, but differs from the plan.'
          : 'The exemption is there, but not assigned to the application.',
    };
  },

  async make(context) {
    const { services, outputOf } = context;
    const registered = outputOf(registerApplication);
    if (!registered) return undefined;
    const { graph, recall } = services;
    const seen = await seenOf(context, registered.objectId);
    if (!seen) return undefined;
    const { own, assigned, wanted } = seen;
    const [policy, ...surplus] = own;
    if (!wanted) {
      for (const { id } of own) await removePolicy(context, id, registered.objectId);
      await services.remember({ exemption: null, exemptionAskedAt: null });
      return undefined;
    }
    for (const { id } of surplus) await removePolicy(context, id, registered.objectId);
    const { exemption: known } = await recall();
    const now = services.clock.now();
    const policyId =
      policy?.id ?? (known && isYoung(known.at, now) ? known.policyId : await createPolicy(services, wanted));
    if (policy && !restrictsLike(policy, wanted)) {
      const { isEnabled, restrictions } = wanted.body;
      await graph.updateAppManagementPolicy(policyId, { isEnabled, restrictions });
    }
    if (assigned !== policyId && !(await assignPolicy(context, registered.objectId, policyId))) return undefined;
    return there(policyId, wanted.lifts);
  },

  async undo(context) {
    const { services, connection, outputOf } = context;
    const registered = outputOf(registerApplication);
    const known = outputOf({ id: 'exempt-application', output: Output })?.policyId;
    const all = customPolicies((await services.graph.appManagementPolicies()) ?? []);
    const listed = all.filter((one) => isOurExemption(one, connection)).map(({ id }) => id);
    for (const id of new Set(known ? [known, ...listed] : listed))
      await removePolicy(context, id, registered?.objectId);
    await services.remember({ exemption: null, exemptionAskedAt: null });
  },
});

/** undefined: a part of it may not be read. */
async function seenOf({ services, connection }: Context, objectId: string) {
  const { graph, recall, clock } = services;
  const [defaultPolicy, assignedTo, all, application, memory] = await Promise.all([
    graph.defaultAppManagementPolicy(),
    graph.appManagementPoliciesOf(objectId),
    graph.appManagementPolicies(),
    graph.applicationById(objectId),
    recall(),
  ]);
  if (!defaultPolicy || !assignedTo || !all) return undefined;
  const created = Date.parse(application?.createdDateTime ?? '');
  const createdAt = Number.isNaN(created) ? clock.now() : created;
  const [assigned] = customPolicies(assignedTo);
  const foreign = assigned && !isOurExemption(assigned, connection) ? assigned : null;
  const exempts = connection.choices.credentialPolicy === 'exempt' && !foreign;
  const foreignStands =
    foreign !== null &&
    obstaclesOf(credentialRules({ defaultPolicy, ownPolicies: [foreign], createdAt }), connection.choices).length > 0;
  return {
    // The one that is assigned first: of twins that a lost answer left it is the one to keep.
    own: [...(assigned ? [assigned] : []), ...customPolicies(all).filter(({ id }) => id !== assigned?.id)].filter(
      (one) => isOurExemption(one, connection),
    ),
    assigned: assigned?.id,
    foreign,
    foreignStands,
    wanted: exempts ? exemptionFor(defaultPolicy, createdAt, connection) : null,
    memory,
  };
}

async function createPolicy(services: Services, { body }: Exemption): Promise<string> {
  const { graph, clock, remember } = services;
  const at = new Date(clock.now()).toISOString();
  await remember({ exemptionAskedAt: at });
  const { id } = await graph.createAppManagementPolicy(body).catch(async (error: unknown) => {
    if (error instanceof RemoteError && error.effect === 'none') await remember({ exemptionAskedAt: null });
    throw error;
  });
  await remember({ exemption: { policyId: id, at }, exemptionAskedAt: null });
  return id;
}

/** false: it was refused as one too many, and a replica may be behind: it is looked at again. */
async function assignPolicy({ services }: Context, objectId: string, policyId: string): Promise<boolean> {
  const { graph, recall, remember, clock } = services;
  const { exemption } = await recall();
  const assignedAt = new Date(clock.now()).toISOString();
  try {
    await graph.assignAppManagementPolicy(objectId, policyId);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const assigned = customPolicies((await graph.appManagementPoliciesOf(objectId)) ?? []);
    if (!assigned.some(({ id }) => id === policyId)) {
      if (assigned.length === 0 && !isYoung(exemption?.at ?? null, clock.now())) throw error;
      return false;
    }
  }
  await remember({ exemption: { policyId, at: exemption?.at ?? assignedAt, assignedAt } });
  return true;
}

/** Somebody may have assigned it to other applications as well: then it stays, and ours goes without it. */
async function removePolicy({ services, report }: Context, policyId: string, objectId: string | undefined) {
  const { graph, recall, clock } = services;
  const { exemption } = await recall();
  const users = await graph.appliesTo(policyId);
  const others = (users ?? []).filter((id) => id !== objectId);
  const mayBeAssigned = exemption?.policyId === policyId && exemption.assignedAt !== undefined;
  const isNew = exemption?.policyId === policyId && isYoung(exemption.assignedAt ?? exemption.at, clock.now());
  const isAssigned = objectId !== undefined && (users?.includes(objectId) ?? false);
  if (objectId && (isAssigned || mayBeAssigned))
    await graph.unassignAppManagementPolicy(objectId, policyId).catch((error: unknown) => {
      if (!isGone(error) || isNew || isAssigned) throw error;
    });
  if (others.length === 0)
    return graph.deleteAppManagementPolicy(policyId).catch(async (error: unknown) => {
      const shown = customPolicies((await graph.appManagementPolicies()) ?? []).some(({ id }) => id === policyId);
      if (!isGone(error) || isNew || shown) throw error;
    });
  report({ detail: `The policy stays, since somebody assigned it to others as well: ${others.join(', ')}.` });
}

/** Counts as removed, unless it is so new that it may not show yet, or another look still shows it. */
const isGone = (error: unknown): boolean => error instanceof RemoteError && error.fields.status === 404;

function lackingApproval({ services: { grantedScopes }, connection: { choices } }: Context): Ask | null {
  if (choices.writes === 'by-hand' || !grantedScopes || !lacksScope(grantedScopes, exemptionScope)) return null;
  return {
    kind: 'admin-consent',
    text:
      choices.credentialPolicy === 'exempt'
        ? 'You chose to exempt this application from the policy on credentials. Approve the one permission that this takes, or make a new plan without the exemption.'
        : 'The exemption of an earlier plan is taken back. Approve the one permission that this takes.',
    missingScopes: [exemptionScope],
    alone: true,
  };
}

const taken = ({ displayName, id }: CustomPolicy): Ask => ({
  kind: 'task',
  text: `You chose to exempt this application, but it has a custom policy of its own already, "${displayName ?? id}", which forbids the credential of the plan. An application can have only one, and this one is not ours to replace. Whoever looks after it can change it or take it off the application. Then check again.`,
  facts: [{ key: 'policy-id', label: 'Policy ID', value: id, kind: 'id' }],
  answers: ['check-again'],
});

/** What this assistant made before is taken to be there; for more somebody else has to look. */
async function unreadable({ services: { recall }, connection: { choices } }: Context): Promise<Finding<Output>> {
  const { exemption } = await recall();
  const output = { policyId: exemption?.policyId ?? null, lifts: [] };
  if (exemption)
    return { is: 'there', output, attention: 'Your role may not read whether the exemption is still there.' };
  if (choices.credentialPolicy !== 'exempt')
    return { is: 'there', output, detail: 'Your role may not read it, and no exemption of ours is known.' };
  return {
    is: 'needs-you',
    ask: {
      kind: 'role',
      text: 'You chose to exempt this application, but your role may not read the policies of the tenant. A Global Administrator may read and change them; so may a Cloud Application Administrator who is also a Global Reader.',
      anyOf: ['global-administrator'],
    },
    watch,
  };
}

const idle = (exempts: boolean, foreign: CustomPolicy | null): Finding<Output> => ({
  is: 'there',
  output: { policyId: null, lifts: [] },
  detail: foreign
    ? `The application has a custom policy, "${foreign.displayName ?? foreign.id}", which is not ours and stays.`
    : exempts
      ? 'No policy stands in the way, so there is no exemption.'
      : 'The policy of the tenant applies to the application. There is no exemption.',
});

const there = (policyId: string, lifts: string[]): Finding<Output> => ({
  is: 'there',
  output: { policyId, lifts },
  facts: [
    { key: 'policy-id', label: 'Exemption, policy ID', value: policyId, kind: 'id' },
    { key: 'policy-lifts', label: 'Lifted for this application', value: lifts.join(', '), kind: 'text' },
  ],
  detail: 'This one application is exempt; the rest of the policy applies to it as to all others.',
});

const isConflict = (error: unknown): boolean =>
  error instanceof RemoteError && (error.fields.status === 400 || error.fields.status === 409);
