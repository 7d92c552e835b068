import { type Choices, CredentialKind, longestCredentialDays, type PlanLimits } from '@vplus/contracts';
import { connectionTagPrefix, isOurs } from '../naming.ts';
import { freeName, isOursOnVplus } from '../organization-name.ts';
import type { Connection } from '../ports.ts';
import { type CredentialRule, type CredentialRules, credentialRules } from './credential-rules.ts';
import type { Reads } from './reads.ts';

/** What the tenant's policies say about credentials; of an application that does not exist yet: as of now. */
export async function rulesOf(reads: Reads, now: number): Promise<CredentialRules> {
  const [defaultPolicy, ownPolicies, application] = await Promise.all([
    reads.defaultPolicy(),
    reads.ownPolicies(),
    reads.application(),
  ]);
  const created = Date.parse(application?.createdDateTime ?? '');
  return credentialRules({ defaultPolicy, ownPolicies, createdAt: Number.isNaN(created) ? now : created });
}

/** What the choices are bound by in this tenant, as far as this person may read it. */
export async function limitsOf(reads: Reads, connection: Connection, now: number): Promise<PlanLimits> {
  const [rules, sameName, deleted, organizations, application] = await Promise.all([
    rulesOf(reads, now),
    reads.sameName(),
    reads.deleted(),
    reads.allOrganizations(),
    reads.application(),
  ]);
  const ours = organizations?.find((one) => isOursOnVplus(one, connection, application?.appId));
  const others = organizations?.filter((one) => one !== ours);
  return {
    credentialKinds: CredentialKind.options.filter(
      (kind) => isAllowed(kind, rules) && isProvable(kind, connection.choices),
    ),
    longestDays: { secret: longest(rules.secret), certificate: longest(rules.certificate) },
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
    credential: { kind: kept, days: Math.min(days, allowed) },
    adoptApplication: adoptedIsThere ? choices.adoptApplication : null,
    organizationName: choices.organizationName ?? limits.organizationName ?? null,
  };
}
