import { grantsOf, type ScriptApi } from '../script-parts/grants.ts';
import { headerOf, type ScriptInput } from '../script-parts/header.ts';
import { powerShellText as text } from '../script-parts/quoting.ts';
import { connectSteps } from '../steps/steps.ts';

/** Windows PowerShell takes a file without this mark for its own code page, and would spoil the names in it. */
const byteOrderMark = '\ufeff';

/** For PowerShell with Microsoft's Graph module: https://learn.microsoft.com/powershell/microsoftgraph/ */
export function powerShell(input: ScriptInput): string {
  const { plan } = input;
  const parts = connectSteps.flatMap(({ scripts }) => scripts?.powershell ?? []).toSorted((a, b) => a.place - b.place);
  const functions = parts.flatMap((part) => part.functions ?? []);
  const header = headerOf(input, 'PowerShell with the Microsoft Graph module', {
    again: ['It may be run again at any time, also after it failed half-way: what is there stays.'],
    notes: [
      'Once: Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications',
      'It asks for two scopes: Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All.',
    ],
  });
  return `${byteOrderMark}${header.join('\n')}

#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
[CmdletBinding()]
param(
    # Replaces the client secret of this connection, for when its value is lost. vPlus needs the new one at once.
    [switch] $NewSecret,
    # The public part of a certificate (.cer) that the application may sign in with.
    [string] $CertificateFile
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$tenantId = ${text(plan.tenant.id)}
${parts.flatMap(({ values }) => values?.(input) ?? []).join('\n')}
$graph = 'https://graph.microsoft.com/v1.0'

# The application permissions of the plan.
$apis = @(
${grantsOf(plan).map(apiOf).join('\n')}
)

${patiently}${functions.join('')}${connect}${parts.map(({ body }) => body(input)).join('')}${ending}`;
}

const apiOf = ({ name, appId, roles }: ScriptApi): string => `    @{
        AppId = ${text(appId)} # ${name}
        Roles = @(
${roles.map(({ id, value }) => `            ${text(id)} # ${value}`).join('\n')}
        )
    }`;

/** A change takes a while to be known everywhere. */
const patiently = `# A change takes a while to be known everywhere.
function Invoke-Patiently([scriptblock] $Action) {
    for ($attempt = 1; ; $attempt++) {
        try { return & $Action }
        catch {
            if ($attempt -ge 12) { throw }
            Write-Host "Not yet ($attempt of 12): $($_.Exception.Message)"
            Start-Sleep -Seconds 5
        }
    }
}

`;

const connect = `Connect-MgGraph -TenantId $tenantId -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All' -ContextScope Process -NoWelcome
if ((Get-MgContext).TenantId -ne $tenantId) { throw "This is not the tenant of the plan." }

`;

const ending = `Write-Host ''
Write-Host "Directory (tenant) ID:    $tenantId"
Write-Host "Application (client) ID:  $($application.AppId)"
if ($secret) {
    Write-Host "Client secret:            $($secret.SecretText)"
    Write-Host 'It is shown only this once. Hand it in to the assistant, and nowhere else.'
}
elseif ($wantsSecret) {
    Write-Host 'There is a client secret already. If nobody has its value, run this again with -NewSecret.'
}
`;
