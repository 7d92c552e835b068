import { isOwnSignIn, RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { Problem, type UnwordedAsk } from '@vplus/contracts';
import { meaningOf, type Names, named } from '@vplus/contracts/refusals';
import { message, sentences, type Words } from '@vplus/messages';
import type { RunHistory, Verdict } from '@vplus/reconciler';
import { neededScopes } from '../assistant/scopes.ts';
import { brokenWay, problemOf, refusalOf } from '../refusals/problem-of.ts';
import { type Refused, type TenantStep, watch } from './define-step.ts';

/** Where a run stands: the names in it, and the time, to tell what was just made from what is old. */
export interface Place {
  names?: Names;
  now(): number;
}

/** A vPlus server that answers nonsense or a conflict every time is not the one that we know, or has another's. */
const vplusChances = 3;
/** One that restarts does so for a few seconds, and knows no session and no account meanwhile. */
const vplusPauseMs = 2_000;

/**
 * Decides how the runner is to take an error: wait and try again, ask a person, or give up. The steps are ours: the
 * runner hands back what it was given.
 */
export const judgeAt =
  ({ names = {}, now }: Place) =>
  (error: unknown, step: TenantStep, history?: RunHistory): Verdict => {
    if (error instanceof Problem && (error.code === 'remove-by-hand' || error.code === 'policy-by-hand'))
      return { take: 'ask', ask: { kind: 'by-hand', wants: 'script', text: error.toView().remedy } };
    if (error instanceof Problem) return { take: 'fail', problem: error.toView() };
    if (!(error instanceof RemoteError)) return { take: 'fail', problem: new Problem('unexpected').toView() };

    const { fields } = error;
    const ageMs = ageOf(fields, step, history, now());
    const problem = problemOf(error, { ageMs, names }).toView();
    const what = patience(step, refusedIn({ fields, ageMs, history, now: now() }), names);
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

interface RefusalContext {
  fields: RemoteErrorFields;
  ageMs: number | undefined;
  history: RunHistory | undefined;
  now: number;
}

const refusedIn = ({ fields, ageMs, history, now }: RefusalContext): Refused => ({
  fields,
  ageMs,
  waitedMs: history && now - history.waitingSince,
  outputOf: ({ id, output }) => output.safeParse(history?.records.find((record) => record.id === id)?.output).data,
});

/**
 * How long ago the other steps of this run last made something: what a refusal speaks of is no younger. Where they
 * made nothing, or a replica may have fallen behind since, how long this step has been waiting.
 */
function ageOf({ service }: RemoteErrorFields, step: TenantStep, history: RunHistory | undefined, now: number) {
  if (!history) return undefined;
  const makings = history.records.flatMap(({ id, intent }) =>
    intent && id !== step.id ? [Date.parse(intent.latest ?? intent.at)] : [],
  );
  const known = service === 'identity' && makings.length > 0;
  return now - Math.max(...makings, ...(known ? [] : [history.waitingSince]));
}

/** Too busy to say anything about what was asked for, or not to be reached. */
const isAway = ({ failure, status = 0 }: RemoteErrorFields): boolean =>
  failure !== 'refused' || status === 429 || status >= 500;

/** What is being waited for; undefined: waiting does not help. */
function patience(step: TenantStep, refused: Refused, names: Names): Words | undefined {
  const { fields, ageMs } = refused;
  const { failure, service, status = 0, claims } = fields;
  if (failure === 'unreachable' || failure === 'timeout' || failure === 'aborted')
    return brokenWay(fields)?.title ?? message(service === 'vplus' ? 'waits.vplus-silent' : 'waits.microsoft-silent');
  if (service === 'vplus') return vplusPatience(fields);
  if (failure === 'malformed') return message('waits.microsoft-cut-off');
  if (claims) return undefined;
  const lag = step.waitsOut?.(refused);
  if (lag) return lag;

  const refusal = refusalOf(fields);
  if (!refusal) return status === 429 || status >= 500 ? message('waits.microsoft-busy') : undefined;
  const { helper, problem, title } = named(meaningOf(refusal, { ageMs }), names);
  if (helper !== 'nobody') return undefined;
  return problem === 'microsoft-spreading' ? step.waitingFor : title;
}

function vplusPatience(fields: RemoteErrorFields): Words | undefined {
  const { failure, status = 0 } = fields;
  if (isDoubtful(fields)) {
    if (failure === 'malformed') return message('waits.vplus-cut-off');
    return message(status === 409 ? 'waits.vplus-has-one' : 'waits.vplus-refuses-log-in');
  }
  return status === 429 || status >= 500 ? message('waits.vplus-busy') : undefined;
}

/**
 * A line may garble one answer, a conflict may be the echo of a create whose answer was lost, and a server that has just
 * restarted may not know its accounts yet: so look again.
 */
const isDoubtful = ({ service, failure, status }: RemoteErrorFields): boolean =>
  service === 'vplus' && (failure === 'malformed' || status === 409 || status === 401);

function askFor(
  fields: RemoteErrorFields,
  step: TenantStep,
  code: Problem['code'],
  said?: Words,
): UnwordedAsk | undefined {
  if (isOwnSignIn(fields) || (step.isApplication && fields.service !== 'graph')) return undefined;
  if (code === 'sign-in-again' || fields.claims)
    return {
      kind: 'sign-in',
      text: sentences(...(said ? [said] : []), message('steps.sign-in-again')),
      ...(fields.claims ? { claims: fields.claims } : {}),
    };
  if (code === 'assistant-not-approved' || code === 'consent-blocked-by-policy')
    return {
      kind: 'admin-consent',
      text: message('steps.assistant-not-approved'),
      missingScopes: neededScopes,
    };
  if (code === 'role-missing') {
    const { ask, anyOf } = step.needs.role;
    return { kind: 'role', text: ask, anyOf };
  }
  return undefined;
}
