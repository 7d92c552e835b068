import type { ScriptKind } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { ScriptInput } from './header.ts';

/** Lines of a script that are made from the plan. */
type Lines = (input: ScriptInput) => string[];

interface PowerShellPart {
  /** Where it stands: a certificate is added before the secret, however the steps are listed. */
  place: number;
  values?: Lines;
  functions?(): string;
  body(input: ScriptInput): string;
}

interface M365CliPart {
  values?: Lines;
  /** What is sent as it stands, by the name of its variable. */
  bodies?(input: ScriptInput): Record<string, unknown>;
  functions(): string;
  /** What calls them, with the line that says so. */
  run(): string;
}

interface TerraformPart {
  /** For the head of the file. */
  notes?(input: ScriptInput): Words[];
  /** The resource that may not be destroyed by accident, and so is replaced by name. */
  replaces?(input: ScriptInput): string[];
  variables?(input: ScriptInput): string;
  resource(input: ScriptInput): string;
  output?(input: ScriptInput): string;
}

interface Parts {
  powershell: PowerShellPart;
  'm365-cli': M365CliPart;
  terraform: TerraformPart;
}

/** What a step is in each script that a person may run instead; absent in one: that script does not do it. */
export type StepScripts = { [Kind in ScriptKind]?: Parts[Kind] };
