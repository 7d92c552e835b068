import { connectionTag, credentialPrefix, notesOf, tagsOf, uniqueNameOf } from '../naming.ts';
import { grantsOf, type ScriptApi } from './grants.ts';
import { headerOf, type ScriptInput } from './header.ts';
import { powerShellText as text } from './quoting.ts';

/** Windows PowerShell takes a file without this mark for its own code page, and would spoil the names in it. */
const byteOrderMark = '\ufeff';

/** For PowerShell with Microsoft's Graph module: https://learn.microsoft.com/powershell/microsoftgraph/ */
export function powerShell(input: ScriptInput): string {
  const { plan, connection } = input;
  const { credential, applicationName } = plan.choices;
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
$uniqueName = ${text(uniqueNameOf(connection))}
$displayName = ${text(applicationName)}
$connectionTag = ${text(connectionTag(connection.id))}
$tags = @(${tagsOf(connection).map(text).join(', ')})
$notes = ${text(notesOf(connection))}
$credentialPrefix = ${text(credentialPrefix(connection))}
$secretDays = ${credential.days}
$wantsSecret = $${credential.kind !== 'certificate'}
$graph = 'https://graph.microsoft.com/v1.0'

# The application permissions of the plan.
$apis = @(
${grantsOf(plan).map(apiOf).join('\n')}
)

${body}`;
}

const apiOf = ({ name, appId, roles }: ScriptApi): string => `    @{
        AppId = ${text(appId)} # ${name}
        Roles = @(
${roles.map(({ id, value }) => `            ${text(id)} # ${value}`).join('\n')}
        )
    }`;

const body = `# A change takes a while to be known everywhere.
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

function Find-Application {
    $filter = "tags/any(t:t eq '$connectionTag')"
    $all = @(Get-MgApplication -Filter $filter -All)
    if ($all.Count -gt 1) { throw "More than one application carries the tag $connectionTag." }
    if ($all.Count -eq 1) { return $all[0] }
}

function Get-OwnSecret {
    (Get-MgApplication -ApplicationId $application.Id).PasswordCredentials |
        Where-Object { $_ -and $_.DisplayName -and $_.DisplayName.StartsWith($credentialPrefix) }
}

Connect-MgGraph -TenantId $tenantId -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All' -ContextScope Process -NoWelcome
if ((Get-MgContext).TenantId -ne $tenantId) { throw "This is not the tenant of the plan." }

Write-Host '1. The application'
# The casts unwrap what comes out of a pipeline: without them the Graph module cannot write it as JSON.
$declared = [hashtable[]] @(foreach ($api in $apis) {
    @{
        resourceAppId  = [string] $api.AppId
        resourceAccess = [hashtable[]] @(foreach ($role in $api.Roles) { @{ id = [string] $role; type = 'Role' } })
    }
})
$wanted = @{
    displayName            = $displayName
    signInAudience         = 'AzureADMyOrg'
    tags                   = [string[]] $tags
    notes                  = $notes
    requiredResourceAccess = $declared
}
$application = Find-Application
if ($application) {
    $wanted.tags = [string[]] @(@($tags) + @($application.Tags) | Where-Object { $_ } | Select-Object -Unique)
    Invoke-MgGraphRequest -Method PATCH -Uri "$graph/applications/$($application.Id)" -Body $wanted
}
else {
    Invoke-MgGraphRequest -Method PATCH -Uri "$graph/applications(uniqueName='$uniqueName')" -Headers @{ Prefer = 'create-if-missing' } -Body $wanted | Out-Null
}
$application = Invoke-Patiently {
    $found = Find-Application
    if (-not $found) { throw 'The application is not to be seen yet.' }
    $found
}

Write-Host '2. Its identity in the tenant'
$principal = @{
    tags           = [string[]] @($tags + 'WindowsAzureActiveDirectoryIntegratedApp')
    notes          = $notes
    accountEnabled = $true
}
Invoke-Patiently {
    Invoke-MgGraphRequest -Method PATCH -Uri "$graph/servicePrincipals(appId='$($application.AppId)')" -Headers @{ Prefer = 'create-if-missing' } -Body $principal
} | Out-Null
$identity = Invoke-Patiently {
    $found = Get-MgServicePrincipal -Filter "appId eq '$($application.AppId)'"
    if (-not $found) { throw 'The identity is not to be seen yet.' }
    $found
}

Write-Host '3. The permissions'
foreach ($api in $apis) {
    $resource = Get-MgServicePrincipal -Filter "appId eq '$($api.AppId)'"
    if (-not $resource) { throw "This tenant has no service principal of $($api.AppId). Make a new plan." }
    $api.ResourceId = [string] $resource.Id
}
# Looks before each try, so that a grant whose answer was lost is not asked for twice.
Invoke-Patiently {
    $present = @(Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $identity.Id -All)
    foreach ($api in $apis) {
        foreach ($role in $api.Roles) {
            if ($present | Where-Object { $_.ResourceId -eq $api.ResourceId -and $_.AppRoleId -eq $role }) { continue }
            New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $api.ResourceId -PrincipalId $identity.Id -ResourceId $api.ResourceId -AppRoleId $role
        }
    }
} | Out-Null

if ($CertificateFile) {
    Write-Host '4. The certificate'
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Resolve-Path -LiteralPath $CertificateFile).Path)
    $known = @((Get-MgApplication -ApplicationId $application.Id -Property keyCredentials).KeyCredentials | Where-Object { $_ })
    $thumbprints = @($known | Where-Object { $_.CustomKeyIdentifier } | ForEach-Object { [System.BitConverter]::ToString($_.CustomKeyIdentifier).Replace('-', '') })
    if ($thumbprints -notcontains $certificate.Thumbprint) {
        $new = @{ type = 'AsymmetricX509Cert'; usage = 'Verify'; key = $certificate.RawData; displayName = "$credentialPrefix$($certificate.Subject)" }
        Update-MgApplication -ApplicationId $application.Id -KeyCredentials ($known + $new)
    }
}

$secret = $null
if ($wantsSecret) {
    Write-Host '5. The client secret'
    $own = @(Get-OwnSecret)
    $live = @($own | Where-Object { $_.EndDateTime -gt (Get-Date).ToUniversalTime() })
    if ($live.Count -eq 0 -or $NewSecret) {
        # Looks before each try: a secret whose answer was lost has a value that nobody knows, and goes.
        $secret = Invoke-Patiently {
            foreach ($old in @(Get-OwnSecret)) { Remove-MgApplicationPassword -ApplicationId $application.Id -KeyId $old.KeyId }
            $now = (Get-Date).ToUniversalTime()
            Add-MgApplicationPassword -ApplicationId $application.Id -PasswordCredential @{
                displayName = $credentialPrefix + $now.ToString('yyyy-MM-dd')
                endDateTime = $now.AddDays($secretDays)
            }
        }
    }
}

Write-Host '6. No owner: an owner could add credentials without any role'
$owners = Invoke-MgGraphRequest -Method GET -Uri ("$graph/applications/$($application.Id)/owners" + '?$select=id')
foreach ($owner in $owners.value) {
    Invoke-MgGraphRequest -Method DELETE -Uri ("$graph/applications/$($application.Id)/owners/$($owner.id)" + '/$ref')
}

Write-Host ''
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
