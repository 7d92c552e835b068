import { Problem } from '@vplus/contracts';
import { message, sentences } from '@vplus/messages';
import type { Finding, StepContext } from '@vplus/reconciler';
import { secretPurpose } from '../credential/sealed-secret.ts';
import type { Connection, Readers, Services } from '../ports.ts';
import type { ByHand } from './by-hand-way.ts';
import type { ConnectStep } from './define-step.ts';

type Context = StepContext<Services, Connection>;

/**
 * A step for those who do not let this assistant write in their tenant: it looks as ever, and where it would make or
 * take away something it asks a person to, and looks again.
 */
export function byHand(step: ConnectStep): ConnectStep {
  if (step.byHand === 'as-ever') return step;
  const way = step.byHand;
  const { make: _, undo, undoes: __, ...looking } = step;
  return {
    ...looking,
    find: (context) => way.find?.(context, step.find) ?? step.find(context),
    ask: (context, found) => askFor(way, found, context),
    ...(undo && way.undo !== null ? { undo: way.undo ?? ((context) => gone(step, context)) } : {}),
  };
}

function askFor(way: ByHand, found: Finding<unknown>, { connection, services }: StepContext<Readers, Connection>) {
  const seen = 'detail' in found && found.detail;
  const asked = way.ask(found, connection, services.clock.now());
  return { kind: 'by-hand' as const, wants: way.wants, text: seen ? sentences(seen, asked) : asked };
}

/**
 * There is nothing that a disconnect may take away: it looks whether a person did. An application that was there before
 * stays: what was added to it is told, and not waited for.
 */
async function gone(step: ConnectStep, context: Context): Promise<void> {
  const found = await step.find(context);
  if (found.is === 'refused') throw found.error;
  // What stays as it was on purpose is nobody's to take away.
  const isOurs = found.is !== 'absent' && found.is !== 'cannot-look' && !('as' in found && found.as);
  const isAdopted = context.connection.choices.adoptApplication !== null;
  if (isOurs && !isAdopted) throw new Problem('remove-by-hand');
  if (isOurs) context.report({ detail: message('register-application.adopted-by-hand') });
  await context.services.vault.wipe(secretPurpose);
}
