import {
  cancelRun,
  getRun,
  getSupportBundle,
  getVendorSteps,
  handInSecret,
  Problem,
  resumeRun,
  startRun,
  type UnwordedDisconnectPlan,
  type UnwordedPlan,
  type UnwordedRun,
} from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { ConnectionRow } from '@vplus/store';
import {
  handedInPurpose,
  lacksScope,
  lastingChoices,
  resolvedChoices,
  stepsOf,
  vendorSteps,
} from '@vplus/tenant-access';
import { isApprovable } from '../approvable.ts';
import type { Caller } from '../caller.ts';
import { chooseServer } from '../choose-server.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permit, permittedRun } from '../permit.ts';
import { toSeal } from '../sealed-token.ts';
import { type Counter, serve } from '../serve.ts';
import { usualChoicesAt } from '../services.ts';
import { stillMay } from '../still-may.ts';
import { supportBundle } from '../support-bundle.ts';
import { undoable } from '../undoable.ts';

export function runRoutes(counter: Counter, parts: Parts): void {
  const { onBehalfOf, store } = parts;

  serve(
    counter,
    startRun,
    async ({ caller, params: { tenantId }, body, signal }) => {
      const { verb, planHash, vplusServerId } = body;
      permit(parts, caller, verb, tenantId);
      const server = await chooseServer(parts, tenantId, vplusServerId);
      const connection = (await store.connectionsOf(tenantId)).find((row) => row.vplusServerId === server.id);
      const asked = { connection, caller, planHash, parts };
      const plan = verb === 'connect' ? await approvedConnect(asked) : null;
      const target = plan && connection ? connection : await undoable(connection, parts);
      const disconnectPlan = verb === 'disconnect' ? await approvedDisconnect(asked) : null;
      const undoChoice = disconnectPlan?.choices ?? {};
      if (undoChoice.deleteOrganization) permit(parts, caller, 'delete-organization', tenantId);
      const token =
        verb === 'disconnect'
          ? await stillMay(parts, { caller, verb, tenantId, signal })
          : await onBehalfOf.exchange(caller, signal);
      if (!token) throw new Problem('not-found');
      return store.startRun({
        connectionId: target.id,
        verb,
        startedBy: actorOf(parts, caller, verb, tenantId),
        steps: stepsOf(verb, plan?.choices ?? choicesOf(parts, target)),
        secrets: toSeal(token),
        plan: plan ?? disconnectPlan,
        ...(plan ? { choices: lastingChoices(plan.choices) } : {}),
        undoChoice: { ...undoChoice, ...(verb === 'disconnect' && !target.connectedAt ? { unfinished: true } : {}) },
      });
    },
    { costly: true },
  );

  serve(
    counter,
    handInSecret,
    async ({ caller, params: { runId }, body: { value }, signal }) => {
      const { tenantId } = await permittedRun(parts, caller, 'resume', runId);
      const token = await stillMay(parts, { caller, verb: 'resume', tenantId, signal });
      if (!token) throw new Problem('not-found');
      const secrets = { ...toSeal(token), [handedInPurpose]: value };
      return store.resumeRun(runId, { secrets, by: actorOf(parts, caller, 'resume', tenantId) });
    },
    { costly: true },
  );

  serve(counter, getRun, async ({ caller, params: { runId } }) => {
    await permittedRun(parts, caller, 'read', runId);
    const view = await store.runView(runId);
    if (!view) throw new Problem('not-found');
    return view;
  });

  serve(
    counter,
    getSupportBundle,
    async ({ caller, params: { runId } }) => {
      const { tenantId } = await permittedRun(parts, caller, 'read', runId);
      const bundle = await supportBundle(parts, runId);
      const by = actorOf(parts, caller, 'read', tenantId);
      await store.note({ tenantId, kind: 'look', by, what: message('history.support-file'), runId });
      return bundle;
    },
    { noted: true },
  );

  serve(counter, getVendorSteps, async ({ caller, params: { runId } }) => {
    const { connectionId, tenantId } = await permittedRun(parts, caller, 'read', runId);
    const connection = await store.connection(connectionId);
    const tenant = await store.tenant(tenantId);
    if (!connection || !tenant) throw new Problem('not-found');
    const { sharePointOrigin } = connection.memory;
    return vendorSteps({
      choices: choicesOf(parts, connection),
      primaryDomain: tenant.primaryDomain,
      clientId: tenant.connection?.clientId ?? null,
      sharePointOrigin: typeof sharePointOrigin === 'string' ? sharePointOrigin : null,
    });
  });

  serve(counter, cancelRun, async ({ caller, params: { runId } }) => {
    const { tenantId } = await permittedRun(parts, caller, 'cancel', runId);
    return store.requestCancel(runId, actorOf(parts, caller, 'cancel', tenantId));
  });

  serve(
    counter,
    resumeRun,
    async ({ caller, params: { runId }, signal }) => {
      const { tenantId } = await permittedRun(parts, caller, 'resume', runId);
      const token = await onBehalfOf.exchange(caller, signal);
      const missing = missingForTasks(await store.runView(runId), token.scopes);
      if (missing.length > 0) throw new Problem('assistant-not-approved', undefined, { missingScopes: missing });
      return store.resumeRun(runId, { secrets: toSeal(token), by: actorOf(parts, caller, 'resume', tenantId) });
    },
    { costly: true },
  );
}

interface Asked {
  connection: ConnectionRow | undefined;
  caller: Caller;
  planHash: string | undefined;
  parts: Parts;
}

async function approvedConnect(asked: Asked): Promise<UnwordedPlan> {
  const { connectionId, planHash } = await shown(asked);
  const plan = await asked.parts.store.plan(connectionId, planHash);
  if (!plan) throw new Problem('plan-changed');
  return plan;
}

async function approvedDisconnect(asked: Asked): Promise<UnwordedDisconnectPlan> {
  const { connectionId, planHash } = await shown(asked);
  const plan = await asked.parts.store.disconnectPlan(connectionId, planHash);
  if (!plan) throw new Problem('plan-changed');
  return plan;
}

/** Only by the hash of a plan that was shown to this very person. */
async function shown({ connection, caller, planHash, parts: { store, outside } }: Asked) {
  if (!planHash)
    throw new Problem('input-invalid', undefined, {
      fields: [{ path: 'body.planHash', message: message('server.plan-hash-needed') }],
    });
  if (!connection || !(await isApprovable(store, { connection, caller, planHash, now: outside.clock.now() })))
    throw new Problem('plan-changed');
  return { connectionId: connection.id, planHash };
}

const choicesOf = ({ settings }: Parts, row: ConnectionRow) =>
  resolvedChoices(usualChoicesAt(settings, row), row.choices);

/**
 * Where a run waits for nothing but permissions that are asked for by name, and Microsoft does not list them yet, it
 * would wait again at once: whoever comes back from the approval asks until they have spread.
 */
function missingForTasks(view: UnwordedRun | null, granted: string[]): string[] {
  if (!view || view.state === 'failed') return [];
  const asks = view.steps.flatMap(({ state, ask }) => (state === 'needs-you' && ask ? [ask] : []));
  const alone = asks.flatMap((ask) => (ask.kind === 'admin-consent' && ask.alone ? [ask] : []));
  if (alone.length === 0 || alone.length < asks.length) return [];
  return alone.flatMap(({ missingScopes }) => missingScopes).filter((scope) => lacksScope(granted, scope));
}
