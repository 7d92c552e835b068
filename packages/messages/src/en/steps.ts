/** What any step says. */
export const steps = {
  'steps.removed-meanwhile': 'Somebody removed it while this run was at work.',
  'steps.run-script': 'Run the script, then press Check again.',
} as const;
