import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { type Endpoint, endpoints, ProblemView, problems, type RunView, type TenantView } from '@vplus/contracts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type GeneratedRequest, type Known, requestsTo } from './testing/generated-input.ts';
import { type Installation, startInstallation } from './testing/installation.ts';

/** GENERATED_SEED repeats a run that failed: the seed is in the title of every test. */
const seed = Number(process.env.GENERATED_SEED ?? Date.now() % 2 ** 31);
const requestsEach = 200;
const slowestMs = 10_000;

const agent = new Agent({ keepAlive: true });
let installation: Installation;
let adele: string;
let operator: string;
let known: Known;

/** A tenant that is connected and has an ended run: what a valid request names is there. */
beforeAll(async () => {
  installation = await startInstallation({
    environment: { RATE_LIMIT_GENERAL: '1000000', RATE_LIMIT_COSTLY: '1000000', LOG_LEVEL: 'error' },
  });
  const tenantId = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  const plan = await installation.call<{ hash: string }>(adele, 'POST', `/tenants/${tenantId}/plans`, {});
  const lee = await installation.tokenOf('Contoso', 'lee');
  const waiting = await installation.connect(lee, tenantId);
  await installation.watch(lee, waiting.id, {
    until: ({ data }) => 'runState' in data && data.runState === 'needs-you',
  });
  const approval = await installation.call<{ id: string }>(lee, 'POST', `/runs/${waiting.id}/approvals`, {});
  await installation.call(lee, 'POST', `/runs/${waiting.id}/cancel`);
  await installation.ended(lee, waiting.id);
  const run: RunView = await installation.connect(adele, tenantId);
  await installation.ended(adele, run.id);
  const check = await installation.call<RunView>(adele, 'POST', `/tenants/${tenantId}/runs`, { verb: 'verify' });
  await installation.ended(adele, check.body.id);
  const { findings } = (await installation.call<TenantView>(adele, 'GET', `/tenants/${tenantId}`)).body;
  operator = await installation.tokenOf('Practice Operator', 'operator');
  const settings = { kind: 'webhook', address: installation.emulator.cloud.inbox.receiver };
  const filter = { kinds: null, severities: ['critical'], tenants: null };
  const { channel } = (
    await installation.call<{ channel: { id: string } }>(operator, 'POST', '/alert-channels', {
      ...{ name: 'Pager', settings, filter },
    })
  ).body;
  const sent = await installation.call<{ id: string }>(operator, 'POST', `/alert-channels/${channel.id}/test`);
  const address = async (path: string) =>
    (await installation.call<{ feed: { id: string }; address: string }>(operator, 'POST', path)).body;
  const [kept, revoked] = [await address('/calendar-feeds'), await address('/calendar-feeds')];
  known = {
    file: [kept.address.split('/').at(-1) ?? ''],
    feedId: [revoked.feed.id],
    channelId: [channel.id],
    deliveryId: [sent.body.id],
    findingId: findings.map(({ id }) => id),
    tenantId: [tenantId],
    runId: [run.id],
    planHash: [plan.body.hash],
    vplusServerId: ['practice'],
    approvalId: [approval.body.id],
  };
});
afterAll(async () => {
  agent.destroy();
  await installation.close();
});
beforeEach(() => installation.approve('Contoso', 'adele'));

test.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
  `%s answers ${requestsEach} generated requests as it should (seed ${seed})`,
  async (_id, endpoint) => {
    const statuses = new Set<number>();

    await fc.assert(
      fc.asyncProperty(requestsTo(endpoint, known), async (sent) => {
        const answer = await answerTo(sent, endpoint);

        statuses.add(answer.status);
        expect(faultsOf(answer, endpoint)).toEqual([]);
      }),
      { seed, numRuns: requestsEach },
    );

    expect([...statuses].filter((status) => ![400, 404, 413, 415].includes(status))).not.toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test('none of it was a fault of ours in the log', () => {
  expect(installation.lines.filter((line) => line.includes('"unexpected"'))).toEqual([]);
});

interface Seen {
  status: number;
  type: string;
  text: string;
  ms: number;
}

/** What is wrong with an answer; a stream is right when it began. */
function faultsOf({ status, type, text, ms }: Seen, endpoint: Endpoint): string[] {
  const faults = ms > slowestMs ? [`took ${ms} ms`] : [];
  if (status >= 500) return [...faults, `${status}: ${text}`];
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return [...faults, `${status} as ${type}: ${text}`];
    const problem = ProblemView.safeParse(parsed(text)).data;
    const right = problem && problem.status === status && problems[problem.code].status === status;
    return right ? faults : [...faults, `no problem document: ${text}`];
  }
  if (type.startsWith('text/event-stream')) return text.startsWith('event: ') ? faults : [...faults, text];
  if (/^(application\/jsonl|text\/(csv|calendar))/.test(type)) return faults;
  const reply = endpoint.reply.safeParse(parsed(text));
  return status === 200 && reply.success ? faults : [...faults, `${status}: ${reply.error?.message ?? text}`];
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Sends it as it is: unlike `fetch`, this client does not tidy up a path. */
async function answerTo({ method, path, headers, body }: GeneratedRequest, { path: of }: Endpoint): Promise<Seen> {
  const started = performance.now();
  const bytes = body === null ? null : Buffer.from(body, 'utf8');
  const outgoing = request(`${installation.address()}/api`, {
    agent,
    method,
    path: `/api${path}`,
    headers: {
      authorization: `Bearer ${/^\/(alert-|audit|calendar-)/.test(of) ? operator : adele}`,
      ...headers,
      ...(bytes ? { 'content-length': bytes.byteLength } : {}),
    },
  });
  outgoing.end(bytes);
  const [answer] = (await once(outgoing, 'response', { signal: AbortSignal.timeout(slowestMs * 2) })) as [
    IncomingMessage,
  ];
  const type = answer.headers['content-type'] ?? '';
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += piece;
    if (type.startsWith('text/event-stream')) break;
  }
  return { status: answer.statusCode ?? 0, type, text, ms: performance.now() - started };
}
