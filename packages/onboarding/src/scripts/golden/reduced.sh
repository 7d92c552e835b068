#!/usr/bin/env bash
# CLI for Microsoft 365: connects Microsoft 365 to vPlus by hand.
#
# Tenant:     Contoso (contoso.example), 11111111-1111-4111-8111-111111111111
# Server:     vPlus Berlin
# Plan:       SHA-256 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
# Made by:    vPlus setup assistant 1.2.3
#
# It does what the approved plan says and nothing else.
# It may be run again at any time, also after it failed half-way: what is there stays.
# It holds no secret. Read it before you run it: it was never run in a real tenant by its maker.
# Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.
# Afterwards choose "check again" in the assistant: it looks at the result and registers the tenant on vPlus.
#
# Needs bash, jq and m365, signed in by "m365 login" with an application that may use the delegated scopes
# Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.
# To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.
set -euo pipefail

tenant_id='11111111-1111-4111-8111-111111111111'
unique_name='vplus-33333333-3333-4333-8333-333333333333-22222222-2222-4222-8222-222222222222'
connection_tag='vplus-connection:22222222-2222-4222-8222-222222222222'
secret_prefix='vplus 22222222 '
secret_days=90
wants_secret=yes
application_body='{"displayName":"vPlus Backup","signInAudience":"AzureADMyOrg","tags":["vplus-setup","vplus-installation:33333333-3333-4333-8333-333333333333","vplus-connection:22222222-2222-4222-8222-222222222222"],"notes":"Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here.","requiredResourceAccess":[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[{"id":"ef54d2bf-783f-4e0f-bca1-3210c0444d99","type":"Role"},{"id":"6918b873-d17a-4dc1-b314-35f528134491","type":"Role"},{"id":"19dbc75e-c2e2-444c-a770-ec69d8559fc7","type":"Role"},{"id":"75359482-378d-4052-8f01-80520e7db3cd","type":"Role"},{"id":"bf7b1a76-6e77-406b-b258-bf5c7720e98f","type":"Role"},{"id":"62a82d76-70ea-41e2-9197-370581804d09","type":"Role"},{"id":"dbaae8cf-10b5-4b86-a4a1-f871c94c6695","type":"Role"},{"id":"e2a3a72e-5f79-4c64-b1b1-878b674786c9","type":"Role"},{"id":"6931bccd-447a-43d1-b442-00a195474933","type":"Role"},{"id":"658aa5d8-239f-45c4-aa12-864f4fc7e490","type":"Role"},{"id":"741f803b-c850-494e-b5df-cde7c675a1ca","type":"Role"}]},{"resourceAppId":"00000002-0000-0ff1-ce00-000000000000","resourceAccess":[{"id":"dc890d15-9560-4a4c-9b7f-a736ec74ec40","type":"Role"}]}]}'
principal_body='{"tags":["vplus-setup","vplus-installation:33333333-3333-4333-8333-333333333333","vplus-connection:22222222-2222-4222-8222-222222222222","WindowsAzureActiveDirectoryIntegratedApp"],"notes":"Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here.","accountEnabled":true}'

graph() { # method, path, further options
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
  application=$(graph get "/applications?\$filter=tags/any(t:t eq '$connection_tag')&\$select=id,appId,tags,passwordCredentials")
  [ "$(jq '.value | length' <<<"$application")" -le 1 ] || { echo "More than one application carries the tag $connection_tag." >&2; exit 1; }
  application=$(jq '.value[0]' <<<"$application")
  [ "$application" != null ]
}

find_identity() {
  identity_id=$(graph get "/servicePrincipals(appId='$app_id')?\$select=id" | jq -r '.id // empty')
  [ -n "$identity_id" ]
}

grant() { # API, then "role id, name" of each permission
  local api=$1 resource_id role names=''
  shift
  resource_id=$(graph get "/servicePrincipals(appId='$api')?\$select=id" | jq -r .id)
  for role in "$@"; do
    jq -e --arg resource "$resource_id" --arg role "${role%% *}" \
      'any(.[]; .resourceId == $resource and .roleId == $role)' <<<"$present" >/dev/null || names="$names,${role#* }"
  done
  [ -z "$names" ] || patiently m365 entra approleassignment add --appId "$app_id" --resource "$api" --scopes "${names#,}" --output none
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

echo '3. The permissions'
# Microsoft Graph
grant '00000003-0000-0000-c000-000000000000' \
  'ef54d2bf-783f-4e0f-bca1-3210c0444d99 Calendars.ReadWrite' \
  '6918b873-d17a-4dc1-b314-35f528134491 Contacts.ReadWrite' \
  '19dbc75e-c2e2-444c-a770-ec69d8559fc7 Directory.ReadWrite.All' \
  '75359482-378d-4052-8f01-80520e7db3cd Files.ReadWrite.All' \
  'bf7b1a76-6e77-406b-b258-bf5c7720e98f Group.Create' \
  '62a82d76-70ea-41e2-9197-370581804d09 Group.ReadWrite.All' \
  'dbaae8cf-10b5-4b86-a4a1-f871c94c6695 GroupMember.ReadWrite.All' \
  'e2a3a72e-5f79-4c64-b1b1-878b674786c9 Mail.ReadWrite' \
  '6931bccd-447a-43d1-b442-00a195474933 MailboxSettings.ReadWrite' \
  '658aa5d8-239f-45c4-aa12-864f4fc7e490 Member.Read.Hidden' \
  '741f803b-c850-494e-b5df-cde7c675a1ca User.ReadWrite.All'
# Office 365 Exchange Online
grant '00000002-0000-0ff1-ce00-000000000000' \
  'dc890d15-9560-4a4c-9b7f-a736ec74ec40 full_access_as_app'

secret=''
if [ "$wants_secret" = yes ]; then
  echo '4. The client secret'
  own=$(jq -c --arg prefix "$secret_prefix" '[.passwordCredentials[] | select((.displayName // "") | startswith($prefix))]' <<<"$application")
  live=$(jq --arg now "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '[.[] | select(.endDateTime > $now)] | length' <<<"$own")
  if [ "$live" = 0 ] || [ "${NEW_SECRET:-no}" = yes ]; then
    for key_id in $(jq -r '.[].keyId' <<<"$own"); do
      write post "/applications/$object_id/removePassword" "{\"keyId\":\"$key_id\"}" >/dev/null
    done
    body=$(jq -n --arg prefix "$secret_prefix" --argjson days "$secret_days" \
      '{passwordCredential: {displayName: ($prefix + (now | strftime("%Y-%m-%d"))), endDateTime: (now + $days * 86400 | floor | todate)}}')
    secret=$(write post "/applications/$object_id/addPassword" "$body" | jq -r .secretText)
  fi
fi

echo '5. No owner: an owner could add credentials without any role'
for owner in $(graph get "/applications/$object_id/owners?\$select=id" | jq -r '.value[].id'); do
  graph delete "/applications/$object_id/owners/$owner/\$ref" >/dev/null
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
