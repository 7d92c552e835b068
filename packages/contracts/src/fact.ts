import * as z from 'zod/mini';
import { Text } from './text.ts';

/** What a fact is, whatever a screen calls it. Stored: a key that goes needs a migration. */
export const FactKey = z.enum([
  'client-id',
  'tenant-id',
  'application-object-id',
  'service-principal-id',
  'policy-id',
  'policy-lifts',
  'secret-id',
  'secret-expires',
  'certificate-id',
  'certificate-expires',
  'certificate-thumbprint',
  'removed-credentials',
  'proved-at',
  'organization-guid',
  'organization-name',
  'app-inv-page',
  'app-domain',
]);
export type FactKey = z.infer<typeof FactKey>;

/** A value worth copying: client id, tenant id, expiry. Never a secret. */
export const Fact = z.object({
  key: FactKey,
  label: Text,
  value: Text,
  kind: z.enum(['id', 'text', 'instant']),
});
export type Fact = z.infer<typeof Fact>;
/** Inside the server, and as it is kept: its texts may be messages. */
export type UnwordedFact = z.input<typeof Fact>;
