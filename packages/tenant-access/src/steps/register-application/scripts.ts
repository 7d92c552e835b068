import { message } from '@vplus/messages';
import { connectionTag, notesOf, tagsOf, uniqueNameOf } from '#application/naming.ts';
import { grantsOf } from '#script-parts/grants.ts';
import type { StepScripts } from '#script-parts/part.ts';
import { powerShellTable } from '#script-parts/power-shell-table.ts';
import { powerShellText, shellText, terraformText } from '#script-parts/quoting.ts';
import { code, comment, powerShellFills, powerShellSays, shellSays } from '#script-parts/said.ts';
import { applicationBody } from './application.ts';

export const scripts: StepScripts = {
  powershell: {
    place: 1,
    values: ({ plan, connection }) => [
      `$uniqueName = ${powerShellText(uniqueNameOf(connection))}`,
      `$displayName = ${powerShellText(plan.choices.applicationName)}`,
      `$connectionTag = ${powerShellText(connectionTag(connection.id))}`,
      `$tags = @(${tagsOf(connection).map(powerShellText).join(', ')})`,
      `$notes = ${powerShellText(notesOf(connection))}`,
    ],
    functions: () => code`function Find-Application {
    $filter = "tags/any(t:t eq '$connectionTag')"
    $all = @(Get-MgApplication -Filter $filter -All)
    if ($all.Count -gt 1) { throw ${powerShellFills(message('scripts.several-applications', { tag: '$connectionTag' }))} }
    if ($all.Count -eq 1) { return $all[0] }
}

`,
    body: ({ connection }) => code`Write-Host ${powerShellSays(message('register-application.heading', { number: 1 }))}
${comment(message('register-application.casts'))}
$declared = [hashtable[]] @(foreach ($api in $apis) {
    @{
        resourceAppId  = [string] $api.AppId
        resourceAccess = [hashtable[]] @(foreach ($role in $api.Roles) { @{ id = [string] $role; type = 'Role' } })
    }
})
$wanted = ${powerShellTable(applicationBody(connection, []), {
      displayName: '$displayName',
      tags: '[string[]] $tags',
      notes: '$notes',
      requiredResourceAccess: '$declared',
    })}
$application = Find-Application
if ($application) {
    $wanted.tags = [string[]] @(@($tags) + @($application.Tags) | Where-Object { $_ } | Select-Object -Unique)
    Invoke-MgGraphRequest -Method PATCH -Uri "$graph/applications/$($application.Id)" -Body $wanted
}
else {
    Invoke-MgGraphRequest -Method PATCH -Uri "$graph/applications(uniqueName='$uniqueName')" -Headers @{ Prefer = 'create-if-missing' } -Body $wanted | Out-Null
}
$application = Invoke-Patiently {
    $found = Find-Application
    if (-not $found) { throw ${powerShellSays(message('register-application.not-seen-yet'))} }
    $found
}

`,
  },

  'm365-cli': {
    values: ({ connection }) => [
      `unique_name=${shellText(uniqueNameOf(connection))}`,
      `connection_tag=${shellText(connectionTag(connection.id))}`,
    ],
    bodies: ({ plan, connection }) => ({
      application_body: applicationBody(
        connection,
        grantsOf(plan).map(({ appId, roles }) => ({
          resourceAppId: appId,
          resourceAccess: roles.map(({ id }) => ({ id, type: 'Role' })),
        })),
      ),
    }),
    functions: () => code`register() {
  local made body
  if [ "$applications" = '[]' ]; then
    made=$(write patch "/applications(uniqueName='$unique_name')" "$application_body" --prefer create-if-missing) || return
${comment(message('register-application.empty-answer'), '    ')}
    jq -e '.appId?' <<<"$made" >/dev/null 2>&1 || made=$(look "/applications(uniqueName='$unique_name')?\\$select=id,appId") || return
  else
    made=$applications
    body=$(jq -c --argjson made "$made" '.tags += (($made[0].tags // []) - .tags)' <<<"$application_body")
    write patch "/applications/$(jq -r '.[0].id' <<<"$made")" "$body" >/dev/null || return
  fi
  app_id=$(jq -r 'if type == "array" then .[0] else . end | .appId // empty' <<<"$made")
  object_id=$(jq -r 'if type == "array" then .[0] else . end | .id // empty' <<<"$made")
  [ -n "$app_id" ] || { echo ${shellSays(message('register-application.not-seen-yet'))} >&2; return 1; }
}

`,
    run: () => code`echo ${shellSays(message('register-application.heading', { number: 1 }))}
patiently register
`,
  },

  terraform: {
    resource: ({ plan }) => `resource "azuread_application" "vplus" {
  display_name     = ${terraformText(plan.choices.applicationName)}
  sign_in_audience = "AzureADMyOrg"
  tags             = local.tags
  notes            = local.notes

  dynamic "required_resource_access" {
    for_each = local.apis
    content {
      resource_app_id = required_resource_access.key

      dynamic "resource_access" {
        for_each = required_resource_access.value
        content {
          id   = resource_access.value
          type = "Role"
        }
      }
    }
  }
}

`,
  },
};
