import type { Helper } from '@vplus/contracts';

/** Who can act, in one sentence. */
export const helperWords: Record<Helper, string> = {
  nobody: 'It passes by itself.',
  you: 'You can solve this yourself.',
  administrator: 'An administrator of your organization can solve this.',
  operator: 'Whoever runs this assistant can solve this.',
};
