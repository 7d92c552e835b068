export const permissions = {
  'permissions.not-offered': 'Not offered in this tenant',
} as const;
