import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { certificateProfile } from '@vplus/clients';
import { faultsOfPorts } from '@vplus/emulator/ports';
import { MessageError, message, rendered } from '@vplus/messages';
import { ConfigurationError, faultOfSetting } from './configuration-error.ts';
import { asProcess, type Running, start } from './main.ts';
import { faultsOfAddresses } from './start-checks.ts';

/** The members of the practice cloud's one line that a deployment needs. */
export interface PracticeCloud {
  identity: string;
  graph: string;
  exchange: string;
  vplus: string;
  control: string;
  vplusFingerprint: string;
  vplusLogin: { login: string; password: string };
  tenants: { id: string; displayName: string }[];
  clients: { clientId: string; tenantId: string; secret?: string; redirectUris: string[] }[];
}

/**
 * The same variables that any deployment sets, pointing at the practice cloud: a plain configuration and nothing
 * else, so that what is shown and tested is the product itself.
 */
export function practiceEnvironment(
  cloud: PracticeCloud,
  { dataDir, port }: { dataDir: string; port: number },
): Record<string, string> {
  const assistant = cloud.clients.find(({ redirectUris }) =>
    redirectUris.some((uri) => uri.endsWith('/consent-return')),
  );
  if (!assistant?.secret) throw new MessageError(message('practice.no-assistant'));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const serversFile = join(dataDir, 'practice-vplus-servers.json');
  const server = {
    id: 'practice',
    name: 'Practice vPlus',
    origin: cloud.vplus,
    trust: { sha256Fingerprint: cloud.vplusFingerprint },
    ...cloud.vplusLogin,
    profile: certificateProfile,
    tenants: '*',
  };
  writeFileSync(serversFile, JSON.stringify([server]), { mode: 0o600 });
  return {
    PUBLIC_URL: `http://localhost:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    ASSISTANT_CLIENT_ID: assistant.clientId,
    ASSISTANT_CLIENT_SECRET: assistant.secret,
    // MSAL insists on an https name; this one stands for the practice identity server and need not resolve.
    LOGIN_ORIGIN: 'https://login.practice.example',
    LOGIN_ENDPOINT_ORIGIN: cloud.identity,
    GRAPH_ORIGIN: cloud.graph,
    EXCHANGE_ORIGIN: cloud.exchange,
    OPERATOR_TENANT_ID: assistant.tenantId,
    ALLOWED_TENANTS: '*',
    VPLUS_SERVERS_FILE: serversFile,
    ALERT_INSIDE_ADDRESSES: '127.0.0.1 ::1',
    PRACTICE_CONTROL_URL: cloud.control,
  };
}

/** One that runs already, by the line that it printed: it outlives us, as a cloud does. */
function runningCloud(line: string): PracticeCloud {
  try {
    return JSON.parse(line) as PracticeCloud;
  } catch {
    throw new ConfigurationError([faultOfSetting('PRACTICE_CLOUD', message('practice.cloud-line'))]);
  }
}

/** Starts the practice cloud as a process of its own, like the outside world that it stands for; it ends with us. */
async function startCloud(stateFile: string): Promise<{ cloud: PracticeCloud; letGo(): void }> {
  const entry = fileURLToPath(new URL('main.ts', import.meta.resolve('@vplus/emulator')));
  const child = spawn(process.execPath, [entry, '--exit-with-parent', '--state', stateFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lost = (code: number | null, signal: string | null) => {
    const said = message('practice.cloud-ended', { code: code ?? signal ?? 'unknown' });
    process.stderr.write(`${rendered(said)}\n`);
    process.exit(1);
  };
  child.once('exit', lost);
  const [line] = await once(createInterface(child.stdout), 'line');
  return { cloud: JSON.parse(line) as PracticeCloud, letGo: () => child.off('exit', lost) };
}

/**
 * The product at the practice cloud: the running one that `PRACTICE_CLOUD` describes, or one of its own.
 *
 * @throws ConfigurationError with everything that is set wrong
 */
export async function startPractice(environment: NodeJS.ProcessEnv): Promise<Running> {
  const { PRACTICE_CLOUD: line } = environment;
  const dataDir = resolve(environment.DATA_DIR || '.data/practice');
  const own = { ...environment, HOST: '127.0.0.1', DATA_DIR: dataDir };
  const faults = [...(await faultsOfAddresses(own)), ...(line ? [] : await faultsOfPorts(environment))];
  if (faults.length > 0) throw new ConfigurationError(faults);
  const port = Number(environment.PORT || 4300);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { cloud, letGo } = line
    ? { cloud: runningCloud(line), letGo: () => undefined }
    : await startCloud(join(dataDir, 'practice.json'));
  const running = await start({ ...environment, ...practiceEnvironment(cloud, { dataDir, port }) });
  return {
    ...running,
    stop: () => {
      letGo();
      return running.stop();
    },
  };
}

if (import.meta.main) {
  const { address } = await asProcess(() => startPractice(process.env));
  process.stdout.write(`vPlus setup assistant: ${address}\n`);
}
