import * as z from 'zod';

/** null: the assistant has no such permission. `ours`: this connection gave it. */
export const LookOutput = z.object({ assignmentId: z.nullable(z.string()), ours: z.boolean() });
