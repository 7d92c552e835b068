import { message } from '@vplus/messages';
import type { StepScripts } from '#script-parts/part.ts';
import { code, powerShellSays, shellSays } from '#script-parts/said.ts';

export const scripts: StepScripts = {
  powershell: {
    place: 6,
    body: () => code`Write-Host ${powerShellSays(message('remove-leftovers.heading', { number: 6 }))}
$owners = Invoke-MgGraphRequest -Method GET -Uri ("$graph/applications/$($application.Id)/owners" + '?$select=id')
foreach ($owner in $owners.value) {
    Invoke-MgGraphRequest -Method DELETE -Uri ("$graph/applications/$($application.Id)/owners/$($owner.id)" + '/$ref')
}

`,
  },

  'm365-cli': {
    functions: () => code`remove_owners() {
  [ "$seen" = yes ] || survey || return
  local owner
  for owner in $owners; do
    graph delete "/applications/$object_id/owners/$owner/\\$ref" >/dev/null || return
  done
}

`,
    run: () => code`echo ${shellSays(message('remove-leftovers.heading', { number: 5 }))}
patiently remove_owners
`,
  },
};
