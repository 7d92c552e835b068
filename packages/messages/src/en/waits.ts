/** What a run waits for, whatever the step. */
export const waits = {
  'waits.microsoft-silent': 'Microsoft does not answer',
  'waits.microsoft-cut-off': 'Microsoft sent an answer that was cut off',
  'waits.microsoft-busy': 'Microsoft is busy',
  'waits.vplus-silent': 'The vPlus server does not answer',
  'waits.vplus-busy': 'The vPlus server is busy',
  'waits.vplus-cut-off': 'The vPlus server sent an answer that was cut off',
  'waits.vplus-has-one': 'The vPlus server reports a conflict',
  'waits.vplus-refuses-log-in': 'The vPlus server refuses our log-in',
} as const;
