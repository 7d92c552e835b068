import { Problem, type ProblemCode } from '@vplus/contracts';
import { message, rendered, type Words } from '@vplus/messages';
import type { Response } from 'express';

/** Sends a problem document (RFC 9457), with the challenge that RFC 6750 wants beside a 401. */
export function sendProblem(res: Response, problem: Problem, traceId: string): void {
  const view = rendered(problem.toView(traceId));
  const challenge = challengeOf(problem);
  if (challenge) res.set('WWW-Authenticate', challenge);
  // A 404 may be kept by default: a file that a new version brings back would stay lost.
  res.set('Cache-Control', 'no-store');
  // What a file server has set for the file that it was about to send is not true of this.
  for (const name of ofTheFile) res.removeHeader(name);
  if (view.retryAfterSeconds !== undefined) res.set('Retry-After', String(view.retryAfterSeconds));
  res.status(view.status).type('application/problem+json').send(JSON.stringify(view));
}

const ofTheFile = ['ETag', 'Last-Modified', 'Accept-Ranges', 'Content-Encoding'];

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
  // 403: a path that leads out of the folder.
  if (status === 404 || status === 403) return new Problem('not-found');
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return new Problem('input-invalid', undefined, { status, ...fileWords[status] });
}

/** What the headers of a request for a file may ask in vain: https://www.rfc-editor.org/rfc/rfc9110#section-15.5 */
const fileWords: Record<number, { title: Words; remedy: Words }> = {
  412: { title: message('server.file-changed'), remedy: message('server.load-again') },
  416: { title: message('server.no-such-part'), remedy: message('server.ask-for-a-part') },
};

const bodyProblems: Record<string, ProblemCode> = {
  'entity.parse.failed': 'input-invalid',
  'request.aborted': 'input-invalid',
  'request.size.invalid': 'input-invalid',
  'entity.too.large': 'body-too-large',
  'charset.unsupported': 'media-type-unsupported',
  'encoding.unsupported': 'media-type-unsupported',
};
