import { ClientConfig, getConfig } from '@vplus/contracts';
import { signInEnded } from './api-problem.ts';
import { createCaller } from './call.ts';

const callUnsigned = createCaller({ token: () => Promise.reject(signInEnded()) });

let asked: Promise<ClientConfig> | undefined;

/** What this installation is, as the server wrote it into the page; a development server does not. */
export function configInPage(): ClientConfig | undefined {
  const written = globalThis.document?.getElementById('config')?.textContent;
  return written ? ClientConfig.parse(JSON.parse(written)) : undefined;
}

/** Asked once per page, and again only when it failed. */
export function loadConfig(): Promise<ClientConfig> {
  const written = configInPage();
  if (written) return Promise.resolve(written);
  asked ??= callUnsigned(getConfig, {}).catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}
