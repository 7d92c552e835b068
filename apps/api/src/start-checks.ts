import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { message, saidBy, type Words } from '@vplus/messages';
import { checkVaultKey, DatabaseRefused, faultOfFolder, holdsDatabase, meet } from '@vplus/store';
import { ConfigurationError, faultOfSetting } from './configuration-error.ts';
import { type Addresses, readAddresses, readSettings, type Settings } from './env.ts';

/**
 * The settings, after looking at all that they name: files, folder, database, port. Everything that is wrong is said at
 * once, before anything is opened or written.
 *
 * @throws ConfigurationError
 */
export async function checkedSettings(environment: NodeJS.ProcessEnv): Promise<Settings> {
  const read = tryToRead(environment);
  const addresses = readAddresses(environment);
  const { sealed, fault } = await lookAtDatabase(addresses.database);
  const faults = [
    ...read.faults,
    ...(fault ? [fault] : []),
    ...faultsOfVaultKey(addresses, sealed),
    ...(await faultsOfPort(addresses)),
  ];
  if (!read.settings || faults.length > 0) throw new ConfigurationError(faults);
  return read.settings;
}

/** What is wrong with where a process would write and listen, for an entry that can fill in the other settings only later. */
export async function faultsOfAddresses(environment: NodeJS.ProcessEnv): Promise<Words[]> {
  const addresses = readAddresses(environment);
  const { fault } = await lookAtDatabase(addresses.database);
  return [...addresses.faults, ...(fault ? [fault] : []), ...(await faultsOfPort(addresses))];
}

function tryToRead(environment: NodeJS.ProcessEnv): { settings: Settings | null; faults: Words[] } {
  try {
    return { settings: readSettings(environment), faults: [] };
  } catch (error) {
    if (error instanceof ConfigurationError) return { settings: null, faults: error.faults };
    throw error;
  }
}

/** `sealed`: an installation lives there already, with a vault key of its own. */
async function lookAtDatabase(database: Addresses['database']): Promise<{ sealed: boolean; fault: Words | null }> {
  if (!database) return { sealed: false, fault: null };
  if (database.kind === 'pglite') {
    const fault = faultOfFolder(database.folder);
    return { sealed: holdsDatabase(database.folder), fault: fault && faultOfSetting('DATA_DIR', fault) };
  }
  try {
    return { sealed: (await meet(database.url)).installed, fault: null };
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    return { sealed: false, fault: saidBy(error) };
  }
}

function faultsOfVaultKey({ vaultKey }: Addresses, sealed: boolean): Words[] {
  if (!vaultKey) return [];
  try {
    checkVaultKey({ file: vaultKey.file, env: vaultKey.value, sealed });
    const made = vaultKey.value?.trim() ? null : faultOfFolder(dirname(vaultKey.file));
    return made && !sealed ? [faultOfSetting('VAULT_KEY_FILE', made)] : [];
  } catch (error) {
    const name = vaultKey.value?.trim() ? 'VAULT_KEY' : 'VAULT_KEY_FILE';
    return [faultOfSetting(name, saidBy(error))];
  }
}

/** Listens for a moment: only the system knows whether it may. */
async function faultsOfPort({ host, port }: Addresses): Promise<Words[]> {
  if (port === null) return [];
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return [];
  } catch (error) {
    return [faultOfListening(error, { host, port })];
  } finally {
    server.close();
  }
}

/** Why a server cannot listen, with what to set. */
export function faultOfListening(error: unknown, { host, port }: { host: string; port: number }): Words {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return faultOfSetting('PORT', message('settings.port-taken', { port }));
  if (code === 'EACCES') return faultOfSetting('PORT', message('settings.port-refused', { port }));
  return faultOfSetting('HOST', message('settings.no-such-host', { host, code }));
}
