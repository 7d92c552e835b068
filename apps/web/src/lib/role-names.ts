import type { DirectoryRole } from '@vplus/contracts';

export const roleNames: Record<DirectoryRole, string> = {
  'global-administrator': 'Global Administrator',
  'privileged-role-administrator': 'Privileged Role Administrator',
  'application-administrator': 'Application Administrator',
  'cloud-application-administrator': 'Cloud Application Administrator',
  'application-developer': 'Application Developer',
  'sharepoint-administrator': 'SharePoint Administrator',
  'exchange-administrator': 'Exchange Administrator',
  'security-administrator': 'Security Administrator',
  'global-reader': 'Global Reader',
};
