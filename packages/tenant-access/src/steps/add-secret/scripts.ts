import { message } from '@vplus/messages';
import { credentialPrefix } from '#application/naming.ts';
import type { ScriptInput } from '#script-parts/header.ts';
import type { StepScripts } from '#script-parts/part.ts';
import { powerShellText, shellText, terraformText } from '#script-parts/quoting.ts';
import { code, comment, powerShellSays, shellSays } from '#script-parts/said.ts';
import { letGo } from '#script-parts/terraform-credentials.ts';

const isWanted = ({ plan }: ScriptInput): boolean => plan.choices.credential.kind !== 'certificate';
const type = 'azuread_application_password';

export const scripts: StepScripts = {
  powershell: {
    place: 5,
    values: (input) => [
      `$credentialPrefix = ${powerShellText(credentialPrefix(input.connection))}`,
      `$secretDays = ${input.plan.choices.credential.days}`,
      `$wantsSecret = $${isWanted(input)}`,
    ],
    functions: () => code`function Get-OwnSecret {
    (Get-MgApplication -ApplicationId $application.Id).PasswordCredentials |
        Where-Object { $_ -and $_.DisplayName -and $_.DisplayName.StartsWith($credentialPrefix) }
}

`,
    body: () => code`$secret = $null
if ($wantsSecret) {
    Write-Host ${powerShellSays(message('add-secret.heading', { number: 5 }))}
    $own = @(Get-OwnSecret)
    $live = @($own | Where-Object { $_.EndDateTime -gt (Get-Date).ToUniversalTime() })
    if ($live.Count -eq 0 -or $NewSecret) {
${comment(message('add-secret.looks-before-each-try'), '        ')}
        $secret = Invoke-Patiently {
            foreach ($old in @(Get-OwnSecret)) { Remove-MgApplicationPassword -ApplicationId $application.Id -KeyId $old.KeyId }
            $now = (Get-Date).ToUniversalTime()
            Add-MgApplicationPassword -ApplicationId $application.Id -PasswordCredential @{
                displayName = $credentialPrefix + $now.ToString('yyyy-MM-dd')
                endDateTime = $now.AddDays($secretDays)
            }
        }
    }
}

`,
  },

  'm365-cli': {
    values: (input) => [
      `secret_prefix=${shellText(credentialPrefix(input.connection))}`,
      `secret_days=${input.plan.choices.credential.days}`,
      `wants_secret=${isWanted(input) ? 'yes' : 'no'}`,
    ],
    functions: () => code`${comment(message('add-secret.lost-one-goes'))}
add_secret() {
  [ "$seen" = yes ] || survey || return
  local key_id body
  for key_id in $(jq -r '.[].keyId' <<<"$own"); do
    write post "/applications/$object_id/removePassword" "{\\"keyId\\":\\"$key_id\\"}" >/dev/null || return
  done
  body=$(jq -cn --arg prefix "$secret_prefix" --argjson days "$secret_days" \\
    '{passwordCredential: {displayName: ($prefix + (now | strftime("%Y-%m-%d"))), endDateTime: (now + $days * 86400 | floor | todate)}}')
  secret=$(write post "/applications/$object_id/addPassword" "$body" | jq -r '.secretText // empty') || return
  [ -n "$secret" ]
}

`,
    run: () => code`secret=''
if [ "$wants_secret" = yes ]; then
  echo ${shellSays(message('add-secret.heading', { number: 4 }))}
  live=$(jq --arg now "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '[.[] | select(.endDateTime > $now)] | length' <<<"$own")
  if [ "$live" = 0 ] || [ "\${NEW_SECRET:-no}" = yes ]; then patiently add_secret; fi
fi
`,
  },

  // Its end counts from the moment when it is made; neither a later apply nor the file of a later plan touches it.
  terraform: {
    notes: (input) => (isWanted(input) ? [message('add-secret.terraform-state')] : []),
    replaces: (input) => (isWanted(input) ? [type] : []),
    resource: (input) =>
      isWanted(input)
        ? `resource "azuread_application_password" "vplus" {
  application_id = azuread_application.vplus.id
  display_name   = ${terraformText(`${credentialPrefix(input.connection)}terraform`)}
  end_date       = timeadd(timestamp(), "${input.plan.choices.credential.days * 24}h")

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [display_name, end_date]
  }
}

`
        : letGo(type),
    output: (input) =>
      isWanted(input)
        ? `
output "client_secret" {
  value     = azuread_application_password.vplus.value
  sensitive = true
}
`
        : '',
  },
};
