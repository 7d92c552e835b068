import { message } from '@vplus/messages';
import { grantsOf, type ScriptApi } from '../script-parts/grants.ts';
import { headerOf, type ScriptInput } from '../script-parts/header.ts';
import { shellText as text } from '../script-parts/quoting.ts';
import { code, comment } from '../script-parts/said.ts';
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
  const header = headerOf(input, message('scripts.m365-cli'), {
    again: message('scripts.run-again'),
    notes: [message('scripts.m365-needs'), message('scripts.m365-new-secret')],
  });
  return code`#!/usr/bin/env bash
${header.join('\n')}
set -feuo pipefail

tenant_id=${text(plan.tenant.id)}
${values.join('\n')}
${bodies.map(([name, body]) => `${name}=${text(JSON.stringify(body))}`).join('\n')}
${comment(message('scripts.permissions-by-api'))}
apis=${text(`[\n${grantsOf(plan).map(apiOf).join(',\n')}\n]`)}

${m365Functions()}${parts.map(({ functions }) => functions()).join('')}${m365Start}${parts.map(({ run }) => run()).join('')}${m365Ending()}`;
}

const apiOf = ({ name, appId, roles }: ScriptApi): string => {
  const rows = roles.map(({ id, value }) => `    ${JSON.stringify(value)}: ${JSON.stringify(id)}`);
  return `  {"appId": ${JSON.stringify(appId)}, "name": ${JSON.stringify(name)}, "roles": {\n${rows.join(',\n')}\n  }}`;
};
