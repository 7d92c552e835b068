# PowerShell with the Microsoft Graph module: connects Microsoft 365 to vPlus by hand.
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
# Once: Install-Module Microsoft.Graph.Authentication, Microsoft.Graph.Applications
# It asks for two scopes: Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All.

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

$tenantId = '11111111-1111-4111-8111-111111111111'
$uniqueName = 'vplus-33333333-3333-4333-8333-333333333333-22222222-2222-4222-8222-222222222222'
$displayName = 'vPlus Backup'
$connectionTag = 'vplus-connection:22222222-2222-4222-8222-222222222222'
$tags = @('vplus-setup', 'vplus-installation:33333333-3333-4333-8333-333333333333', 'vplus-connection:22222222-2222-4222-8222-222222222222')
$notes = 'Made by the vPlus setup assistant so that the backup server "vPlus Berlin" can protect this organization. Disconnect it there before you delete it here.'
$credentialPrefix = 'vplus 22222222 '
$secretDays = 180
$wantsSecret = $true
$graph = 'https://graph.microsoft.com/v1.0'

# The application permissions of the plan.
$apis = @(
    @{
        AppId = '00000003-0000-0000-c000-000000000000' # Microsoft Graph
        Roles = @(
            'ef54d2bf-783f-4e0f-bca1-3210c0444d99' # Calendars.ReadWrite
            'f3a65bd4-b703-46df-8f7e-0174fea562aa' # Channel.Create
            '59a6b24b-4225-4393-8165-ebaec5f55d7a' # Channel.ReadBasic.All
            '3b55498e-47ec-484f-8136-9013221c06a9' # ChannelMember.Read.All
            '35930dcf-aceb-4bd1-b99a-8ffed403c974' # ChannelMember.ReadWrite.All
            '7b2449af-6ccd-4f4d-9f78-e550c193f0d1' # ChannelMessage.Read.All
            'd9c48af6-9ad9-47ad-82c3-63757137b9af' # Chat.Create
            '6b7d71aa-70aa-4810-a8d9-5d9fb2830017' # Chat.Read.All
            'b2e060da-3baf-4687-9611-f4ebc0f0cbde' # Chat.ReadBasic.All
            '294ce7c9-31ba-490a-ad7d-97a7d075e4ed' # Chat.ReadWrite.All
            'a3410be2-8e48-4f32-8454-c29a7465209d' # ChatMember.Read.All
            '57257249-34ce-4810-a8a2-a03adf0c5693' # ChatMember.ReadWrite.All
            '6918b873-d17a-4dc1-b314-35f528134491' # Contacts.ReadWrite
            '19dbc75e-c2e2-444c-a770-ec69d8559fc7' # Directory.ReadWrite.All
            '75359482-378d-4052-8f01-80520e7db3cd' # Files.ReadWrite.All
            'bf7b1a76-6e77-406b-b258-bf5c7720e98f' # Group.Create
            '62a82d76-70ea-41e2-9197-370581804d09' # Group.ReadWrite.All
            '98830695-27a2-44f7-8c18-0c3ebc9698f6' # GroupMember.Read.All
            'dbaae8cf-10b5-4b86-a4a1-f871c94c6695' # GroupMember.ReadWrite.All
            'e2a3a72e-5f79-4c64-b1b1-878b674786c9' # Mail.ReadWrite
            '40f97065-369a-49f4-947c-6a255697ae91' # MailboxSettings.Read
            '6931bccd-447a-43d1-b442-00a195474933' # MailboxSettings.ReadWrite
            '658aa5d8-239f-45c4-aa12-864f4fc7e490' # Member.Read.Hidden
            'a82116e5-55eb-4c41-a434-62fe8a61c773' # Sites.FullControl.All
            '0c0bf378-bf22-4481-8f81-9e89a9b4960a' # Sites.Manage.All
            '332a536c-c7ef-4017-ab91-336970924f0d' # Sites.Read.All
            '9492366f-7969-46a4-8d15-ed1a20078fff' # Sites.ReadWrite.All
            '23fc2474-f741-46ce-8465-674744c5c361' # Team.Create
            '2280dda6-0bfd-44ee-a2f4-cb867cfc4c1e' # Team.ReadBasic.All
            '660b7406-55f1-41ca-a0ed-0b035e182f3e' # TeamMember.Read.All
            '0121dc95-1b9f-4aed-8bac-58c5ac466691' # TeamMember.ReadWrite.All
            '4437522e-9a86-4a41-a7da-e380edd4a97d' # TeamMember.ReadWriteNonOwnerRole.All
            'bdd80a03-d9bc-451d-b7c4-ce7c63fe3c8f' # TeamSettings.ReadWrite.All
            '49981c42-fd7b-4530-be03-e77b21aed25e' # TeamsTab.Create
            'a96d855f-016b-47d7-b51c-1218a98d791c' # TeamsTab.ReadWrite.All
            'fd9ce730-a250-40dc-bd44-8dc8d20f39ea' # TeamsTab.ReadWriteForChat.All
            '6163d4f4-fbf8-43da-a7b4-060fe85ed148' # TeamsTab.ReadWriteForTeam.All
            '425b4b59-d5af-45c8-832f-bb0b7402348a' # TeamsTab.ReadWriteForUser.All
            'df021288-bdef-4463-88db-98f22de89214' # User.Read.All
            '741f803b-c850-494e-b5df-cde7c675a1ca' # User.ReadWrite.All
        )
    }
    @{
        AppId = '00000002-0000-0ff1-ce00-000000000000' # Office 365 Exchange Online
        Roles = @(
            'dc890d15-9560-4a4c-9b7f-a736ec74ec40' # full_access_as_app
        )
    }
    @{
        AppId = '00000003-0000-0ff1-ce00-000000000000' # Office 365 SharePoint Online
        Roles = @(
            '678536fe-1083-478a-9c59-b99265e6b0d3' # Sites.FullControl.All
            '9bff6588-13f2-4c48-bbf2-ddab62256b36' # Sites.Manage.All
            'd13f72ca-a275-4b96-b789-48ebcc4da984' # Sites.Read.All
            'fbcd29d2-fcca-4405-aded-518d457caae4' # Sites.ReadWrite.All
            '741f803b-c850-494e-b5df-cde7c675a1ca' # User.ReadWrite.All
        )
    }
)

# A change takes a while to be known everywhere.
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
    displayName                       = $displayName
    signInAudience                    = 'AzureADMyOrg'
    tags                              = [string[]] $tags
    notes                             = $notes
    requiredResourceAccess            = $declared
    servicePrincipalLockConfiguration = @{ isEnabled = $true; allProperties = $true }
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
    if (-not $found) { throw 'Microsoft does not show the application yet.' }
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
    if (-not $found) { throw 'Microsoft does not show the enterprise application yet.' }
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
        # Looks before each try: a secret whose answer was lost has a value that nobody knows, and is removed.
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
