import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { type Host, startCloud, startProduct, withHost } from './hosts.ts';
import { newDataFolder } from './new-data-folder.ts';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** The practice cloud and the product on free ports, each in a process of its own, with an empty data folder. */
export interface Installation {
  address: string;
  /** The control page of the practice cloud. */
  control: string;
  graph: string;
  tenants: { id: string; displayName: string; people: { id: string; displayName: string; username: string }[] }[];
  vendorTable: string;
  /** `kill -9` of the product. */
  kill(): Promise<void>;
  /** The product again, on the same data and the same port. */
  restart(): Promise<void>;
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
  weather: { throttling: { everyNth: number } | null; replication: Record<string, number> };
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

interface Running {
  installation: Installation;
  stop(): Promise<void>;
}

/** A page in a browser of its own, with its own sign-in; closed with the test. */
export type Another = (options?: BrowserContextOptions) => Promise<Page>;

interface WorkerFixtures {
  cloudHost: Host;
  productHost: Host;
  /** The one installation that this worker runs at a time. */
  installations: { open(fresh: boolean): Promise<Installation>; end(): Promise<void> };
}

export const test = base.extend<{ installation: Installation; shared: boolean; another: Another }, WorkerFixtures>({
  // biome-ignore-start lint/correctness/noEmptyPattern: Playwright insists on a destructured first argument.
  cloudHost: [({}, use) => withHost(use), { scope: 'worker' }],
  productHost: [({}, use) => withHost(use), { scope: 'worker' }],
  // biome-ignore-end lint/correctness/noEmptyPattern: the same
  installations: [
    async ({ cloudHost, productHost }, use) => {
      let running: Running | undefined;
      const end = async () => {
        await running?.stop();
        running = undefined;
      };
      const open = async (fresh: boolean) => {
        if (fresh) await end();
        running ??= await start(cloudHost, productHost);
        return running.installation;
      };
      await use({ open, end });
      await end();
    },
    { scope: 'worker' },
  ],
  /** true: the test disturbs no other of its file, nor is disturbed by them, so they share one installation. */
  shared: [false, { option: true }],
  installation: async ({ installations, shared, context }, use) => {
    await use(await installations.open(!shared));
    // The product would give the page ten seconds to let go of its stream.
    await context.close();
    if (!shared) await installations.end();
  },
  // After the installation, so that its pages are gone before that ends.
  another: async ({ browser, installation: _ }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

async function start(cloudHost: Host, productHost: Host): Promise<Running> {
  const line = await startCloud(cloudHost);
  const described = JSON.parse(line) as { control: string; graph: string; tenants: Installation['tenants'] };
  const folder = mkdtempSync(join(tmpdir(), 'vplus-e2e-'));
  cpSync(process.env[newDataFolder] ?? '', folder, { recursive: true });
  const address = await startProduct(productHost, { line, folder });
  const control = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${described.control}${path}`);
    return (await answer.json()) as T;
  };
  const installation: Installation = {
    address,
    control: described.control,
    graph: described.graph,
    tenants: described.tenants,
    vendorTable: join(top, 'packages/emulator/src/seed/data/vendor-table.json'),
    kill: () => productHost.kill(),
    async restart() {
      await startProduct(productHost, { line, folder, port: new URL(address).port });
    },
    world: async () => (await control<{ world: World }>('/snapshot')).world,
    requests: (since = 0) => control<RequestRecord[]>(`/requests?since=${since}`),
    async change(path, change, method = 'PATCH') {
      const answer = await fetch(`${described.control}${path}`, { method, body: JSON.stringify(change) });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    tenantId: (name) => described.tenants.find(({ displayName }) => displayName === name)?.id ?? '',
  };
  const stop = async () => {
    await productHost.ask('stop');
    await cloudHost.ask('stop');
    rmSync(folder, { recursive: true });
  };
  return { installation, stop };
}

export { expect };

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
