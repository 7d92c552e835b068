import { type ClientConfig, getConfig } from '@vplus/contracts';
import { signInEnded } from './api-problem.ts';
import { createCaller } from './call.ts';

const callUnsigned = createCaller({ token: () => Promise.reject(signInEnded()) });

let asked: Promise<ClientConfig> | undefined;

/** What this installation is: asked once per page, and again only when it failed. */
export function loadConfig(): Promise<ClientConfig> {
  asked ??= callUnsigned(getConfig, {}).catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}
