import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PracticeCloud, practiceEnvironment } from '@vplus/api/practice';
import { postgresPrograms, startCluster } from '@vplus/store/testing';
import { type Kept, keep } from './processes.ts';

/** The product as it is deployed: real processes of `main.ts`, each started again after it died. */
export interface Deployment {
  /** Where the API answers. */
  origins: string[];
  processes: Kept[];
  /** Takes the database server away at once and brings it back; null where the database lives in the process. */
  restartDatabase: (() => Promise<void>) | null;
  /** Where the database's files are. */
  folder: string;
  stop(): Promise<void>;
  remove(): void;
}

const main = fileURLToPath(new URL('main.ts', import.meta.resolve('@vplus/api')));

interface Surroundings {
  cloud: PracticeCloud;
  dataDir: string;
  said(text: string): void;
}

export const deployOnPglite = (surroundings: Surroundings): Promise<Deployment> => deployAlone(surroundings, {});

/** One process that is API and worker; on the embedded database where `settings` name no other. */
export async function deployAlone(
  { cloud, dataDir, said }: Surroundings,
  settings: Record<string, string>,
): Promise<Deployment> {
  const port = await freePort();
  const environment = { ...practiceEnvironment(cloud, { dataDir, port }), ...unlimited, ...settings };
  const only = keep('the process', main, environment, said);
  return {
    origins: [originAt(port)],
    processes: [only],
    restartDatabase: null,
    folder: join(dataDir, 'database'),
    stop: only.stop,
    remove: () => undefined,
  };
}

/** Two API and three worker processes on a private PostgreSQL server. */
export async function deployOnPostgres({ cloud, dataDir, said }: Surroundings): Promise<Deployment> {
  const programs = postgresPrograms();
  if (!programs) throw new Error('PostgreSQL is not installed here.');
  const cluster = await startCluster(programs);
  const shared = { ...unlimited, DATABASE_URL: cluster.urlOf('postgres') };
  const ports = await Promise.all([freePort(), freePort()]);
  const apis = ports.map((port, index) => {
    const environment = { ...practiceEnvironment(cloud, { dataDir, port }), ...shared, ROLE: 'api' };
    return keep(`API ${index + 1}`, main, environment, said);
  });
  const workers = [1, 2, 3].map((number) => {
    const environment = { ...practiceEnvironment(cloud, { dataDir, port: 0 }), ...shared, ROLE: 'worker' };
    return keep(`worker ${number}`, main, environment, said);
  });
  const processes = [...apis, ...workers];
  return {
    origins: ports.map(originAt),
    processes,
    restartDatabase: async () => {
      await cluster.stop('at once');
      await cluster.start();
    },
    folder: cluster.folder,
    stop: async () => {
      await Promise.all(processes.map((one) => one.stop()));
      await cluster.stop('at once');
    },
    remove: cluster.remove,
  };
}

/** A trial is one machine that acts for a hundred people. */
const unlimited = { RATE_LIMIT_GENERAL: '1000000', RATE_LIMIT_COSTLY: '1000000', LOG_LEVEL: 'info' };

const originAt = (port: number) => `http://localhost:${port}`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (!address || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
