import { connectionTag, credentialPrefix, notesOf, tagsOf, uniqueNameOf } from '../naming.ts';
import { grantsOf, type ScriptApi } from './grants.ts';
import { headerOf, type ScriptInput } from './header.ts';
import { shellText as text } from './quoting.ts';

/** For a POSIX shell with CLI for Microsoft 365: https://pnp.github.io/cli-microsoft365/ */
export function m365Cli(input: ScriptInput): string {
  const { plan, connection } = input;
  const { credential, applicationName } = plan.choices;
  const granted = grantsOf(plan);
  const application = {
    displayName: applicationName,
    signInAudience: 'AzureADMyOrg',
    tags: tagsOf(connection),
    notes: notesOf(connection),
    requiredResourceAccess: granted.map(({ appId, roles }) => ({
      resourceAppId: appId,
      resourceAccess: roles.map(({ id }) => ({ id, type: 'Role' })),
    })),
  };
  const principal = {
    tags: [...tagsOf(connection), 'WindowsAzureActiveDirectoryIntegratedApp'],
    notes: notesOf(connection),
    accountEnabled: true,
  };
  const header = headerOf(input, 'CLI for Microsoft 365', {
    again: ['It may be run again at any time, also after it failed half-way: what is there stays.'],
    notes: [
      'Needs bash, jq and m365, signed in by "m365 login" with an application that may use the delegated scopes',
      'Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.',
      'To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.',
    ],
  });
  return `#!/usr/bin/env bash
${header.join('\n')}
set -euo pipefail

tenant_id=${text(plan.tenant.id)}
unique_name=${text(uniqueNameOf(connection))}
connection_tag=${text(connectionTag(connection.id))}
secret_prefix=${text(credentialPrefix(connection))}
secret_days=${credential.days}
wants_secret=${credential.kind === 'certificate' ? 'no' : 'yes'}
application_body=${text(JSON.stringify(application))}
principal_body=${text(JSON.stringify(principal))}

${functions}
echo '3. The permissions'
${granted.map(grant).join('\n')}

${ending}`;
}

const grant = ({ name, appId, roles }: ScriptApi): string => `# ${name}
grant ${text(appId)} ${roles.map(({ id, value }) => `\\\n  ${text(`${id} ${value}`)}`).join(' ')}`;

const functions = `graph() { # method, path, further options
  local method=$1 path=$2
  shift 2
  m365 request --method "$method" --url "@graph$path" --output json "$@"
}

write() { # method, path, body, further options
  local method=$1 path=$2 body=$3
  shift 3
  graph "$method" "$path" --content-type application/json --body "$body" "$@"
}

# A change takes a while to be known everywhere.
patiently() {
  local attempt
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
    if "$@"; then return 0; fi
    echo "Not yet ($attempt of 12)." >&2
    sleep 5
  done
  return 1
}

find_application() {
  application=$(graph get "/applications?\\$filter=tags/any(t:t eq '$connection_tag')&\\$select=id,appId,tags,passwordCredentials")
  [ "$(jq '.value | length' <<<"$application")" -le 1 ] || { echo "More than one application carries the tag $connection_tag." >&2; exit 1; }
  application=$(jq '.value[0]' <<<"$application")
  [ "$application" != null ]
}

find_identity() {
  identity_id=$(graph get "/servicePrincipals(appId='$app_id')?\\$select=id" | jq -r '.id // empty')
  [ -n "$identity_id" ]
}

grant() { # API, then "role id, name" of each permission
  local api=$1 resource_id role names=''
  shift
  resource_id=$(graph get "/servicePrincipals(appId='$api')?\\$select=id" | jq -r .id)
  for role in "$@"; do
    jq -e --arg resource "$resource_id" --arg role "\${role%% *}" \\
      'any(.[]; .resourceId == $resource and .roleId == $role)' <<<"$present" >/dev/null || names="$names,\${role#* }"
  done
  [ -z "$names" ] || patiently m365 entra approleassignment add --appId "$app_id" --resource "$api" --scopes "\${names#,}" --output none
}

[ "$(graph get '/organization?$select=id' | jq -r '.value[0].id')" = "$tenant_id" ] || { echo 'This is not the tenant of the plan.' >&2; exit 1; }

echo '1. The application'
if find_application; then
  body=$(jq --argjson present "$(jq .tags <<<"$application")" '.tags += ($present - .tags)' <<<"$application_body")
  write patch "/applications/$(jq -r .id <<<"$application")" "$body" >/dev/null
else
  write patch "/applications(uniqueName='$unique_name')" "$application_body" --prefer create-if-missing >/dev/null
fi
patiently find_application
app_id=$(jq -r .appId <<<"$application")
object_id=$(jq -r .id <<<"$application")

echo '2. Its identity in the tenant'
patiently write patch "/servicePrincipals(appId='$app_id')" "$principal_body" --prefer create-if-missing >/dev/null
patiently find_identity
present=$(m365 entra approleassignment list --appId "$app_id" --output json)
`;

const ending = `secret=''
if [ "$wants_secret" = yes ]; then
  echo '4. The client secret'
  own=$(jq -c --arg prefix "$secret_prefix" '[.passwordCredentials[] | select((.displayName // "") | startswith($prefix))]' <<<"$application")
  live=$(jq --arg now "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '[.[] | select(.endDateTime > $now)] | length' <<<"$own")
  if [ "$live" = 0 ] || [ "\${NEW_SECRET:-no}" = yes ]; then
    for key_id in $(jq -r '.[].keyId' <<<"$own"); do
      write post "/applications/$object_id/removePassword" "{\\"keyId\\":\\"$key_id\\"}" >/dev/null
    done
    body=$(jq -n --arg prefix "$secret_prefix" --argjson days "$secret_days" \\
      '{passwordCredential: {displayName: ($prefix + (now | strftime("%Y-%m-%d"))), endDateTime: (now + $days * 86400 | floor | todate)}}')
    secret=$(write post "/applications/$object_id/addPassword" "$body" | jq -r .secretText)
  fi
fi

echo '5. No owner: an owner could add credentials without any role'
for owner in $(graph get "/applications/$object_id/owners?\\$select=id" | jq -r '.value[].id'); do
  graph delete "/applications/$object_id/owners/$owner/\\$ref" >/dev/null
done

echo
echo "Directory (tenant) ID:    $tenant_id"
echo "Application (client) ID:  $app_id"
if [ -n "$secret" ]; then
  echo "Client secret:            $secret"
  echo 'It is shown only this once. Hand it in to the assistant, and nowhere else.'
elif [ "$wants_secret" = yes ]; then
  echo 'There is a client secret already. If nobody has its value, run this again with NEW_SECRET=yes.'
fi
`;
