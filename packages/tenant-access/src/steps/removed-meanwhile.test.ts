import { deleteApplication, deleteServicePrincipal } from '@vplus/clients';
import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn } from '../testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test.each([
  [
    'the application',
    /application is among the deleted/,
    () => practice.services.graph.change(deleteApplication(foundIn(practice).application.id)),
  ],
  [
    'the service principal',
    /enterprise application is among the deleted/,
    () => practice.services.graph.change(deleteServicePrincipal(foundIn(practice).application.appId)),
  ],
  [
    'the secret',
    /client secret is not among/,
    async () => {
      foundIn(practice).application.passwordCredentials = [];
    },
  ],
  [
    'a permission',
    /A permission is not granted any more/,
    async () => {
      const { principal } = foundIn(practice);
      const all = practice.tenant.appRoleAssignments;
      const mine = Object.keys(all).find((id) => all[id]?.principalId === principal.id);
      delete all[String(mine)];
    },
  ],
])(
  '%s that somebody removes in the middle of a run is told within minutes, and made again',
  async (_, says, remove) => {
    practice = await startPractice();
    const run = practice.newRun();
    const begun = practice.services.clock.now();
    removeBeforeTheProof(run, remove);

    expect((await connectIn(practice, run)).outcome).toBe('failed');

    expect((practice.services.clock.now() - begun) / 60_000).toBeLessThan(4);
    const shown = rendered(run.records().find(({ state }) => state === 'failed'));
    expect(shown?.problem).toMatchObject({ code: 'removed-meanwhile', detail: expect.stringMatching(says) });
    const again = practice.newRun(run);
    expect((await connectIn(practice, again)).outcome).toBe('done');
    expect(foundIn(practice).grants).toHaveLength(46);
    expect(foundIn(practice).application.passwordCredentials).toHaveLength(1);
  },
);

/** Once, when all is made that is proved. */
function removeBeforeTheProof(run: PracticeRun, remove: () => Promise<unknown>): void {
  let removed = false;
  run.steps = run.steps.map((step) =>
    step.id === 'verify-access'
      ? {
          ...step,
          find: async (context) => {
            if (!removed) await remove();
            removed = true;
            return step.find(context);
          },
        }
      : step,
  );
}
