/** What any step says. */
export const steps = {
  'steps.removed-meanwhile': 'Somebody removed it while this run was at work.',
} as const;
