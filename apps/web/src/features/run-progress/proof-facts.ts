import type { Fact, FactKey, RunView } from '@vplus/contracts';

/** Which facts of a run a proof shows, in its order; the others stand with their step. */
const shown: Record<FactKey, boolean> = {
  'client-id': true,
  'tenant-id': true,
  'application-object-id': true,
  'service-principal-id': false,
  'policy-id': false,
  'policy-lifts': false,
  'secret-id': true,
  'secret-expires': true,
  'certificate-id': true,
  'certificate-thumbprint': true,
  'certificate-expires': true,
  'removed-credentials': true,
  'proved-at': false,
  'organization-guid': true,
  'organization-name': false,
  'app-inv-page': false,
  'app-domain': false,
};

/** What of a run is worth copying: the ids of what it made or found, and until when its credentials live. */
export function proofFacts({ steps }: Pick<RunView, 'steps'>): Fact[] {
  const facts = new Map(steps.flatMap((step) => step.facts).map((fact) => [fact.key, fact]));
  const keys = Object.keys(shown) as FactKey[];
  return keys.flatMap((key) => (shown[key] ? (facts.get(key) ?? []) : []));
}
