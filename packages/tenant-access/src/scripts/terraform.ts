import { message } from '@vplus/messages';
import { notesOf, tagsOf } from '../application/naming.ts';
import { grantsOf, type ScriptApi } from '../script-parts/grants.ts';
import { headerOf, type ScriptInput } from '../script-parts/header.ts';
import { terraformText as text } from '../script-parts/quoting.ts';
import { code, comment } from '../script-parts/said.ts';
import { connectSteps } from '../steps/steps.ts';

/** For Terraform with the azuread provider: https://registry.terraform.io/providers/hashicorp/azuread/latest/docs */
export function terraform(input: ScriptInput): string {
  const { plan, connection } = input;
  const parts = connectSteps.flatMap(({ scripts }) => scripts?.terraform ?? []);
  const header = headerOf(input, message('scripts.terraform'), {
    again: message('scripts.apply-again'),
    notes: [
      message('scripts.terraform-state'),
      message('scripts.terraform-unique-name'),
      ...parts.flatMap(({ notes }) => notes?.(input) ?? []),
      message('scripts.terraform-replace'),
      ...parts
        .flatMap(({ replaces }) => replaces?.(input) ?? [])
        .map((type) => `terraform apply -replace=${type}.vplus`),
    ],
  });
  return code`${header.join('\n')}

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

${comment(message('scripts.permissions-by-api'), '  ')}
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
