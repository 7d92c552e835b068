import { isOwnSignIn, RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { type Ask, Problem } from '@vplus/contracts';
import { meaningOf, type Names, named } from '@vplus/contracts/refusals';
import type { Story, Verdict } from '@vplus/reconciler';
import { brokenWay, problemOf, refusalOf } from './problem-of.ts';
import { roleNeeds } from './roles.ts';
import { neededScopes } from './scopes.ts';
import { stepIdOf } from './step-ids.ts';
import { replicationBudgetMs, watch } from './steps/define-step.ts';
import { exemptApplication } from './steps/exempt-application/step.ts';

/** What the judge must know of a step: the runner gives the whole of it. */
interface Judged {
  id: string;
  waitingFor: string;
}

/** Where a run stands: the names in it, and the time, to tell what was just made from what is old. */
export interface Place {
  names?: Names;
  now(): number;
}

/** Speaks with the new application's own token: no sign-in and no role of a person can help it. */
const proofStep = 'verify-access';

/** What Microsoft refuses until it knows everywhere that the application is exempt from a policy. */
const exemptable = ['CredentialTypeNotAllowedAsPerAppPolicy', 'CredentialInvalidLifetimeAsPerAppPolicy'];

/** How long after the application a refusal to make its identity is taken for lag: Graph says 403 then, misleadingly. */
const strangerMs = 2 * 60_000;

/** A vPlus server that answers nonsense or a conflict every time is not the one that we know, or has another's. */
const vplusChances = 3;
/** One that restarts does so for a few seconds, and knows no session and no account meanwhile. */
const vplusPauseMs = 2_000;

/** Decides how the runner is to take an error: wait and try again, ask a person, or give up. */
export const judgeAt =
  ({ names = {}, now }: Place) =>
  (error: unknown, step: Judged, story?: Story): Verdict => {
    if (error instanceof Problem && error.code === 'remove-by-hand')
      return { take: 'ask', ask: { kind: 'by-hand', wants: 'script', text: error.toView().remedy } };
    if (error instanceof Problem) return { take: 'fail', problem: error.toView() };
    if (!(error instanceof RemoteError)) return { take: 'fail', problem: new Problem('unexpected').toView() };

    const { fields } = error;
    const ageMs = ageOf(fields, step, story, now());
    const problem = problemOf(error, { ageMs, names }).toView();
    const what = isSpreadingExemption(fields, story, now())
      ? 'Microsoft is still replicating the exemption from the policy'
      : patience(fields, step, { ageMs, names });
    if (what) {
      const { retryAfterMs } = fields;
      return {
        take: 'retry',
        what,
        problem,
        uncertain: error.effect === 'unknown',
        away: isAway(fields),
        ...(isDoubtful(fields) ? { chances: vplusChances, afterMs: vplusPauseMs } : {}),
        ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
      };
    }
    const ask = askFor(fields, step, problem.code, problem.detail);
    if (!ask) return { take: 'fail', problem };
    return { take: 'ask', ask, problem, ...(ask.kind === 'role' ? { watch } : {}) };
  };

/** For as long as replication may take; after that the exemption has no effect, whatever the reason. */
const isSpreadingExemption = ({ service, code = '' }: RemoteErrorFields, story: Story | undefined, now: number) =>
  service === 'graph' &&
  exemptable.includes(code) &&
  story !== undefined &&
  now - story.waitingSince < replicationBudgetMs &&
  story.records.some(
    ({ id, output }) =>
      id === exemptApplication.id && exemptApplication.output.safeParse(output).data?.policyId != null,
  );

/**
 * How long ago the other steps of this run last made something: what a refusal speaks of is no younger. Where they
 * made nothing, or a replica may have fallen behind since, how long this step has been waiting.
 */
function ageOf({ service }: RemoteErrorFields, step: Judged, story: Story | undefined, now: number) {
  if (!story) return undefined;
  const makings = story.records.flatMap(({ id, intent }) =>
    intent && id !== step.id ? [Date.parse(intent.latest ?? intent.at)] : [],
  );
  const known = service === 'identity' && makings.length > 0;
  return now - Math.max(...makings, ...(known ? [] : [story.waitingSince]));
}

/** Too busy to say anything about what was asked for, or not to be reached. */
const isAway = ({ failure, status = 0 }: RemoteErrorFields): boolean =>
  failure !== 'refused' || status === 429 || status >= 500;

interface Age {
  ageMs: number | undefined;
  names: Names;
}

/** What is being waited for; undefined: waiting does not help. */
function patience(fields: RemoteErrorFields, step: Judged, { ageMs, names }: Age): string | undefined {
  const { failure, service, status = 0, claims } = fields;
  const theirs = service === 'vplus' ? 'The vPlus server' : 'Microsoft';
  if (failure === 'unreachable' || failure === 'timeout' || failure === 'aborted')
    return brokenWay(fields)?.title ?? `${theirs} does not answer`;
  if (service === 'vplus') return vplusPatience(fields);
  if (failure === 'malformed') return 'Microsoft sent an answer that was cut off';
  if (claims) return undefined;
  if (step.id === proofStep && service !== 'identity' && status === 401) return step.waitingFor;
  if (step.id === 'create-service-principal' && status === 403 && (ageMs ?? 0) < strangerMs) return step.waitingFor;

  const refusal = refusalOf(fields);
  if (!refusal) return status === 429 || status >= 500 ? 'Microsoft is busy' : undefined;
  const { helper, problem, title } = named(meaningOf(refusal, { ageMs }), names);
  if (helper !== 'nobody') return undefined;
  return problem === 'microsoft-spreading' ? step.waitingFor : title;
}

function vplusPatience(fields: RemoteErrorFields): string | undefined {
  const { failure, status = 0 } = fields;
  if (isDoubtful(fields)) {
    if (failure === 'malformed') return 'The vPlus server sent an answer that was cut off';
    return status === 409 ? 'The vPlus server says that there is one already' : 'The vPlus server refuses our log-in';
  }
  return status === 429 || status >= 500 ? 'The vPlus server does not answer' : undefined;
}

/**
 * A line may garble one answer, a conflict may be the echo of a create whose answer was lost, and a server that has just
 * restarted may not know its accounts yet: so look again.
 */
const isDoubtful = ({ service, failure, status }: RemoteErrorFields): boolean =>
  service === 'vplus' && (failure === 'malformed' || status === 409 || status === 401);

function askFor(fields: RemoteErrorFields, { id }: Judged, code: Problem['code'], said = ''): Ask | undefined {
  if (isOwnSignIn(fields) || (id === proofStep && fields.service !== 'graph')) return undefined;
  if (code === 'sign-in-again' || fields.claims)
    return {
      kind: 'sign-in',
      text: `${said} Sign in again, and the setup goes on.`,
      ...(fields.claims ? { claims: fields.claims } : {}),
    };
  if (code === 'assistant-not-approved' || code === 'consent-blocked-by-policy')
    return {
      kind: 'admin-consent',
      text: 'Your organization has not approved this assistant, or has removed the approval.',
      missingScopes: neededScopes,
    };
  if (code === 'role-missing') {
    const { ask, anyOf } = roleNeeds[stepIdOf(id)];
    return { kind: 'role', text: ask, anyOf };
  }
  return undefined;
}
