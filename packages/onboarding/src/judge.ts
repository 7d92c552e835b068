import { RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import type { Ask, Verdict } from '@vplus/reconciler';
import { problemOf } from './problem-of.ts';
import { refusalClass } from './refusals.ts';
import { roleNeeds } from './roles.ts';
import { neededScopes } from './scopes.ts';

/** What the judge must know of a step: the runner gives the whole of it. */
interface Judged {
  id: string;
  waitingFor: string;
}

/** Speaks with the new application's own token: no sign-in and no role of a person can help it. */
const proofStep = 'verify-access';

/** How the runner is to take an error: wait and try again, ask a person, or give up. */
export function judge(error: unknown, step: Judged): Verdict {
  if (error instanceof Problem) return { take: 'fail', problem: error.toView() };
  if (!(error instanceof RemoteError)) return { take: 'fail', problem: new Problem('unexpected').toView() };

  const { fields } = error;
  const problem = problemOf(error).toView();
  const what = patience(fields, step, problem.code);
  if (what) {
    const { retryAfterMs } = fields;
    const uncertain = isUncertain(fields);
    return {
      take: 'retry',
      what,
      problem,
      uncertain,
      ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
    };
  }
  const ask = askFor(fields, step, problem.code);
  return ask ? { take: 'ask', ask, problem } : { take: 'fail', problem };
}

/** No answer, half an answer, or one of a gateway: the request may have taken effect all the same. */
const isUncertain = ({ failure, status = 0 }: RemoteErrorFields): boolean =>
  failure !== 'refused' || status === 500 || status === 502 || status === 504;

/** What is being waited for; undefined: waiting does not help. */
function patience(fields: RemoteErrorFields, step: Judged, code: Problem['code']): string | undefined {
  if (code === 'microsoft-busy') return 'Microsoft is busy';
  if (code === 'microsoft-unreachable') return 'Microsoft does not answer';
  if (code === 'vplus-unreachable') return 'The vPlus server does not answer';
  if (fields.service === 'vplus') return undefined;
  if (fields.failure === 'malformed') return 'Microsoft sent an answer that was cut off';
  return isSpreading(fields, step) ? step.waitingFor : undefined;
}

/** Refusals that a replica gives while it is behind: they end by themselves, and the runner looks before it makes. */
function isSpreading({ service, status, code, aadsts }: RemoteErrorFields, { id }: Judged): boolean {
  if (refusalClass(aadsts) === 'spreading') return true;
  if (service === 'identity') return false;
  if (status === 404 || status === 409 || status === 423 || status === 424) return true;
  if (id === proofStep) return status === 401;
  return status === 400 && (code === 'Request_BadRequest' || code === 'NoBackingApplicationObject');
}

function askFor(fields: RemoteErrorFields, { id }: Judged, code: Problem['code']): Ask | undefined {
  if (id === proofStep && fields.service !== 'graph') return undefined;
  if (code === 'sign-in-again')
    return {
      kind: 'sign-in',
      text: fields.claims
        ? 'Microsoft wants you to confirm that it is you. Sign in again, and the setup goes on.'
        : 'Your sign-in has ended. Sign in again, and the setup goes on.',
      ...(fields.claims ? { claims: fields.claims } : {}),
    };
  if (code === 'assistant-not-approved')
    return {
      kind: 'admin-consent',
      text: 'Your organization has not approved this assistant, or took the approval back.',
      missingScopes: neededScopes,
    };
  if (code === 'role-missing') return { kind: 'role', text: roleNeeds[id]?.ask ?? roleNeeds.default.ask };
  return undefined;
}
