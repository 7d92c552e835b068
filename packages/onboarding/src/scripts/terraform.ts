import { credentialPrefix, notesOf, tagsOf } from '../naming.ts';
import type { Connection } from '../ports.ts';
import { grantsOf, type ScriptApi } from './grants.ts';
import { headerOf, type ScriptInput } from './header.ts';
import { terraformText as text } from './quoting.ts';

/** For Terraform with the azuread provider: https://registry.terraform.io/providers/hashicorp/azuread/latest/docs */
export function terraform(input: ScriptInput): string {
  const { plan, connection } = input;
  const { credential, applicationName } = plan.choices;
  const withSecret = credential.kind !== 'certificate';
  const withCertificate = credential.kind !== 'secret';
  const types = [...(withSecret ? [password] : []), ...(withCertificate ? [certificate] : [])];
  const header = headerOf(input, 'Terraform with the azuread provider', {
    again: [
      'It may be applied again at any time. Permissions that an earlier plan granted and this one leaves out are taken',
      'away; a credential is never destroyed, not by a later plan either.',
    ],
    notes: [
      'Keep the state: without it Terraform knows nothing of what it made, and makes all of it a second time.',
      'The provider cannot set the unique name of an application: the assistant finds this one by its tags.',
      ...(withSecret ? secretNotes : []),
      ...(withCertificate ? certificateNotes : []),
      'Terraform may not destroy a credential (prevent_destroy). To remove everything by "terraform destroy", or to',
      'replace a credential, set prevent_destroy to false first; vPlus needs the new one at once. Replace it by:',
      ...types.map((type) => `terraform apply -replace=${type}.vplus`),
    ],
  });
  return `${header.join('\n')}

terraform {
  required_version = ">= 1.7"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

provider "azuread" {
  tenant_id = ${text(plan.tenant.id)}
}

${withCertificate ? certificateVariable : ''}locals {
  tags  = [${tagsOf(connection).map(text).join(', ')}]
  notes = ${text(notesOf(connection))}

  # The application permissions of the plan: by API, the name and the id of each.
  apis = {
${grantsOf(plan).map(apiOf).join('\n')}
  }

  grants = merge([
    for api, roles in local.apis : { for name, id in roles : "\${api}/\${name}" => { api = api, id = id } }
  ]...)
}

data "azuread_service_principal" "api" {
  for_each  = local.apis
  client_id = each.key
}

resource "azuread_application" "vplus" {
  display_name     = ${text(applicationName)}
  sign_in_audience = "AzureADMyOrg"
  tags             = local.tags
  notes            = local.notes

  dynamic "required_resource_access" {
    for_each = local.apis
    content {
      resource_app_id = required_resource_access.key

      dynamic "resource_access" {
        for_each = required_resource_access.value
        content {
          id   = resource_access.value
          type = "Role"
        }
      }
    }
  }
}

resource "azuread_service_principal" "vplus" {
  client_id       = azuread_application.vplus.client_id
  account_enabled = true
  tags            = concat(local.tags, ["WindowsAzureActiveDirectoryIntegratedApp"])
  notes           = local.notes
}

resource "azuread_app_role_assignment" "vplus" {
  for_each            = local.grants
  app_role_id         = each.value.id
  principal_object_id = azuread_service_principal.vplus.object_id
  resource_object_id  = data.azuread_service_principal.api[each.value.api].object_id
}

${withSecret ? secretBlock(connection, credential.days) : forgotten(password)}
${withCertificate ? certificateBlock : forgotten(certificate)}
output "tenant_id" {
  value = ${text(plan.tenant.id)}
}

output "client_id" {
  value = azuread_application.vplus.client_id
}
${withSecret ? secretOutput : ''}`;
}

const password = 'azuread_application_password';
const certificate = 'azuread_application_certificate';

const secretNotes = [
  'Terraform keeps the client secret in its state: protect that. It shows it by: terraform output -raw client_secret',
];

const certificateNotes = [
  'Before the first apply write the file vplus.auto.tfvars beside this one, with the public part of your certificate (PEM):',
  'certificate_file = "vplus.pem"',
];

const certificateVariable = `variable "certificate_file" {
  description = "The public part of the certificate (PEM) that the application signs in with; set it in vplus.auto.tfvars"
  type        = string
}

`;

/** Its end counts from the moment when it is made; neither a later apply nor the file of a later plan touches it. */
const secretBlock = (connection: Connection, days: number) => `resource "azuread_application_password" "vplus" {
  application_id = azuread_application.vplus.id
  display_name   = ${text(`${credentialPrefix(connection)}terraform`)}
  end_date       = timeadd(timestamp(), "${days * 24}h")

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [display_name, end_date]
  }
}
`;

const certificateBlock = `resource "azuread_application_certificate" "vplus" {
  application_id = azuread_application.vplus.id
  type           = "AsymmetricX509Cert"
  value          = file(var.certificate_file)

  lifecycle {
    prevent_destroy = true
  }
}
`;

/** An earlier plan may have made one, and vPlus may sign in with it: Terraform lets go of it and leaves it there. */
const forgotten = (type: string) => `removed {
  from = ${type}.vplus

  lifecycle {
    destroy = false
  }
}
`;

const secretOutput = `
output "client_secret" {
  value     = azuread_application_password.vplus.value
  sensitive = true
}
`;

function apiOf({ name, appId, roles }: ScriptApi): string {
  const widest = Math.max(...roles.map(({ value }) => value.length));
  const rows = roles.map(({ id, value }) => `      ${text(value).padEnd(widest + 2)} = ${text(id)}`);
  return `    # ${name}\n    ${text(appId)} = {\n${rows.join('\n')}\n    }`;
}
