import { connectionTag, credentialPrefix, notesOf, tagsOf, uniqueNameOf } from '../naming.ts';
import { grantsOf, type ScriptApi } from './grants.ts';
import { headerOf, type ScriptInput } from './header.ts';
import { m365Functions } from './m365-functions.ts';
import { shellText as text } from './quoting.ts';

/**
 * For a POSIX shell with CLI for Microsoft 365: https://pnp.github.io/cli-microsoft365/
 *
 * Everything goes through `m365 request`. The CLI's own commands for app role assignments list the first twenty only and
 * grant all or nothing, and each command costs a second, so reads and grants travel in batches.
 */
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
      'Needs bash, jq 1.6 or newer, and m365, signed in by "m365 login" with an application that may use the delegated',
      'scopes User.Read, Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All of Microsoft Graph.',
      'To replace a client secret whose value is lost: NEW_SECRET=yes before the command. vPlus needs the new one at once.',
    ],
  });
  return `#!/usr/bin/env bash
${header.join('\n')}
set -feuo pipefail

tenant_id=${text(plan.tenant.id)}
unique_name=${text(uniqueNameOf(connection))}
connection_tag=${text(connectionTag(connection.id))}
secret_prefix=${text(credentialPrefix(connection))}
secret_days=${credential.days}
wants_secret=${credential.kind === 'certificate' ? 'no' : 'yes'}
application_body=${text(JSON.stringify(application))}
principal_body=${text(JSON.stringify(principal))}
# The application permissions of the plan: by API, the name and the id of each.
apis=${text(`[\n${granted.map(apiOf).join(',\n')}\n]`)}

${m365Functions}`;
}

const apiOf = ({ name, appId, roles }: ScriptApi): string => {
  const rows = roles.map(({ id, value }) => `    ${JSON.stringify(value)}: ${JSON.stringify(id)}`);
  return `  {"appId": ${JSON.stringify(appId)}, "name": ${JSON.stringify(name)}, "roles": {\n${rows.join(',\n')}\n  }}`;
};
