import { message, render, type Words } from '@vplus/messages';
import { grantsOf, type ScriptApi } from '../script-parts/grants.ts';
import { columns, headerOf, type ScriptInput } from '../script-parts/header.ts';
import { powerShellText as text } from '../script-parts/quoting.ts';
import { code, comment, insidePowerShell, powerShellFills, powerShellSays } from '../script-parts/said.ts';
import { connectSteps } from '../steps/steps.ts';

/** Windows PowerShell takes a file without this mark for its own code page, and would spoil the names in it. */
const byteOrderMark = '\ufeff';

/** For PowerShell with Microsoft's Graph module: https://learn.microsoft.com/powershell/microsoftgraph/ */
export function powerShell(input: ScriptInput): string {
  const { plan } = input;
  const parts = connectSteps.flatMap(({ scripts }) => scripts?.powershell ?? []).toSorted((a, b) => a.place - b.place);
  const functions = parts.flatMap((part) => part.functions?.() ?? []);
  const header = headerOf(input, message('scripts.power-shell'), {
    again: message('scripts.run-again'),
    notes: [message('scripts.power-shell-modules'), message('scripts.power-shell-scopes')],
  });
  return code`${byteOrderMark}${header.join('\n')}

#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
[CmdletBinding()]
param(
${comment(message('scripts.power-shell-new-secret'), '    ')}
    [switch] $NewSecret,
${comment(message('scripts.power-shell-certificate-file'), '    ')}
    [string] $CertificateFile
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$tenantId = ${text(plan.tenant.id)}
${parts.flatMap(({ values }) => values?.(input) ?? []).join('\n')}
$graph = 'https://graph.microsoft.com/v1.0'

${comment(message('scripts.permissions'))}
$apis = @(
${grantsOf(plan).map(apiOf).join('\n')}
)

${patiently()}${functions.join('')}${connect()}${parts.map(({ body }) => body(input)).join('')}${ending()}`;
}

const apiOf = ({ name, appId, roles }: ScriptApi): string => `    @{
        AppId = ${text(appId)} # ${name}
        Roles = @(
${roles.map(({ id, value }) => `            ${text(id)} # ${value}`).join('\n')}
        )
    }`;

const patiently = (): string => code`${comment(message('scripts.takes-a-while'))}
function Invoke-Patiently([scriptblock] $Action) {
    for ($attempt = 1; ; $attempt++) {
        try { return & $Action }
        catch {
            if ($attempt -ge 12) { throw }
            Write-Host ${powerShellFills(
              message('scripts.not-yet-because', { attempt: '$attempt', most: 12, why: '$($_.Exception.Message)' }),
            )}
            Start-Sleep -Seconds 5
        }
    }
}

`;

const connect =
  (): string => code`Connect-MgGraph -TenantId $tenantId -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All' -ContextScope Process -NoWelcome
if ((Get-MgContext).TenantId -ne $tenantId) { throw ${powerShellFills(message('scripts.other-tenant'))} }

`;

function ending(): string {
  const label = (words: Words) => insidePowerShell(render(words));
  const [tenant = '', client = '', secret = ''] = columns(
    [
      [label(message('scripts.tenant-id')), '$tenantId'],
      [label(message('scripts.client-id')), '$($application.AppId)'],
      [label(message('scripts.client-secret')), '$($secret.SecretText)'],
    ],
    2,
  );
  return code`Write-Host ''
Write-Host "${tenant}"
Write-Host "${client}"
if ($secret) {
    Write-Host "${secret}"
    Write-Host ${powerShellSays(message('scripts.shown-once'))}
}
elseif ($wantsSecret) {
    Write-Host ${powerShellSays(message('scripts.secret-there', { option: '-NewSecret' }))}
}
`;
}
