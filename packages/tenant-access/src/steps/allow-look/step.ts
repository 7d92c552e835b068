import { grantAppRole, revokeAppRole } from '@vplus/clients';
import type { Choices } from '@vplus/contracts';
import { message } from '@vplus/messages';
import * as z from 'zod';
import { granting } from '#assistant/roles.ts';
import { grantScope } from '#assistant/scopes.ts';
import { onGraph } from '#steps/change.ts';
import { isYoung } from '#steps/removed-meanwhile.ts';
import * as removal from '#steps/undoing.ts';
import { approveAssistant } from '../approve-assistant/step.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { assistantRole, isOurs } from './assistant-role.ts';
import { lookAllowedByHand } from './by-hand.ts';
import { LookOutput } from './output.ts';

const Wanted = z.object({ principalId: z.string(), resourceId: z.string(), appRoleId: z.string() });
type Wanted = z.infer<typeof Wanted>;

/** A plan that never chose it has it nowhere; one that takes it back has. */
const wasEverChosen = ({ standingAccess }: Choices): boolean => standingAccess !== undefined;

/**
 * What the assistant itself may look at with nobody signed in: one application permission of Microsoft Graph for its own
 * service principal in this tenant, which can change nothing. It is none of the permissions of the application for
 * vPlus. A disconnect, or the next plan without it, takes back what this connection gave, and nothing else.
 * https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 */
export const allowLook = step({
  id: 'allow-look',
  title: message('allow-look.title'),
  undoTitle: message('allow-look.undo-title'),
  after: [approveAssistant.id],
  output: LookOutput,
  waitingFor: message('allow-look.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 2_000,
  needs: { role: granting, scopes: [grantScope] },
  plan: {
    words: ({ connection: { choices } }) => ({
      make: message(choices.standingAccess === 'look' ? 'allow-look.plan-gives' : 'allow-look.plan-takes-back'),
    }),
    speaks: true,
  },
  changes({ finding }) {
    if (finding.is === 'absent' && finding.before) return [giving(Wanted.parse(finding.before))];
    if (finding.is === 'partly' && finding.before) return [takingBack(Assigned.parse(finding.before))];
    return [];
  },
  async undoes({ services }) {
    const { standingAccess } = await services.recall();
    if (!standingAccess) return removal.stays(message('allow-look.undo-nothing'));
    const seen = await assistantRole(services);
    // Without the assistant nothing of it is left; and what somebody gave it since is theirs.
    if (seen.is !== 'seen') return removal.stays(message('allow-look.undo-nothing'));
    const { assignment, wanted } = seen;
    if (assignment && !isOurs(standingAccess, assignment)) return removal.stays(message('allow-look.undo-nothing'));
    const id = assignment?.id ?? standingAccess.assignmentId;
    const calls = takingBack({ principalId: wanted.principalId, id: id ?? '{grant}' });
    return assignment
      ? removal.removes(message('allow-look.undo-plan'), calls)
      : removal.unseen(message('allow-look.undo-unseen'), calls);
  },
  byHand: lookAllowedByHand,
  vendorSteps: [],
  finds: 'standing-access-gone',
  isChosen: wasEverChosen,
  isUndone: wasEverChosen,

  async find({ services, connection: { choices } }) {
    const isWanted = choices.standingAccess === 'look';
    const [seen, { standingAccess: known }] = await Promise.all([assistantRole(services), services.recall()]);
    if (seen.is === 'no-assistant')
      return isWanted ? { is: 'cannot-look', why: message('allow-look.no-assistant') } : none;
    if (seen.is === 'no-role')
      return { ...none, ...(isWanted ? { detail: message('allow-look.no-role'), as: 'not-possible' as const } : {}) };

    const { assignment, wanted } = seen;
    const clientId = services.assistantClientId;
    if (assignment) {
      const ours = isOurs(known, assignment);
      if (!isWanted && ours)
        return {
          is: 'partly',
          output: { assignmentId: assignment.id, ours },
          before: { principalId: wanted.principalId, id: assignment.id },
          detail: message('allow-look.still-there', { clientId }),
        };
      return {
        is: 'there',
        output: { assignmentId: assignment.id, ours },
        detail: message(isWanted ? 'allow-look.allowed' : 'allow-look.not-ours'),
        ...(known && ours && !known.assignmentId
          ? { learned: { memory: { standingAccess: { ...known, assignmentId: assignment.id } } } }
          : {}),
      };
    }
    if (!isWanted) return known ? { ...none, learned: { memory: { standingAccess: null } } } : none;
    // A replica that is behind does not show what was answered for a moment ago.
    if (known?.assignmentId && isYoung(known.askedAt, services.clock.now())) return allowed(known.assignmentId);
    return { is: 'absent', detail: message('allow-look.not-there', { clientId }), before: wanted };
  },

  async make({ services, connection: { choices } }, found) {
    const { graph, remember, recall, clock } = services;
    if (choices.standingAccess !== 'look') {
      const assigned = found.is === 'partly' ? Assigned.safeParse(found.before).data : undefined;
      if (assigned) await graph.revoke(assigned.principalId, [assigned.id]);
      return undefined;
    }
    const wanted = found.is === 'absent' ? Wanted.safeParse(found.before).data : undefined;
    if (!wanted) return undefined;
    // First that it is asked for: what nobody remembers could not be taken back.
    const { standingAccess: before } = await recall();
    const earlier = before && !before.assignmentId ? before : undefined;
    const askedAt = earlier?.askedAt ?? new Date(clock.now()).toISOString();
    await remember({ standingAccess: { askedAt } });
    const { principalId, ...role } = wanted;
    const [result] = await graph.grant(principalId, [role]);
    if (!result?.ok) {
      if (result?.error.effect === 'none' && !earlier) await remember({ standingAccess: null });
      throw result?.error ?? new Error('A grant has no result');
    }
    // It was there already, perhaps by our own first try: the next look tells by its age whose it is.
    if (!result.assignmentId) return undefined;
    await remember({ standingAccess: { askedAt, assignmentId: result.assignmentId } });
    return allowed(result.assignmentId);
  },

  async undo({ services }) {
    const { graph, recall, remember } = services;
    const { standingAccess: known } = await recall();
    if (!known) return;
    const seen = await assistantRole(services);
    if (seen.is === 'seen') {
      const { assignment, wanted } = seen;
      const shown = assignment && isOurs(known, assignment) ? assignment.id : undefined;
      const id = shown ?? known.assignmentId;
      if (id) await graph.revoke(wanted.principalId, [id]);
    }
    await remember({ standingAccess: null });
  },
});

const Assigned = z.object({ principalId: z.string(), id: z.string() });

const giving = (wanted: Wanted) => onGraph(message('allow-look.gives'), grantAppRole(wanted));
const takingBack = ({ principalId, id }: z.infer<typeof Assigned>) =>
  onGraph(message('allow-look.takes-back'), revokeAppRole(principalId, id));

const none = {
  is: 'there' as const,
  output: { assignmentId: null, ours: false },
  detail: message('allow-look.none'),
};

const allowed = (assignmentId: string) => ({
  is: 'there' as const,
  output: { assignmentId, ours: true },
  detail: message('allow-look.allowed'),
});
