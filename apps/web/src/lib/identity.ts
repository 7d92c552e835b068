import { insecure } from './api-problem.ts';
import { loadConfig } from './config.ts';
import type { Identity } from './identity-port.ts';
import { loadPart } from './load-part.ts';

let opened: Promise<Identity> | undefined;

/** MSAL, loaded when first needed and once per page: it is a third of all our script. */
export function openIdentity(): Promise<Identity> {
  opened ??= load().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function load(): Promise<Identity> {
  if (!isSecureContext) throw insecure();
  const [config, { openMsal }] = await Promise.all([loadConfig(), loadPart(() => import('./msal.ts'))]);
  return openMsal(config);
}
