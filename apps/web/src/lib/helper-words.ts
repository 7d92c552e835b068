import type { Helper } from '@vplus/contracts';

/** Who can act, in one sentence; of the reader the remedy itself speaks. */
export const helperWords: Record<Helper, string> = {
  nobody: 'It passes by itself.',
  you: '',
  administrator: 'An administrator of your organization can solve this.',
  operator: 'Whoever runs this assistant can solve this.',
};
