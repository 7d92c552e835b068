import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { Fact } from './fact.ts';
import { RunId } from './ids.ts';
import { Text } from './text.ts';

/** One of the seventeen steps of the vendor's page, and what becomes of it. */
export const VendorStep = z.object({
  number: z.number(),
  /** What the page asks for, in our words. */
  title: Text,
  /** Done by the assistant; the person's choice; retired by Microsoft, and never carried out. */
  how: z.enum(['assistant', 'choice', 'retired']),
  /** What happens instead of it here. */
  what: Text,
  /** The steps of the plan that it belongs to: what became of them became of it. */
  stepIds: z.array(z.string()),
  retired: z.optional(
    z.object({
      /** The day, ISO 8601. */
      since: z.string(),
      why: Text,
      instead: Text,
    }),
  ),
  /** The step as the page has it, for a server or a cloud that Microsoft exempted; nothing here counts as done by it. */
  oldWay: z.optional(z.object({ text: Text, facts: z.array(Fact), script: z.optional(z.string()) })),
});
export type VendorStep = z.infer<typeof VendorStep>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedVendorStep = z.input<typeof VendorStep>;

export const getVendorSteps = endpoint({
  id: 'getVendorSteps',
  summary: "The steps of the vendor's page for the connection of a run, with its own ids",
  method: 'GET',
  path: '/runs/:runId/vendor-steps',
  params: z.object({ runId: RunId }),
  reply: z.array(VendorStep),
});
