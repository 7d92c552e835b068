import {
  type ApprovalLink,
  type ApprovalView,
  approve,
  createApproval,
  getApproval,
  getApprovalRequest,
  isLive,
  listApprovals,
  Problem,
  revokeApproval,
  type UnwordedPlan,
  type UnwordedRun,
  type Verb,
} from '@vplus/contracts';
import { message } from '@vplus/messages';
import { type ApprovalRow, checkOpen } from '@vplus/store';
import { type Asked, askedOf, clientIdOf, confirmAsked, rolesOf } from '@vplus/tenant-access';
import type * as z from 'zod/mini';
import type { Caller } from '../caller.ts';
import { chooseServer } from '../choose-server.ts';
import { memoryOf } from '../kept-memory.ts';
import type { Parts } from '../parts.ts';
import { actor, actorOf, permit, permittedRun } from '../permit.ts';
import { toSeal } from '../sealed-token.ts';
import { type Counter, serve, serveOpen } from '../serve.ts';
import { connectionFrom, readersFor } from '../services.ts';

const dayMs = 24 * 60 * 60_000;

/** Links for people who have the role that a waiting run lacks. */
export function approvalRoutes(counter: Counter, parts: Parts): void {
  const { onBehalfOf, outside, settings, store } = parts;
  const linkOf = ({ planHash: _, runId: __, tenantId: ___, ...row }: ApprovalRow): ApprovalLink =>
    ({ ...row, url: new URL(`/approve/${row.id}`, settings.publicUrl).href }) as ApprovalLink;

  serve(counter, createApproval, async ({ caller, params: { runId }, body: { days } }) => {
    const { tenantId } = await permittedRun(parts, caller, 'resume', runId);
    const run = await store.runView(runId);
    if (!run || !asksForRole(run)) throw new Problem('approval-not-needed');
    const expiresAt = new Date(outside.clock.now() + days * dayMs).toISOString();
    return linkOf(await store.makeApproval({ runId, by: actorOf(parts, caller, 'resume', tenantId), expiresAt }));
  });

  serve(counter, listApprovals, async ({ caller, params: { runId } }) => {
    await permittedRun(parts, caller, 'resume', runId);
    return { approvals: (await store.approvalsOf(runId)).map(linkOf) };
  });

  serve(counter, getApproval, async ({ caller, params: { approvalId } }) => {
    const approval = await approvalAtHome(parts, caller, 'read', approvalId);
    permit(parts, caller, 'read', approval.tenantId);
    return viewOf(parts, caller, approval, await behind(parts, approval));
  });

  serveOpen(counter, getApprovalRequest, async ({ params: { approvalId } }) => {
    const approval = await store.approval(approvalId);
    const tenant = approval && (await store.tenant(approval.tenantId));
    if (!approval || !tenant) throw new Problem('not-found');
    const { state, madeBy, expiresAt } = approval;
    const { name: tenantName, primaryDomain } = tenant;
    return { state, request: state === 'open' ? { madeBy, tenantName, primaryDomain, expiresAt } : null };
  });

  serve(
    counter,
    approve,
    async ({ caller, params: { approvalId }, body: { hash }, signal }) => {
      const approval = await approvalAtHome(parts, caller, 'approve', approvalId);
      permit(parts, caller, 'approve', approval.tenantId);
      checkOpen(approval);
      const { run, plan, asked } = await behind(parts, approval);
      if (!waitsForRole(run)) throw new Problem('approval-not-needed');
      if (!mayApprove(caller, asked)) {
        parts.onRefused(caller, 'approve', approval);
        throw new Problem('role-missing', asked.steps[0]?.text);
      }
      if (hash !== asked.hash) throw new Problem('plan-changed', message('server.missing-changed'));

      const token = await onBehalfOf.exchange(caller, signal);
      const row = await store.connection(plan.connectionId);
      if (!row) throw new Problem('not-found');
      const connection = connectionFrom(parts, row, plan.tenant, plan.choices);
      const server = await chooseServer(parts, approval.tenantId, plan.vplusServer.id);
      const services = readersFor(
        { ...parts, memory: memoryOf(store, connection.id) },
        { connection, server, token, signal },
      );
      await confirmAsked({ run, plan }, { services, connection, signal });

      return store.approve(approval.id, { secrets: toSeal(token), by: actor(caller, 'approval-link') });
    },
    { costly: true },
  );

  serve(counter, revokeApproval, async ({ caller, params: { approvalId } }) => {
    const approval = await approvalAtHome(parts, caller, 'resume', approvalId);
    permit(parts, caller, 'resume', approval.tenantId);
    return linkOf(await store.revokeApproval(approval.id, actorOf(parts, caller, 'resume', approval.tenantId)));
  });
}

/** A link is of its tenant: from anywhere else it is not there, not even for an operator. */
async function approvalAtHome(
  { store, onRefused }: Parts,
  caller: Caller,
  verb: Verb,
  id: string,
): Promise<ApprovalRow> {
  const approval = await store.approval(id);
  if (approval?.tenantId === caller.tenantId) return approval;
  if (approval) onRefused(caller, verb, approval);
  throw new Problem('not-found');
}

interface Behind {
  run: UnwordedRun;
  plan: UnwordedPlan;
  asked: Asked;
}

/** The run that waits, and the very plan that it carries out. */
async function behind({ store }: Parts, { runId, planHash }: ApprovalRow): Promise<Behind> {
  const run = await store.runView(runId);
  const plan = run && (await store.plan(run.connectionId, planHash));
  if (!run || !plan) throw new Problem('plan-changed');
  return { run, plan, asked: askedOf(run, plan) };
}

/** Other steps may still be at work. */
const asksForRole = (run: UnwordedRun): boolean =>
  run.verb === 'connect' && isLive(run) && run.steps.some(({ ask }) => ask?.kind === 'role');

const waitsForRole = (run: UnwordedRun): boolean => run.state === 'needs-you' && asksForRole(run);

const mayApprove = ({ wids }: Caller, { anyOf }: Asked): boolean =>
  (rolesOf(wids) ?? []).some((role) => anyOf.includes(role));

function viewOf(
  { authority }: Parts,
  caller: Caller,
  { id, state, madeBy, expiresAt, endedBy, endedAt, tenantId }: ApprovalRow,
  { run, plan, asked }: Behind,
): z.input<typeof ApprovalView> {
  const { connectionId, vplusServer } = plan;
  const { applicationName, workloads } = plan.choices;
  return {
    ...({ id, state, madeBy, expiresAt, endedBy, endedAt } as Pick<ApprovalView, 'id'> & ApprovalRow),
    tenant: plan.tenant,
    run: { id: run.id, state: run.state, startedBy: run.startedBy, startedAt: run.startedAt },
    waiting: waitsForRole(run),
    plan: { hash: plan.hash, connectionId, applicationName, workloads, vplusServer },
    clientId: clientIdOf(run),
    asks: asked.steps,
    next: asked.next,
    permissions: asked.permissions,
    hash: asked.hash,
    anyOf: asked.anyOf,
    mayApprove: authority.may(caller, 'approve', tenantId) && mayApprove(caller, asked),
  };
}
