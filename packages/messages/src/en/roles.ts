/** Roles of Entra, as Microsoft calls them, and what needs which. */
export const roles = {
  'roles.global-administrator': 'Global Administrator',
  'roles.privileged-role-administrator': 'Privileged Role Administrator',
  'roles.application-administrator': 'Application Administrator',
  'roles.cloud-application-administrator': 'Cloud Application Administrator',
  'roles.application-developer': 'Application Developer',
  'roles.sharepoint-administrator': 'SharePoint Administrator',
  'roles.exchange-administrator': 'Exchange Administrator',
  'roles.security-administrator': 'Security Administrator',
  'roles.global-reader': 'Global Reader',
  'roles.needed-to-register':
    'This step needs a Global Administrator, an Application Administrator or a Cloud Application Administrator.',
  'roles.needed-to-grant':
    'Only a Global Administrator or a Privileged Role Administrator can grant permissions of Microsoft Graph.',
  'roles.needed-to-exempt':
    'An application can be exempted from a policy by a Global Administrator, or by an Application Administrator or Cloud Application Administrator who is also a Global Reader.',
  'roles.needed-to-read':
    'Your role may not read this here. A Global Administrator, a Global Reader or an Application Administrator may.',
} as const;
