import * as z from 'zod/mini';

/** What can be left out of a backup; users and groups always belong to it. */
export const BackupWorkload = z.enum(['exchange', 'onedrive', 'sharepoint', 'teams']);
export type BackupWorkload = z.infer<typeof BackupWorkload>;

/** secret: what every vPlus server takes; certificate: what SharePoint's own interface demands; both: side by side. */
export const CredentialKind = z.enum(['secret', 'certificate', 'both']);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** The portal's own limit for a client secret. */
export const longestCredentialDays = 730;

/** More credentials than an application of ours ever has at a time. */
const mostReplaced = 20;

/** What vPlus takes for the name of an organization. */
export const longestOrganizationName = 200;

/** Everything that a person may decide about a connection; part of the plan that they approve. */
export const Choices = z.object({
  applicationName: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  workloads: z.array(BackupWorkload).check(
    z.minLength(1),
    z.refine((all) => new Set(all).size === all.length, { error: 'Name each workload once' }),
  ),
  /** vendor: the exact list of the vendor's page; reduced: without those that a stronger one of the list covers. */
  permissionList: z.enum(['vendor', 'reduced']),
  credential: z.object({
    kind: CredentialKind,
    days: z.number().check(z.int(), z.gte(1), z.lte(longestCredentialDays)),
  }),
  /**
   * exempt: a custom app management policy lifts, for this one application, what forbids or shortens its credential;
   * keep: an exemption of before is taken back. Absent: nobody ever chose one, and the tenant's policy is kept to.
   */
  credentialPolicy: z.optional(z.enum(['keep', 'exempt'])),
  /**
   * What the assistant itself may do in the tenant with nobody signed in. look: its own service principal has the
   * application permission Application.Read.All; none: one of before is taken back. Absent: nobody ever chose one, and
   * it may do nothing.
   */
  standingAccess: z.optional(z.enum(['none', 'look'])),
  /** SharePoint's LegacyAuthProtocolsEnabled: enable only lowers security, and disconnect takes it back. */
  legacyAuth: z.enum(['keep', 'enable']),
  /** A deleted application of ours that still holds the name: bring it back, or purge it for good and make anew. */
  deletedApplication: z.enum(['restore', 'purge']),
  /** Object id of an application that is there under the same display name and is to be used instead of a new one. */
  adoptApplication: z.nullable(z.guid()),
  /** hand-over: a person enters the three values into vPlus, where its contract is not the one that we know. */
  registration: z.enum(['api', 'hand-over']),
  /** What the organization is called on vPlus; absent: the plan proposes a name that is free there. */
  organizationName: z.optional(
    z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestOrganizationName))),
  ),
  /** by-hand: the assistant writes nothing in the tenant; a person runs the script, the assistant checks. */
  writes: z.enum(['assistant', 'by-hand']),
  /**
   * Key ids of credentials of this connection that new ones take the place of: each is removed once vPlus has signed in
   * with what it got instead. It is of one run: a connection keeps none. Absent: none.
   */
  replaceCredentials: z.optional(z.array(z.guid()).check(z.maxLength(mostReplaced))),
});
export type Choices = z.infer<typeof Choices>;

/** What a person decided so far; the rest stays as it was, or as it usually is. */
export const SomeChoices = z.partial(Choices);
export type SomeChoices = z.infer<typeof SomeChoices>;
