import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientId, tenantId } from './identity-server.ts';

/** A line of the list of vPlus servers. */
export const vplusServer = {
  id: 'main',
  name: 'vPlus Berlin',
  origin: 'https://vplus.example:8181',
  trust: { system: true },
  login: 'assistant',
  password: 'word',
  tenants: '*',
};

/** Every setting that a start needs, with the list of vPlus servers written into the folder. */
export function completeSettings(folder: string): Record<string, string> {
  const file = join(folder, 'servers.json');
  writeFileSync(file, JSON.stringify([vplusServer]), { mode: 0o600 });
  return {
    PUBLIC_URL: 'https://setup.example.com',
    HOST: '127.0.0.1',
    PORT: '0',
    ASSISTANT_CLIENT_ID: clientId,
    ASSISTANT_CLIENT_SECRET: 'word',
    OPERATOR_TENANT_ID: tenantId,
    VPLUS_SERVERS_FILE: file,
    DATA_DIR: join(folder, 'data'),
  };
}
