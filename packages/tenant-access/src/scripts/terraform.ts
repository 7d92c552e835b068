import { notesOf, tagsOf } from '../application/naming.ts';
import { grantsOf, type ScriptApi } from '../script-parts/grants.ts';
import { headerOf, type ScriptInput } from '../script-parts/header.ts';
import { terraformText as text } from '../script-parts/quoting.ts';
import { connectSteps } from '../steps/steps.ts';

/** For Terraform with the azuread provider: https://registry.terraform.io/providers/hashicorp/azuread/latest/docs */
export function terraform(input: ScriptInput): string {
  const { plan, connection } = input;
  const parts = connectSteps.flatMap(({ scripts }) => scripts?.terraform ?? []);
  const header = headerOf(input, 'Terraform with the azuread provider', {
    again: [
      'It may be applied again at any time. Permissions that an earlier plan granted and this one leaves out are taken',
      'away; a credential is never destroyed, not by a later plan either.',
    ],
    notes: [
      'Keep the state: without it Terraform knows nothing of what it made, and makes all of it a second time.',
      'The provider cannot set the unique name of an application: the assistant finds this one by its tags.',
      ...parts.flatMap(({ notes }) => notes?.(input) ?? []),
      'Terraform may not destroy a credential (prevent_destroy). To remove everything by "terraform destroy", or to',
      'replace a credential, set prevent_destroy to false first; vPlus needs the new one at once. Replace it by:',
      ...parts
        .flatMap(({ replaces }) => replaces?.(input) ?? [])
        .map((type) => `terraform apply -replace=${type}.vplus`),
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

${parts.map(({ variables }) => variables?.(input) ?? '').join('')}locals {
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

${parts.map(({ resource }) => resource(input)).join('')}output "tenant_id" {
  value = ${text(plan.tenant.id)}
}

output "client_id" {
  value = azuread_application.vplus.client_id
}
${parts.map(({ output }) => output?.(input) ?? '').join('')}`;
}

function apiOf({ name, appId, roles }: ScriptApi): string {
  const widest = Math.max(...roles.map(({ value }) => value.length));
  const rows = roles.map(({ id, value }) => `      ${text(value).padEnd(widest + 2)} = ${text(id)}`);
  return `    # ${name}\n    ${text(appId)} = {\n${rows.join('\n')}\n    }`;
}
