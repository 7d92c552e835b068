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
# Needs bash, jq 1.6 or newer, and m365, signed in by "m365 login" with an application that may use the delegated
# scopes User.Read, Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.
# To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.
set -feuo pipefail

tenant_id='11111111-1111-4111-8111-111111111111'
unique_name='vplus-33333333-3333-4333-8333-333333333333-22222222-2222-4222-8222-222222222222'
connection_tag='vplus-connection:22222222-2222-4222-8222-222222222222'
secret_prefix='vplus 22222222 '
secret_days=90
wants_secret=yes
application_body='{"displayName":"vPlus Backup","signInAudience":"AzureADMyOrg","tags":["vplus-setup","vplus-installation:33333333-3333-4333-8333-333333333333","vplus-connection:22222222-2222-4222-8222-222222222222"],"notes":"Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here.","requiredResourceAccess":[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[{"id":"ef54d2bf-783f-4e0f-bca1-3210c0444d99","type":"Role"},{"id":"6918b873-d17a-4dc1-b314-35f528134491","type":"Role"},{"id":"19dbc75e-c2e2-444c-a770-ec69d8559fc7","type":"Role"},{"id":"75359482-378d-4052-8f01-80520e7db3cd","type":"Role"},{"id":"bf7b1a76-6e77-406b-b258-bf5c7720e98f","type":"Role"},{"id":"62a82d76-70ea-41e2-9197-370581804d09","type":"Role"},{"id":"dbaae8cf-10b5-4b86-a4a1-f871c94c6695","type":"Role"},{"id":"e2a3a72e-5f79-4c64-b1b1-878b674786c9","type":"Role"},{"id":"6931bccd-447a-43d1-b442-00a195474933","type":"Role"},{"id":"658aa5d8-239f-45c4-aa12-864f4fc7e490","type":"Role"},{"id":"741f803b-c850-494e-b5df-cde7c675a1ca","type":"Role"}]},{"resourceAppId":"00000002-0000-0ff1-ce00-000000000000","resourceAccess":[{"id":"dc890d15-9560-4a4c-9b7f-a736ec74ec40","type":"Role"}]}]}'
principal_body='{"tags":["vplus-setup","vplus-installation:33333333-3333-4333-8333-333333333333","vplus-connection:22222222-2222-4222-8222-222222222222","WindowsAzureActiveDirectoryIntegratedApp"],"notes":"Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here.","accountEnabled":true}'
# The application permissions of the plan: by API, the name and the id of each.
apis='[
  {"appId": "00000003-0000-0000-c000-000000000000", "name": "Microsoft Graph", "roles": {
    "Calendars.ReadWrite": "ef54d2bf-783f-4e0f-bca1-3210c0444d99",
    "Contacts.ReadWrite": "6918b873-d17a-4dc1-b314-35f528134491",
    "Directory.ReadWrite.All": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
    "Files.ReadWrite.All": "75359482-378d-4052-8f01-80520e7db3cd",
    "Group.Create": "bf7b1a76-6e77-406b-b258-bf5c7720e98f",
    "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
    "GroupMember.ReadWrite.All": "dbaae8cf-10b5-4b86-a4a1-f871c94c6695",
    "Mail.ReadWrite": "e2a3a72e-5f79-4c64-b1b1-878b674786c9",
    "MailboxSettings.ReadWrite": "6931bccd-447a-43d1-b442-00a195474933",
    "Member.Read.Hidden": "658aa5d8-239f-45c4-aa12-864f4fc7e490",
    "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca"
  }},
  {"appId": "00000002-0000-0ff1-ce00-000000000000", "name": "Office 365 Exchange Online", "roles": {
    "full_access_as_app": "dc890d15-9560-4a4c-9b7f-a736ec74ec40"
  }}
]'

fail() {
  echo "$1" >&2
  exit 1
}

graph() { # method, path, further options
  local method=$1 path=$2
  shift 2
  m365 request --method "$method" --url "@graph$path" --output json "$@" ||
    { echo "Microsoft did not do this: $method ${path%%\?*}" >&2; return 1; }
}

write() { # method, path, body, further options
  local method=$1 path=$2 body=$3
  shift 3
  graph "$method" "$path" --content-type application/json --body "$body" "$@"
}

# Sends up to twenty requests as one and prints their answers, in order. Says what was refused.
# Answers 2 where waiting does not help.
batch() { # requests
  local answers refusals code=0
  answers=$(write post '/$batch' "$1") || return 1
  answers=$(jq -ce --argjson asked "$1" '.responses | sort_by(.id | tonumber) | select(length == ($asked.requests | length))' <<<"$answers" 2>/dev/null) ||
    { echo 'Microsoft did not answer each of several requests.' >&2; return 1; }
  refusals=$(jq -r --argjson asked "$1" '[.[] | select(.status >= 300 and .status != 404)
    | "\(.status) to \($asked.requests[.id | tonumber] | "\(.method) \(.url | split("?")[0])"): \(.body.error.code? // "") \(.body.error.message? // "")"]
    | unique | .[]' <<<"$answers")
  if [ -n "$refusals" ]; then
    echo "$refusals" >&2
    code=1
    case "$refusals" in *'401 to '*|*'403 to '*) code=2 ;; esac
  fi
  echo "$answers"
  return "$code"
}

# Reads several things at once and prints a list of them: null is what is not there.
look() { # paths
  local asked answers
  asked=$(jq -cn '{requests: [$ARGS.positional | to_entries[] | {id: "\(.key)", method: "GET", url: .value}]}' --args "$@")
  answers=$(batch "$asked") || return
  jq -c 'map(if .status == 404 then null else .body end)' <<<"$answers"
}

# A change takes a while to be known everywhere, and Microsoft stumbles now and then.
patiently() {
  local attempt code
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
    code=0
    "$@" || code=$?
    [ "$code" -ne 0 ] || return 0
    [ "$code" -ne 2 ] || break
    [ "$attempt" -eq 12 ] || { echo "Not yet ($attempt of 12)." >&2; sleep 5; }
    seen=no
  done
  fail 'Stopped. What was made so far stays: run this again once the cause is gone.'
}

start() {
  local found missing
  found=$(look '/organization?$select=id' "/applications?\$filter=tags/any(t:t%20eq%20'$connection_tag')&\$select=id,appId,tags" \
    $(jq -r '.[] | "/servicePrincipals(appId=\u0027\(.appId)\u0027)?$select=id"' <<<"$apis")) || return
  jq -e '.[0].value[0].id and (.[1].value | type == "array")' <<<"$found" >/dev/null ||
    { echo 'Microsoft named neither the tenant nor its applications.' >&2; return 1; }
  [ "$(jq -r '.[0].value[0].id' <<<"$found")" = "$tenant_id" ] || fail 'This is not the tenant of the plan.'
  applications=$(jq -c '.[1].value' <<<"$found")
  [ "$(jq 'length' <<<"$applications")" -le 1 ] || fail "More than one application carries the tag $connection_tag."
  missing=$(jq -r --argjson found "$found" 'to_entries[] | select($found[.key + 2] == null) | .value.name' <<<"$apis")
  [ -z "$missing" ] || fail "This tenant does not have: $missing. Make a new plan."
  wanted=$(jq -c --argjson found "$found" '[to_entries[] | $found[.key + 2].id as $resourceId | .value.roles[] | {resourceId: $resourceId, appRoleId: .}]' <<<"$apis")
}

register() {
  local made body
  if [ "$applications" = '[]' ]; then
    made=$(write patch "/applications(uniqueName='$unique_name')" "$application_body" --prefer create-if-missing) || return
    # Where it was there already, the answer holds nothing.
    jq -e '.appId?' <<<"$made" >/dev/null 2>&1 || made=$(look "/applications(uniqueName='$unique_name')?\$select=id,appId") || return
  else
    made=$applications
    body=$(jq -c --argjson made "$made" '.tags += (($made[0].tags // []) - .tags)' <<<"$application_body")
    write patch "/applications/$(jq -r '.[0].id' <<<"$made")" "$body" >/dev/null || return
  fi
  app_id=$(jq -r 'if type == "array" then .[0] else . end | .appId // empty' <<<"$made")
  object_id=$(jq -r 'if type == "array" then .[0] else . end | .id // empty' <<<"$made")
  [ -n "$app_id" ] || { echo 'The application is not to be seen yet.' >&2; return 1; }
}

identify() {
  write patch "/servicePrincipals(appId='$app_id')" "$principal_body" --prefer create-if-missing >/dev/null || return
  survey
}

# All that the steps below rest on, in one request.
survey() {
  local found page next
  found=$(look "/servicePrincipals(appId='$app_id')?\$select=id" "/applications/$object_id?\$select=id,passwordCredentials" \
    "/applications/$object_id/owners?\$select=id" "/servicePrincipals(appId='$app_id')/appRoleAssignments?\$top=999") || return
  [ "$(jq 'any(. == null)' <<<"$found")" = false ] || { echo 'What was made is not to be seen yet.' >&2; return 1; }
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

grant() {
  [ "$seen" = yes ] || survey || return
  local missing from requests answers code=0
  missing=$(jq -c --argjson present "$present" '. - $present' <<<"$wanted")
  for from in $(jq 'range(0; length; 20)' <<<"$missing"); do
    requests=$(jq -c --argjson from "$from" --arg id "$identity_id" '{requests: [.[$from:$from + 20] | to_entries[] | {
      id: "\(.key)", method: "POST", url: "/servicePrincipals/\($id)/appRoleAssignments",
      headers: {"Content-Type": "application/json"}, body: (.value + {principalId: $id})}]}' <<<"$missing")
    # What is refused because it is there already is seen at the next look.
    answers=$(batch "$requests") || code=$?
    [ "$(jq 'all(.status < 300)' <<<"$answers")" = true ] || [ "$code" -eq 2 ] || code=1
  done
  return "$code"
}

# A secret whose answer was lost has a value that nobody knows: it goes before another one is added.
add_secret() {
  [ "$seen" = yes ] || survey || return
  local key_id body
  for key_id in $(jq -r '.[].keyId' <<<"$own"); do
    write post "/applications/$object_id/removePassword" "{\"keyId\":\"$key_id\"}" >/dev/null || return
  done
  body=$(jq -cn --arg prefix "$secret_prefix" --argjson days "$secret_days" \
    '{passwordCredential: {displayName: ($prefix + (now | strftime("%Y-%m-%d"))), endDateTime: (now + $days * 86400 | floor | todate)}}')
  secret=$(write post "/applications/$object_id/addPassword" "$body" | jq -r '.secretText // empty') || return
  [ -n "$secret" ]
}

remove_owners() {
  [ "$seen" = yes ] || survey || return
  local owner
  for owner in $owners; do
    graph delete "/applications/$object_id/owners/$owner/\$ref" >/dev/null || return
  done
}

seen=no
patiently start
echo '1. The application'
patiently register
echo '2. Its identity in the tenant'
patiently identify
echo '3. The permissions'
patiently grant
secret=''
if [ "$wants_secret" = yes ]; then
  echo '4. The client secret'
  live=$(jq --arg now "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '[.[] | select(.endDateTime > $now)] | length' <<<"$own")
  if [ "$live" = 0 ] || [ "${NEW_SECRET:-no}" = yes ]; then patiently add_secret; fi
fi
echo '5. No owner: an owner could add credentials without any role'
patiently remove_owners

echo
echo "Directory (tenant) ID:    $tenant_id"
echo "Application (client) ID:  $app_id"
if [ -n "$secret" ]; then
  echo "Client secret:            $secret"
  echo 'It is shown only this once. Hand it in to the assistant, and nowhere else.'
elif [ "$wants_secret" = yes ]; then
  echo 'There is a client secret already. If nobody has its value, run this again with NEW_SECRET=yes.'
fi
