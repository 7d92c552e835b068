import type { ScriptKind } from '@vplus/contracts';
import type { ScriptInput } from '../script-parts/header.ts';
import { m365Cli } from './m365-cli.ts';
import { powerShell } from './power-shell.ts';
import { terraform } from './terraform.ts';

const kinds: Record<ScriptKind, { ending: string; write(input: ScriptInput): string }> = {
  powershell: { ending: 'ps1', write: powerShell },
  'm365-cli': { ending: 'sh', write: m365Cli },
  terraform: { ending: 'tf', write: terraform },
};

/** The plan as a script for a person's own hands: the same objects under the same names, and no secret inside. */
export function scriptOf(kind: ScriptKind, input: ScriptInput): { fileName: string; text: string } {
  const { ending, write } = kinds[kind];
  const name = input.plan.tenant.primaryDomain.replace(/[^a-z0-9.-]/gi, '-') || 'tenant';
  return { fileName: `vplus-${name}.${ending}`, text: write(input) };
}
