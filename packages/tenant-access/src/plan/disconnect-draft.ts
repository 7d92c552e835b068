import { ConnectionId, type Intent, TenantId, type UnwordedDisconnectPlan, VplusServerId } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { type Look, look } from '@vplus/reconciler';
import type { Connection, OpenVault, Readers } from '../ports.ts';
import { plannedCalls } from '../steps/change.ts';
import type { ConnectStep } from '../steps/define-step.ts';
import { judgeAt } from '../steps/judge.ts';
import { undoStepsFor } from '../steps/steps.ts';
import type { Undoing } from '../steps/undoing.ts';
import { createReads } from '../tenant/reads.ts';
import { canonicalHash } from './canonical-hash.ts';

/** What a person approves: the plan without its hash and its time. */
export type DisconnectDraft = Omit<UnwordedDisconnectPlan, 'hash' | 'madeAt'>;
type Planned = DisconnectDraft['steps'][number];

export interface DisconnectOptions {
  /** With the choices of the disconnect. */
  services: Readers;
  connection: Connection;
  /** What runs wrote down before they changed anything: a disconnect touches nothing else. */
  intents: ReadonlyMap<string, Intent>;
  signal: AbortSignal;
}

/**
 * A look at every step that a disconnect undoes, and what it would take away. Throws what was refused: what cannot be
 * looked at cannot be approved.
 */
export async function draftDisconnect(options: DisconnectOptions): Promise<DisconnectDraft> {
  const { connection, intents, signal } = options;
  const reads = createReads(options.services, connection);
  const { clock, undoChoice } = options.services;
  const services = { ...options.services, graph: reads.graph, vplus: reads.vplus, vault: nothingSealed };
  const steps = undoStepsFor(connection.choices).filter((step) => step.undo);
  const looks = await look({
    steps,
    services,
    connection,
    clock,
    signal,
    judge: judgeAt({ now: clock.now }),
    random: () => 0,
  });
  for (const { finding } of looks) if (finding.is === 'refused') throw finding.error;

  const contextOf = ({ id }: ConnectStep): Undoing => ({
    services,
    connection,
    signal,
    intent: intents.get(id)?.before,
    report: () => undefined,
    outputOf: (other) => {
      const output = outputIn(looks, other.id);
      return output === undefined ? undefined : other.output.parse(output);
    },
  });
  const planned = await Promise.all(
    steps.toReversed().map(async (step): Promise<Planned> => {
      const { id, title, undoTitle = title } = step;
      const named = { id, title: undoTitle };
      if (step.make && !intents.has(id)) return { ...named, ...keep(message('plan.undo-nothing')) };
      if (!step.undoes) return { ...named, ...byHand(step, looks, connection) };
      const { does, words, changes } = await step.undoes(contextOf(step));
      return { ...named, action: does, summary: words, calls: plannedCalls(changes) };
    }),
  );
  const { deleteOrganization, purge } = undoChoice ?? {};
  return {
    version: 1,
    verb: 'disconnect',
    tenant: {
      id: TenantId.parse(connection.tenantId),
      name: connection.tenantName,
      primaryDomain: connection.primaryDomain,
    },
    connectionId: ConnectionId.parse(connection.id),
    vplusServer: { id: VplusServerId.parse(connection.vplusServer.id), name: connection.vplusServer.name },
    choices: {
      ...(deleteOrganization === undefined ? {} : { deleteOrganization }),
      ...(purge ? { purge } : {}),
    },
    adopted: connection.choices.adoptApplication !== null,
    writes: connection.choices.writes,
    steps: planned,
  };
}

/** SHA-256 over what a person approves: whose tenant, the choices, and what is sent. No time and no wording. */
export const disconnectHashOf = ({ tenant, steps, ...plan }: DisconnectDraft): string =>
  canonicalHash({
    ...plan,
    tenant: tenant.id,
    steps: steps.map(({ id, action, calls }) => ({
      id,
      action,
      calls: calls.map(({ method, path, times, body }) => ({
        method,
        path,
        times,
        ...(body === undefined ? {} : { body }),
      })),
    })),
  });

const keep = (summary: Words) => ({ action: 'keep' as const, summary, calls: [] });

/** Where this assistant may not write: whoever made it takes it away. */
function byHand(
  { id, byHand: way }: ConnectStep,
  looks: Look<Readers, Connection>[],
  { choices }: Connection,
): Pick<Planned, 'action' | 'summary' | 'calls'> {
  const finding = looks.find(({ step }) => step.id === id)?.finding;
  const isGone = !finding || finding.is === 'absent' || finding.is === 'cannot-look' || ('as' in finding && finding.as);
  const isLeft = way === 'as-ever' || !way.isLeft || (finding !== undefined && way.isLeft(finding));
  if (isGone || !isLeft) return keep(message('plan.undo-by-hand-gone'));
  if (choices.adoptApplication !== null) return keep(message('register-application.adopted-by-hand'));
  return { action: 'ask', summary: message('plan.undo-by-hand'), calls: [] };
}

function outputIn(looks: Look<Readers, Connection>[], id: string): unknown {
  const finding = looks.find(({ step }) => step.id === id)?.finding;
  return finding && 'output' in finding ? finding.output : undefined;
}

/** No value of a secret can be had while planning, so that no look tries it out. */
const nothingSealed: OpenVault = { open: async () => null };
