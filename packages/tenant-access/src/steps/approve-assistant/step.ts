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
  title: 'Approval of this assistant',
  after: [],
  output: z.object({ scopes: z.array(z.string()) }),
  waitingFor: 'Microsoft is still replicating the approval',
  budgetMs: replicationBudgetMs,
  usualMs: 10_000,
  needs: { role: reading, scopes: ['User.Read'] },
  plan: { words: () => ({ make: 'An administrator approves this assistant.', calls: [] }) },
  byHand: 'as-ever',
  vendorSteps: [1],

  async find({ services: { grantedScopes } }) {
    if (!grantedScopes) return { is: 'absent', detail: 'Nobody is signed in to act for' };
    const missing = missingScopes(grantedScopes);
    if (missing.length > 0) return { is: 'absent', detail: `Not approved yet: ${missing.join(', ')}` };
    return { is: 'there', output: { scopes: grantedScopes }, detail: 'Your organization has approved this assistant.' };
  },

  ask({ services: { grantedScopes } }) {
    if (!grantedScopes) return { kind: 'sign-in', text: 'Sign in again so that the setup can continue.' };
    return {
      kind: 'admin-consent',
      text: 'Approve this assistant for your organization, or send the approval address to an administrator who can.',
      missingScopes: missingScopes(grantedScopes),
    };
  },
});
