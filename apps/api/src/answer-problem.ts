import { RemoteError } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import { isStorageFault, RunAlreadyActive } from '@vplus/store';
import { problemOf } from '@vplus/tenant-access';
import type { ErrorRequestHandler } from 'express';
import type { Caller } from './caller.ts';
import { problemOfRequest, sendProblem } from './problem-reply.ts';

/** Every error ends here, as a problem document with the trace id that our log has too. */
export const answerProblem: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error);
  // The browser went away, which is how a person changes their mind about a plan: nobody waits for an answer.
  if (res.closed && isAbandoned(error)) return;
  const problem = problemFrom(error, res.locals.caller as Caller | undefined);
  // What a person did wrong is in the request log already; the cause of a fault of ours or of a remote is not.
  if (problem.code === 'unexpected') req.log.error({ err: error }, 'unexpected');
  else if (problem.options.cause) req.log.warn({ err: problem.options.cause }, problem.code);
  sendProblem(res, problem, String(req.id));
};

const isAbandoned = (error: unknown): boolean =>
  error instanceof RemoteError
    ? error.fields.failure === 'aborted'
    : error instanceof Error && error.name === 'AbortError';

function problemFrom(error: unknown, caller: Caller | undefined): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RunAlreadyActive) return new Problem('run-already-active', undefined, { runId: error.runId });
  // Whatever signs in while a request is answered is this assistant itself, on behalf of the person.
  if (error instanceof RemoteError)
    return problemOf(error, { assistant: true, ...(caller ? { names: { user: caller.name } } : {}) });
  // First what the caller asked for: a page that is not there is no fault of our storage, though both say ENOENT.
  const asked = problemOfRequest(error);
  if (asked) return asked;
  return new Problem(isStorageFault(error) ? 'storage-unavailable' : 'unexpected', undefined, { cause: error });
}
