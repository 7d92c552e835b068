import type { UnwordedPlan } from '@vplus/contracts';
import type { Connection } from '../ports.ts';
import { oneLine } from './quoting.ts';

export interface ScriptInput {
  plan: UnwordedPlan;
  /** The connection of the plan, with the choices of the plan. */
  connection: Connection;
  productVersion: string;
}

interface Told {
  /** What running it a second time does, and what it never does. */
  again: string[];
  notes: string[];
}

/** A policy for one application is an exception that a person makes knowingly: no script writes it, or takes it back. */
const exempting = [
  "The plan exempts the application from the tenant's policy on credentials. This does NOT do it: whoever looks after the",
  'policies must. The first run makes the application, and Microsoft refuses its credential. Have the application exempted',
  '(Microsoft Entra admin center, Application policies), then run this again.',
];
const takingBack = [
  "The plan takes back an exemption from the tenant's policy on credentials. This does NOT do it: whoever looks after the",
  'policies must take that policy off the application and delete it (Microsoft Entra admin center, Application policies).',
];

/** What is left to a person; empty: nothing, also where the tenant is already as the plan has it. */
function exemptionNotes({ steps, choices }: UnwordedPlan): string[] {
  const planned = steps.find(({ id }) => id === 'exempt-application');
  if (!planned || planned.action === 'keep') return [];
  return choices.credentialPolicy === 'exempt' ? exempting : takingBack;
}

/** What every script says about itself, as comment lines. */
export function headerOf({ plan, productVersion }: ScriptInput, what: string, { again, notes }: Told): string[] {
  const { name, primaryDomain, id } = plan.tenant;
  const exemption = exemptionNotes(plan);
  const all = [...exemption, ...notes];
  return [
    `${what}: connects Microsoft 365 to vPlus by hand.`,
    '',
    `Tenant:     ${oneLine(name)} (${oneLine(primaryDomain)}), ${id}`,
    `Server:     ${oneLine(plan.vplusServer.name)}`,
    `Plan:       SHA-256 ${plan.hash}`,
    `Made by:    vPlus setup assistant ${productVersion}`,
    '',
    exemption.length > 0
      ? 'It does what the approved plan says, but for the exemption below, and nothing else.'
      : 'It does what the approved plan says and nothing else.',
    ...again,
    'It holds no secret. Read it before you run it: it was never run in a real tenant by its maker.',
    'Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.',
    'Afterwards choose "check again" in the assistant: it looks at the result and registers the tenant on vPlus.',
    ...(all.length > 0 ? ['', ...all] : []),
  ].map((line) => (line ? `# ${line}` : '#'));
}
