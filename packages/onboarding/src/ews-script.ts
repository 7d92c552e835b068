/**
 * Opens Exchange Web Services for one application, in Exchange's own PowerShell: no Graph call exists for the switch.
 *
 * A list that is in use admits its members only, so the id is appended; an empty list restricts nobody, and writing
 * one id into it would cut off every other application, so it stays empty.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig
 */
export const ewsScript = (clientId: string): string => `# As an Exchange Administrator: Connect-ExchangeOnline
$app = '${clientId}'
$now = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy
$list = @("$($now.EwsAllowedAppIDs)" -split '[,;\\s]+' | Where-Object { $_ })
"EwsEnabled: $($now.EwsEnabled). EwsAllowedAppIDs: $(if ($list) { $list -join ',' } else { 'empty' })"

if ($list.Count -gt 0 -and $list -notcontains $app) {
  # The list is in use: whoever is not on it is blocked. Append, never overwrite.
  Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs (($list + $app) -join ',')
} elseif ($now.EwsEnabled -ne $true) {
  # An empty list stays empty: with one id on it every other application would be cut off.
  Set-OrganizationConfig -EwsEnabled $true
} else {
  'Nothing to change here: look at EwsApplicationAccessPolicy and at Set-CASMailbox -EwsEnabled of the mailbox.'
}`;
