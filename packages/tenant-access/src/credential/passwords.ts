import { randomBytes } from 'node:crypto';

/** Of a PFX file: 24 characters, 144 bits, none that a shell or a form could take amiss. */
export const newPassword = (): string => randomBytes(18).toString('base64url');
