import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { Instant, RunId } from './ids.ts';
import { exchangeProblems } from './problems.ts';
import { Answer, Revealable, RunView } from './runs.ts';

/** What is shown once and never again: the only reply of this product that carries a secret. */
export const Revealed = z.discriminatedUnion('what', [
  z.object({ what: z.literal('client-secret'), keyId: z.string(), value: z.string() }),
  z.object({
    what: z.literal('certificate'),
    keyId: z.string(),
    /** PKCS#12 with certificate and private key, base64. */
    pfx: z.string(),
    password: z.string(),
    /** SHA-256, hex. */
    thumbprint: z.string(),
    expiresAt: Instant,
  }),
]);
export type Revealed = z.infer<typeof Revealed>;

const params = z.object({ runId: RunId });

export const revealOnce = endpoint({
  id: 'revealOnce',
  summary: 'Show a credential that a person must enter somewhere: once per credential, recorded in the history',
  method: 'POST',
  path: '/runs/:runId/reveal',
  params,
  body: z.object({ what: Revealable }),
  reply: Revealed,
  problems: ['nothing-to-show', 'already-shown', ...exchangeProblems],
});

export const answerTask = endpoint({
  id: 'answerTask',
  summary: 'Tell how far the task of a step is; the run goes on with the fresh sign-in of the caller',
  method: 'POST',
  path: '/runs/:runId/answers',
  params,
  body: z.object({ stepId: z.string().check(z.maxLength(60)), answer: Answer }),
  reply: RunView,
  problems: ['no-such-task', 'run-already-active', ...exchangeProblems],
});
