import type { PlanView } from '@vplus/contracts';
import type { Connection } from '../ports.ts';
import { oneLine } from './quoting.ts';

export interface ScriptInput {
  plan: PlanView;
  /** The connection of the plan, with the choices of the plan. */
  connection: Connection;
  productVersion: string;
}

/** What every script says about itself, as comment lines. */
export function headerOf({ plan, productVersion }: ScriptInput, what: string, notes: string[]): string[] {
  const { name, primaryDomain, id } = plan.tenant;
  return [
    `${what}: connects Microsoft 365 to vPlus by hand.`,
    '',
    `Tenant:     ${oneLine(name)} (${oneLine(primaryDomain)}), ${id}`,
    `Server:     ${oneLine(plan.vplusServer.name)}`,
    `Plan:       SHA-256 ${plan.hash}`,
    `Made by:    vPlus setup assistant ${productVersion}`,
    '',
    'It does what the approved plan says and nothing else. It may be run again at any time: what is there stays.',
    'It holds no secret. It was not run by its maker: read it before you run it.',
    'Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.',
    'Afterwards choose "check again" in the assistant: it looks at the result and registers the tenant on vPlus.',
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].map((line) => (line ? `# ${line}` : '#'));
}
