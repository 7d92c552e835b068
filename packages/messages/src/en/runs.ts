/** What happened to a run as a whole: the lines of its events that no step says. */
export const runs = {
  'runs.at-work': 'At work',
  'runs.waiting-for-turn': 'Waiting for its turn',
  'runs.waiting-for-worker': 'Waiting for a worker to go on',
  'runs.waiting-for-person': 'Waiting for a person',
  'runs.connected': 'Connected',
  'runs.resumed-by': 'Resumed by {by}',
  'runs.approved-by': 'Approved by {by}',
  'runs.cancel-asked': '{by} asked to cancel',
  'runs.cancelled-by': 'Cancelled by {by}',
  'runs.cancelled': 'Cancelled',
  'runs.broke-off': 'It broke off {count, plural, one {once} other {# times}}',
  'runs.done': 'Done',
  'runs.done-with-attention': 'Done, with something left for a person',
  'runs.failed': 'Failed',
  'runs.step-retired': 'This version of the assistant no longer has this step.',
} as const;
