/** What every part rests on. Nothing in it is newer than the bash of macOS, 3.2. */
export const m365Functions = `fail() {
  echo "$1" >&2
  exit 1
}

graph() { # method, path, further options
  local method=$1 path=$2
  shift 2
  m365 request --method "$method" --url "@graph$path" --output json "$@" ||
    { echo "Microsoft did not do this: $method \${path%%\\?*}" >&2; return 1; }
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
    | "\\(.status) to \\($asked.requests[.id | tonumber] | "\\(.method) \\(.url | split("?")[0])"): \\(.body.error.code? // "") \\(.body.error.message? // "")"]
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
  asked=$(jq -cn '{requests: [$ARGS.positional | to_entries[] | {id: "\\(.key)", method: "GET", url: .value}]}' --args "$@")
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
  found=$(look '/organization?$select=id' "/applications?\\$filter=tags/any(t:t%20eq%20'$connection_tag')&\\$select=id,appId,tags" \\
    $(jq -r '.[] | "/servicePrincipals(appId=\\u0027\\(.appId)\\u0027)?$select=id"' <<<"$apis")) || return
  jq -e '.[0].value[0].id and (.[1].value | type == "array")' <<<"$found" >/dev/null ||
    { echo 'Microsoft named neither the tenant nor its applications.' >&2; return 1; }
  [ "$(jq -r '.[0].value[0].id' <<<"$found")" = "$tenant_id" ] || fail 'This is not the tenant of the plan.'
  applications=$(jq -c '.[1].value' <<<"$found")
  [ "$(jq 'length' <<<"$applications")" -le 1 ] || fail "More than one application carries the tag $connection_tag."
  missing=$(jq -r --argjson found "$found" 'to_entries[] | select($found[.key + 2] == null) | .value.name' <<<"$apis")
  [ -z "$missing" ] || fail "This tenant does not have: $missing. Make a new plan."
  wanted=$(jq -c --argjson found "$found" '[to_entries[] | $found[.key + 2].id as $resourceId | .value.roles[] | {resourceId: $resourceId, appRoleId: .}]' <<<"$apis")
}

`;

/** Before the first part: the tenant is that of the plan, and has what it grants. */
export const m365Start = `seen=no
patiently start
`;

export const m365Ending = `
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
