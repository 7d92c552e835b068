import { RemoteError } from '@vplus/clients';
import type { Concern, CredentialKind, UnwordedRow } from '@vplus/contracts';
import { meaningOf, workloadRefusals } from '@vplus/contracts/refusals';
import { message, type Words } from '@vplus/messages';
import type { Finding, StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import { reading } from '#assistant/roles.ts';
import { isCheckDue } from '#credential/whereabouts.ts';
import { offeredBy } from '#permissions/offered.ts';
import type { Connection, Learned, Memory, Readers } from '#ports.ts';
import { prove } from '#proof/prove.ts';
import { rowOf, seenOf, type Workload } from '#proof/reading.ts';
import type { ReadSeen } from '#proof/seen.ts';
import { summaryOf } from '#proof/summary.ts';
import { refusalOf } from '#refusals/problem-of.ts';
import { credentialsOf, openCredentials, type SealedCredentials, sameMembers } from '#steps/credentials.ts';
import { addCertificate } from '../add-certificate/step.ts';
import { addSecret } from '../add-secret/step.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { grantPermissions } from '../grant-permissions/step.ts';
import { registerApplication } from '../register-application/step.ts';
import { planWords } from './plan-words.ts';

const Output = z.object({ provedAt: z.nullable(z.string()) });

const spreading = message('verify-access.waiting');

/** How long after the last credential or permission was made a refusal of one workload is taken for replication. */
const patienceMs = 2 * 60_000;
/** How long after it an outage of every service is waited out. */
const outageMs = 10 * 60_000;

/**
 * What was granted works, proved with the application's own credentials. Looking is all there is to do, so it has no
 * make: as long as Microsoft is still replicating the roles it is under way.
 *
 * The proof is remembered for these credentials and grants: afterwards only vPlus has their values, and a second
 * connect or a check rests on it.
 */
export const verifyAccess = step({
  id: 'verify-access',
  title: message('verify-access.title'),
  after: [grantPermissions.id, addSecret.id, addCertificate.id],
  output: Output,
  waitingFor: spreading,
  budgetMs: replicationBudgetMs,
  usualMs: 30_000,
  needs: { role: reading, scopes: [] },
  plan: { words: planWords, action: () => 'check' },
  byHand: 'as-ever',
  vendorSteps: [14],
  finds: 'proof-outdated',
  isApplication: true,
  waitsOut: ({ fields: { service, status } }) => (service !== 'identity' && status === 401 ? spreading : undefined),

  async find(context) {
    const { services, connection, outputOf } = context;
    const registered = outputOf(registerApplication);
    const grants = outputOf(grantPermissions);
    const credentials = credentialsOf(context);
    if (!registered || !grants || !credentials) return { is: 'cannot-look', why: message('verify-access.nothing-yet') };

    const memory = await services.recall();
    const { proof } = memory;
    const sealed = await openCredentials(services.vault, credentials.keyIds);
    const holdsStill =
      proof && sameMembers(proof.keyIds, credentials.keyIds) && sameMembers(proof.grants, grants.granted);
    const mayTryAgain = sealed && (isCheckDue(memory) || proof?.reads.some(({ outcome }) => outcome === 'unproved'));
    if (holdsStill && !mayTryAgain) return proved(proof);

    if (!sealed)
      return {
        is: 'there',
        output: { provedAt: proof?.at ?? null },
        rows: proof ? rowsStillTrue(proof, connection.choices.credential.kind) : [],
        attention: whyUnproved(proof, grants.granted),
      };

    const offered = await offeredBy(services.graph, connection.choices);
    let refusedKeyId: string | undefined;
    const watched: Readers = {
      ...services,
      appOnly: (input) =>
        services.appOnly(input).catch((error: unknown) => {
          const { lastAddedAt } = credentials;
          const ageMs = lastAddedAt === null ? undefined : services.clock.now() - Date.parse(lastAddedAt);
          const refused = 'secret' in input.credential ? sealed.secret : sealed.certificate;
          // Of a service alone its refusal speaks; each credential is also shown to Graph.
          const isGraph = input.scope === services.endpoints.graphScope;
          if (isGraph && refused && isSpoiled(error, refused, ageMs)) refusedKeyId = refused.keyId;
          throw error;
        }),
    };
    const asked = { clientId: registered.appId, ...proofCredentials(sealed), offered };
    const result = await prove(watched, asked).catch((error: unknown) => {
      if (!refusedKeyId) throw error;
      return { is: 'refused' as const, error, learned: { memory: { refusedKeyId } } };
    });
    if ('error' in result) return result;
    if ('lacking' in result) return { is: 'under-way', detail: result.lacking };

    const now = services.clock.now();
    const { keyIds, lastAddedAt } = credentials;
    const sinceMs = now - latest(lastAddedAt, grants.grantedAt);
    const patient = sinceMs < patienceMs;
    const { kept, workloads } = withEarlier(result.workloads, earlierRead(context, { proof, grants, sealed }));
    const rows = workloads.map((workload) => rowOf(workload, patient));
    if (rows.some(({ state }) => state === 'waiting'))
      return { is: 'under-way', rows, detail: message('verify-access.not-known-yet') };

    // When no service answers at all it is not the application: waited for, and never put in place of a proof.
    if (isBlind(workloads)) {
      if (sinceMs < outageMs) return { is: 'under-way', detail: message('verify-access.no-answer') };
      if (holdsStill) return proved(proof);
    }
    const { detail, attention } = summaryOf(workloads);
    const at = new Date(now).toISOString();
    const seen = {
      keyIds,
      appId: registered.appId,
      grants: grants.granted,
      at,
      rows,
      tokens: result.tokens,
      reads: workloads.map((workload) => (workload.key === kept?.key ? kept : seenOf(workload, at))),
      detail,
      ...(attention ? { attention: detail } : {}),
    };
    const { sharePointOrigin } = result;
    const learned: Learned = { memory: { proof: seen, ...(sharePointOrigin ? { sharePointOrigin } : {}) } };
    return { ...proved(seen), learned };
  },
});

/**
 * SharePoint's own interface was shown the certificate, and takes nothing else. Where the certificate stays and only the
 * secret is new, what was answered then is true still, since the same was granted.
 */
function earlierRead(
  { outputOf }: Pick<StepContext<Readers, Connection>, 'outputOf'>,
  { proof, grants, sealed }: { proof: Memory['proof']; grants: { granted: string[] }; sealed: SealedCredentials },
): ReadSeen | undefined {
  const keyId = outputOf(addCertificate)?.keyId;
  if (!keyId || sealed.certificate || !proof?.keyIds.includes(keyId)) return undefined;
  if (!sameMembers(proof.grants, grants.granted)) return undefined;
  return proof.reads.find(({ key, outcome }) => key === 'sharepoint' && outcome === 'works');
}

const withEarlier = (workloads: Workload[], kept: ReadSeen | undefined) => ({
  kept,
  workloads: workloads.map((one) => (one.key === kept?.key ? { ...one, reading: { is: 'works' as const } } : one)),
});

const proved = ({
  at,
  rows,
  reads,
  attention,
  detail,
}: NonNullable<Memory['proof']>): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  output: { provedAt: at },
  rows,
  facts: [{ key: 'proved-at', label: message('verify-access.proved'), value: at, kind: 'instant' }],
  ...(attention ? { attention } : { detail: detail ?? earlier(rows) }),
  concerns: attention ? concernsIn(rows, reads) : [],
});

/** Only vPlus has what the application signs in with: what was proved last is all that can be shown. */
function whyUnproved(proof: Memory['proof'], granted: string[]): Words {
  if (!proof) return message('verify-access.no-proof');
  const isOtherCredential = sameMembers(proof.grants, granted);
  return message(isOtherCredential ? 'verify-access.other-credentials' : 'verify-access.other-permissions');
}

/** What a certificate proved of SharePoint's own interface is not true of a secret. */
const rowsStillTrue = ({ rows }: NonNullable<Memory['proof']>, kind: CredentialKind): UnwordedRow[] =>
  rows.map((row) =>
    kind === 'secret' && row.key === 'sharepoint' && row.outcome === 'answered'
      ? {
          ...row,
          state: 'done-with-attention',
          outcome: 'unproved',
          note: message('verify-access.without-certificate'),
        }
      : row,
  );

/**
 * What Exchange Web Services answered is told by the step that looks after their switch. That SharePoint's own interface
 * takes no secret follows from what was chosen.
 */
const concernsIn = (rows: UnwordedRow[], reads: ReadSeen[]): Concern[] =>
  rows.flatMap(({ key, label, outcome, note }) =>
    key === 'ews' ||
    (outcome !== 'refused' && outcome !== 'unproved') ||
    reads.some((read) => read.key === key && read.code === certificateNeeded)
      ? []
      : [
          {
            kind: outcome === 'refused' ? 'service-refused' : 'service-unproved',
            subject: key,
            what: message(`verify-access.read-${outcome}`, { service: label, why: note ?? '' }),
          },
        ],
  );

const [certificateNeeded] = workloadRefusals.certificateNeeded.codes;
/** Epoch milliseconds; long ago where nobody knows. */
const latest = (...instants: (string | null | undefined)[]): number =>
  Math.max(...instants.map((at) => (at ? Date.parse(at) : Number.NEGATIVE_INFINITY)));

const isBlind = (workloads: Workload[]): boolean =>
  workloads.some(({ reading }) => reading.is === 'unproved') &&
  workloads.every(({ reading }) => reading.is === 'unproved' || reading.is === 'nothing');

/** Of a proof that an earlier build remembered: its rows say what its sentence did not. */
function earlier(rows: UnwordedRow[]): Words {
  const answered = rows.filter(({ state }) => state === 'done').length;
  return message('verify-access.answered-before', { answered, all: rows.length });
}

/** Refused although it had time to spread, or has expired: no trying again helps, so that the next attempt adds another. */
function isSpoiled(error: unknown, refused: object, ageMs: number | undefined): boolean {
  const refusal = error instanceof RemoteError ? refusalOf(error.fields) : null;
  const problem = refusal && meaningOf(refusal, { ageMs }).problem;
  if ('certificatePem' in refused) return problem === 'certificate-mismatch';
  return problem === 'secret-wrong' || problem === 'secret-expired';
}

/** With two credentials the secret proves what it can, and SharePoint, which takes no secret, is shown the certificate. */
function proofCredentials({ secret, certificate }: SealedCredentials) {
  const bySecret = secret && { secret: secret.value };
  const byCertificate = certificate && { certificate };
  const credential = bySecret ?? byCertificate;
  if (!credential) throw new Error('Nothing is sealed');
  return { credential, sharePointCredential: byCertificate ?? credential };
}
