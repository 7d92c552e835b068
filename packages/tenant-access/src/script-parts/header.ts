import type { UnwordedPlan } from '@vplus/contracts';
import { message, render, type Words } from '@vplus/messages';
import type { Connection } from '../ports.ts';
import { oneLine } from './quoting.ts';
import { linesOf } from './said.ts';

export interface ScriptInput {
  plan: UnwordedPlan;
  /** The connection of the plan, with the choices of the plan. */
  connection: Connection;
  productVersion: string;
}

interface Told {
  /** What running it a second time does, and what it never does. */
  again: Words;
  notes: Words[];
}

/** A policy for one application is an exception that a person makes knowingly: no script writes it, or takes it back. */
function exemptionNotes({ steps, choices }: UnwordedPlan): Words[] {
  const planned = steps.find(({ id }) => id === 'exempt-application');
  if (!planned || planned.action === 'keep') return [];
  return choices.credentialPolicy === 'exempt'
    ? [message('scripts.exemption-by-hand')]
    : [message('scripts.take-exemption-back-by-hand')];
}

/** What every script says about itself, as comment lines. */
export function headerOf({ plan, productVersion }: ScriptInput, tool: Words, { again, notes }: Told): string[] {
  const { name, primaryDomain, id } = plan.tenant;
  const exemption = exemptionNotes(plan);
  const all = [...exemption, ...notes];
  const text = [
    message('scripts.what', { tool }),
    '',
    ...columns([
      [render(message('scripts.tenant')), `${oneLine(name)} (${oneLine(primaryDomain)}), ${id}`],
      [render(message('scripts.server')), oneLine(plan.vplusServer.name)],
      [render(message('scripts.plan')), `SHA-256 ${plan.hash}`],
      [render(message('scripts.made-by')), render(message('scripts.product', { version: productVersion }))],
    ]),
    '',
    message(exemption.length > 0 ? 'scripts.does-the-plan-but-exemption' : 'scripts.does-the-plan'),
    again,
    message('scripts.no-secret'),
    message('scripts.who-may-run'),
    message('scripts.check-afterwards'),
    ...(all.length > 0 ? ['', ...all] : []),
  ];
  return text.flatMap(linesOf).map((line) => (line ? `# ${line}` : '#'));
}

/** Labels of one width, each with its value. */
export function columns(rows: [label: string, value: string][], gap = 4): string[] {
  const width = Math.max(...rows.map(([{ length }]) => length)) + gap;
  return rows.map(([label, value]) => `${label.padEnd(width)}${value}`);
}
