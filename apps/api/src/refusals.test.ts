import type { Arrival, ProblemView } from '@vplus/contracts';
import { problems } from '@vplus/contracts';
import { meaningOf, named, type Refusal, signInRefusals } from '@vplus/contracts/refusals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let plans: string;
let arrival: string;

beforeAll(async () => {
  installation = await startInstallation();
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  const { id } = installation.tenant('Contoso');
  plans = `/tenants/${id}/plans`;
  arrival = `/tenants/${id}/arrival`;
});
afterAll(() => installation.close());

const everyNumber = signInRefusals.flatMap((row) => row.numbers.map((number) => [number, row] as const));

test('the practice cloud has a sentence of its own for every number of the catalogue', async () => {
  const strangers = [];
  for (const [number] of everyNumber) {
    const page = await fetch(`${installation.emulator.origins.identity}/error?code=${number}`);
    if ((await page.text()).includes('The request was refused.')) strangers.push(number);
  }

  expect(strangers).toEqual([]);
});

test.each(everyNumber)(
  'AADSTS%i of an exchange is told with its sentence, and is over when it is gone',
  async (number, row) => {
    const { weather } = installation.tenant('Contoso');
    weather.refuse = [{ at: 'on-behalf-of', code: number, times: 1 }];

    const refused = await installation.call<ProblemView>(adele, 'POST', plans, {});
    const after = await installation.call<Arrival>(adele, 'GET', arrival);

    expect(refused.body).toMatchObject({
      ...expected(row, refused.body.claims),
      remote: {
        service: 'identity',
        code: `AADSTS${number}`,
        requestId: expect.any(String),
        correlationId: expect.any(String),
        at: expect.any(String),
      },
      traceId: expect.any(String),
    });
    expect(refused.status).toBe(problems[refused.body.code].status);
    expect(after.body.approval).toEqual({ state: 'approved' });
  },
);

test('tells how long Microsoft wants to be left alone, in the document and in the header', async () => {
  installation.emulator.cloud.world.weather.faults.push({
    id: 'busy',
    match: { service: 'identity', method: 'POST', path: '/token' },
    nth: 1,
    times: 1,
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '40' } },
    _seen: 0,
    _hit: 0,
  });

  const { status, headers, body } = await installation.call<ProblemView>(adele, 'POST', plans, {});

  expect({ status, code: body.code, helper: body.helper }).toEqual({
    status: 503,
    code: 'microsoft-busy',
    helper: 'nobody',
  });
  expect([headers.get('retry-after'), body.retryAfterSeconds]).toEqual(['40', 40]);
});

test.each([65001, 700016])('AADSTS%i says at the arrival that the approval is missing', async (number) => {
  const { weather } = installation.tenant('Contoso');
  weather.refuse = [{ at: 'on-behalf-of', code: number, times: 1 }];

  const { body } = await installation.call<Arrival>(adele, 'GET', arrival);

  expect(body).toMatchObject({ approval: { state: 'missing' } });
});

/** What Microsoft challenges can be met by the same person; everything else says what its row says. */
function expected(row: Refusal, claims: string | undefined) {
  if (claims) return { code: 'sign-in-again', helper: 'you' };
  const { problem, helper, title, sentence, remedy } = named(meaningOf(row, { assistant: true }), {
    user: 'Adele Vance',
  });
  return { code: problem, helper, title, remedy, detail: sentence };
}
