import { RemoteError } from '@vplus/clients';
import { ConnectionId, type PlanLimits, TenantId, type UnwordedPlan, VplusServerId } from '@vplus/contracts';
import { type Look, look } from '@vplus/reconciler';
import { lastingChoices, toReplace } from '../credential/replaced.ts';
import type { Connection, OpenVault, Readers } from '../ports.ts';
import { vendorSteps } from '../record/vendor-steps.ts';
import { judgeAt } from '../steps/judge.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { stepsFor } from '../steps/steps.ts';
import { unlicensed } from '../tenant/licences.ts';
import { withinLimits } from '../tenant/limits.ts';
import type { Reads } from '../tenant/reads.ts';
import { plannedPermissions } from './planned-permissions.ts';
import { plannedSteps } from './planned-steps.ts';

/** What a person approves: the plan without its hash, its time and its checks. */
export type Draft = Omit<UnwordedPlan, 'hash' | 'madeAt' | 'checks'>;

interface Given {
  services: Readers;
  /** With the choices as they were wished for. */
  connection: Connection;
  reads: Reads;
  limits: Promise<PlanLimits>;
  signal: AbortSignal;
}

/**
 * A look at every step, and what a connect would make of it. `unseen`: steps that the vPlus server did not let us look
 * at, of which nothing is known. Throws what Microsoft refused: without its answers there is no plan.
 */
export async function draftPlan(given: Given): Promise<{ draft: Draft; unseen: string[] }> {
  const { services, reads, signal } = given;
  // All that is read is wanted in the same tick, so that it travels together.
  const [limits, wished, offered, deleted, skus, memory, defaultPolicy] = await Promise.all([
    given.limits,
    reads.application(),
    reads.offered(),
    reads.deleted(),
    reads.skus(),
    reads.memory(),
    reads.defaultPolicy(),
    reads.sharePoint(),
  ]);
  const bound = withinLimits(given.connection.choices, limits, wished !== null);
  const replaceCredentials = toReplace(wished, { ...given.connection, choices: bound }, memory);
  const choices = { ...lastingChoices(bound), ...(replaceCredentials.length > 0 ? { replaceCredentials } : {}) };
  const connection = { ...given.connection, choices };
  const planned = stepsFor(choices);
  const looks = await look({
    steps: planned,
    services: { ...services, graph: reads.graph, vplus: reads.vplus, vault: nothingSealed },
    connection,
    clock: services.clock,
    signal,
    judge: judgeAt({ now: services.clock.now }),
    random: () => 0,
  });
  for (const { finding } of looks) if (finding.is === 'refused' && !isOfVplus(finding.error)) throw finding.error;

  const permissions = plannedPermissions({ looks, offered, choices, without: unlicensed(skus) });
  const { profile } = services.vplus;
  const looked = planned.flatMap((step) =>
    looks.flatMap((one) => (one.step.id === step.id ? [{ step, finding: one.finding }] : [])),
  );
  const steps = plannedSteps(looked, {
    connection,
    application: wished,
    deleted,
    offered,
    permissions,
    profile,
    memory,
    defaultPolicy,
    now: services.clock.now(),
  });
  const draft: Draft = {
    version: 2,
    tenant: {
      id: TenantId.parse(connection.tenantId),
      name: connection.tenantName,
      primaryDomain: connection.primaryDomain,
    },
    connectionId: ConnectionId.parse(connection.id),
    vplusServer: { id: VplusServerId.parse(connection.vplusServer.id), name: connection.vplusServer.name },
    choices,
    limits,
    steps,
    permissions,
    vendorSteps: vendorSteps({
      choices,
      primaryDomain: connection.primaryDomain,
      clientId: clientIdOf(looks),
      sharePointOrigin: memory.sharePointOrigin ?? null,
    }),
    unchanged: steps.every(({ action }) => action === 'keep' || action === 'retired'),
  };
  return { draft, unseen: unseenIn(looks) };
}

/** Of the application that is there already. */
function clientIdOf(looks: Look<Readers, Connection>[]): string | null {
  const seen = looks.find(({ step }) => step.id === registerApplication.id)?.finding;
  const output = seen && 'output' in seen ? registerApplication.output.safeParse(seen.output).data : undefined;
  return output?.appId ?? null;
}

/** Steps whose look was refused, and those that rest on one. */
function unseenIn(looks: Look<Readers, Connection>[]): string[] {
  const unseen = new Set<string>();
  for (const { step, finding } of looks)
    if (finding.is === 'refused' || step.after.some((id) => unseen.has(id))) unseen.add(step.id);
  return [...unseen];
}

const isOfVplus = (error: unknown): boolean => error instanceof RemoteError && error.fields.service === 'vplus';

/** No value of a secret can be had while planning, so that no look tries it out. */
const nothingSealed: OpenVault = { open: async () => null };
