import type { Services } from '../ports.ts';

/**
 * What a plan and a check look with: whatever a step would keep is not kept. A look answers a question, and the answer
 * must be the same however often it is asked.
 */
export const lookingOnly = (services: Services): Services => ({
  ...services,
  remember: async () => undefined,
  vault: { open: services.vault.open, seal: async () => undefined, wipe: async () => undefined },
});
