import type { ProblemCode } from '@vplus/contracts';
import type { Asked } from './asked.ts';
import type { Effect, InjectedFault } from './wire.ts';

/**
 * How a run ends under a fault. `right`: by itself, in the right state. `sign-in`: it asks for a fresh sign-in and goes
 * on with it. Codes: it stops with one of these problems, and goes on once the cause is gone. `attention`: right, with
 * something pointed out to a person.
 */
export type Ends = 'right' | 'sign-in' | 'attention' | ProblemCode[];

export interface FaultKind {
  name: string;
  /** true, or why it cannot happen to this request. */
  at(asked: Asked): true | string;
  inject(asked: Asked): Pick<InjectedFault, 'effects' | 'lasts' | 'flips'>;
  ends(asked: Asked): Ends;
}

const json = { 'content-type': 'application/json' };
const graphError = (code: string) => JSON.stringify({ error: { code, message: 'Told by the fault sweep.' } });
const page502 = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

const status = (of: number, more: Partial<Extract<Effect, { kind: 'status' }>> = {}): Effect => ({
  kind: 'status',
  status: of,
  ...more,
});
const once = (effect: Effect) => () => ({ effects: [effect] });
const right = (): Ends => 'right';
/** One read of the proof is waited for no longer than is fit: then it says that nothing was seen. */
const unlessOfProof = (asked: Asked): Ends =>
  asked.token === 'application' || isOfProof(asked) ? 'attention' : 'right';

const everywhere = () => true as const;
const own = ({ travels }: Asked) =>
  travels !== 'item' || 'an item of a $batch has no line of its own: its $batch gets the fault';
const written = (asked: Asked) =>
  asked.write || (asked.travels === 'batch' && /POST|PATCH|DELETE/.test(asked.key.slice(asked.key.indexOf('('))))
    ? true
    : 'it changes nothing, so before and after are the same';
const bodied = ({ body }: Asked) => body || 'its answer has no body';
const all =
  (...rules: ((asked: Asked) => true | string)[]) =>
  (asked: Asked): true | string =>
    rules.map((rule) => rule(asked)).find((answer) => answer !== true) ?? true;
const of =
  (services: string[], why: string) =>
  ({ service }: Asked): true | string =>
    services.includes(service) || why;
const asPerson = ({ token }: Asked) => token === 'person' || 'it does not act for a person, so no sign-in is asked for';
const stale = ({ staleMatters }: Asked) => staleMatters || 'a replica that is far behind gives the same answer';
const creates = (asked: Asked) =>
  (asked.write && (asked.status === 201 || (asked.service === 'vplus' && asked.method === 'POST'))) ||
  'it creates nothing that can exist already';
const named = (pattern: RegExp, why: string) => (asked: Asked) => pattern.test(asked.key) || why;

/** Every kind of fault, where it can happen, and how a run must end that meets it. */
export const faultTable: FaultKind[] = [
  {
    name: 'refused before the effect',
    at: (asked) => (asked.travels === 'item' && asked.write ? true : own(asked)),
    inject: once({ kind: 'refuse' }),
    ends: right,
  },
  { name: 'line cut after the effect', at: own, inject: once({ kind: 'cut-after-effect' }), ends: right },
  {
    name: '429 with Retry-After',
    at: everywhere,
    inject: once(status(429, { headers: { ...json, 'retry-after': '7' }, body: graphError('TooManyRequests') })),
    ends: right,
  },
  {
    name: '429 with a long Retry-After',
    at: everywhere,
    inject: once(status(429, { headers: { ...json, 'retry-after': '300' }, body: graphError('TooManyRequests') })),
    ends: unlessOfProof,
  },
  {
    name: '429 without Retry-After',
    at: everywhere,
    inject: once(status(429, { headers: json, body: graphError('TooManyRequests') })),
    ends: right,
  },
  { name: '500', at: everywhere, inject: once(status(500)), ends: right },
  { name: '500 after the effect', at: written, inject: once(status(500, { afterEffect: true })), ends: right },
  {
    name: '502 with an HTML page',
    at: own,
    inject: once(status(502, { headers: { 'content-type': 'text/html' }, body: page502 })),
    ends: right,
  },
  {
    name: '502 with an HTML page after the effect',
    at: all(own, written),
    inject: once({ kind: 'malformed', how: 'html' }),
    ends: right,
  },
  { name: '503', at: everywhere, inject: once(status(503)), ends: right },
  { name: '504', at: everywhere, inject: once(status(504)), ends: right },
  { name: '504 after the effect', at: written, inject: once(status(504, { afterEffect: true })), ends: right },
  {
    name: 'no answer until the time-out',
    at: own,
    inject: once({ kind: 'hang', ms: 3_600_000 }),
    ends: right,
  },
  {
    name: 'no answer until the time-out, after the effect',
    at: all(own, written),
    inject: once({ kind: 'hang', ms: 3_600_000, afterEffect: true }),
    ends: right,
  },
  { name: 'truncated JSON', at: all(own, bodied), inject: once({ kind: 'malformed', how: 'truncated' }), ends: right },
  {
    name: 'a page instead of JSON',
    at: all(own, bodied),
    inject: once(status(200, { headers: { 'content-type': 'text/html' }, body: '<p>Welcome', afterEffect: true })),
    ends: right,
  },
  { name: 'an empty 200', at: bodied, inject: once({ kind: 'malformed', how: 'empty' }), ends: right },
  {
    name: 'reset while the body arrives',
    at: all(own, bodied),
    inject: once({ kind: 'malformed', how: 'reset-in-body' }),
    ends: right,
  },
  { name: 'stale, once', at: stale, inject: once({ kind: 'stale' }), ends: right },
  { name: 'stale, three times', at: stale, inject: () => ({ effects: times(3) }), ends: right },
  { name: 'stale, ten times', at: stale, inject: () => ({ effects: times(10) }), ends: right },
  {
    name: 'stale, fresh, and stale again',
    at: stale,
    inject: () => ({ effects: times(1), flips: true }),
    ends: right,
  },
  {
    name: 'token expired',
    at: all(
      of(['graph', 'vplus'], 'no token or session travels there that is older than the request'),
      (asked) => asked.token !== 'none' || asked.service === 'vplus' || 'no token travels there',
      (asked) => !asked.key.includes('/session/login') || 'it begins the session',
    ),
    inject: once({ kind: 'token-expired' }),
    ends: (asked) => (asked.token === 'person' ? 'sign-in' : 'right'),
  },
  {
    name: 'claims challenge',
    at: all(of(['graph'], 'only Microsoft Graph challenges'), asPerson),
    inject: once({ kind: 'claims-challenge' }),
    ends: () => 'sign-in',
  },
  {
    name: '409',
    at: all(of(['graph', 'vplus'], 'it keeps no objects'), (asked) => asked.write || 'it changes nothing'),
    inject: ({ service }) =>
      service === 'vplus'
        ? { effects: [status(409, { headers: json, body: '{"message":"Told by the fault sweep."}' })] }
        : { effects: [status(409, { headers: json, body: graphError('Request_MultipleObjectsWithSameKeyValue') })] },
    ends: right,
  },
  {
    name: 'already exists, and it does',
    at: all(of(['graph', 'vplus'], 'it keeps no objects'), creates),
    inject: ({ service }) => ({
      effects: [
        service === 'vplus'
          ? status(409, { headers: json, body: '{"message":"Told by the fault sweep."}', afterEffect: true })
          : status(400, { headers: json, body: graphError('Request_BadRequest'), afterEffect: true }),
      ],
    }),
    ends: right,
  },
  {
    name: 'already exists, and it does not',
    at: all(of(['graph'], 'only a directory with replicas says so'), creates),
    inject: once(status(400, { headers: json, body: graphError('Request_BadRequest') })),
    ends: right,
  },
  {
    name: '403 until the cause is gone',
    at: all(
      of(['graph', 'vplus', 'sharepoint', 'exchange'], 'the token service refuses by number, below'),
      ({ travels }) => travels !== 'batch' || 'Graph judges the items of a $batch one by one',
    ),
    inject: () => ({
      effects: [status(403, { headers: json, body: graphError('Authorization_RequestDenied') })],
      lasts: 'until lifted',
    }),
    ends: ({ service, token, key }) => {
      if (service === 'vplus') return ['vplus-login', 'vplus-forbidden'];
      // A person's role may not allow it: told as unknown, and kept as it is.
      if (/GET .*\/admin\/sharepoint\/settings/.test(key)) return 'attention';
      if (/GET .*\/deletedItems\//.test(key)) return ['application-in-bin', 'role-missing'];
      // Told as not read: nothing that we make rests on it.
      if (/GET .*\/oauth2PermissionGrants/.test(key)) return 'right';
      return service === 'graph' && token === 'person' ? ['role-missing'] : 'attention';
    },
  },
  {
    name: 'a policy forbids it until the cause is gone',
    at: named(/POST .*\/addPassword$/, 'no policy on credentials stands in its way'),
    inject: () => ({
      effects: [status(400, { headers: json, body: graphError('CredentialTypeNotAllowedAsPerAppPolicy') })],
      lasts: 'until lifted',
    }),
    ends: () => ['policy-forbids-secret'],
  },
  {
    name: 'a policy shortens its life until the cause is gone',
    at: named(/POST .*\/addPassword$/, 'no policy on credentials stands in its way'),
    inject: () => ({
      effects: [status(400, { headers: json, body: graphError('CredentialInvalidLifetimeAsPerAppPolicy') })],
      lasts: 'until lifted',
    }),
    ends: () => ['secret-lifetime'],
  },
  {
    name: 'the tenant is deleted until it is restored',
    at: of(['identity'], 'the token service tells of it'),
    inject: () => ({
      effects: [
        status(400, {
          headers: json,
          body: JSON.stringify({
            error: 'invalid_request',
            error_description: 'AADSTS5000224: We are sorry, this resource is not available.',
            error_codes: [5000224],
          }),
        }),
      ],
      lasts: 'until lifted',
    }),
    ends: () => ['tenant-gone'],
  },
  {
    name: 'vPlus refuses it until the cause is gone',
    at: of(['vplus'], 'it is not the vPlus server'),
    inject: () => ({
      effects: [status(400, { headers: json, body: '{"message":"Told by the fault sweep."}' })],
      lasts: 'until lifted',
    }),
    ends: () => ['vplus-login', 'vplus-refused'],
  },
  {
    name: 'vPlus refuses the account until the cause is gone',
    at: of(['vplus'], 'it is not the vPlus server'),
    inject: () => ({
      effects: [status(401, { headers: json, body: '{"message":"Told by the fault sweep."}' })],
      lasts: 'until lifted',
    }),
    // What one task does not tell, the list of tasks does.
    ends: ({ key }) => (/GET .*\/tasks\/\{id\}/.test(key) ? 'right' : ['vplus-login']),
  },
  {
    name: 'away for forty minutes',
    at: all(own, ({ nth }) => nth === 1 || 'the first request of its kind stands for an outage'),
    inject: () => ({ effects: [status(503)], lasts: 40 * 60_000 }),
    ends: unlessOfProof,
  },
];

/**
 * A read of the proof, or a token of a service beside Graph: nothing that they answer may keep a tenant from vPlus. The
 * first token is Graph's own, without which there is no proof.
 */
export const isOfProof = ({ service, token, travels, key, nth }: Asked): boolean =>
  travels !== 'batch' &&
  (service === 'identity' ? key.includes('client_credentials') && nth > 1 : token === 'application');

/** Every refusal and failure of HTTP, for as long as the run lasts. */
export const proofStatuses: FaultKind[] = Array.from({ length: 504 - 400 + 1 }, (_, index) => ({
  name: `${400 + index} for good`,
  at: (asked: Asked) => isOfProof(asked) || 'it is no read of the proof',
  inject: () => ({ effects: [status(400 + index)], lasts: 'until lifted' as const }),
  ends: () => 'attention' as const,
}));

function times(count: number): Effect[] {
  return Array.from({ length: count }, () => ({ kind: 'stale' }));
}

export function faultNamed(name: string): FaultKind {
  const found = [...faultTable, ...proofStatuses].find((fault) => fault.name === name);
  if (!found) throw new Error(`No such fault: ${name}`);
  return found;
}
