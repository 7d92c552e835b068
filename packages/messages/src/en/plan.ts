export const plan = {
  'plan.already-as-it-should-be': 'Already as it should be.',
  'plan.put-right': 'The assistant puts this right.',
  'plan.put-right-by-hand': 'The assistant does not write in this tenant: putting this right is yours.',
  'plan.no-licence': 'There is no licence for {workload} here: it can be granted, and does nothing until there is one.',
} as const;
