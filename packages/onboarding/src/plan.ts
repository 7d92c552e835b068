import { RemoteError } from '@vplus/clients';
import { ConnectionId, type DirectoryRole, type PlanView, TenantId, VplusServerId } from '@vplus/contracts';
import { type Journal, look } from '@vplus/reconciler';
import { judgeAt } from './judge.ts';
import { offeredBy } from './permissions/offered.ts';
import { checkExchange, checkPolicy, checkRoles, checkServices, checkVplus } from './plan/checks.ts';
import { hashOf } from './plan/plan-hash.ts';
import { plannedPermissions } from './plan/planned-permissions.ts';
import { plannedSteps } from './plan/planned-steps.ts';
import type { Connection, Services, Vault } from './ports.ts';
import { retiredSteps } from './retired.ts';
import { connectSteps } from './steps/steps.ts';

export interface PlanOptions {
  services: Services;
  connection: Connection;
  /** Directory roles of the person; null: not known. */
  roles: DirectoryRole[] | null;
  madeAt: string;
  signal: AbortSignal;
}

/** A dry run: a look at every step and a few checks beside it, nothing else. Throws what Microsoft refused. */
export async function makePlan({ services, connection, roles, madeAt, signal }: PlanOptions): Promise<PlanView> {
  const [looks, offered, vplus, policy] = await Promise.all([
    look({
      steps: connectSteps,
      services: { ...services, vault: emptyVault },
      connection,
      journal: noJournal,
      clock: services.clock,
      signal,
      judge: judgeAt({ now: services.clock.now }),
      random: () => 0,
    }),
    offeredBy(services.graph, connection.choices),
    checkVplus(services, connection),
    checkPolicy(services, connection),
  ]);
  for (const { finding } of looks) if (finding.is === 'refused' && !isOfVplus(finding.error)) throw finding.error;

  const steps = plannedSteps(looks, connection);
  const plan = {
    version: 2 as const,
    tenant: {
      id: TenantId.parse(connection.tenantId),
      name: connection.tenantName,
      primaryDomain: connection.primaryDomain,
    },
    connectionId: ConnectionId.parse(connection.id),
    vplusServer: { id: VplusServerId.parse(connection.vplusServer.id), name: connection.vplusServer.name },
    choices: connection.choices,
    steps,
    permissions: plannedPermissions(looks, offered, connection.choices),
    retired: retiredSteps,
    unchanged: steps.every(({ action }) => action === 'keep'),
  };
  return {
    ...plan,
    hash: hashOf(plan),
    madeAt,
    checks: [checkRoles(roles), checkServices(offered), vplus, policy, ...checkExchange(offered)],
  };
}

/** A vPlus server that does not answer is a finding of the checks; without Microsoft's answers there is no plan. */
const isOfVplus = (error: unknown): boolean => error instanceof RemoteError && error.fields.service === 'vplus';

/** No value of a secret can be had while planning, so that no look tries it out. */
const emptyVault: Vault = {
  open: async () => null,
  seal: async () => undefined,
  wipe: async () => undefined,
};

const noJournal: Journal = { load: async () => [], record: async () => undefined };
