#!/usr/bin/env bash
# CLI for Microsoft 365: connects Microsoft 365 to vPlus by hand.
#
# Tenant:     Contoso (contoso.example), 11111111-1111-4111-8111-111111111111
# Server:     vPlus Berlin
# Plan:       SHA-256 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
# Made by:    vPlus setup assistant 1.2.3
#
# It does nothing but what that plan says.
# It may be run again at any time, also after it failed half-way: what is there stays.
# It holds no secret. Read it before you run it: it was never run in a real tenant by its maker.
# Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.
# Afterwards choose "Check again" in the assistant: it looks at the result and goes on with the plan.
#
# Needs bash, jq 1.6 or newer, and m365, signed in by "m365 login" with an application that may use the delegated
# scopes User.Read, Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.
# To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.
set -feuo pipefail

tenant_id='11111111-1111-4111-8111-111111111111'
unique_name='vplus-33333333-3333-4333-8333-333333333333-22222222-2222-4222-8222-222222222222'
connection_tag='vplus-connection:22222222-2222-4222-8222-222222222222'
secret_prefix='vplus 22222222 '
secret_days=180
wants_secret=yes
application_body='{"displayName":"vPlus Backup","signInAudience":"AzureADMyOrg","tags":["vplus-setup","vplus-installation:33333333-3333-4333-8333-333333333333","vplus-connection:22222222-2222-4222-8222-222222222222"],"notes":"Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here.","requiredResourceAccess":[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[{"id":"ef54d2bf-783f-4e0f-bca1-3210c0444d99","type":"Role"},{"id":"f3a65bd4-b703-46df-8f7e-0174fea562aa","type":"Role"},{"id":"59a6b24b-4225-4393-8165-ebaec5f55d7a","type":"Role"},{"id":"3b55498e-47ec-484f-8136-9013221c06a9","type":"Role"},{"id":"35930dcf-aceb-4bd1-b99a-8ffed403c974","type":"Role"},{"id":"7b2449af-6ccd-4f4d-9f78-e550c193f0d1","type":"Role"},{"id":"d9c48af6-9ad9-47ad-82c3-63757137b9af","type":"Role"},{"id":"6b7d71aa-70aa-4810-a8d9-5d9fb2830017","type":"Role"},{"id":"b2e060da-3baf-4687-9611-f4ebc0f0cbde","type":"Role"},{"id":"294ce7c9-31ba-490a-ad7d-97a7d075e4ed","type":"Role"},{"id":"a3410be2-8e48-4f32-8454-c29a7465209d","type":"Role"},{"id":"57257249-34ce-4810-a8a2-a03adf0c5693","type":"Role"},{"id":"6918b873-d17a-4dc1-b314-35f528134491","type":"Role"},{"id":"19dbc75e-c2e2-444c-a770-ec69d8559fc7","type":"Role"},{"id":"75359482-378d-4052-8f01-80520e7db3cd","type":"Role"},{"id":"bf7b1a76-6e77-406b-b258-bf5c7720e98f","type":"Role"},{"id":"62a82d76-70ea-41e2-9197-370581804d09","type":"Role"},{"id":"98830695-27a2-44f7-8c18-0c3ebc9698f6","type":"Role"},{"id":"dbaae8cf-10b5-4b86-a4a1-f871c94c6695","type":"Role"},{"id":"e2a3a72e-5f79-4c64-b1b1-878b674786c9","type":"Role"},{"id":"40f97065-369a-49f4-947c-6a255697ae91","type":"Role"},{"id":"6931bccd-447a-43d1-b442-00a195474933","type":"Role"},{"id":"658aa5d8-239f-45c4-aa12-864f4fc7e490","type":"Role"},{"id":"a82116e5-55eb-4c41-a434-62fe8a61c773","type":"Role"},{"id":"0c0bf378-bf22-4481-8f81-9e89a9b4960a","type":"Role"},{"id":"332a536c-c7ef-4017-ab91-336970924f0d","type":"Role"},{"id":"9492366f-7969-46a4-8d15-ed1a20078fff","type":"Role"},{"id":"23fc2474-f741-46ce-8465-674744c5c361","type":"Role"},{"id":"2280dda6-0bfd-44ee-a2f4-cb867cfc4c1e","type":"Role"},{"id":"660b7406-55f1-41ca-a0ed-0b035e182f3e","type":"Role"},{"id":"0121dc95-1b9f-4aed-8bac-58c5ac466691","type":"Role"},{"id":"4437522e-9a86-4a41-a7da-e380edd4a97d","type":"Role"},{"id":"bdd80a03-d9bc-451d-b7c4-ce7c63fe3c8f","type":"Role"},{"id":"49981c42-fd7b-4530-be03-e77b21aed25e","type":"Role"},{"id":"a96d855f-016b-47d7-b51c-1218a98d791c","type":"Role"},{"id":"fd9ce730-a250-40dc-bd44-8dc8d20f39ea","type":"Role"},{"id":"6163d4f4-fbf8-43da-a7b4-060fe85ed148","type":"Role"},{"id":"425b4b59-d5af-45c8-832f-bb0b7402348a","type":"Role"},{"id":"df021288-bdef-4463-88db-98f22de89214","type":"Role"},{"id":"741f803b-c850-494e-b5df-cde7c675a1ca","type":"Role"}]},{"resourceAppId":"00000002-0000-0ff1-ce00-000000000000","resourceAccess":[{"id":"dc890d15-9560-4a4c-9b7f-a736ec74ec40","type":"Role"}]},{"resourceAppId":"00000003-0000-0ff1-ce00-000000000000","resourceAccess":[{"id":"678536fe-1083-478a-9c59-b99265e6b0d3","type":"Role"},{"id":"9bff6588-13f2-4c48-bbf2-ddab62256b36","type":"Role"},{"id":"d13f72ca-a275-4b96-b789-48ebcc4da984","type":"Role"},{"id":"fbcd29d2-fcca-4405-aded-518d457caae4","type":"Role"},{"id":"741f803b-c850-494e-b5df-cde7c675a1ca","type":"Role"}]}],"servicePrincipalLockConfiguration":{"isEnabled":true,"allProperties":true}}'
principal_body='{"tags":["vplus-setup","vplus-installation:33333333-3333-4333-8333-333333333333","vplus-connection:22222222-2222-4222-8222-222222222222","WindowsAzureActiveDirectoryIntegratedApp"],"notes":"Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here.","accountEnabled":true}'
# The application permissions of the plan: by API, the name and the id of each.
apis='[
  {"appId": "00000003-0000-0000-c000-000000000000", "name": "Microsoft Graph", "roles": {
    "Calendars.ReadWrite": "ef54d2bf-783f-4e0f-bca1-3210c0444d99",
    "Channel.Create": "f3a65bd4-b703-46df-8f7e-0174fea562aa",
    "Channel.ReadBasic.All": "59a6b24b-4225-4393-8165-ebaec5f55d7a",
    "ChannelMember.Read.All": "3b55498e-47ec-484f-8136-9013221c06a9",
    "ChannelMember.ReadWrite.All": "35930dcf-aceb-4bd1-b99a-8ffed403c974",
    "ChannelMessage.Read.All": "7b2449af-6ccd-4f4d-9f78-e550c193f0d1",
    "Chat.Create": "d9c48af6-9ad9-47ad-82c3-63757137b9af",
    "Chat.Read.All": "6b7d71aa-70aa-4810-a8d9-5d9fb2830017",
    "Chat.ReadBasic.All": "b2e060da-3baf-4687-9611-f4ebc0f0cbde",
    "Chat.ReadWrite.All": "294ce7c9-31ba-490a-ad7d-97a7d075e4ed",
    "ChatMember.Read.All": "a3410be2-8e48-4f32-8454-c29a7465209d",
    "ChatMember.ReadWrite.All": "57257249-34ce-4810-a8a2-a03adf0c5693",
    "Contacts.ReadWrite": "6918b873-d17a-4dc1-b314-35f528134491",
    "Directory.ReadWrite.All": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
    "Files.ReadWrite.All": "75359482-378d-4052-8f01-80520e7db3cd",
    "Group.Create": "bf7b1a76-6e77-406b-b258-bf5c7720e98f",
    "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
    "GroupMember.Read.All": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
    "GroupMember.ReadWrite.All": "dbaae8cf-10b5-4b86-a4a1-f871c94c6695",
    "Mail.ReadWrite": "e2a3a72e-5f79-4c64-b1b1-878b674786c9",
    "MailboxSettings.Read": "40f97065-369a-49f4-947c-6a255697ae91",
    "MailboxSettings.ReadWrite": "6931bccd-447a-43d1-b442-00a195474933",
    "Member.Read.Hidden": "658aa5d8-239f-45c4-aa12-864f4fc7e490",
    "Sites.FullControl.All": "a82116e5-55eb-4c41-a434-62fe8a61c773",
    "Sites.Manage.All": "0c0bf378-bf22-4481-8f81-9e89a9b4960a",
    "Sites.Read.All": "332a536c-c7ef-4017-ab91-336970924f0d",
    "Sites.ReadWrite.All": "9492366f-7969-46a4-8d15-ed1a20078fff",
    "Team.Create": "23fc2474-f741-46ce-8465-674744c5c361",
    "Team.ReadBasic.All": "2280dda6-0bfd-44ee-a2f4-cb867cfc4c1e",
    "TeamMember.Read.All": "660b7406-55f1-41ca-a0ed-0b035e182f3e",
    "TeamMember.ReadWrite.All": "0121dc95-1b9f-4aed-8bac-58c5ac466691",
    "TeamMember.ReadWriteNonOwnerRole.All": "4437522e-9a86-4a41-a7da-e380edd4a97d",
    "TeamSettings.ReadWrite.All": "bdd80a03-d9bc-451d-b7c4-ce7c63fe3c8f",
    "TeamsTab.Create": "49981c42-fd7b-4530-be03-e77b21aed25e",
    "TeamsTab.ReadWrite.All": "a96d855f-016b-47d7-b51c-1218a98d791c",
    "TeamsTab.ReadWriteForChat.All": "fd9ce730-a250-40dc-bd44-8dc8d20f39ea",
    "TeamsTab.ReadWriteForTeam.All": "6163d4f4-fbf8-43da-a7b4-060fe85ed148",
    "TeamsTab.ReadWriteForUser.All": "425b4b59-d5af-45c8-832f-bb0b7402348a",
    "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
    "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca"
  }},
  {"appId": "00000002-0000-0ff1-ce00-000000000000", "name": "Office 365 Exchange Online", "roles": {
    "full_access_as_app": "dc890d15-9560-4a4c-9b7f-a736ec74ec40"
  }},
  {"appId": "00000003-0000-0ff1-ce00-000000000000", "name": "Office 365 SharePoint Online", "roles": {
    "Sites.FullControl.All": "678536fe-1083-478a-9c59-b99265e6b0d3",
    "Sites.Manage.All": "9bff6588-13f2-4c48-bbf2-ddab62256b36",
    "Sites.Read.All": "d13f72ca-a275-4b96-b789-48ebcc4da984",
    "Sites.ReadWrite.All": "fbcd29d2-fcca-4405-aded-518d457caae4",
    "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca"
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
  [ -n "$app_id" ] || { echo 'Microsoft does not show the application yet.' >&2; return 1; }
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
  [ "$(jq 'any(. == null)' <<<"$found")" = false ] || { echo 'Microsoft does not show yet what was made.' >&2; return 1; }
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

# A secret whose answer was lost has a value that nobody knows: it is removed before another one is added.
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
