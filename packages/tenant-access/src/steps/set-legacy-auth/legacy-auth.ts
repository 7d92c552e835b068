import { message } from '@vplus/messages';
import { code, comment } from '#script-parts/said.ts';

export const whyLegacyAuthStays = message('set-legacy-auth.why-it-stays');

/** For those who prefer PowerShell. */
export const legacyAuthScript = (adminOrigin: string): string => code`${comment(message('set-legacy-auth.script-role'))}
Install-Module -Name Microsoft.Online.SharePoint.PowerShell
Connect-SPOService -Url ${adminOrigin}
Get-SPOTenant | Select-Object LegacyAuthProtocolsEnabled
Set-SPOTenant -LegacyAuthProtocolsEnabled $true`;

/** Of `https://contoso.sharepoint.com` (or `.us`, `.cn`); where the root site is not known the person fills it in. */
export function sharePointAdminOrigin(origin: string | null | undefined): string {
  const parts = origin?.match(/^https:\/\/([^./]+)\.(sharepoint\.[a-z.]+)$/);
  return parts ? `https://${parts[1]}-admin.${parts[2]}` : 'https://TENANT-admin.sharepoint.com';
}
