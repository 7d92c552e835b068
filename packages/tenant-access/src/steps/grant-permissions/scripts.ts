import { message } from '@vplus/messages';
import type { StepScripts } from '#script-parts/part.ts';
import { code, comment, powerShellFills, powerShellSays, shellSays } from '#script-parts/said.ts';

export const scripts: StepScripts = {
  powershell: {
    place: 3,
    body: () => code`Write-Host ${powerShellSays(message('grant-permissions.heading', { number: 3 }))}
foreach ($api in $apis) {
    $resource = Get-MgServicePrincipal -Filter "appId eq '$($api.AppId)'"
    if (-not $resource) { throw ${powerShellFills(message('grant-permissions.no-api', { api: '$($api.AppId)' }))} }
    $api.ResourceId = [string] $resource.Id
}
${comment(message('grant-permissions.looks-before-each-try'))}
Invoke-Patiently {
    $present = @(Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $identity.Id -All)
    foreach ($api in $apis) {
        foreach ($role in $api.Roles) {
            if ($present | Where-Object { $_.ResourceId -eq $api.ResourceId -and $_.AppRoleId -eq $role }) { continue }
            New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $api.ResourceId -PrincipalId $identity.Id -ResourceId $api.ResourceId -AppRoleId $role
        }
    }
} | Out-Null

`,
  },

  'm365-cli': {
    functions: () => code`grant() {
  [ "$seen" = yes ] || survey || return
  local missing from requests answers code=0
  missing=$(jq -c --argjson present "$present" '. - $present' <<<"$wanted")
  for from in $(jq 'range(0; length; 20)' <<<"$missing"); do
    requests=$(jq -c --argjson from "$from" --arg id "$identity_id" '{requests: [.[$from:$from + 20] | to_entries[] | {
      id: "\\(.key)", method: "POST", url: "/servicePrincipals/\\($id)/appRoleAssignments",
      headers: {"Content-Type": "application/json"}, body: (.value + {principalId: $id})}]}' <<<"$missing")
${comment(message('grant-permissions.seen-at-next-look'), '    ')}
    answers=$(batch "$requests") || code=$?
    [ "$(jq 'all(.status < 300)' <<<"$answers")" = true ] || [ "$code" -eq 2 ] || code=1
  done
  return "$code"
}

`,
    run: () => code`echo ${shellSays(message('grant-permissions.heading', { number: 3 }))}
patiently grant
`,
  },

  terraform: {
    resource: () => `resource "azuread_app_role_assignment" "vplus" {
  for_each            = local.grants
  app_role_id         = each.value.id
  principal_object_id = azuread_service_principal.vplus.object_id
  resource_object_id  = data.azuread_service_principal.api[each.value.api].object_id
}

`,
  },
};
