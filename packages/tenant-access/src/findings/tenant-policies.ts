import type { ConditionalAccessPolicy } from '@vplus/clients';
import type { Concern } from '@vplus/contracts';
import { message, sentences } from '@vplus/messages';
import * as z from 'zod';
import { reading } from '../assistant/roles.ts';
import { blocksApplications, named } from '../checks/check-conditional-access.ts';
import type { CredentialRule } from '../credential/credential-rules.ts';
import type { Connection } from '../ports.ts';
import { createServicePrincipal } from '../steps/create-service-principal/step.ts';
import type { TenantStep } from '../steps/define-step.ts';
import { registerApplication } from '../steps/register-application/step.ts';
import { rulesOf } from '../tenant/limits.ts';
import { createReads, type Reads } from '../tenant/reads.ts';

const id = 'tenant-policies';
const Output = z.object({ read: z.boolean() });

/**
 * What the tenant's own policies, made or changed since the connect, mean for the application. No connect has this
 * step: nobody changes them for us, and the plan of a connect looks at them by its checks.
 */
export const tenantPolicies: TenantStep<typeof id, z.infer<typeof Output>> = {
  id,
  title: message('tenant-policies.title'),
  after: [registerApplication.id, createServicePrincipal.id],
  output: Output,
  waitingFor: message('tenant-policies.waiting'),
  budgetMs: 2 * 60_000,
  usualMs: 2_000,
  needs: { role: reading, scopes: [] },

  async find({ services, connection, outputOf }) {
    const principal = outputOf(createServicePrincipal);
    if (!principal) return { is: 'cannot-look', why: message('create-service-principal.not-there-yet') };
    // Of nobody who is signed in they are asked, and whether that person may read them is no word against the tenant.
    const unread = { is: 'there' as const, output: { read: false }, detail: message('tenant-policies.not-all-read') };
    if (services.grantedScopes === null) return unread;
    const reads = createReads(services, connection);
    const [signIn, credential] = await Promise.all([
      signInConcerns(reads, principal.servicePrincipalId),
      credentialConcerns(reads, connection, services.clock.now()),
    ]);
    const concerns = [...(signIn ?? []), ...(credential ?? [])];
    return {
      ...(signIn && credential
        ? { is: 'there', output: { read: true }, detail: message('tenant-policies.fine') }
        : unread),
      concerns,
      ...(concerns.length > 0 ? { attention: sentences(...concerns.map(({ what }) => what)) } : {}),
    };
  },
};

/** Of such a look: nobody saw all of the policies. */
export const isUnread = (step: { id: string }, output: unknown): boolean =>
  step.id === id && Output.safeParse(output).data?.read === false;

/** null: the policies may not be read. */
async function signInConcerns(reads: Reads, principalId: string): Promise<Concern[] | null> {
  const policies = await reads.conditionalAccess();
  if (!policies) return null;
  const blocking = policies.filter(
    (one) => one.state === 'enabled' && blocksApplications(one) && covers(one, principalId),
  );
  if (blocking.length === 0) return [];
  const what = message('tenant-policies.blocks', { policies: named(blocking), count: blocking.length });
  return [{ kind: 'conditional-access-blocks', what }];
}

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessclientapplications */
function covers({ conditions }: ConditionalAccessPolicy, principalId: string): boolean {
  const { includeServicePrincipals, excludeServicePrincipals } = conditions?.clientApplications ?? {};
  const isIn = (list: string[] | null | undefined, ...ids: string[]) => ids.some((id) => list?.includes(id));
  return (
    isIn(includeServicePrincipals, 'ServicePrincipalsInMyTenant', principalId) &&
    !isIn(excludeServicePrincipals, principalId)
  );
}

/** What the next credential will meet. Where an exemption was chosen its own step looks after it. */
async function credentialConcerns(reads: Reads, connection: Connection, now: number): Promise<Concern[] | null> {
  const { credential, credentialPolicy } = connection.choices;
  if (credentialPolicy === 'exempt') return [];
  const rules = await rulesOf(reads, connection, now);
  const kinds = credential.kind === 'both' ? (['secret', 'certificate'] as const) : [credential.kind];
  if (kinds.some((kind) => rules[kind].is === 'unknown')) return null;
  return kinds.flatMap((kind) => concernOf(kind, rules[kind], credential.days));
}

function concernOf(kind: 'secret' | 'certificate', rule: CredentialRule, days: number): Concern[] {
  if (rule.is === 'forbidden')
    return [{ kind: 'credential-policy-forbids', subject: kind, what: message('tenant-policies.forbids', { kind }) }];
  if (rule.is === 'limited' && rule.days < days)
    return [
      {
        kind: 'credential-policy-shortens',
        subject: kind,
        what: message('tenant-policies.shortens', { kind, days: rule.days, wished: days }),
      },
    ];
  return [];
}
