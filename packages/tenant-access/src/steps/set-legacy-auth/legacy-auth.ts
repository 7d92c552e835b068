import { message } from '@vplus/messages';

export const whyLegacyAuthStays = message('set-legacy-auth.why-it-stays');

/** For those who prefer PowerShell. */
export const legacyAuthScript = (adminOrigin: string): string => `# As a SharePoint Administrator
Install-Module -Name Microsoft.Online.SharePoint.PowerShell
Connect-SPOService -Url ${adminOrigin}
Get-SPOTenant | Select-Object LegacyAuthProtocolsEnabled
Set-SPOTenant -LegacyAuthProtocolsEnabled $true`;

/** Of `https://contoso.sharepoint.com` (or `.us`, `.cn`); where the root site is not known the person fills it in. */
export function sharePointAdminOrigin(origin: string | null | undefined): string {
  const parts = origin?.match(/^https:\/\/([^./]+)\.(sharepoint\.[a-z.]+)$/);
  return parts ? `https://${parts[1]}-admin.${parts[2]}` : 'https://TENANT-admin.sharepoint.com';
}
