import type { PlanView } from '@vplus/contracts';
import type { Connection } from '../ports.ts';
import { oneLine } from './quoting.ts';

export interface ScriptInput {
  plan: PlanView;
  /** The connection of the plan, with the choices of the plan. */
  connection: Connection;
  productVersion: string;
}

interface Told {
  /** What running it a second time does, and what it never does. */
  again: string[];
  notes: string[];
}

/** What every script says about itself, as comment lines. */
export function headerOf({ plan, productVersion }: ScriptInput, what: string, { again, notes }: Told): string[] {
  const { name, primaryDomain, id } = plan.tenant;
  return [
    `${what}: connects Microsoft 365 to vPlus by hand.`,
    '',
    `Tenant:     ${oneLine(name)} (${oneLine(primaryDomain)}), ${id}`,
    `Server:     ${oneLine(plan.vplusServer.name)}`,
    `Plan:       SHA-256 ${plan.hash}`,
    `Made by:    vPlus setup assistant ${productVersion}`,
    '',
    'It does what the approved plan says and nothing else.',
    ...again,
    'It holds no secret. Read it before you run it: it was never run in a real tenant by its maker.',
    'Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.',
    'Afterwards choose "check again" in the assistant: it looks at the result and registers the tenant on vPlus.',
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].map((line) => (line ? `# ${line}` : '#'));
}
