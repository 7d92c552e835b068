import { message } from '@vplus/messages';
import type { StepScripts } from '#script-parts/part.ts';
import { powerShellTable } from '#script-parts/power-shell-table.ts';
import { code, comment, powerShellSays, shellSays } from '#script-parts/said.ts';
import { listedTag, principalBody } from './principal-body.ts';

export const scripts: StepScripts = {
  powershell: {
    place: 2,
    body: ({
      connection,
    }) => code`Write-Host ${powerShellSays(message('create-service-principal.heading', { number: 2 }))}
$principal = ${powerShellTable(principalBody(connection), {
      tags: `[string[]] @($tags + '${listedTag}')`,
      notes: '$notes',
    })}
Invoke-Patiently {
    Invoke-MgGraphRequest -Method PATCH -Uri "$graph/servicePrincipals(appId='$($application.AppId)')" -Headers @{ Prefer = 'create-if-missing' } -Body $principal
} | Out-Null
$identity = Invoke-Patiently {
    $found = Get-MgServicePrincipal -Filter "appId eq '$($application.AppId)'"
    if (-not $found) { throw ${powerShellSays(message('create-service-principal.not-seen-yet'))} }
    $found
}

`,
  },

  'm365-cli': {
    bodies: ({ connection }) => ({ principal_body: principalBody(connection) }),
    functions: () => code`identify() {
  write patch "/servicePrincipals(appId='$app_id')" "$principal_body" --prefer create-if-missing >/dev/null || return
  survey
}

${comment(message('create-service-principal.survey'))}
survey() {
  local found page next
  found=$(look "/servicePrincipals(appId='$app_id')?\\$select=id" "/applications/$object_id?\\$select=id,passwordCredentials" \\
    "/applications/$object_id/owners?\\$select=id" "/servicePrincipals(appId='$app_id')/appRoleAssignments?\\$top=999") || return
  [ "$(jq 'any(. == null)' <<<"$found")" = false ] || { echo ${shellSays(message('create-service-principal.nothing-seen-yet'))} >&2; return 1; }
  identity_id=$(jq -r '.[0].id' <<<"$found")
  own=$(jq -c --arg prefix "$secret_prefix" '[.[1].passwordCredentials[]? | select((.displayName // "") | startswith($prefix))]' <<<"$found")
  owners=$(jq -r '.[2].value[].id' <<<"$found")
  present='[]'
  page=$(jq -c '.[3]' <<<"$found")
  while :; do
    present=$(jq -c --argjson page "$page" '. + [$page.value[] | {resourceId, appRoleId}]' <<<"$present")
    next=$(jq -r '."@odata.nextLink" // "" | sub("^https?://[^/]+/v1.0"; "")' <<<"$page")
    [ -n "$next" ] || break
    page=$(look "$next") || return
    page=$(jq -c '.[0]' <<<"$page")
  done
  seen=yes
}

`,
    run: () => code`echo ${shellSays(message('create-service-principal.heading', { number: 2 }))}
patiently identify
`,
  },

  terraform: {
    resource: () => `resource "azuread_service_principal" "vplus" {
  client_id       = azuread_application.vplus.client_id
  account_enabled = true
  tags            = concat(local.tags, ["${listedTag}"])
  notes           = local.notes
}

`,
  },
};
