/** What the runner says of any step. */
export const reconciler = {
  'reconciler.looking': 'Looking',
  'reconciler.working': 'Working',
  'reconciler.done': 'Done',
  'reconciler.failed': 'Failed',
  'reconciler.cancelled': 'Cancelled',
  'reconciler.nothing-of-ours': 'There is nothing of ours',
  'reconciler.as-it-should-be': 'As it should be',
  'reconciler.not-as-it-should-be': 'Not as it should be',
  'reconciler.basis-unseen': 'What it rests on could not be looked at.',
  'reconciler.not-looked-at': 'It could not be looked at.',
  'reconciler.not-as-expected': 'Something is not as expected. Looking once more',
  'reconciler.checking-whether-gone': 'Checking whether it is gone everywhere',
  'reconciler.watching': 'Checking from time to time whether it was done elsewhere',
  'reconciler.longer-than-usual': 'This takes longer than usual; we try again about every minute. {what}',
} as const;
