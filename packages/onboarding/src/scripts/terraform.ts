import { credentialPrefix, notesOf, tagsOf } from '../naming.ts';
import { grantsOf, type ScriptApi } from './grants.ts';
import { headerOf, type ScriptInput } from './header.ts';
import { terraformText as text } from './quoting.ts';

/** For Terraform with the azuread provider: https://registry.terraform.io/providers/hashicorp/azuread/latest/docs */
export function terraform(input: ScriptInput): string {
  const { plan, connection } = input;
  const { credential, applicationName } = plan.choices;
  const ends = new Date(Date.parse(plan.madeAt) + credential.days * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const header = headerOf(input, 'Terraform with the azuread provider', [
    'The provider cannot set the unique name of an application: the assistant finds this one by its tags.',
    'A client secret is added only if you ask for it, because Terraform keeps its value in its state:',
    `terraform apply -var secret_end_date=${ends}, then: terraform output -raw client_secret`,
  ]);
  return `${header.join('\n')}

terraform {
  required_version = ">= 1.5"
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

variable "secret_end_date" {
  description = "Until when a client secret is valid (RFC 3339); null: none is added"
  type        = string
  default     = null
}

variable "certificate_file" {
  description = "The public part of a certificate (PEM) that the application may sign in with; null: none is added"
  type        = string
  default     = null
}

locals {
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

resource "azuread_application_password" "vplus" {
  count          = var.secret_end_date == null ? 0 : 1
  application_id = azuread_application.vplus.id
  display_name   = ${text(`${credentialPrefix(connection)}terraform`)}
  end_date       = var.secret_end_date
}

resource "azuread_application_certificate" "vplus" {
  count          = var.certificate_file == null ? 0 : 1
  application_id = azuread_application.vplus.id
  type           = "AsymmetricX509Cert"
  value          = file(var.certificate_file)
}

output "tenant_id" {
  value = ${text(plan.tenant.id)}
}

output "client_id" {
  value = azuread_application.vplus.client_id
}

output "client_secret" {
  value     = one(azuread_application_password.vplus[*].value)
  sensitive = true
}
`;
}

function apiOf({ name, appId, roles }: ScriptApi): string {
  const widest = Math.max(...roles.map(({ value }) => value.length));
  const rows = roles.map(({ id, value }) => `      ${text(value).padEnd(widest + 2)} = ${text(id)}`);
  return `    # ${name}\n    ${text(appId)} = {\n${rows.join('\n')}\n    }`;
}
