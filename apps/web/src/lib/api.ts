import { createCaller } from './call.ts';
import { openIdentity } from './identity.ts';

export const accessToken = async (): Promise<string> => (await openIdentity()).token();

/** The caller of our own API, with the signed-in person's token. */
export const api = createCaller({ token: accessToken });
