import { z } from 'zod';

const changes = {
  accountEnabled: z.boolean(),
  mail: z.string().nullable(),
  userType: z.enum(['Member', 'Guest']),
  assignedPlans: z.array(
    z.strictObject({
      service: z.string(),
      capabilityStatus: z.string(),
      servicePlanId: z.string(),
      assignedDateTime: z.string(),
    }),
  ),
  /** `at-mail`, another address, or null for none. */
  mailbox: z.string().min(1).nullable(),
  drive: z.enum(['there', 'absent', 'locked']),
};

export const personPatch = z.strictObject(changes).partial();
export type PersonPatch = z.infer<typeof personPatch>;

export const newPerson = z.strictObject({
  login: z.string().regex(/^[\w.-]+$/),
  name: z.string().min(1),
  roles: z.array(z.string()).default([]),
  unlicensed: z.boolean().default(false),
  first: z.boolean().default(false),
  ...z.strictObject(changes).partial().shape,
});
export type NewPerson = z.infer<typeof newPerson>;

export const applicationPatch = z.strictObject({ isDisabled: z.boolean().nullable() });
export const servicePrincipalPatch = z
  .strictObject({ accountEnabled: z.boolean(), isDisabled: z.boolean().nullable() })
  .partial();
