import { z } from 'zod';

/** How the receivers of the inbox behave; what is named is merged into what is there. */
export const inboxPatch = z
  .strictObject({
    webhooks: z.strictObject({ is: z.enum(['status', 'down', 'hang']), status: z.int().min(200).max(599) }).partial(),
    mail: z.strictObject({ is: z.enum(['up', 'down', 'later', 'never']) }),
  })
  .partial();
export type InboxPatch = z.input<typeof inboxPatch>;
