import * as z from 'zod/mini';

/** A value worth copying: client id, tenant id, expiry. Never a secret. */
export const Fact = z.object({ label: z.string(), value: z.string(), kind: z.enum(['id', 'text', 'instant']) });
export type Fact = z.infer<typeof Fact>;
