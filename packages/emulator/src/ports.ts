import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ServiceName } from './core/service.ts';
import { SettingsError } from './core/settings-error.ts';

/** In the order of their ports. */
export const order: ServiceName[] = ['identity', 'graph', 'sharepoint', 'exchange', 'vplus', 'control', 'management'];
/** How far a service over the practice authority's HTTPS is from the same one by itself. */
export const secureOffset = 10;
/** The mail server and the receiver of webhooks lie between both. */
export const mailOffset = order.length;
export const receiverOffset = order.length + 1;
const span = secureOffset + order.length - 1;
const defaultPort = 4310;
const highest = 65_535 - span;
/** More would not be read. */
const named = 3;

/**
 * The first port of the practice cloud; 0: any free ones.
 *
 * @throws SettingsError that says what EMULATOR_PORT must be
 */
export function firstPort({ EMULATOR_PORT: text }: NodeJS.ProcessEnv): number {
  if (!text) return defaultPort;
  if (/^\d{1,5}$/.test(text) && Number(text) <= highest) return Number(text);
  throw new SettingsError([
    `EMULATOR_PORT: must be a port from 1 to ${highest}, the first of ${span + 1} that are free, or 0 for any free ones`,
  ]);
}

/** What is wrong with EMULATOR_PORT, with what to set. Listens on each port for a moment: only the system knows whether it may. */
export async function faultsOfPorts(environment: NodeJS.ProcessEnv, host = '127.0.0.1'): Promise<string[]> {
  try {
    const first = firstPort(environment);
    if (first === 0) return [];
    const services = order.flatMap((_, index) => [first + index, first + secureOffset + index]);
    const ports = [...services, first + mailOffset, first + receiverOffset];
    const codes = await Promise.all(ports.map(async (port) => ({ port, code: await refusalOf(port, host) })));
    const refused = codes.filter(({ code }) => code !== null).toSorted((one, other) => one.port - other.port);
    return refused.length === 0 ? [] : [faultOfPorts(first, refused)];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

async function refusalOf(port: number, host: string): Promise<string | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  } finally {
    server.close();
  }
}

function faultOfPorts(first: number, refused: { port: number; code: string | null }[]): string {
  const remedy = `set EMULATOR_PORT to the first of ${span + 1} free ones, or to 0 for any`;
  const ports = refused.map(({ port }) => port);
  const more = ports.length > named ? ` and ${ports.length - named} more` : '';
  const list = `${ports.slice(0, named).join(', ')}${more}`;
  if (refused.every(({ code }) => code === 'EADDRINUSE'))
    return `EMULATOR_PORT: another program listens on ${list} of the ports ${first} to ${first + span}; stop it, or ${remedy}`;
  const codes = [...new Set(refused.map(({ code }) => code))].join(', ');
  return `EMULATOR_PORT: the practice cloud may not listen on ${list} of the ports ${first} to ${first + span} (${codes}); ${remedy}`;
}
