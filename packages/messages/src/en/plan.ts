export const plan = {
  'plan.already-as-it-should-be': 'Already as it should be.',
  'plan.put-right': 'The assistant puts this right.',
  'plan.put-right-by-hand': 'The assistant does not write in this tenant: putting this right is yours.',
  'plan.no-licence': 'There is no licence for {workload} here: it can be granted, and does nothing until there is one.',
  'plan.undo-nothing': 'This connection made nothing of it, so nothing is removed.',
  'plan.undo-by-hand': 'You remove it yourself, and the assistant looks whether it is gone.',
  'plan.undo-by-hand-gone': 'Nothing of it is there, so nothing is left for you to remove.',
} as const;
