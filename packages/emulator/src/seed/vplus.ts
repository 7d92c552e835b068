import type { VplusServer } from '../core/world.ts';
import { guidOf } from './guid.ts';

/** An empty vPlus server with the account that the assistant uses and one for a person. */
export function makeVplus(): Omit<VplusServer, 'certificate'> {
  const accounts = [
    { login: 'assistant', password: 'practice-vplus-password', name: 'Setup assistant' },
    { login: 'admin', password: 'practice-vplus-admin', name: 'vPlus administrator' },
  ];
  return {
    users: Object.fromEntries(accounts.map((one) => [one.login, { ...one, guid: guidOf(`vplus/${one.login}`) }])),
    sessions: {},
    organizations: {},
    tasks: {},
  };
}
