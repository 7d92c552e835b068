import type { Words } from '@vplus/messages/message';
import * as z from 'zod/mini';

/**
 * A sentence, a title, a label: sent as text, kept as what it says. Whoever receives it gets a string (`z.infer`); what
 * is kept, and handed on inside the server, may be a message (`z.input`), which the edge words before it parses.
 */
export const Text = z.string() as unknown as z.ZodMiniType<string, Words>;
