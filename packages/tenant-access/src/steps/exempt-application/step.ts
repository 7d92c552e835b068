import { RemoteError } from '@vplus/clients';
import { type Choices, Problem, type UnwordedAsk } from '@vplus/contracts';
import { listOf, message, sentences } from '@vplus/messages';
import type { Finding, StepContext } from '@vplus/reconciler';
import { exempting } from '#assistant/roles.ts';
import { lacksScope } from '#assistant/scopes.ts';
import { createdAtOf, credentialRules } from '#credential/credential-rules.ts';
import {
  type CustomPolicy,
  customPolicies,
  type Exemption,
  exemptionFor,
  isOurExemption,
  liftedWords,
  obstaclesOf,
  restrictsLike,
} from '#credential/exemption.ts';
import type { Connection, Readers, Services } from '#ports.ts';
import { isYoung } from '#steps/removed-meanwhile.ts';
import { removes, stays, unseen } from '#steps/undoing.ts';
import { replicationBudgetMs, step, watch } from '../define-step.ts';
import { registerApplication } from '../register-application/step.ts';
import { exemptedByHand } from './by-hand.ts';
import { changes, letGo, removal, takingOff } from './changes.ts';
import { ExemptionOutput } from './output.ts';
import { planWords } from './plan-words.ts';

/** A plan that never chose it has it nowhere; one that takes it back has. */
const wasEverChosen = ({ credentialPolicy }: Choices): boolean => credentialPolicy !== undefined;

/** Asked for alone, and only by those who choose to exempt the application from the tenant's policy on credentials. */
const exemptionScope = 'Policy.ReadWrite.ApplicationConfiguration';

type Looking = StepContext<Readers, Connection>;
type Context = StepContext<Services, Connection>;

/**
 * Where the tenant's policy forbids or shortens the chosen credential, and a person chose to exempt this one
 * application: a custom app management policy of ours, assigned to it. An application can have only one, so one of
 * somebody else is never replaced. A disconnect, or the next plan without the exemption, takes it back.
 * https://learn.microsoft.com/graph/api/appmanagementpolicy-post-appliesto
 */
export const exemptApplication = step({
  id: 'exempt-application',
  title: message('exempt-application.title'),
  undoTitle: message('exempt-application.undo-title'),
  after: [registerApplication.id],
  output: ExemptionOutput,
  waitingFor: message('exempt-application.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: exempting, scopes: [exemptionScope] },
  plan: { words: planWords, speaks: true },
  changes,
  async undoes(context) {
    const { ids, objectId, mayHide } = await policiesOf(context);
    if (ids.length === 0 && !mayHide) return stays(message('exempt-application.none-of-ours'));
    if (ids.length === 0)
      return unseen(
        message('exempt-application.undo-unseen'),
        takingOff('{policy}', objectId),
        removal('{policy}', false),
        removal('{policy}', true),
      );
    const uses = await Promise.all(ids.map((id) => useOf(context.services, id, objectId)));
    return removes(
      message(
        uses.some(({ others }) => others.length > 0)
          ? 'exempt-application.undo-shared'
          : 'exempt-application.undo-plan',
      ),
      ...uses.flatMap(({ id, mayBeOn, others }) => [
        ...(objectId && mayBeOn ? [takingOff(id, objectId)] : []),
        removal(id, others.length > 0),
      ]),
    );
  },
  byHand: exemptedByHand,
  vendorSteps: [8, 9, 10],
  finds: 'exemption-differs',
  isChosen: wasEverChosen,
  isUndone: wasEverChosen,

  async find(context) {
    const { services, connection, outputOf } = context;
    const { choices } = connection;
    const registered = outputOf(registerApplication);
    if (!registered) return beforehand(context);
    const seen = await seenOf(context, registered.objectId);
    if (!seen) return unreadable(context);

    const { own, surplus, foreign, assigned, wanted, sharedWith, memory } = seen;
    if (foreign && choices.credentialPolicy === 'exempt' && seen.foreignStands)
      return { is: 'needs-you', ask: taken(foreign) };
    const [policy] = own;
    const lifts = wanted?.lifts ?? [];
    if (wanted && policy && assigned === policy.id && surplus.length === 0 && restrictsLike(policy, wanted))
      return there(policy.id, lifts, sharedWith);
    // A replica that is behind does not show what was answered for a moment ago.
    const { exemption: known, exemptionAskedAt } = memory;
    const isYoungHere = (at: string | undefined) => isYoung(at ?? null, services.clock.now());
    if (wanted && known && isYoungHere(known.assignedAt) && assigned !== known.policyId)
      return there(known.policyId, lifts);
    if (!wanted && own.length === 0) return idle(choices.credentialPolicy === 'exempt', foreign);

    const approval = lackingApproval(context);
    const fits = policy !== undefined && wanted !== null && restrictsLike(policy, wanted);
    const stands = { fits, assigned: policy !== undefined && assigned === policy.id, surplus };
    const output = policy && { ...withOthers(policy.id, lifts, sharedWith), stands };
    if (approval) return { is: 'needs-you', ask: approval, ...(output ? { output } : {}) };
    if (!output) {
      if (known && isYoungHere(known.at))
        return {
          is: 'partly',
          output: { policyId: known.policyId, lifts, stands: { fits: true, assigned: false, surplus: [] } },
          detail: message('exempt-application.not-assigned-yet'),
        };
      if (isYoungHere(exemptionAskedAt)) return { is: 'under-way', detail: message('exempt-application.looking') };
      return {
        is: 'absent',
        detail: message('exempt-application.in-the-way', { rules: listOf(lifts.map(liftedWords)) }),
      };
    }
    if (!wanted) return { is: 'partly', output, detail: message('exempt-application.still-there') };
    return {
      is: 'partly',
      output,
      detail: message(stands.assigned ? 'exempt-application.differs' : 'exempt-application.not-assigned'),
    };
  },

  async make(context) {
    const { services, outputOf } = context;
    const registered = outputOf(registerApplication);
    if (!registered) return undefined;
    const { graph, recall } = services;
    const seen = await seenOf(context, registered.objectId);
    if (!seen) return undefined;
    const { own, assigned, wanted, sharedWith } = seen;
    const [first, ...surplus] = own;
    if (!wanted) {
      for (const { id } of own) await removePolicy(context, id, registered.objectId);
      await services.remember({ exemption: null, exemptionAskedAt: null });
      return undefined;
    }
    for (const { id } of surplus) await removePolicy(context, id, registered.objectId);
    // What others rest on is not changed under them: they keep it, and this application gets one of its own.
    const isTheirs = first !== undefined && sharedWith.length > 0 && !restrictsLike(first, wanted);
    if (isTheirs) await removePolicy(context, first.id, registered.objectId);
    const policy = isTheirs ? undefined : first;
    const { exemption: known } = await recall();
    const isKnown = known && known.policyId !== (isTheirs ? first.id : null) && isYoung(known.at, services.clock.now());
    const policyId = policy?.id ?? (isKnown ? known.policyId : await createPolicy(services, wanted));
    if (policy && !restrictsLike(policy, wanted)) {
      const { isEnabled, restrictions } = wanted.body;
      await graph.updateAppManagementPolicy(policyId, { isEnabled, restrictions });
    }
    if (assigned !== policyId && !(await assignPolicy(context, registered.objectId, policyId))) return undefined;
    return there(policyId, wanted.lifts, policy ? sharedWith : []);
  },

  async undo(context) {
    const { ids, objectId, mayHide } = await policiesOf(context);
    if (mayHide) throw new Problem('role-missing');
    for (const id of ids) await removePolicy(context, id, objectId);
    await context.services.remember({ exemption: null, exemptionAskedAt: null });
  },
});

/** Policies of ours. `mayHide`: one whose id nobody knows may be there; only who may read the policies can tell. */
async function policiesOf({ services, connection, outputOf }: Looking) {
  const { exemption, exemptionAskedAt } = await services.recall();
  const known = exemption?.policyId ?? outputOf({ id: 'exempt-application', output: ExemptionOutput })?.policyId;
  const all = await services.graph.appManagementPolicies();
  const listed = customPolicies(all ?? []).flatMap((one) => (isOurExemption(one, connection) ? [one.id] : []));
  return {
    ids: [...new Set(known ? [known, ...listed] : listed)],
    objectId: outputOf(registerApplication)?.objectId,
    mayHide: !all && !known && Boolean(exemptionAskedAt),
  };
}

/** The application does not exist yet: only what the tenant's own policy says can be looked at. */
async function beforehand(context: Looking): Promise<Finding<ExemptionOutput>> {
  const { services, connection } = context;
  const later = { is: 'cannot-look' as const, why: message('register-application.not-there-yet') };
  if (connection.choices.credentialPolicy !== 'exempt')
    return (await services.recall()).exemption ? later : idle(false, null);
  const policy = await services.graph.defaultAppManagementPolicy();
  if (!policy) return unreadable(context);
  return exemptionFor(policy, services.clock.now(), connection) ? later : idle(true, null);
}

/** undefined: a part of it may not be read. */
async function seenOf({ services, connection }: Looking, objectId: string) {
  const { graph, recall, clock } = services;
  const [defaultPolicy, assignedTo, all, application, memory] = await Promise.all([
    graph.defaultAppManagementPolicy(),
    graph.appManagementPoliciesOf(objectId),
    graph.appManagementPolicies(),
    graph.applicationById(objectId),
    recall(),
  ]);
  if (!defaultPolicy || !assignedTo || !all) return undefined;
  const createdAt = createdAtOf(application, clock.now());
  const [assigned] = customPolicies(assignedTo);
  // What is assigned and cannot be understood may be anybody's.
  if (assignedTo.length > 0 && !assigned) return undefined;
  const foreign = assigned && !isOurExemption(assigned, connection) ? assigned : null;
  const exempts = connection.choices.credentialPolicy === 'exempt' && !foreign;
  const foreignStands =
    foreign !== null &&
    obstaclesOf(credentialRules({ defaultPolicy, ownPolicies: [foreign], createdAt }), connection.choices).length > 0;
  // The one that is assigned first: of twins that a lost answer left it is the one to keep.
  const own = [...(assigned ? [assigned] : []), ...customPolicies(all).filter(({ id }) => id !== assigned?.id)].filter(
    (one) => isOurExemption(one, connection),
  );
  const [sharedWith = [], ...others] = await Promise.all(
    own.map(async ({ id }) => othersOf(await graph.appliesTo(id), objectId)),
  );
  return {
    own,
    surplus: own.slice(1).map(({ id }, at) => ({ id, shared: (others[at] ?? []).length > 0 })),
    sharedWith,
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

const othersOf = (users: string[], objectId: string | undefined): string[] => users.filter((id) => id !== objectId);

/**
 * Takes it off our application and deletes it; counts as done where it is gone, unless it is so new that it may not
 * show yet, or another look still shows it. Somebody may have assigned it to others as well: then it stays for them,
 * without our mark, and is nothing of ours any more.
 */
async function removePolicy({ services, report }: Context, policyId: string, objectId: string | undefined) {
  const { graph } = services;
  const { isAssigned, mayBeOn, isNew, others } = await useOf(services, policyId, objectId);
  if (objectId && mayBeOn)
    await graph.unassignAppManagementPolicy(objectId, policyId).catch((error: unknown) => {
      if (!isGone(error) || isNew || isAssigned) throw error;
    });
  if (others.length === 0)
    return graph.deleteAppManagementPolicy(policyId).catch(async (error: unknown) => {
      if (!isGone(error) || isNew) throw error;
      const shown = customPolicies((await graph.appManagementPolicies()) ?? []).some(({ id }) => id === policyId);
      if (shown) throw error;
    });
  await graph.updateAppManagementPolicy(policyId, { description: letGo });
  report({ detail: message('exempt-application.policy-stays', { others: listOf(others, 'comma') }) });
}

/** Who has our policy. `mayBeOn`: our application, also where a replica that is behind does not show it. */
async function useOf({ graph, recall, clock }: Readers, id: string, objectId: string | undefined) {
  const { exemption } = await recall();
  const users = await graph.appliesTo(id);
  const known = exemption?.policyId === id ? exemption : undefined;
  const isAssigned = objectId !== undefined && users.includes(objectId);
  return {
    id,
    isAssigned,
    mayBeOn: isAssigned || known?.assignedAt !== undefined,
    isNew: known !== undefined && isYoung(known.assignedAt ?? known.at, clock.now()),
    others: othersOf(users, objectId),
  };
}

const isGone = (error: unknown): boolean => error instanceof RemoteError && error.fields.status === 404;

function lackingApproval({ services: { grantedScopes }, connection: { choices } }: Looking): UnwordedAsk | null {
  if (choices.writes === 'by-hand' || !grantedScopes || !lacksScope(grantedScopes, exemptionScope)) return null;
  return {
    kind: 'admin-consent',
    text: message(
      choices.credentialPolicy === 'exempt' ? 'exempt-application.approve' : 'exempt-application.approve-taking-back',
    ),
    missingScopes: [exemptionScope],
    alone: true,
  };
}

const taken = ({ displayName, id }: CustomPolicy): UnwordedAsk => ({
  kind: 'task',
  text: message('exempt-application.taken', { policy: displayName ?? id }),
  facts: [{ key: 'policy-id', label: message('exempt-application.their-policy-id'), value: id, kind: 'id' }],
  answers: ['check-again'],
});

/** What this assistant made before is taken to be there; for more somebody else has to look. */
async function unreadable({
  services: { recall },
  connection: { choices },
}: Looking): Promise<Finding<ExemptionOutput>> {
  const { exemption } = await recall();
  const output = { policyId: exemption?.policyId ?? null, lifts: [] };
  // Nobody could look: no word against the tenant.
  if (exemption) return { is: 'there', output, attention: message('exempt-application.unread'), concerns: [] };
  if (choices.credentialPolicy !== 'exempt')
    return { is: 'there', output, detail: message('exempt-application.unread-and-unknown') };
  return {
    is: 'needs-you',
    ask: {
      kind: 'role',
      text: sentences(message('exempt-application.role-lacks'), exempting.ask),
      anyOf: ['global-administrator'],
    },
    watch,
  };
}

const idle = (exempts: boolean, foreign: CustomPolicy | null): Finding<ExemptionOutput> => ({
  is: 'there',
  output: { policyId: null, lifts: [] },
  detail: foreign
    ? message('exempt-application.foreign-stays', { policy: foreign.displayName ?? foreign.id })
    : message(exempts ? 'exempt-application.not-needed' : 'exempt-application.none'),
});

const withOthers = (policyId: string, lifts: string[], sharedWith: string[]): ExemptionOutput => ({
  policyId,
  lifts,
  ...(sharedWith.length > 0 ? { sharedWith } : {}),
});

const there = (policyId: string, lifts: string[], sharedWith: string[] = []): Finding<ExemptionOutput> => ({
  is: 'there',
  output: withOthers(policyId, lifts, sharedWith),
  facts: [
    { key: 'policy-id', label: message('exempt-application.policy-id'), value: policyId, kind: 'id' },
    {
      key: 'policy-lifts',
      label: message('exempt-application.lifted'),
      value: message('text.listed', { items: listOf(lifts.map(liftedWords), 'comma') }),
      kind: 'text',
    },
  ],
  ...(sharedWith.length > 0
    ? {
        attention: shared(sharedWith),
        concerns: [{ kind: 'exemption-shared', what: shared(sharedWith) }],
      }
    : { detail: message('exempt-application.exempt') }),
});

const shared = (others: string[]) => message('exempt-application.shared', { others: listOf(others, 'comma') });

const isConflict = (error: unknown): boolean =>
  error instanceof RemoteError && (error.fields.status === 400 || error.fields.status === 409);
