export const plan = {
  'plan.already-as-it-should-be': 'Already as it should be.',
  'plan.put-right': 'The assistant puts this right.',
  'plan.no-licence': 'There is no licence for {workload} here: it can be granted, and does nothing until there is one.',
} as const;
