import { grantsOf, type ScriptApi } from '../script-parts/grants.ts';
import { headerOf, type ScriptInput } from '../script-parts/header.ts';
import { shellText as text } from '../script-parts/quoting.ts';
import { connectSteps } from '../steps/steps.ts';
import { m365Ending, m365Functions, m365Start } from './m365-functions.ts';

/**
 * For a POSIX shell with CLI for Microsoft 365: https://pnp.github.io/cli-microsoft365/
 *
 * Everything goes through `m365 request`. The CLI's own commands for app role assignments list the first twenty only and
 * grant all or nothing, and each command costs a second, so reads and grants travel in batches.
 */
export function m365Cli(input: ScriptInput): string {
  const { plan } = input;
  const parts = connectSteps.flatMap(({ scripts }) => scripts?.['m365-cli'] ?? []);
  const values = parts.flatMap((part) => part.values?.(input) ?? []);
  const bodies = parts.flatMap((part) => Object.entries(part.bodies?.(input) ?? {}));
  const header = headerOf(input, 'CLI for Microsoft 365', {
    again: ['It may be run again at any time, also after it failed half-way: what is there stays.'],
    notes: [
      'Needs bash, jq 1.6 or newer, and m365, signed in by "m365 login" with an application that may use the delegated',
      'scopes User.Read, Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.',
      'To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.',
    ],
  });
  return `#!/usr/bin/env bash
${header.join('\n')}
set -feuo pipefail

tenant_id=${text(plan.tenant.id)}
${values.join('\n')}
${bodies.map(([name, body]) => `${name}=${text(JSON.stringify(body))}`).join('\n')}
# The application permissions of the plan: by API, the name and the id of each.
apis=${text(`[\n${grantsOf(plan).map(apiOf).join(',\n')}\n]`)}

${m365Functions}${parts.map(({ functions }) => functions).join('')}${m365Start}${parts.map(({ run }) => run).join('')}${m365Ending}`;
}

const apiOf = ({ name, appId, roles }: ScriptApi): string => {
  const rows = roles.map(({ id, value }) => `    ${JSON.stringify(value)}: ${JSON.stringify(id)}`);
  return `  {"appId": ${JSON.stringify(appId)}, "name": ${JSON.stringify(name)}, "roles": {\n${rows.join(',\n')}\n  }}`;
};
