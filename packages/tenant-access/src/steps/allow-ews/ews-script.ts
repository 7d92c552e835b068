/**
 * Opens Exchange Web Services for one application, in Exchange's own PowerShell: no Graph call exists for the switch.
 *
 * Four states, four actions. Where they are off nobody uses them, so switching them on for a list cuts off nobody. A
 * list in use is appended to and otherwise left as it is, since Microsoft fills in ids from use. Where they are on
 * without a list, or were never set, others may rest on that: the script says so and changes nothing until a person
 * decides. It may be run again at any time, and ends with what Exchange has then.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig
 */
export const ewsScript = (clientId: string): string => `# As an Exchange Administrator: Connect-ExchangeOnline
$app = '${clientId}'
# Only where the script asks you to decide: set this to $true, and name the other applications that stay allowed.
$decided = $false
$alsoAllow = @()

function Show-Ews {
  $now = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy
  $list = @($now.EwsAllowedAppIDs) -join ','
  $enabled = if ($null -eq $now.EwsEnabled) { 'not set' } else { "$($now.EwsEnabled)" }
  Write-Host "EwsEnabled: $enabled. EwsAllowedAppIDs: $(if ($list) { $list } else { 'empty' })"
  [pscustomobject]@{ Enabled = $enabled; List = $list; Ids = @($list -split '[,;\\s]+' | Where-Object { $_ }) }
}

# What is in the list stays there, in its order: only what is missing is put behind it.
function Add-To([string] $list, [string[]] $ids) {
  foreach ($id in $ids) { if (@($list -split '[,;\\s]+') -notcontains $id) { $list = if ($list) { "$list,$id" } else { $id } } }
  $list
}

$before = Show-Ews
if ($before.Enabled -eq 'False') {
  'Exchange Web Services are off, so nobody uses them here: they are switched on for the list and this application.'
  Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs (Add-To $before.List @($app))
} elseif ($before.Ids -contains $app -and $before.Enabled -eq 'True') {
  'This application is on the list already. A change can take up to 24 hours to reach every server of Exchange.'
} elseif ($before.Ids.Count -gt 0 -and $before.Enabled -eq 'True') {
  'The list is in use: this application is appended, and nothing is taken off it.'
  Set-OrganizationConfig -EwsAllowedAppIDs (Add-To $before.List @($app))
} elseif ($decided) {
  'As you decided: they are on for this application, for those that you named, and for those on the list.'
  Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs (Add-To $before.List (@($app) + $alsoAllow))
} elseif ($before.Enabled -eq 'True') {
  'They are on without a list. Before October 2026 that let every application in, since then it may let none in.'
  'Nothing was changed, because a list admits only those on it. See who uses them: Microsoft 365 admin center, Reports, Usage, Exchange, EWS usage.'
  'Then set $alsoAllow to the ids of those that must go on, set $decided to $true, and run this again.'
} else {
  'The switch was never set. Microsoft switches them off for such tenants, one after the other, since October 2026.'
  'Nothing was changed. See who uses them: Microsoft 365 admin center, Reports, Usage, Exchange, EWS usage.'
  'Then set $alsoAllow to the ids of those that must go on, set $decided to $true, and run this again.'
}
$after = Show-Ews`;
