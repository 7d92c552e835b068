import { fileURLToPath } from 'node:url';

export const top = fileURLToPath(new URL('../../', import.meta.url));
/** What the launcher fetched for itself: a Node runtime, pnpm. Not in git. */
export const fetched = `${top}.runtime/`;
