import type { CheckReport, TenantFacts } from '@vplus/contracts';
import {
  reportWithoutSignIn,
  runCheck,
  type Services,
  standingLook,
  stepsWithoutSignIn,
  type UndoVerbOptions,
} from '@vplus/tenant-access';
import type { Practice } from '@vplus/tenant-access/testing';

interface Given {
  practice: Practice;
  facts?: TenantFacts;
}

/** What the daily check does. Nobody waits for it, so it comes to rest whatever it found. */
export async function lookDaily(
  { steps, services, connection, intents, clock, signal, random }: UndoVerbOptions,
  { practice, facts }: Given,
): Promise<CheckReport & { outcome: 'done' }> {
  if (!facts) throw new Error('Nothing is known of the tenant');
  const asks = services as Services;
  const memory = await asks.recall();
  const lookAgain = () =>
    standingLook({ connection, memory, ownToken: () => practice.ownToken(asks), now: clock.now() });
  const look = await lookAgain();
  const { outcome: _, ...seen } = await runCheck({
    steps: stepsWithoutSignIn({ steps, facts, look, lookAgain }),
    services: practice.unattended(look.is === 'sees' ? look.token.accessToken : '', asks),
    connection,
    intents,
    clock,
    signal,
    random,
  });
  return { outcome: 'done', ...reportWithoutSignIn(seen, look) };
}
