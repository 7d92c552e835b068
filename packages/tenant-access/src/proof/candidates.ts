import { message, type Words } from '@vplus/messages';
import * as z from 'zod';

export const Person = z.object({
  id: z.string(),
  mail: z.nullish(z.string()),
  userPrincipalName: z.nullish(z.string()),
  proxyAddresses: z.array(z.string()).catch([]),
  assignedPlans: z
    .array(z.object({ service: z.string(), capabilityStatus: z.string(), servicePlanId: z.string().catch('') }))
    .catch([]),
});
export type Person = z.infer<typeof Person>;

/** People worth asking, the likeliest first. */
export interface Candidates {
  mailboxes: Person[];
  /** Of them those whose plan has Exchange Web Services. */
  ews: Person[];
  drives: Person[];
  /** How many members were looked at, and whether there are more. */
  looked: number;
  complete: boolean;
}

/**
 * Plans of the service `exchange` that bring no mailbox of their own, or one without Exchange Web Services. Everything
 * else of that service is worth a try: a plan that we do not know may be a new one.
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const withoutMailbox = new Set([
  '113feb6c-3fe4-4440-bddc-54d774bf0318', // EXCHANGE_S_FOUNDATION
  '176a09a6-7ec5-4039-ac02-b2791c6ba793', // EXCHANGE_S_ARCHIVE_ADDON
  '34c0d7a0-a70f-4668-9238-47f9fc208882', // EXCHANGE_ANALYTICS
]);
const kiosk = new Set([
  '4a82b400-a79f-41a4-b4e2-e94f5787b113', // EXCHANGE_S_DESKLESS
]);
/** Exchange Online plan 1 and plan 2. */
const full = new Set(['9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'efb87545-963c-4e0d-99df-69c6916d9eb0']);

/** In its grace period a plan works as before. */
const isUsable = ({ capabilityStatus }: Person['assignedPlans'][number]) =>
  capabilityStatus === 'Enabled' || capabilityStatus === 'Warning';

const plansOf = ({ assignedPlans }: Person, service: string): string[] =>
  assignedPlans
    .filter((plan) => plan.service.toLowerCase() === service && isUsable(plan))
    .map(({ servicePlanId }) => servicePlanId.toLowerCase());

const mailboxPlans = (person: Person) => plansOf(person, 'exchange').filter((id) => !withoutMailbox.has(id));
const ewsPlans = (person: Person) => mailboxPlans(person).filter((id) => !kiosk.has(id));
const hasDrive = (person: Person) => plansOf(person, 'sharepoint').length > 0;

/** `complete`: nobody is left to be looked at. */
export function candidatesOf(people: Person[], complete: boolean): Candidates {
  const rank = (person: Person) =>
    ewsPlans(person).some((id) => full.has(id)) ? 0 : ewsPlans(person).length > 0 ? 1 : 2;
  const mailboxes = people.filter((one) => mailboxPlans(one).length > 0).toSorted((a, b) => rank(a) - rank(b));
  return {
    mailboxes,
    ews: mailboxes.filter((one) => ewsPlans(one).length > 0 && addressOf(one)),
    drives: people.filter(hasDrive),
    looked: people.length,
    complete,
  };
}

/** Under which Exchange knows a mailbox: `mail` may be empty, or lead elsewhere. */
export function addressOf({ mail, proxyAddresses, userPrincipalName }: Person): string | null {
  const primary = proxyAddresses.find((address) => address.startsWith('SMTP:'))?.slice('SMTP:'.length);
  return primary ?? mail ?? userPrincipalName ?? null;
}

/** What is true of people of whom none has it. */
export const nobody = ({ looked, complete }: Candidates, what: 'mailbox' | 'drive'): Words =>
  message(complete ? 'proof.nobody-has' : 'proof.nobody-among-the-first', { what, looked });
