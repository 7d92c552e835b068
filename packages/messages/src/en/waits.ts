/** What a run waits for, whatever the step. */
export const waits = {
  'waits.microsoft-silent': 'Microsoft does not answer',
  'waits.microsoft-cut-off': 'Microsoft sent an answer that was cut off',
  'waits.microsoft-busy': 'Microsoft is busy',
  'waits.vplus-silent': 'The vPlus server does not answer',
  'waits.vplus-cut-off': 'The vPlus server sent an answer that was cut off',
  'waits.vplus-has-one': 'The vPlus server says that there is one already',
  'waits.vplus-refuses-log-in': 'The vPlus server refuses our log-in',
} as const;
