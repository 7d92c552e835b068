import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** The practice cloud and the product as processes of their own, on free ports, with an empty data folder. */
export interface Installation {
  address: string;
  tenants: { id: string; displayName: string; people: { id: string; displayName: string; username: string }[] }[];
  vendorTable: string;
  /** `kill -9`, then the same command again on the same data. */
  killAndRestart(): Promise<void>;
  /** A tenant as the control API tells it, with all that the directory holds. */
  world(): Promise<World>;
  requests(since?: number): Promise<RequestRecord[]>;
  /** The weather, a tenant or a fault, as the control page would change it. */
  change(path: string, change: object, method?: 'PATCH' | 'POST'): Promise<void>;
  tenantId(name: string): string;
}

export interface World {
  tenants: Record<string, TenantState>;
  vplus: { organizations: Record<string, { tenantId: string; clientId: string; lastSynchronizedAt: number | null }> };
}

export interface TenantState {
  applications: Record<string, Application>;
  servicePrincipals: Record<string, { id: string; appId: string }>;
  appRoleAssignments: Record<string, { principalId: string; resourceId: string; appRoleId: string }>;
}

export interface Application {
  appId: string;
  tags: string[];
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[];
  passwordCredentials: { keyId: string }[];
}

interface RequestRecord {
  number: number;
  service: string;
  method: string;
  path: string;
  write: boolean;
}

export const test = base.extend<{ installation: Installation }, { newDataFolder: string }>({
  /** What the product's first start makes of an empty folder: a database takes longest. */
  newDataFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a destructured first argument.
    async ({}, use) => {
      const { cloud, line } = await startCloud();
      const folder = mkdtempSync(join(tmpdir(), 'vplus-e2e-'));
      const api = startApi(line, folder, '0');
      await firstLine(api);
      await end(api, 'SIGTERM');
      cloud.kill('SIGTERM');
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  installation: async ({ newDataFolder }, use) => {
    const { cloud, line } = await startCloud();
    const described = JSON.parse(line) as { control: string; tenants: Installation['tenants'] };
    const folder = mkdtempSync(join(tmpdir(), 'vplus-e2e-'));
    cpSync(newDataFolder, folder, { recursive: true });
    let api = startApi(line, folder, '0');
    const address = /http:\S+/.exec(await firstLine(api))?.[0] ?? '';
    const control = async <T>(path: string): Promise<T> => {
      const answer = await fetch(`${described.control}${path}`);
      return (await answer.json()) as T;
    };
    await use({
      address,
      tenants: described.tenants,
      vendorTable: join(top, 'packages/emulator/src/seed/data/vendor-table.json'),
      async killAndRestart() {
        await end(api, 'SIGKILL');
        api = startApi(line, folder, new URL(address).port);
        await firstLine(api);
      },
      world: async () => (await control<{ world: World }>('/snapshot')).world,
      requests: (since = 0) => control<RequestRecord[]>(`/requests?since=${since}`),
      async change(path, change, method = 'PATCH') {
        const answer = await fetch(`${described.control}${path}`, { method, body: JSON.stringify(change) });
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      },
      tenantId: (name) => described.tenants.find(({ displayName }) => displayName === name)?.id ?? '',
    });
    await Promise.all([end(api, 'SIGKILL'), end(cloud, 'SIGKILL')]);
    rmSync(folder, { recursive: true });
  },
});

export { expect };

async function startCloud(): Promise<{ cloud: ChildProcess; line: string }> {
  const cloud = spawnNode(['packages/emulator/src/main.ts', '--exit-with-parent'], { EMULATOR_PORT: '0' });
  return { cloud, line: await firstLine(cloud) };
}

const startApi = (practiceCloud: string, dataDir: string, port: string): ChildProcess =>
  spawnNode(['apps/api/src/practice.ts'], {
    PRACTICE_CLOUD: practiceCloud,
    DATA_DIR: dataDir,
    PORT: port,
    LOG_LEVEL: 'warn',
  });

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function spawnNode(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: top,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The process has no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return line as string;
}

/** Microsoft's own pages: pick the person, the practice password is filled in, accept what is asked. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.getByRole('button', { name: /sign in with microsoft/i }).click();
  await throughMicrosoft(page, person);
}

export async function throughMicrosoft(page: Page, person: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${person}`) }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await accept(page);
}

/** Accepts when Microsoft asks; comes back to the product either way. */
export async function accept(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Accept' });
  await button
    .or(
      page
        .getByRole('main')
        .getByText(/right tenant|wrong organization|cannot|role|revoked/i)
        .filter({ visible: true }),
    )
    .first()
    .waitFor();
  if (await button.isVisible()) await button.click();
}

/** From the welcome page to the plan, as the person would click. */
export async function toThePlan(
  page: Page,
  installation: Installation,
  person: string,
  { signedIn = false } = {},
): Promise<void> {
  await page.goto(`${installation.address}${signedIn ? '/connect' : ''}`);
  if (!signedIn) await signIn(page, person);
  await page.getByRole('heading', { name: /right tenant/i }).waitFor();
  const approve = page
    .getByRole('button', { name: 'Approve', exact: true })
    .or(page.getByRole('link', { name: 'Approve', exact: true }));
  const onward = page.getByRole('button', { name: /continue/i }).or(page.getByRole('link', { name: /continue/i }));
  await approve.or(onward).first().waitFor();
  if (await approve.first().isVisible()) {
    await approve.first().click();
    await page.getByRole('button', { name: 'Accept' }).click();
  }
  await onward.first().click();
  await page.getByRole('heading', { name: /the plan/i }).waitFor();
}

export async function connect(page: Page, installation: Installation, person: string): Promise<void> {
  await toThePlan(page, installation, person);
  await page.getByRole('button', { name: /approve and connect/i }).click();
  await page.getByRole('heading', { name: /is connected/i }).waitFor({ timeout: 60_000 });
}
