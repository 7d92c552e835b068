import type { UndoChoice } from '@vplus/contracts';
import type { World } from '@vplus/emulator';
import { makeDisconnectPlan } from '../plan/disconnect-plan.ts';
import { makePlan, type PlanOptions } from '../plan/plan.ts';
import { runConnect } from '../run/verbs.ts';
import type { Practice, PracticeRun } from './practice.ts';

/** A whole connect, in a new run unless one is given. */
export async function connectIn(practice: Practice, given?: PracticeRun) {
  const run = given ?? practice.newRun();
  return { run, outcome: await runConnect(run) };
}

/** The plan as a Global Administrator sees it, unless something else is given. */
export const planIn = ({ services, connection }: Practice, change: Partial<PlanOptions> = {}) =>
  makePlan({
    services,
    connection,
    person: { roles: ['global-administrator'], guest: false },
    expected: { byOperator: false, connectedBefore: false },
    madeAt: '2026-11-24T00:00:00.000Z',
    signal: new AbortController().signal,
    ...change,
  });

/** What a disconnect with these choices would do. */
export function disconnectPlanIn(practice: Practice, undoChoice: UndoChoice = {}) {
  const { intents, signal } = practice.newRun();
  return makeDisconnectPlan({
    services: { ...practice.services, undoChoice },
    connection: practice.connection,
    intents,
    madeAt: new Date(practice.services.clock.now()).toISOString(),
    signal,
  });
}

/** Ids of the steps that changed anything in a run. */
export const madeIn = (run: PracticeRun): string[] =>
  run
    .records()
    .filter(({ made }) => made)
    .map(({ id }) => id);

/** What the practice cloud really has of the connection, told by itself and not by our clients. */
export function foundIn({ tenant, connection, emulator }: Practice) {
  const { applications, servicePrincipals, appRoleAssignments } = tenant;
  const application = theOnly(
    Object.values(applications).filter(({ tags }) => tags.includes(`vplus-connection:${connection.id}`)),
  );
  const principal = theOnly(Object.values(servicePrincipals).filter(({ appId }) => appId === application.appId));
  const grants = Object.values(appRoleAssignments)
    .filter(({ principalId }) => principalId === principal.id)
    .map(({ resourceId, appRoleId }) => `${servicePrincipals[resourceId]?.appId}/${appRoleId}`);
  const declared = application.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id }) => `${resourceAppId}/${id}`),
  );
  return { application, principal, grants, declared, organizations: organizationsIn(emulator.cloud.world) };
}

export const organizationsIn = ({ vplus }: World) => Object.values(vplus.organizations);

function theOnly<T>(all: T[]): T {
  const [one, ...more] = all;
  if (!one || more.length > 0) throw new Error(`Expected one, found ${all.length}`);
  return one;
}

type Fault = World['weather']['faults'][number];

/** Hits the next request that matches, once, or the next few. */
export function strike({ emulator }: Practice, match: Fault['match'], effect: Fault['effect'], times = 1): void {
  const { faults } = emulator.cloud.world.weather;
  faults.push({ id: `fault-${faults.length}`, match, nth: 1, times, effect, _seen: 0, _hit: 0 });
}
