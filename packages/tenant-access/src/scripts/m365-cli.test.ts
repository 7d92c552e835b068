import { systemTransport } from '@vplus/clients';
import { afterEach, expect, test } from 'vitest';
import { permissions } from '../permissions/permissions.ts';
import { foundIn, strike } from '../testing/found.ts';
import { type Practice, type PracticeOptions, startPractice } from '../testing/practice.ts';
import { canRunScripts, realCli, runScript, secretIn } from '../testing/script-run.ts';

let practice: Practice;
afterEach(() => practice?.close());

const everything = permissions.map(({ key }) => key).toSorted();
/** Each command is a process of its own, and takes its time on a busy machine. */
const withShell = test.skipIf(!canRunScripts);

withShell('a second run changes nothing, and a third one replaces the secret when asked to', async () => {
  practice = await byHand();

  const first = await runScript(practice);
  const made = structuredClone(foundIn(practice));
  const second = await runScript(practice);
  const after = structuredClone(foundIn(practice));
  const third = await runScript(practice, { environment: { NEW_SECRET: 'yes' } });

  expect([first.status, second.status, third.status]).toEqual([0, 0, 0]);
  expect([first.said, second.said, third.said]).toEqual(['', '', '']);
  expect(made.grants.toSorted()).toEqual(everything);
  expect(after).toEqual(made);
  expect(secretIn(second.printed)).toBe('');
  expect(second.printed).toContain('There is a client secret already.');
  const [secret, ...others] = foundIn(practice).application.passwordCredentials;
  expect(others).toEqual([]);
  expect(secretIn(third.printed)).toBe(secret?._secret);
  expect(secret?._secret).not.toBe(secretIn(first.printed));
});

withShell('a first run asks Microsoft eight times: a command takes a second, whatever it asks', async () => {
  practice = await byHand();

  await runScript(practice);

  expect(practice.requests().filter(({ batch }) => batch === null)).toHaveLength(8);
});

withShell.each([
  { from: 1, after: false, what: 'is lost' },
  { from: 1, after: true, what: 'is carried out, and its answer lost' },
  { from: 2, after: true, what: 'is carried out, and its answer lost' },
  { from: 3, after: true, what: 'is carried out, and its answer lost' },
])('gets over a 502 where every third command from number $from on $what', async ({ from, after }) => {
  practice = await byHand();

  const run = await runScript(practice, {
    environment: { FAIL_FROM: `${from}`, ...(after ? { FAIL_AFTER: 'yes' } : {}) },
  });

  expect(run.status).toBe(0);
  expect(run.said).toMatch(/Error: Request failed with status code 502\nMicrosoft did not do this: post \/\$batch\n/);
  expectWhole(run.printed);
});

withShell('gets over single refusals within a batch, and lag after every step', async () => {
  practice = await byHand({ lag: true });
  const grant = { service: 'graph', method: 'POST', path: 'appRoleAssignments$' } as const;

  const run = await runScript(practice, {
    before() {
      strike(practice, grant, { kind: 'status', status: 502, afterEffect: true }, 2);
      strike(practice, grant, { kind: 'status', status: 504, afterEffect: false }, 2);
      // Its value is lost with its answer: the secret goes, and another one is added.
      const secret = { service: 'graph', method: 'POST', path: 'addPassword$' } as const;
      strike(practice, secret, { kind: 'status', status: 502, afterEffect: true });
    },
  });

  expect(run.status).toBe(0);
  expectWhole(run.printed);
});

withShell('a run that stopped half-way is finished by the next one', async () => {
  practice = await byHand();
  const someGrants = {
    service: 'graph',
    method: 'POST',
    path: 'appRoleAssignments$',
    body: '"appRoleId": ?"[0-7]',
  } as const;

  const stopped = await runScript(practice, {
    before: () => strike(practice, someGrants, { kind: 'status', status: 502, afterEffect: false }, 1_000),
  });
  practice.emulator.cloud.world.weather.faults.length = 0;
  const finished = await runScript(practice);

  expect(stopped.status).toBe(1);
  expect(stopped.said).toContain('Stopped. What was made so far stays: run this again once the cause is gone.');
  expect(secretIn(stopped.printed)).toBe('');
  expect(finished.status).toBe(0);
  expectWhole(finished.printed);
});

withShell.each([
  ['organization', 403, '403 to GET /organization: PracticeFault'],
  ['applications', 403, '403 to GET /applications: PracticeFault'],
  ['applications', 504, '504 to GET /applications: PracticeFault'],
])('a read of %s that fails with %i says so, and nothing else', async (path, status, said) => {
  practice = await byHand();

  const run = await runScript(practice, {
    before: () =>
      strike(practice, { service: 'graph', method: 'GET', path }, { kind: 'status', status, afterEffect: false }, 100),
  });

  expect(run.status).toBe(1);
  expect(run.said).toContain(said);
  expect(run.said).not.toMatch(/More than one|not the tenant/);
  // Waiting does not help who may not.
  expect(run.said.includes('Not yet')).toBe(status === 504);
  expect(practice.writes()).toEqual([]);
});

withShell('more than one application under the tag, and another tenant, are said as what they are', async () => {
  practice = await byHand();
  await runScript(practice);
  const { application } = foundIn(practice);
  practice.tenant.applications.twin = {
    ...structuredClone(application),
    id: 'twin',
    appId: 'twin',
    uniqueName: null,
  };

  expect((await runScript(practice)).said).toMatch(/^More than one application carries the tag vplus-connection:/);
  practice.connection.tenantId = practice.connection.id;
  expect((await runScript(practice)).said).toMatch(/^This is not the tenant of the plan\./);
});

test.skipIf(!canRunScripts || !realCli)(
  'the real CLI for Microsoft 365 does all of it, again, and with a new secret (needs M365_CLI)',
  async () => {
    // In real time, a tenth of a second away, as a bench of the assistant itself is.
    practice = await byHand({ clock: systemTransport().clock });
    const { latencyMs } = practice.emulator.cloud.world.weather;
    latencyMs.graph = 100;

    const took: number[] = [];
    for (const environment of [{}, {}, { NEW_SECRET: 'yes' }]) {
      const began = performance.now();
      const { status, said, printed } = await runScript(practice, { environment, cli: realCli });
      took.push(Math.round(performance.now() - began));
      expect({ status, said }).toEqual({ status: 0, said: '' });
      if (took.length !== 2) expectWhole(printed);
    }
    console.info(`The real CLI took ${took.join(', ')} ms, with 100 ms on every call.`);
  },
);

async function byHand(options: Pick<PracticeOptions, 'lag' | 'clock'> = {}): Promise<Practice> {
  const started = await startPractice(options);
  started.connection.choices.writes = 'by-hand';
  started.mark();
  return started;
}

function expectWhole(printed: string): void {
  const { application, grants, declared } = foundIn(practice);
  expect(grants.toSorted()).toEqual(everything);
  expect(declared.toSorted()).toEqual(everything);
  expect(application._owners).toEqual([]);
  expect(application.passwordCredentials.map(({ _secret }) => _secret)).toEqual([secretIn(printed)]);
}
