import {
  isDone,
  type RecordFacts,
  type StepRecord,
  type StepState,
  type UnwordedDisconnectPlan,
  type UnwordedPlan,
  type UnwordedRecord,
  type UnwordedRun,
} from '@vplus/contracts';
import * as z from 'zod';
import { apis } from '../permissions/permission.ts';
import type { Memory } from '../ports.ts';
import { createServicePrincipal } from '../steps/create-service-principal/step.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { registerOrganization } from '../steps/register-organization/step.ts';
import { connectSteps } from '../steps/steps.ts';
import { synchronizeInventory } from '../steps/synchronize-inventory/step.ts';
import { verifyAccess } from '../steps/verify-access/step.ts';

/** The output of a step that adds a credential. */
const Credential = z.object({ keyId: z.string(), addedAt: z.nullable(z.string()), expiresAt: z.string() });

/** What is remembered of a proof, as far as a record tells it. */
const Proof = z.object({
  keyIds: z.array(z.string()),
  tokens: z
    .array(
      z.object({
        api: z.string(),
        audience: z.string(),
        roles: z.array(z.string()),
        missing: z.array(z.string()),
        at: z.string(),
      }),
    )
    .optional(),
  reads: z
    .array(z.object({ key: z.string(), request: z.string(), status: z.nullable(z.number()), at: z.string() }))
    .optional(),
});

/** All that a record is made of; nothing is read from a remote system. */
export interface RecordSources {
  product: RecordFacts['product'];
  run: UnwordedRun;
  primaryDomain: string;
  startedBy: RecordFacts['startedBy'];
  deeds: UnwordedRecord['deeds'];
  steps: StepRecord[];
  sealings: RecordFacts['sealed'];
  /** The plan that was approved; null: none, or it is not kept any more. */
  plan: UnwordedPlan | null;
  /** The same of a disconnect. */
  disconnectPlan: UnwordedDisconnectPlan | null;
  memory: Memory;
}

/**
 * What a run did, proved, kept and wiped, whether it ended well, failed, was cancelled or took a connection away, as
 * messages: the record of one run is the same in every language.
 * Pure: the same sources make the same record, and so the same hash.
 */
export function recordOf(sources: RecordSources): UnwordedRecord {
  const { product, run, primaryDomain, startedBy, deeds, sealings } = sources;
  const { id, verb, state, startedAt, finishedAt, connected, unchanged } = run;
  return {
    version: 2,
    product,
    run: { id, verb, state, startedAt, finishedAt, connected, unchanged },
    tenant: { id: run.tenantId, name: run.tenantName, primaryDomain },
    vplusServer: run.vplusServer,
    startedBy,
    deeds,
    plan: planOf(sources),
    ...disconnectPlanOf(sources),
    application: applicationOf(sources),
    apis: apisOf(sources),
    reads: readsOf(sources),
    credentials: credentialsOf(sources),
    vplus: vplusOf(sources),
    steps: sources.steps.map((step) => ({
      id: step.id,
      title: run.steps.find(({ id }) => id === step.id)?.title ?? step.id,
      state: step.state,
      startedAt: step.startedAt,
      finishedAt: step.finishedAt,
      changed: verb === 'disconnect' ? null : step.made === true,
      detail: step.detail || null,
      problem: codeOf(step.problem),
    })),
    sealed: sealings,
  };
}

function planOf({ plan }: RecordSources): RecordFacts['plan'] {
  if (!plan) return null;
  const { applicationName, workloads, permissionList, credential, writes } = plan.choices;
  return { hash: plan.hash, madeAt: plan.madeAt, applicationName, workloads, permissionList, credential, writes };
}

function disconnectPlanOf({ disconnectPlan }: RecordSources): Pick<RecordFacts, 'disconnectPlan'> {
  if (!disconnectPlan) return {};
  const { hash, madeAt, choices } = disconnectPlan;
  return { disconnectPlan: { hash, madeAt, choices } };
}

function applicationOf({ steps }: RecordSources): RecordFacts['application'] {
  const registered = outputOf(steps, registerApplication);
  if (!registered) return null;
  const principal = outputOf(steps, createServicePrincipal);
  return {
    clientId: registered.appId,
    objectId: registered.objectId,
    servicePrincipalId: principal?.servicePrincipalId ?? null,
  };
}

/** The rows of the step say what was granted; what a token carried is remembered with the proof. */
function apisOf(sources: RecordSources): UnwordedRecord['apis'] {
  const rows = sources.steps.find(({ id }) => id === grantPermissions.id)?.rows ?? [];
  const tokens = proofOf(sources)?.tokens ?? [];
  return apis.flatMap(({ name, appId }) => {
    const own = rows.filter(({ key }) => key.startsWith(`${appId}/`));
    if (own.length === 0) return [];
    const values = (fits: (state: StepState) => boolean) =>
      own.filter(({ state }) => fits(state)).map(({ label }) => label);
    const token = tokens.find(({ api }) => api === name);
    return [
      {
        api: name,
        resourceAppId: appId,
        wanted: values((state) => state !== 'not-possible'),
        granted: values(isDone),
        notOffered: values((state) => state === 'not-possible'),
        token: token ? { audience: token.audience, at: token.at, roles: token.roles, missing: token.missing } : null,
      },
    ];
  });
}

function readsOf(sources: RecordSources): UnwordedRecord['reads'] {
  const { steps } = sources;
  const reads = proofOf(sources)?.reads ?? [];
  const rows = steps.find(({ id }) => id === verifyAccess.id)?.rows ?? [];
  return rows.map(({ key, label, group, state, note, outcome }) => {
    const read = reads.find((one) => one.key === key);
    return {
      key,
      label,
      group: group ?? null,
      state,
      ...(outcome ? { outcome } : {}),
      request: read?.request ?? null,
      status: read?.status ?? null,
      at: read?.at ?? outputOf(steps, verifyAccess)?.provedAt ?? null,
      note: note ?? null,
    };
  });
}

function credentialsOf({ steps }: RecordSources): RecordFacts['credentials'] {
  return connectSteps.flatMap(({ id, credential: kind }) => {
    const credential = outputOf(steps, { id, output: Credential });
    return kind && credential ? [{ kind, ...credential }] : [];
  });
}

function vplusOf({ steps, memory }: RecordSources): UnwordedRecord['vplus'] {
  const registered = outputOf(steps, registerOrganization);
  if (!registered) return null;
  const { organizationGuid } = registered;
  const handed = memory.handedOver?.organizationGuid === organizationGuid ? memory.handedOver.at : null;
  const synchronization = steps.find(({ id }) => id === synchronizeInventory.id);
  return {
    organizationGuid,
    handedOverAt: handed,
    synchronization: synchronization ? { state: synchronization.state, detail: synchronization.detail || null } : null,
  };
}

/** The remembered proof, where it is one of the credential that this run left or found. */
function proofOf(sources: RecordSources): z.infer<typeof Proof> | undefined {
  const proof = Proof.safeParse(sources.memory.proof).data;
  const keyIds = credentialsOf(sources).map(({ keyId }) => keyId);
  return proof?.keyIds.some((keyId) => keyIds.includes(keyId)) ? proof : undefined;
}

const codeOf = (problem: unknown): string | null =>
  typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : null;

function outputOf<O>(steps: StepRecord[], step: { id: string; output: z.ZodType<O> }): O | undefined {
  return step.output.safeParse(steps.find(({ id }) => id === step.id)?.output).data;
}
