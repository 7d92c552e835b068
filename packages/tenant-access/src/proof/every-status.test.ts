import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectIn, organizationsIn, strike } from '../testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '../testing/practice.ts';

/** Of each kind that is read in its own way; `npm run faults` tries all of them, and so does attempt.test.ts. */
const statuses = [400, 401, 403, 404, 405, 409, 410, 418, 423, 429, 451, 500, 501, 502, 503, 504];

/** Every read of the proof, and the tokens of the two services beside Graph. */
const reads: [service: string, path: string, scopeOf?: 'sharepoint' | 'exchange'][] = [
  ['graph', '/users\\?\\$filter'],
  ['graph', '/groups'],
  ['graph', '/mailFolders/inbox'],
  ['graph', '/calendars'],
  ['graph', '/contactFolders'],
  ['graph', '/mailboxSettings'],
  ['graph', '/drive'],
  ['graph', '/sites/root'],
  ['graph', '/teams\\?'],
  ['graph', '/channels'],
  ['sharepoint', '/_api/web'],
  ['exchange', '/EWS/Exchange.asmx'],
  ['identity', '/token', 'sharepoint'],
  ['identity', '/token', 'exchange'],
];

let practice: Practice;
let run: PracticeRun;
beforeAll(async () => {
  practice = await startPractice();
  ({ run } = await connectIn(practice));
});
afterAll(() => practice.close());

test.each(reads)(
  'whatever %s%s %s answers for good, the organization is on vPlus and the row says what came of it',
  async (service, path, scopeOf) => {
    const { origins } = practice.emulator;
    const body = scopeOf ? { body: `scope=${encodeURIComponent(origins[scopeOf])}` } : {};
    const { weather, vplus } = practice.emulator.cloud.world;
    for (const status of statuses) {
      vplus.organizations = {};
      delete practice.memory.proof;
      delete practice.memory.handedOver;
      weather.faults = [];
      strike(practice, { service, path, ...body }, { kind: 'status', status }, 10_000);

      const again = practice.newRun(run);
      const { outcome } = await connectIn(practice, again);

      const step = again.record('verify-access');
      expect([status, outcome, organizationsIn(practice.emulator.cloud.world).length]).toEqual([
        status,
        expect.stringMatching(/^done/),
        1,
      ]);
      expect(step?.rows.filter(({ outcome: of }) => of === 'answered').length, `${status}`).toBeLessThan(10);
      expect(step?.detail, `${status}`).toMatch(
        /^Each fresh token that Microsoft gave has all its permissions. \d of 10 services answered. /,
      );
      expect(weather.faults[0]?._hit, `${status}`).toBeGreaterThan(0);
    }
    weather.faults = [];
  },
);
