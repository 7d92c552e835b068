import { Problem, type ProblemCode } from '@vplus/contracts';
import type { Response } from 'express';

/** Sends a problem document (RFC 9457), with the challenge that RFC 6750 wants beside a 401. */
export function sendProblem(res: Response, problem: Problem, traceId: string): void {
  const view = problem.toView(traceId);
  const challenge = challengeOf(problem);
  if (challenge) res.set('WWW-Authenticate', challenge);
  // A 404 may be kept by default: a file that a new version brings back would stay lost.
  res.set('Cache-Control', 'no-store');
  if (view.retryAfterSeconds !== undefined) res.set('Retry-After', String(view.retryAfterSeconds));
  res.status(view.status).type('application/problem+json').send(JSON.stringify(view));
}

/** https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function challengeOf(problem: Problem): string | undefined {
  if (problem.code === 'sign-in-required') return 'Bearer';
  if (problem.code !== 'sign-in-again') return undefined;
  const { claims } = problem.options;
  if (!claims) return 'Bearer error="invalid_token"';
  return `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
}

/** What Express, its body parser and its file server throw when the caller is to blame; they mark their errors with `type` and `status`. */
export function problemOfRequest(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { type, status } = error as { type?: unknown; status?: unknown };
  const code = typeof type === 'string' ? bodyProblems[type] : undefined;
  if (code) return new Problem(code);
  if (status === 400) return new Problem('input-invalid');
  if (status === 404) return new Problem('not-found');
  return undefined;
}

const bodyProblems: Record<string, ProblemCode> = {
  'entity.parse.failed': 'input-invalid',
  'request.aborted': 'input-invalid',
  'request.size.invalid': 'input-invalid',
  'entity.too.large': 'body-too-large',
  'charset.unsupported': 'media-type-unsupported',
  'encoding.unsupported': 'media-type-unsupported',
};
