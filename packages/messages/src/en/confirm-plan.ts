export const confirmPlan = {
  'confirm-plan.permissions-moved':
    '{count, plural, one {The permission was} other {# permissions were}} {from}, and now {to}: {permissions}.',
} as const;
