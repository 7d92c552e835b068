import { message, render } from '@vplus/messages';
import type { ScriptInput } from '#script-parts/header.ts';
import type { StepScripts } from '#script-parts/part.ts';
import { terraformText } from '#script-parts/quoting.ts';
import { code, powerShellSays } from '#script-parts/said.ts';
import { letGo } from '#script-parts/terraform-credentials.ts';

const isWanted = ({ plan }: ScriptInput): boolean => plan.choices.credential.kind !== 'secret';
const type = 'azuread_application_certificate';

/** The script for CLI for Microsoft 365 adds none. */
export const scripts: StepScripts = {
  powershell: {
    place: 4,
    body: () => code`if ($CertificateFile) {
    Write-Host ${powerShellSays(message('add-certificate.heading', { number: 4 }))}
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Resolve-Path -LiteralPath $CertificateFile).Path)
    $known = @((Get-MgApplication -ApplicationId $application.Id -Property keyCredentials).KeyCredentials | Where-Object { $_ })
    $thumbprints = @($known | Where-Object { $_.CustomKeyIdentifier } | ForEach-Object { [System.BitConverter]::ToString($_.CustomKeyIdentifier).Replace('-', '') })
    if ($thumbprints -notcontains $certificate.Thumbprint) {
        $new = @{ type = 'AsymmetricX509Cert'; usage = 'Verify'; key = $certificate.RawData; displayName = "$credentialPrefix$($certificate.Subject)" }
        Update-MgApplication -ApplicationId $application.Id -KeyCredentials ($known + $new)
    }
}

`,
  },

  terraform: {
    notes: (input) =>
      isWanted(input) ? [message('add-certificate.terraform-file'), 'certificate_file = "vplus.pem"'] : [],
    replaces: (input) => (isWanted(input) ? [type] : []),
    variables: (input) =>
      isWanted(input)
        ? code`variable "certificate_file" {
  description = ${terraformText(render(message('add-certificate.terraform-variable')))}
  type        = string
}

`
        : '',
    resource: (input) =>
      isWanted(input)
        ? `resource "azuread_application_certificate" "vplus" {
  application_id = azuread_application.vplus.id
  type           = "AsymmetricX509Cert"
  value          = file(var.certificate_file)

  lifecycle {
    prevent_destroy = true
  }
}

`
        : letGo(type),
  },
};
