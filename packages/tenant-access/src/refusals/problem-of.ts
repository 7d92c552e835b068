import { isOwnSignIn, type RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { Problem, type ProblemCode, type RemoteDetails } from '@vplus/contracts';
import {
  brokenWays,
  type Met,
  meaningOf,
  type Names,
  named,
  type Refusal,
  serviceRefusal,
  signInRefusal,
  type UnwordedMeaning,
  vplusRefusal,
} from '@vplus/contracts/refusals';
import { message } from '@vplus/messages';
import { neededScopes } from '../assistant/scopes.ts';

export interface Where extends Met {
  names?: Names;
}

/** What a refusal of a remote system means to a person: by status, code and number, never by its text. */
export function problemOf(error: RemoteError, where: Where = {}): Problem {
  const { fields } = error;
  const isVplus = fields.service === 'vplus';
  const meaning = brokenWay(fields) ?? (isVplus ? vplusMeaning(fields) : meaningHere(fields, where));
  const code = meaning?.problem ?? (isVplus ? vplusCode(fields) : unexplained(fields));
  // vPlus's own sentence says more than ours, which knows only where it was said; it is told as the remote's.
  const detail = isVplus && fields.remoteMessage ? undefined : meaning?.sentence;
  return new Problem(code, detail, {
    ...(meaning ? { title: meaning.title, remedy: meaning.remedy, helper: meaning.helper } : {}),
    cause: error,
    remote: detailsOf(fields),
    ...(fields.claims ? { claims: fields.claims } : {}),
    ...(fields.retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(fields.retryAfterMs / 1000) }),
    ...(code === 'assistant-not-approved' ? { missingScopes: neededScopes } : {}),
  });
}

/** The row of the catalogue that a refusal of Microsoft falls under; null: we cannot explain it. */
export function refusalOf({ failure, service, status, code, aadsts }: RemoteErrorFields): Refusal | null {
  if (failure !== 'refused' || service === 'vplus') return null;
  const known = signInRefusal(aadsts);
  if (known) return known;
  if (service !== 'identity') return serviceRefusal(service, { status, code }) ?? byStatus(status);
  const telling = code !== undefined && tellingAlone.includes(code);
  return (telling ? serviceRefusal('sign-in', { code }) : isBusy(status) ? byStatus(status) : null) ?? null;
}

/** Without a number that we know, the rest of OAuth's words say too little to act on. */
const tellingAlone = [
  'temporarily_unavailable',
  'server_error',
  'interaction_required',
  'login_required',
  'consent_required',
];

/** What a status alone says is the same of every service. */
const byStatus = (status: number | undefined): Refusal | null => serviceRefusal('graph', { status }) ?? null;

const isBusy = (status = 0): boolean => status === 429 || status >= 500;

function meaningHere(fields: RemoteErrorFields, where: Where): UnwordedMeaning | null {
  const refusal = refusalOf(fields);
  const application = isOwnSignIn(fields);
  // With a challenge the same person can go on by signing in once more, unless a rule blocked them outright.
  if (fields.claims && !application && refusal?.problem !== 'conditional-access-blocked') return confirm;
  return refusal && named(meaningOf(refusal, { application, ...where }), where.names ?? {});
}

const confirm: UnwordedMeaning = {
  helper: 'you',
  problem: 'sign-in-again',
  title: message('refusals.confirm-title'),
  sentence: message('refusals.confirm'),
  remedy: message('refusals.confirm-remedy'),
};

function unexplained({ failure, status = 0 }: RemoteErrorFields): ProblemCode {
  if (failure === 'unreachable' || failure === 'timeout' || failure === 'aborted') return 'microsoft-unreachable';
  if (failure === 'refused' && isBusy(status)) return 'microsoft-busy';
  return 'microsoft-refused';
}

/** Where the request was stopped before it arrived; null: it arrived, or nobody knows. */
export const brokenWay = ({ service, broke }: RemoteErrorFields): UnwordedMeaning | null =>
  broke ? brokenWays[service === 'vplus' ? 'vplus' : 'microsoft'][broke] : null;

const vplusMeaning = ({ failure, operation, status, remoteMessage }: RemoteErrorFields): UnwordedMeaning | null =>
  (failure === 'refused' && vplusRefusal({ operation, status, message: remoteMessage })) || null;

function vplusCode({ failure }: RemoteErrorFields): ProblemCode {
  if (failure === 'certificate') return 'vplus-certificate';
  return failure === 'malformed' || failure === 'refused' ? 'vplus-contract' : 'vplus-unreachable';
}

function detailsOf(fields: RemoteErrorFields): RemoteDetails {
  const { service, operation, status, code, aadsts, remoteMessage, requestId, correlationId, at } = fields;
  const shownCode = aadsts?.[0] ? `AADSTS${aadsts[0]}` : code;
  return {
    service,
    operation,
    ...(status === undefined ? {} : { status }),
    ...(shownCode ? { code: shownCode } : {}),
    ...(remoteMessage ? { message: remoteMessage } : {}),
    ...(requestId ? { requestId } : {}),
    ...(correlationId ? { correlationId } : {}),
    at,
  };
}
