import type { StepScripts } from '#script-parts/part.ts';

export const scripts: StepScripts = {
  powershell: {
    place: 6,
    body: () => `Write-Host '6. No owner: an owner could add credentials without any role'
$owners = Invoke-MgGraphRequest -Method GET -Uri ("$graph/applications/$($application.Id)/owners" + '?$select=id')
foreach ($owner in $owners.value) {
    Invoke-MgGraphRequest -Method DELETE -Uri ("$graph/applications/$($application.Id)/owners/$($owner.id)" + '/$ref')
}

`,
  },

  'm365-cli': {
    functions: `remove_owners() {
  [ "$seen" = yes ] || survey || return
  local owner
  for owner in $owners; do
    graph delete "/applications/$object_id/owners/$owner/\\$ref" >/dev/null || return
  done
}

`,
    run: `echo '5. No owner: an owner could add credentials without any role'
patiently remove_owners
`,
  },
};
