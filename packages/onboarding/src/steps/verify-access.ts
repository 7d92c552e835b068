import { RemoteError } from '@vplus/clients';
import { meaningOf } from '@vplus/contracts/refusals';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { offeredBy } from '../permissions/offered.ts';
import type { Memory } from '../ports.ts';
import { refusalOf } from '../problem-of.ts';
import { prove } from '../proof/prove.ts';
import { attentionOf, rowOf } from '../proof/reading.ts';
import { openSecret } from '../sealed-secret.ts';
import { addSecret } from './add-secret.ts';
import { grantPermissions } from './grant-permissions.ts';
import { registerApplication } from './register-application.ts';
import { replicationBudgetMs, step } from './step.ts';

const Output = z.object({ provedAt: z.nullable(z.string()) });

/** How long after a secret was made a refusal of one workload is taken for replication. */
const patienceMs = 2 * 60_000;

/**
 * What was granted works, proved with the application's own secret. Looking is all there is to do, so it has no
 * make: as long as Microsoft is spreading the roles it is under way.
 *
 * The proof is remembered for this secret and these grants: afterwards only vPlus has the value, and a second
 * connect or a check rests on it.
 */
export const verifyAccess = step({
  id: 'verify-access',
  title: 'Prove that the access works',
  after: [grantPermissions.id, addSecret.id],
  output: Output,
  waitingFor: 'Microsoft is putting the permissions into effect',
  budgetMs: replicationBudgetMs,
  usualMs: 30_000,

  async find({ services, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const grants = outputOf(grantPermissions);
    const secret = outputOf(addSecret);
    if (!registered || !grants || !secret) return { is: 'cannot-look', why: 'There is nothing to prove yet' };

    const { proof } = await services.recall();
    if (proof && proof.keyId === secret.keyId && sameGrants(proof.grants, grants.granted)) return proved(proof);

    const sealed = await openSecret(services.vault);
    if (sealed?.keyId !== secret.keyId)
      return {
        is: 'there',
        output: { provedAt: proof?.at ?? null },
        rows: proof?.rows ?? [],
        attention: 'The permissions have changed since, and only vPlus has the secret: a new secret would prove them.',
      };

    const offered = await offeredBy(services.graph, connection.choices);
    const result = await prove(services, { clientId: registered.appId, secret: sealed.value, offered }).catch(
      async (error: unknown) => {
        const ageMs = secret.addedAt === null ? undefined : services.clock.now() - Date.parse(secret.addedAt);
        if (isSpoiled(error, ageMs)) await services.remember({ refusedKeyId: secret.keyId });
        throw error;
      },
    );
    if ('lacking' in result) return { is: 'under-way', detail: result.lacking };

    const now = services.clock.now();
    const patient = secret.addedAt !== null && now - Date.parse(secret.addedAt) < patienceMs;
    const rows = result.workloads.map((workload) => rowOf(workload, patient));
    if (rows.some(({ state }) => state === 'waiting'))
      return { is: 'under-way', rows, detail: 'Some services do not know the new application yet.' };

    const attention = attentionOf(result.workloads);
    const seen = {
      keyId: secret.keyId,
      appId: registered.appId,
      grants: grants.granted,
      at: new Date(now).toISOString(),
      rows,
      ...(attention ? { attention } : {}),
    };
    await services.remember({ proof: seen });
    return proved(seen);
  },
});

const proved = ({ at, rows, attention }: NonNullable<Memory['proof']>): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  output: { provedAt: at },
  rows,
  facts: [{ label: 'Proved', value: at, kind: 'instant' }],
  ...(attention ? { attention } : { detail: 'Every permission is in a fresh token, and each service answered.' }),
});

/** Refused although it had time to spread, or has expired: no trying again helps, so that the next attempt adds another. */
function isSpoiled(error: unknown, ageMs: number | undefined): boolean {
  const refusal = error instanceof RemoteError ? refusalOf(error.fields) : null;
  const problem = refusal && meaningOf(refusal, { ageMs }).problem;
  return problem === 'secret-wrong' || problem === 'secret-expired';
}

const sameGrants = (a: string[], b: string[]) => a.length === b.length && a.every((key) => b.includes(key));
