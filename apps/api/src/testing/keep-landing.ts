import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { difference } from './difference.ts';
import { landingFolder, landingVaultKey, type Scene, scenes } from './landings.ts';
import { approve, signIn } from './sign-in.ts';
import { shapesNow } from './stored-shapes.ts';

/*
 * Keeps what a build leaves behind, so that every later build is tried on it (`landings.test.ts`):
 *
 *   git worktree add ../landing COMMIT && (cd ../landing && npm start)   # installs; stop it
 *   node apps/api/src/testing/keep-landing.ts ../landing COMMIT
 *   node apps/api/src/testing/keep-landing.ts . COMMIT                   # of this checkout, with the shapes
 *
 * It starts the practice product of that checkout, connects tenants as `scenes` says, stops it in the middle, and
 * writes a back-up of its database and what it changed in its practice cloud. It speaks HTTP only, since it must know
 * nothing of the code of then.
 */
const [checkout = '', name = ''] = process.argv.slice(2);
if (!checkout || !name) throw new Error('Name the checkout and the commit that it is of.');

const root = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));
const dataDir = mkdtempSync(join(tmpdir(), 'landing-'));
const [port, emulatorPort] = [await freePort(), await freePort()];
const environment = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  EMULATOR_PORT: String(emulatorPort),
  VAULT_KEY: landingVaultKey,
};
const product = spawn(process.execPath, [join(resolve(checkout), 'apps/api/src/practice.ts')], {
  env: environment,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const ended = once(product, 'exit');
const noLag = { applications: 0, servicePrincipals: 0, grants: 0, credentials: 0, roles: 0, consent: 0 };
const api = `http://localhost:${port}/api`;

try {
  await until(async () => (await fetch(`${api}/ready`)).ok);
  const { clientId } = await send<{ clientId: string }>(api, 'GET', '/config', null);
  const control = cloudAt(5);
  const { world } = await send<{ world: World }>(control, 'GET', '/snapshot', null);
  for (const scene of scenes) await play(scene, world, clientId, control);
  const { world: later } = await send<{ world: World }>(control, 'GET', '/snapshot', null);
  product.kill('SIGTERM');
  await ended;

  const folder = landingFolder(name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cloud.json.gz'), gzipSync(JSON.stringify(difference(world, later)), { level: 9 }));
  // Of another checkout than this one nobody here knows the shapes.
  if (resolve(checkout) === root) writeFileSync(join(folder, 'shapes.json'), `${JSON.stringify(shapesNow())}\n`);
  const keep = fileURLToPath(new URL('../keep.ts', import.meta.url));
  const backup = spawn(process.execPath, [keep, 'backup', join(folder, 'database.gz')], {
    env: environment,
    stdio: 'inherit',
  });
  const [code] = await once(backup, 'exit');
  if (code !== 0) throw new Error('The back-up failed.');
} finally {
  product.kill('SIGTERM');
  await ended;
  // The practice cloud writes its state a moment after its parent has gone.
  await pause(1000);
  rmSync(dataDir, { recursive: true });
}

interface World {
  tenants: Record<string, { displayName: string; users: Record<string, { id: string; userPrincipalName: string }> }>;
}

async function play(scene: Scene, world: World, clientId: string, control: string): Promise<void> {
  const [tenantId, tenant] = Object.entries(world.tenants).find(([, one]) => one.displayName === scene.tenant) ?? [];
  const idOf = (login: string) =>
    Object.values(tenant?.users ?? {}).find(({ userPrincipalName }) => userPrincipalName.startsWith(login))?.id;
  if (!tenantId) throw new Error(`No tenant ${scene.tenant}`);
  const visit = (login: string) => ({
    identity: cloudAt(0),
    tenant: tenantId,
    clientId,
    person: { tenantId, id: idOf(login) ?? '' },
  });
  if (scene.weather) await send(control, 'PATCH', '/weather', null, scene.weather);
  await send(control, 'PATCH', `/tenants/${tenantId}`, null, { weather: { replication: noLag } });
  await approve(visit(scene.approvedBy), `${cloudAt(1)}/.default`);
  const token = await signIn(visit(scene.person));
  const plan = await send<{ hash: string }>(api, 'POST', `/tenants/${tenantId}/plans`, token, {
    choices: scene.choices ?? {},
  });
  const run = await send<{ id: string }>(api, 'POST', `/tenants/${tenantId}/runs`, token, {
    verb: 'connect',
    planHash: plan.hash,
  });
  await until(async () => scene.until(await send(api, 'GET', `/runs/${run.id}`, token)));
  const view = await send<{ state: string; connected: boolean; steps: { id: string; state: string }[] }>(
    api,
    'GET',
    `/runs/${run.id}`,
    token,
  );
  process.stderr.write(
    `${scene.tenant}: ${view.state}${view.connected ? ', connected' : ''}; ${view.steps.map((one) => `${one.id} ${one.state}`).join(', ')}\n`,
  );
}

/** The practice cloud's services listen side by side: identity, Graph, SharePoint, Exchange, vPlus, control. */
function cloudAt(offset: number): string {
  return `http://localhost:${emulatorPort + offset}`;
}

async function send<T>(origin: string, method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await done().catch(() => false)) return;
    await pause(250);
  }
  throw new Error('It did not come to that.');
}

/** A block of free ports begins somewhere else than the usual one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as { port: number };
  server.close();
  return free;
}
