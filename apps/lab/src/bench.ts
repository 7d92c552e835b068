import { setTimeout as wait } from 'node:timers/promises';
import { type Installation, startInstallation } from '@vplus/api/testing';
import type { TenantView } from '@vplus/contracts';
import { costsOn } from './costs/connects.ts';
import { roundTrips, type Span } from './round-trips.ts';

const latencyMs = 100;

type Cloud = Installation['emulator']['cloud'];

interface Figures {
  latencyMs: number;
  wallMs: number;
  remoteCalls: number;
  roundTrips: number;
  boundMs: number;
  ratio: number;
}

/** From *Approve* to registered on vPlus, with 100 ms on every remote call; sign-in done, keys warm. */
async function connect(): Promise<Figures> {
  const installation = await startInstallation({ environment: { LOG_LEVEL: 'silent' } });
  try {
    const { emulator } = installation;
    await installation.approve('Contoso', 'adele');
    const token = await installation.tokenOf('Contoso', 'adele');
    const tenantId = installation.tenant('Contoso').id;
    let approvedAt = 0;
    let logged = 0;
    const run = await installation.connect(token, tenantId, () => {
      allAt(emulator.cloud, latencyMs);
      logged = emulator.cloud.log.length;
      approvedAt = Date.now();
    });
    let registeredAt = 0;
    await installation.watch(token, run.id, {
      until: ({ event, data }) => {
        if (
          registeredAt === 0 &&
          event === 'step' &&
          data.step?.id === 'register-organization' &&
          data.step.state === 'done'
        )
          registeredAt = Date.parse(data.at);
        return registeredAt > 0;
      },
    });
    const organization = Object.values(emulator.cloud.world.vplus.organizations)[0];
    if (!organization || registeredAt === 0) throw new Error('The tenant was not registered on vPlus.');
    // vPlus itself signs in and reads once it knows the organization: its calls, not ours.
    const calls = emulator.cloud.log.slice(logged).filter((one) => one.batch === null && one.service !== 'control');
    const ours = calls.filter(
      ({ at, clientId, service }) =>
        Date.parse(at) <= registeredAt &&
        !(clientId === organization.clientId && service !== 'vplus' && Date.parse(at) >= organization.createdAt),
    );
    const spans: Span[] = ours
      .filter(({ service }) => service !== 'vplus')
      .map(({ at, ms }) => ({ start: Date.parse(at), end: Date.parse(at) + ms }));
    const trips = roundTrips(spans);
    const wallMs = registeredAt - approvedAt;
    const boundMs = trips * latencyMs;
    return {
      latencyMs,
      wallMs,
      remoteCalls: ours.length,
      roundTrips: trips,
      boundMs,
      ratio: Math.round((wallMs / boundMs) * 100) / 100,
    };
  } finally {
    await installation.close();
  }
}

/** The whole dry run with its checks, as the page asks for it: of a tenant that is new, and of one that is connected. */
async function plan(): Promise<Record<'planNew' | 'planConnected', Omit<Figures, 'boundMs' | 'ratio'>>> {
  const installation = await startInstallation({ environment: { LOG_LEVEL: 'silent' } });
  try {
    const { cloud } = installation.emulator;
    await installation.approve('Contoso', 'adele');
    const token = await installation.tokenOf('Contoso', 'adele');
    const tenantId = installation.tenant('Contoso').id;
    const measured = async () => {
      allAt(cloud, latencyMs);
      const logged = cloud.log.length;
      const startedAt = Date.now();
      const { status } = await installation.call(token, 'POST', `/tenants/${tenantId}/plans`, {});
      const wallMs = Date.now() - startedAt;
      allAt(cloud, 0);
      if (status !== 200) throw new Error(`No plan: ${status}`);
      const calls = cloud.log.slice(logged).filter((one) => one.batch === null && one.service !== 'control');
      const spans = calls.map(({ at, ms }) => ({ start: Date.parse(at), end: Date.parse(at) + ms }));
      return { latencyMs, wallMs, remoteCalls: calls.length, roundTrips: roundTrips(spans) };
    };
    const planNew = await measured();
    const run = await installation.connect(token, tenantId);
    await installation.ended(token, run.id);
    return { planNew, planConnected: await measured() };
  } finally {
    await installation.close();
  }
}

/** The daily check of a healthy tenant: what it asks, and how often one request has to wait for another. */
async function check(): Promise<Omit<Figures, 'boundMs' | 'ratio' | 'wallMs'>> {
  const installation = await startInstallation({ environment: { LOG_LEVEL: 'silent' } });
  try {
    const { cloud } = installation.emulator;
    await installation.approve('Contoso', 'adele');
    const token = await installation.tokenOf('Contoso', 'adele');
    const tenantId = installation.tenant('Contoso').id;
    const run = await installation.connect(token, tenantId);
    await installation.ended(token, run.id);
    allAt(cloud, latencyMs);
    const logged = cloud.log.length;
    await installation.call(token, 'POST', `/tenants/${tenantId}/check`);
    const kept = async () =>
      (await installation.call<TenantView>(token, 'GET', `/tenants/${tenantId}`)).body.checks.length;
    while ((await kept()) === 0) await wait(100);
    const calls = cloud.log.slice(logged).filter((one) => one.batch === null && one.service !== 'control');
    const spans = calls.map(({ at, ms }) => ({ start: Date.parse(at), end: Date.parse(at) + ms }));
    return { latencyMs, remoteCalls: calls.length, roundTrips: roundTrips(spans) };
  } finally {
    await installation.close();
  }
}

/** From the press of *Cancel*, in the middle of a wait for replication, to the end of the run: the longest of several. */
async function cancelMs(): Promise<number> {
  const installation = await startInstallation({ environment: { LOG_LEVEL: 'silent' } });
  try {
    await installation.approve('Contoso', 'adele');
    const token = await installation.tokenOf('Contoso', 'adele');
    const { id, weather } = installation.tenant('Contoso');
    weather.replication.applications = 20 * 60_000;
    let longest = 0;
    for (let round = 0; round < 5; round += 1) {
      const run = await installation.connect(token, id);
      await installation.watch(token, run.id, {
        until: ({ event, data }) => event === 'step' && data.step?.wait !== undefined,
      });
      const askedAt = performance.now();
      await installation.call(token, 'POST', `/runs/${run.id}/cancel`);
      const { state } = await installation.ended(token, run.id);
      if (state !== 'cancelled') throw new Error(`The run ended ${state}.`);
      longest = Math.max(longest, performance.now() - askedAt);
    }
    return Math.round(longest);
  } finally {
    await installation.close();
  }
}

function allAt({ world }: Cloud, ms: number): void {
  const { latencyMs: latency } = world.weather;
  for (const service of Object.keys(latency) as (keyof typeof latency)[]) latency[service] = ms;
}

const onPostgres = await costsOn('postgres', latencyMs);
const figures = {
  connect: await connect(),
  ...(await plan()),
  cancelMs: await cancelMs(),
  costOnPostgres: onPostgres?.connect ?? null,
  costEmbedded: (await costsOn('pglite', latencyMs))?.connect ?? null,
  check: { ...(await check()), ...onPostgres?.checks },
};
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
else console.table(figures);
process.exit(0);
