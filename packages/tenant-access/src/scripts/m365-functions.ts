import { message, render, type Words } from '@vplus/messages';
import { columns } from '../script-parts/header.ts';
import { code, comment, insideShell, shellFills, shellSays } from '../script-parts/said.ts';

/** What every part rests on. Nothing in it is newer than the bash of macOS, 3.2. */
export const m365Functions = (): string => code`fail() {
  echo "$1" >&2
  exit 1
}

graph() { ${comment(message('scripts.graph-arguments'))}
  local method=$1 path=$2
  shift 2
  m365 request --method "$method" --url "@graph$path" --output json "$@" ||
    { echo ${shellFills(message('scripts.not-done', { method: '$method', path: `\${path%%\\?*}` }))} >&2; return 1; }
}

write() { ${comment(message('scripts.write-arguments'))}
  local method=$1 path=$2 body=$3
  shift 3
  graph "$method" "$path" --content-type application/json --body "$body" "$@"
}

${comment(message('scripts.batch'))}
batch() { ${comment(message('scripts.batch-arguments'))}
  local answers refusals code=0
  answers=$(write post '/$batch' "$1") || return 1
  answers=$(jq -ce --argjson asked "$1" '.responses | sort_by(.id | tonumber) | select(length == ($asked.requests | length))' <<<"$answers" 2>/dev/null) ||
    { echo ${shellSays(message('scripts.answers-missing'))} >&2; return 1; }
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

${comment(message('scripts.look'))}
look() { ${comment(message('scripts.look-arguments'))}
  local asked answers
  asked=$(jq -cn '{requests: [$ARGS.positional | to_entries[] | {id: "\\(.key)", method: "GET", url: .value}]}' --args "$@")
  answers=$(batch "$asked") || return
  jq -c 'map(if .status == 404 then null else .body end)' <<<"$answers"
}

${comment(message('scripts.takes-a-while-or-stumbles'))}
patiently() {
  local attempt code
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
    code=0
    "$@" || code=$?
    [ "$code" -ne 0 ] || return 0
    [ "$code" -ne 2 ] || break
    [ "$attempt" -eq 12 ] || { echo ${shellFills(message('scripts.not-yet', { attempt: '$attempt', most: 12 }))} >&2; sleep 5; }
    seen=no
  done
  fail ${shellSays(message('scripts.stopped'))}
}

start() {
  local found missing
  found=$(look '/organization?$select=id' "/applications?\\$filter=tags/any(t:t%20eq%20'$connection_tag')&\\$select=id,appId,tags" \\
    $(jq -r '.[] | "/servicePrincipals(appId=\\u0027\\(.appId)\\u0027)?$select=id"' <<<"$apis")) || return
  jq -e '.[0].value[0].id and (.[1].value | type == "array")' <<<"$found" >/dev/null ||
    { echo ${shellSays(message('scripts.nothing-named'))} >&2; return 1; }
  [ "$(jq -r '.[0].value[0].id' <<<"$found")" = "$tenant_id" ] || fail ${shellSays(message('scripts.other-tenant'))}
  applications=$(jq -c '.[1].value' <<<"$found")
  [ "$(jq 'length' <<<"$applications")" -le 1 ] || fail ${shellFills(message('scripts.several-applications', { tag: '$connection_tag' }))}
  missing=$(jq -r --argjson found "$found" 'to_entries[] | select($found[.key + 2] == null) | .value.name' <<<"$apis")
  [ -z "$missing" ] || fail ${shellFills(message('scripts.apis-missing', { apis: '$missing' }))}
  wanted=$(jq -c --argjson found "$found" '[to_entries[] | $found[.key + 2].id as $resourceId | .value.roles[] | {resourceId: $resourceId, appRoleId: .}]' <<<"$apis")
}

`;

/** Before the first part: the tenant is that of the plan, and has what it grants. */
export const m365Start = `seen=no
patiently start
`;

export const m365Ending = (): string => {
  const label = (words: Words) => insideShell(render(words));
  const [tenant = '', client = '', secret = ''] = columns(
    [
      [label(message('scripts.tenant-id')), '$tenant_id'],
      [label(message('scripts.client-id')), '$app_id'],
      [label(message('scripts.client-secret')), '$secret'],
    ],
    2,
  );
  return code`
echo
echo "${tenant}"
echo "${client}"
if [ -n "$secret" ]; then
  echo "${secret}"
  echo ${shellSays(message('scripts.shown-once'))}
elif [ "$wants_secret" = yes ]; then
  echo ${shellSays(message('scripts.secret-there', { option: 'NEW_SECRET=yes' }))}
fi
`;
};
