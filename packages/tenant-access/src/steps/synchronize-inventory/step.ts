import { startSynchronization, type VplusTask } from '@vplus/clients';
import { type Concern, Problem } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';
import type { StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import { reading } from '#assistant/roles.ts';
import { replacedIn } from '#credential/replaced.ts';
import { synchronize } from '#organization/synchronize.ts';
import { markOfHandOver, progressOf, synchronizedSince } from '#organization/synchronized-since.ts';
import type { Connection, Memory, Readers } from '#ports.ts';
import { onVplus } from '#steps/change.ts';
import { dayMs, step } from '../define-step.ts';
import { registerOrganization, toHandOver } from '../register-organization/step.ts';

/**
 * vPlus has listed the users and sites of the tenant with the credential that it holds now: a synchronization counts
 * that began after the hand-over. It may take hours and holds nothing else up.
 */
export const synchronizeInventory = step({
  id: 'synchronize-inventory',
  title: message('synchronize-inventory.title'),
  after: [registerOrganization.id],
  background: true,
  output: z.object({ organizationGuid: z.nullable(z.string()) }),
  waitingFor: message('synchronize-inventory.waiting'),
  budgetMs: 2 * 60 * 60_000,
  usualMs: 60_000,
  needs: { role: reading, scopes: [] },
  plan: {
    words: ({ connection: { choices } }) => ({
      make: message(
        replacedIn(choices).length > 0 ? 'synchronize-inventory.plan-replaced' : 'synchronize-inventory.plan',
      ),
    }),
  },
  changes: ({ profile }) => [
    onVplus(message('synchronize-inventory.starts'), profile, startSynchronization(profile, '{guid}')),
  ],
  byHand: 'as-ever',
  vendorSteps: [],
  finds: 'synchronization-missing',

  async find(context) {
    const { services, outputOf } = context;
    const registered = outputOf(registerOrganization);
    if (!registered) return { is: 'cannot-look', why: message('register-organization.not-on-vplus-yet') };

    const { organizationGuid } = registered;
    if (organizationGuid === null)
      return {
        is: 'there',
        as: 'not-possible',
        output: registered,
        detail: message('synchronize-inventory.no-look'),
      };
    const memory = await services.recall();
    const seen = await lookSince(context, organizationGuid, memory);
    if (seen.is === 'refused' || seen.is === 'failed')
      return {
        is: 'absent',
        detail: seen.said,
        concerns: [
          { kind: seen.is === 'refused' ? 'organization-sign-in-refused' : 'synchronization-failed', what: seen.said },
        ],
      };
    const credentials = toHandOver(context);
    // What vPlus reads before it gets a credential tells nothing of that.
    if (!credentials) return { is: 'cannot-look', why: message('synchronize-inventory.no-credential-yet') };
    if (!credentials.every(({ keyId }) => memory.handedOver?.keyIds.includes(keyId)))
      // That vPlus does not hold it yet, the step before tells.
      return { is: 'absent', detail: message('synchronize-inventory.not-read-yet'), concerns: [] };
    if (seen.is === 'running') return { is: 'under-way', detail: progressOf(seen.task) };
    if (seen.is === 'proved' || wasSeen(memory, organizationGuid))
      return {
        is: 'there',
        output: registered,
        ...(seen.is === 'proved' && seen.trouble
          ? failedSince(seen.trouble)
          : { detail: read, concerns: longAgo(seen.lastAt, services.clock.now()) }),
      };
    return { is: 'absent', detail: message('synchronize-inventory.not-read-since') };
  },

  async make(context) {
    const { services, outputOf } = context;
    const registered = outputOf(registerOrganization);
    const organizationGuid = registered?.organizationGuid;
    if (!registered || !organizationGuid) return undefined;

    const task = await synchronize(context, organizationGuid);
    if (task === null) return undefined;
    if (task.state === 'failed') throw new Problem('inventory-sync-failed', whyFailed(task, context.connection));
    const { handedOver } = await services.recall();
    const at = new Date(services.clock.now()).toISOString();
    await services.remember({ synchronized: { organizationGuid, keyIds: handedOver?.keyIds ?? [], at } });
    return { is: 'there', output: registered, detail: read };
  },
});

/** After so many days without a synchronization somebody should look why. */
const oldDays = 14;

const longAgo = (lastAt: number | null, now: number): Concern[] =>
  lastAt !== null && now - lastAt > oldDays * dayMs
    ? [{ kind: 'synchronization-old', what: message('finding.not-synchronized', { days: oldDays }) }]
    : [];

function failedSince(trouble: Words) {
  const attention = message('synchronize-inventory.read-but-failed', { trouble });
  return { attention, concerns: [{ kind: 'synchronization-failed' as const, what: attention }] };
}

/** In vPlus's own words; and what stays because of it. */
function whyFailed({ statusInfo }: VplusTask, { choices }: Connection): Words | undefined {
  if (replacedIn(choices).length === 0) return statusInfo ?? undefined;
  return sentences(...(statusInfo ? [statusInfo] : []), message('synchronize-inventory.replaced-stays'));
}

const read = message('synchronize-inventory.read');

async function lookSince(
  { services: { vplus } }: Pick<StepContext<Readers, Connection>, 'services'>,
  organizationGuid: string,
  { handedOver }: Memory,
) {
  const [organizations, tasks] = await Promise.all([vplus.organizations(), vplus.tasksOf(organizationGuid)]);
  const organization = organizations.find(({ guid }) => guid === organizationGuid);
  const lastAt = organization?.lastSynchronizedAt ?? null;
  if (!handedOver) return { is: 'none' as const, lastAt };
  return { ...synchronizedSince(organization, tasks, markOfHandOver(handedOver)), lastAt };
}

/** A server may forget its tasks after a while: then what we once saw of this credential stands. */
const wasSeen = ({ synchronized, handedOver }: Memory, organizationGuid: string): boolean =>
  synchronized?.organizationGuid === organizationGuid &&
  synchronized.keyIds !== undefined &&
  handedOver !== undefined &&
  handedOver.keyIds.length > 0 &&
  handedOver.keyIds.every((keyId) => synchronized.keyIds?.includes(keyId));
