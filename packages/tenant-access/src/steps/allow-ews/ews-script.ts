import { message } from '@vplus/messages';
import { code, comment, powerShellFills, powerShellSays } from '#script-parts/said.ts';

/**
 * Opens Exchange Web Services for one application, in Exchange's own PowerShell: no Graph call exists for the switch.
 *
 * Four states, four actions. Where they are off nobody uses them, so switching them on for a list cuts off nobody. A
 * list in use is appended to and otherwise left as it is, since Microsoft fills in ids from use. Where they are on
 * without a list, or were never set, others may rest on that: the script says so and changes nothing until a person
 * decides. It may be run again at any time, and ends with what Exchange has then.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig
 */
export const ewsScript = (
  clientId: string,
): string => code`${comment(message('allow-ews.script-role', { command: 'Connect-ExchangeOnline' }))}
$app = '${clientId}'
${comment(message('allow-ews.script-decide'))}
$decided = $false
$alsoAllow = @()

function Show-Ews {
  $now = Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy
  $list = @($now.EwsAllowedAppIDs) -join ','
  $enabled = if ($null -eq $now.EwsEnabled) { ${powerShellSays(message('allow-ews.script-not-set'))} } else { "$($now.EwsEnabled)" }
  Write-Host ${stateNow()}
  [pscustomobject]@{ Enabled = $enabled; List = $list; Ids = @($list -split '[,;\\s]+' | Where-Object { $_ }) }
}

${comment(message('allow-ews.script-order'))}
function Add-To([string] $list, [string[]] $ids) {
  foreach ($id in $ids) { if (@($list -split '[,;\\s]+') -notcontains $id) { $list = if ($list) { "$list,$id" } else { $id } } }
  $list
}

$before = Show-Ews
if ($before.Enabled -eq 'False') {
  ${powerShellSays(message('allow-ews.script-off'))}
  Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs (Add-To $before.List @($app))
} elseif ($before.Ids -contains $app -and $before.Enabled -eq 'True') {
  ${powerShellSays(message('allow-ews.script-listed'))}
} elseif ($before.Ids.Count -gt 0 -and $before.Enabled -eq 'True') {
  ${powerShellSays(message('allow-ews.script-in-use'))}
  Set-OrganizationConfig -EwsAllowedAppIDs (Add-To $before.List @($app))
} elseif ($decided) {
  ${powerShellSays(message('allow-ews.script-decided'))}
  Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs (Add-To $before.List (@($app) + $alsoAllow))
} elseif ($before.Enabled -eq 'True') {
  ${powerShellSays(message('allow-ews.script-on-without-list'))}
  ${powerShellSays(message('allow-ews.script-admits-only-listed'))}
  ${powerShellSays(message('allow-ews.script-then-decide'))}
} else {
  ${powerShellSays(message('allow-ews.script-never-set'))}
  ${powerShellSays(message('allow-ews.script-unchanged'))}
  ${powerShellSays(message('allow-ews.script-then-decide'))}
}
$after = Show-Ews`;

/** What Exchange has, as the script prints it. */
const stateNow = (): string =>
  powerShellFills(
    message('allow-ews.script-state', {
      enabled: '$enabled',
      list: `$(if ($list) { $list } else { ${powerShellSays(message('allow-ews.script-empty'))} })`,
    }),
  );
