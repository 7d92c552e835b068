import { endpoints, type PlanView, type Revealed, type RunView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;
let run: RunView;

/** A run that waits for a person to enter a secret into vPlus. */
beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  const choices = { registration: 'hand-over' };
  const plan = await installation.call<PlanView>(adele, 'POST', `/tenants/${contoso}/plans`, { choices });
  const body = { verb: 'connect', planHash: plan.body.hash };
  run = (await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, body)).body;
  await installation.watch(adele, run.id, {
    until: ({ data }) => ('runState' in data ? data.runState : data.state) === 'needs-you',
  });
});
afterAll(() => installation.close());

const person = () => {
  const found = Object.values(installation.tenant('Contoso').users).find((one) => one.displayName === 'Adele Vance');
  if (!found) throw new Error('No Adele');
  return found;
};

/** What happens to a person whose token is good for another hour, and how it is taken back. */
const losses: [what: string, lose: () => () => void][] = [
  [
    'the account was disabled',
    () => {
      person().accountEnabled = false;
      return () => {
        person().accountEnabled = true;
      };
    },
  ],
  [
    'the sessions were revoked',
    () => {
      const before = person()._validFrom;
      person()._validFrom = Date.now() + 60_000;
      return () => {
        person()._validFrom = before;
      };
    },
  ],
  [
    'the role was taken away',
    () => {
      const before = person()._roles;
      person()._roles = [];
      return () => {
        person()._roles = before;
      };
    },
  ],
];

/**
 * Endpoints that look at the token alone, and why they may. Whatever else there is asks Microsoft first, and a new
 * endpoint that does not must be named here.
 */
const byTokenAlone: Record<string, string> = {
  getConfig: 'for anybody',
  getHealth: 'for anybody',
  getReadiness: 'for anybody',
  getSession: 'tells people what their own token says',
  listTenants: 'shows no secret',
  getTenant: 'shows no secret',
  getScript: 'shows no secret: a script has none in it',
  getRun: 'shows no secret',
  watchRun: 'shows no secret, and ends with the token',
  cancelRun: 'stops what is under way; an operator stops runs of every tenant',
  getSupportBundle: 'shows no secret',
  getRecord: 'shows no secret',
  getVendorSteps: 'shows no secret',
  acceptFinding: 'silences what was found, until it changes; everybody sees who did it',
  acknowledgeFinding: 'silences what was found, until it gets worse; everybody sees who did it',
  reopenFinding: 'only takes away',
  checkTenant: 'only looks, and shows no secret',
  createApproval: 'the link does nothing by itself: whoever follows it is exchanged',
  listApprovals: 'shows no secret',
  getApproval: 'shows no secret',
  getApprovalRequest: 'for anybody who has the link',
  revokeApproval: 'only takes away',
  listAlertChannels: 'shows no secret',
  makeAlertChannel: 'asks Microsoft about operators, which Adele is none of (alerts.test.ts)',
  changeAlertChannel: 'asks Microsoft about operators, which Adele is none of (alerts.test.ts)',
  rotateAlertSecret: 'asks Microsoft about operators, which Adele is none of (alerts.test.ts)',
  testAlertChannel: 'sends what says nothing, to where it was decided',
  listAlertDeliveries: 'shows no secret',
  replayAlertDelivery: 'sends what was sent, to where it was decided',
  replayFailedAlerts: 'sends what was sent, to where it was decided',
  removeAlertChannel: 'only takes away',
  listAudit: 'shows no secret',
  exportAudit: 'shows no secret',
  listTenantAudit: 'shows no secret',
  exportTenantAudit: 'shows no secret',
  listCalendarFeeds: 'shows no secret',
  listAllCalendarFeeds: 'shows no secret',
  makeCalendarFeedOfAll: 'asks Microsoft about operators, which Adele is none of (calendar-feeds.test.ts)',
  revokeCalendarFeed: 'only takes away',
  readCalendarFeed: 'for anybody who has the address',
};

test.each(losses)('a secret is not shown once %s, and is still there for the next', async (_what, lose) => {
  const plan = await installation.call<{ hash: string }>(adele, 'POST', `/tenants/${contoso}/disconnect-plans`, {});
  const giveBack = lose();
  const path = `/runs/${run.id}/reveal`;
  const refused = await installation.call(adele, 'POST', path, { what: 'client-secret' });
  const answered = await installation.call(adele, 'POST', `/runs/${run.id}/answers`, {
    stepId: 'register-organization',
    answer: 'make-new',
  });
  const undone = await installation.call(adele, 'POST', `/tenants/${contoso}/runs`, {
    verb: 'disconnect',
    planHash: plan.body.hash,
  });
  giveBack();

  for (const one of [refused, answered, undone]) expect([401, 403]).toContain(one.status);
  expect(JSON.stringify(refused.body)).not.toContain('value');
  const { body } = await installation.call<RunView>(adele, 'GET', `/runs/${run.id}`);
  expect(body.state).toBe('needs-you');
});

test('of a disabled account only what is named here is answered', async () => {
  const plan = await installation.call<{ hash: string }>(adele, 'POST', `/tenants/${contoso}/disconnect-plans`, {});
  const giveBack = losses[0]?.[1]();
  const known: Record<string, string> = {
    tenantId: contoso,
    runId: run.id,
    checkId: 'tenant',
    planHash: 'a'.repeat(64),
    kind: 'terraform',
    approvalId: '00000000-0000-4000-8000-000000000000',
  };
  const bodies: Record<string, unknown> = {
    startRun: { verb: 'disconnect', planHash: plan.body.hash },
    makeDisconnectPlan: {},
    handInSecret: { value: 'made by hand' },
    revealOnce: { what: 'client-secret' },
    answerTask: { stepId: 'register-organization', answer: 'check-again' },
    makePlan: {},
    runCheck: {},
  };

  const asking = endpoints.filter(({ id }) => !(id in byTokenAlone) && id !== 'approve');
  const refused: [string, number][] = [];
  for (const { id, method, path } of asking) {
    const filled = path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? name);
    const { status, body } = await installation.call(adele, method, filled, bodies[id]);
    if (![401, 403].includes(status)) refused.push([`${id}: ${JSON.stringify(body)}`, status]);
  }
  giveBack?.();

  // `approve` asks Microsoft too, for a link that is open (approvals.test.ts).
  expect(refused).toEqual([]);
});

test('whoever still may is shown the secret', async () => {
  const { status, body } = await installation.call<Revealed>(adele, 'POST', `/runs/${run.id}/reveal`, {
    what: 'client-secret',
  });

  expect(status).toBe(200);
  expect(body.what).toBe('client-secret');
});
