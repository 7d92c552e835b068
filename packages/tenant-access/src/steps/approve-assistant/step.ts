import { listOf, message } from '@vplus/messages';
import * as z from 'zod';
import { reading } from '#assistant/roles.ts';
import { missingScopes } from '#assistant/scopes.ts';
import { replicationBudgetMs, step } from '../define-step.ts';

/**
 * The organization lets this assistant act for its administrator.
 *
 * Believed only from the scopes that the on-behalf-of exchange listed, never from the return of the consent page:
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export const approveAssistant = step({
  id: 'approve-assistant',
  title: message('approve-assistant.title'),
  after: [],
  output: z.object({ scopes: z.array(z.string()) }),
  waitingFor: message('approve-assistant.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 10_000,
  needs: { role: reading, scopes: ['User.Read'] },
  plan: { words: () => ({ make: message('approve-assistant.plan'), calls: [] }) },
  byHand: 'as-ever',
  vendorSteps: [1],
  finds: 'assistant-approval-gone',

  async find({ services: { grantedScopes } }) {
    if (!grantedScopes) return { is: 'absent', detail: message('approve-assistant.nobody') };
    const missing = missingScopes(grantedScopes);
    if (missing.length > 0)
      return { is: 'absent', detail: message('approve-assistant.not-yet', { scopes: listOf(missing, 'comma') }) };
    return { is: 'there', output: { scopes: grantedScopes }, detail: message('approve-assistant.approved') };
  },

  ask({ services: { grantedScopes } }) {
    if (!grantedScopes) return { kind: 'sign-in', text: message('approve-assistant.sign-in-again') };
    return {
      kind: 'admin-consent',
      text: message('approve-assistant.approve'),
      missingScopes: missingScopes(grantedScopes),
    };
  },
});
