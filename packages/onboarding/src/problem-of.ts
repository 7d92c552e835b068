import type { RemoteError, RemoteErrorFields } from '@vplus/clients';
import { Problem, type ProblemCode, type RemoteDetails } from '@vplus/contracts';
import { type RefusalClass, refusalClass } from './refusals.ts';
import { neededScopes } from './scopes.ts';

/** What a refusal of a remote system means to a person: by status, code and number, never by its text. */
export function problemOf(error: RemoteError): Problem {
  const { fields } = error;
  const code = fields.service === 'vplus' ? vplusCode(fields) : microsoftCode(fields);
  return new Problem(code, fields.remoteMessage, {
    cause: error,
    remote: detailsOf(fields),
    ...(fields.claims ? { claims: fields.claims } : {}),
    ...(code === 'assistant-not-approved' ? { missingScopes: neededScopes } : {}),
  });
}

function vplusCode({ failure, status = 0 }: RemoteErrorFields): ProblemCode {
  if (failure === 'certificate') return 'vplus-certificate';
  if (failure === 'malformed') return 'vplus-contract';
  if (failure !== 'refused' || status === 429 || status >= 500) return 'vplus-unreachable';
  if (status === 401 || status === 403) return 'vplus-login';
  return status === 404 || status === 405 ? 'vplus-contract' : 'vplus-refused';
}

const ofClass: Record<RefusalClass, ProblemCode> = {
  busy: 'microsoft-busy',
  spreading: 'microsoft-refused',
  'sign-in': 'sign-in-again',
  consent: 'assistant-not-approved',
  role: 'role-missing',
  'tenant-rule': 'microsoft-refused',
  'tenant-gone': 'tenant-gone',
  misconfigured: 'assistant-misconfigured',
};

function microsoftCode(fields: RemoteErrorFields): ProblemCode {
  const { failure, service, status = 0, code, aadsts, claims } = fields;
  if (failure === 'unreachable' || failure === 'timeout' || failure === 'aborted') return 'microsoft-unreachable';
  if (failure !== 'refused') return 'microsoft-refused';
  if (claims) return 'sign-in-again';
  if (status === 429 || status >= 500 || code === 'temporarily_unavailable') return 'microsoft-busy';
  const known = refusalClass(aadsts);
  if (known) return ofClass[known];
  if (service === 'identity') return code === 'interaction_required' ? 'sign-in-again' : 'microsoft-refused';
  if (status === 401) return 'sign-in-again';
  if (status === 403) return 'role-missing';
  if (code === 'CredentialInvalidLifetimeAsPerAppPolicy') return 'secret-lifetime';
  if (code === 'CredentialTypeNotAllowedAsPerAppPolicy') return 'policy-forbids-secret';
  return 'microsoft-refused';
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
