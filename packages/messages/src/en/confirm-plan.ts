export const confirmPlan = {
  'confirm-plan.step-added': '“{title}” was not in the plan. {summary}',
  'confirm-plan.permissions-moved':
    '{count, plural, one {The permission was} other {# permissions were}} {from}, and now {to}: {permissions}.',
} as const;
