import { type Choices, CredentialKind, longestCredentialDays, type PlanLimits } from '@vplus/contracts';
import { connectionTagPrefix, isOurs } from '../application/naming.ts';
import {
  type CredentialRule,
  type CredentialRules,
  createdAtOf,
  credentialRules,
} from '../credential/credential-rules.ts';
import { customPolicies, isOurExemption } from '../credential/exemption.ts';
import { freeName, isOursOnVplus } from '../organization/organization-name.ts';
import type { Connection } from '../ports.ts';
import type { Reads } from './reads.ts';

/** What the tenant's policies say about credentials, but for an exemption of our own; of an application that does not exist yet: as of now. */
export async function rulesOf(reads: Reads, connection: Connection, now: number): Promise<CredentialRules> {
  const [defaultPolicy, ownPolicies, application] = await Promise.all([
    reads.defaultPolicy(),
    foreignPolicies(reads, connection),
    reads.application(),
  ]);
  return credentialRules({ defaultPolicy, ownPolicies, createdAt: createdAtOf(application, now) });
}

/** Of those that are assigned to our application; undefined: may not be read. */
async function foreignPolicies(reads: Reads, connection: Connection): Promise<unknown[] | undefined> {
  const assigned = await reads.ownPolicies();
  // One that cannot be understood is nobody's that we know.
  return assigned?.filter((one) => !customPolicies([one]).some((policy) => isOurExemption(policy, connection)));
}

/** Restrictions on certificates other than their life are not known to v1.0, and nothing lifts them. */
function exemptionFrom({ secret, certificate }: CredentialRules, foreign: unknown[] | undefined) {
  const inTheWay = secret.is === 'forbidden' || secret.is === 'limited' || certificate.is === 'limited';
  return inTheWay ? (foreign?.length ? ('taken' as const) : ('possible' as const)) : undefined;
}

const exempted = (rules: CredentialRules): CredentialRules => ({
  secret: rules.secret.is === 'forbidden' || rules.secret.is === 'limited' ? { is: 'free' } : rules.secret,
  certificate: rules.certificate.is === 'limited' ? { is: 'free' } : rules.certificate,
});

/** What the choices are bound by in this tenant, as far as this person may read it. */
export async function limitsOf(reads: Reads, connection: Connection, now: number): Promise<PlanLimits> {
  const [found, foreign, sameName, deleted, organizations, application] = await Promise.all([
    rulesOf(reads, connection, now),
    foreignPolicies(reads, connection),
    reads.sameName(),
    reads.deleted(),
    reads.allOrganizations(),
    reads.application(),
  ]);
  const exemption = exemptionFrom(found, foreign);
  const rules = exemption === 'possible' && connection.choices.credentialPolicy === 'exempt' ? exempted(found) : found;
  const ours = organizations?.find((one) => isOursOnVplus(one, connection, application?.appId));
  const others = organizations?.filter((one) => one !== ours);
  return {
    credentialKinds: CredentialKind.options.filter(
      (kind) => isAllowed(kind, rules) && isProvable(kind, connection.choices),
    ),
    longestDays: { secret: longest(rules.secret), certificate: longest(rules.certificate) },
    ...(exemption ? { exemption } : {}),
    adoptable: (sameName ?? [])
      .filter((one) => !isOurs(one, connection) && !one.tags.some((tag) => tag.startsWith(connectionTagPrefix)))
      .map(({ id, appId, createdDateTime }) => ({ objectId: id, appId, createdAt: createdDateTime ?? null })),
    ...(others ? { organizationName: ours?.name ?? freeName(connection, others) } : {}),
    deletedApplication: deleted ? { name: deleted.displayName, deletedAt: deleted.deletedDateTime ?? null } : null,
  };
}

const partsOf = (kind: CredentialKind) => (kind === 'both' ? (['secret', 'certificate'] as const) : ([kind] as const));

const isAllowed = (kind: CredentialKind, rules: CredentialRules): boolean =>
  partsOf(kind).every((part) => rules[part].is !== 'forbidden');

/** The key of a certificate that a person made stays with them: the assistant could not sign in with it. */
const isProvable = (kind: CredentialKind, { writes }: Choices): boolean => writes === 'assistant' || kind === 'secret';

const longest = (rule: CredentialRule): number =>
  rule.is === 'limited' ? Math.min(rule.days, longestCredentialDays) : longestCredentialDays;

/**
 * The choices as far as they can be kept: a credential that a policy forbids gives way to one that it allows, and
 * lives no longer than it may; an application that is gone cannot be adopted. The checks say what was changed.
 */
export function withinLimits(choices: Choices, limits: PlanLimits, adoptedIsThere: boolean): Choices {
  const { kind, days } = choices.credential;
  const { credentialKinds, longestDays } = limits;
  const kept = credentialKinds.includes(kind) ? kind : (credentialKinds[0] ?? kind);
  const allowed = Math.min(...partsOf(kept).map((part) => longestDays[part]));
  return {
    ...choices,
    // One application has one custom policy: that of somebody else is not ours to replace.
    ...(limits.exemption === 'taken' && choices.credentialPolicy === 'exempt' ? { credentialPolicy: 'keep' } : {}),
    credential: { kind: kept, days: Math.min(days, allowed) },
    adoptApplication: adoptedIsThere ? choices.adoptApplication : null,
    organizationName: choices.organizationName ?? limits.organizationName ?? null,
  };
}
