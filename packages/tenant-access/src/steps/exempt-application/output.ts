import * as z from 'zod';

export const ExemptionOutput = z.object({
  /** Our custom policy; null: there is none. */
  policyId: z.nullable(z.string()),
  /** The restrictions that it lifts, as Microsoft calls them; empty: it is not wanted. */
  lifts: z.array(z.string()),
  /** Ids of what else somebody assigned our policy to. */
  sharedWith: z.optional(z.array(z.string())),
  /** Where something is to be done: how the policy stands, and others of ours that a lost answer left. */
  stands: z.optional(
    z.object({
      fits: z.boolean(),
      assigned: z.boolean(),
      surplus: z.array(z.object({ id: z.string(), shared: z.boolean() })),
    }),
  ),
});
export type ExemptionOutput = z.infer<typeof ExemptionOutput>;

/** Of a look; undefined: it saw none. */
export const exemptionIn = (found: object): ExemptionOutput | undefined =>
  'output' in found ? ExemptionOutput.safeParse(found.output).data : undefined;
