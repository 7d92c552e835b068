import * as fc from 'fast-check';
import { routes } from '../graph/routes.ts';
import { assistant } from '../seed/clients.ts';
import { tenantIds } from '../seed/tenants.ts';

/** One request as it goes out, whole: what a counterexample prints is what was sent. */
export interface Sent {
  service: 'identity' | 'graph' | 'sharepoint' | 'exchange' | 'vplus' | 'control';
  method: string;
  path: string;
  /** `authorization` is a number in the test's list of tokens. */
  headers: Record<string, string>;
  body: string;
}

/** Requests to one service: its own routes and others, right and wrong in every part that a client controls. */
export const requestsTo = (service: Sent['service']): fc.Arbitrary<Sent> =>
  fc
    .record({ anyMethod, where: services[service], type: contentType, more: extra, authorization })
    .map(({ anyMethod: other, where: { method = other, path, body }, type, more, authorization: given }) => ({
      service,
      method,
      path,
      headers: { ...type, ...more, ...given },
      body,
    }));

const words = (text: string) => fc.constantFrom(...text.split(' '));
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));
const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: rare });
const nothing = fc.constant('');

const long = 'x'.repeat(3_000);
const hostile = fc.oneof(
  words(`.. %2e%2e %00 % %zz %E0%A4%A %ED%A0%80 __proto__ constructor toString ' '' () \\ * ${long}`),
  words(`(appId=' (uniqueName='a''b') $count $ref $batch`),
  nothing,
  fc.string({ maxLength: 20 }).map(percentEncoded),
);
const ids = fc.oneof(
  fc.constantFrom(...Object.values(tenantIds)),
  words(`${assistant.clientId} 00000003-0000-0000-c000-000000000000 00000000-0000-4000-8000-000000000000`),
  hostile,
);
const texts = fc.oneof(
  nothing,
  words(`\0 \ud800 __proto__ O'Neil 999999999999 -1 null {} [] ${long}`),
  fc.string({ maxLength: 30, unit: 'binary' }),
);
const pairs = (names: fc.Arbitrary<string>, values: fc.Arbitrary<string>, most: number) =>
  fc
    .uniqueArray(fc.tuple(names, values), { maxLength: most, selector: ([name]) => name })
    .map((all) => all.map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`).join('&'));

const filters = fc.constantFrom(
  ...["displayName eq 'x'", "displayName eq '", 'not(', '((((', "tags/any(t:t eq 'x')", 'id in (', 'a/any(a:a/any('],
  ...['id,displayName', 'id constructor 1', 'appRoles(', '('.repeat(3_000)],
);
const odata = pairs(
  words('$filter $select $expand $orderby $top $skiptoken $count $search filter $x'),
  fc.oneof(filters, words('nothing __proto__ constructor true -1 1e9 AAAA'), texts),
  3,
).map((query) => (query ? `?${query}` : ''));

const members = words(
  'displayName uniqueName tags notes signInAudience requiredResourceAccess passwordCredential keyCredentials principalId resourceId appRoleId appId keyId requests @odata.id __proto__ m365Organizations name tenantId login password',
);
const json = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .dictionary(members, fc.oneof(fc.jsonValue(), ids, fc.array(fc.jsonValue(), { maxLength: 3 })), { maxKeys: 5 })
    .map(asJson),
  words('{ null [] "x" 1e999 {"__proto__":{"polluted":true}} {"constructor":{"prototype":{"polluted":1}}} \ufeff{}'),
  fc.constantFrom('', '['.repeat(20_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
);

const batchUrls = words(
  '/me me / //elsewhere.example/x https://elsewhere.example/v1.0/me /../x /$batch /applications/% /%zz http://[ \\\\x',
);
const batch = fc
  .array(
    fc.record(
      {
        id: fc.oneof(words('1 2 3 __proto__'), fc.jsonValue()),
        method: fc.oneof(words('GET get POST TRACE __proto__'), fc.constant(5)),
        url: fc.oneof<fc.Arbitrary<unknown>[]>(
          batchUrls,
          ids.map((id) => `/applications/${id}`),
          fc.constantFrom('', 7),
        ),
        headers: fc.constantFrom<unknown[]>(
          {},
          { 'Content-Type': 'application/json' },
          { authorization: 'x' },
          { a: 1 },
          [],
        ),
        body: fc.oneof(fc.jsonValue(), fc.constant('AAAA'), fc.constant({})),
        dependsOn: fc.constantFrom<unknown[]>([], ['1'], ['2'], ['__proto__'], [1], '1'),
      },
      { requiredKeys: ['id', 'method', 'url'] },
    ),
    { maxLength: 22 },
  )
  .map((requests) => asJson({ requests }));

const form = pairs(
  words(
    'grant_type client_id client_secret client_assertion client_assertion_type scope code redirect_uri code_verifier refresh_token assertion requested_token_use device_code claims response_type state response_mode nonce prompt login_hint code_challenge code_challenge_method resource user_code otc step flow account decision post_logout_redirect_uri login passwd __proto__ client-request-id',
  ),
  fc.oneof(
    words(
      'authorization_code client_credentials refresh_token password device_code on_behalf_of code query fragment form_post',
    ),
    words(
      'urn:ietf:params:oauth:grant-type:jwt-bearer urn:ietf:params:oauth:client-assertion-type:jwt-bearer none S256',
    ),
    words(
      `${assistant.clientId} https://graph.microsoft.com/.default api://x/.default /.default openid http://localhost/auth`,
    ),
    words(
      'javascript:alert(1) http://[ a.b.c e30.e30.e30 {"access_token": {"access_token":1} pick consent accept __proto__',
    ),
    texts,
  ),
  9,
);

const anyMethod = mostly(words('GET POST PATCH PUT DELETE'), words('HEAD OPTIONS TRACE PROPFIND'));
const contentType = mostly<Record<string, string>>(
  fc.constant({ 'content-type': 'application/json' }),
  fc.constantFrom({}, { 'content-type': 'application/x-www-form-urlencoded' }, { 'content-type': 'text/plain' }),
);
const extra = fc.constantFrom<Record<string, string>[]>(
  {},
  { prefer: 'create-if-missing' },
  { consistencylevel: 'eventual' },
  { 'client-request-id': 'not a guid' },
  { cookie: 'JSESSIONID=__proto__; practice=__proto__' },
  { origin: 'https://elsewhere.example' },
  { host: 'elsewhere.example' },
  { host: '[' },
  { 'x-anchormailbox': '\u00e9' },
);
const authorization = mostly<Record<string, string>>(
  fc.nat(3).map((number) => ({ authorization: `${number}` })),
  fc.nat(6).map((number) => ({ authorization: `${number}` })),
);

/** A route of Graph, with an id or something worse wherever it has a parameter. */
const graphRoute = fc.constantFrom(...routes).chain((route) => {
  const parts = route.path.split('/').map((part) => (part.startsWith('{') ? ids : mostly(fc.constant(part), hostile)));
  const path = joined(mostly(fc.constant('/v1.0/'), words('/beta/ / //')), fc.tuple(...parts).map(slashed), odata);
  return fc.record({ method: mostly(fc.constant<string>(route.method), anyMethod), path, body: json });
});
const slashed = (parts: string[]) => parts.join('/');

export const services: Record<Sent['service'], fc.Arbitrary<{ method?: string; path: string; body: string }>> = {
  graph: mostly(
    mostly(graphRoute, fc.record({ path: hostile.map((path) => `/v1.0/${path}`), body: json })),
    fc.record({ method: fc.constant('POST'), path: fc.constant('/v1.0/$batch'), body: batch }),
  ),
  identity: fc.record({
    path: joined(
      fc.constant('/'),
      mostly(fc.constantFrom('organizations', 'common', 'consumers', ...Object.values(tenantIds)), hostile),
      fc.constant('/'),
      mostly(
        words(
          'oauth2/v2.0/token oauth2/token oauth2/v2.0/authorize oauth2/authorize v2.0/adminconsent oauth2/v2.0/devicecode oauth2/deviceauth oauth2/v2.0/logout login discovery/v2.0/keys discovery/instance v2.0/.well-known/openid-configuration',
        ),
        hostile,
      ),
      fc.oneof(
        nothing,
        form.map((query) => `?${query}`),
      ),
    ),
    body: form,
  }),
  sharepoint: fc.record({
    method: mostly(fc.constant('GET'), anyMethod),
    path: joined(words('/_api/web /_API/web/ /'), odata),
    body: json,
  }),
  exchange: fc.record({
    method: mostly(fc.constant('POST'), anyMethod),
    path: words('/EWS/Exchange.asmx /ews/exchange.asmx?x /'),
    body: fc.oneof(
      texts,
      texts.map((text) => `<soap:Envelope><m:GetFolder><t:PrimarySmtpAddress>${text}</t:PrimarySmtpAddress>`),
    ),
  }),
  vplus: fc.record({
    path: joined(
      words(
        '/api/session/login /api/session/logout /api/user-info /api/m365-organizations/ /api/tasks/ /api/tasks/inventory-sync / /api/',
      ),
      fc.oneof(nothing, ids),
      pairs(words('page size orderBy direction filter'), texts, 3).map((query) => (query ? `?${query}` : '')),
    ),
    body: json,
  }),
  control: fc.record({
    path: joined(
      words('/ /world /weather /tenants/ /faults /faults/ /requests /snapshot /tenants/x/people/'),
      fc.oneof(nothing, ids),
    ),
    // Weather that delays or cuts answers is weather, no fault of the server: only what cannot be parsed is sent.
    body: fc.oneof(nothing, words('{ [] null {"__proto__":{"polluted":1}} {"nothing":1} {"latencyMs":"x"}')),
  }),
};

function asJson(value: unknown): string {
  return JSON.stringify(value);
}

function percentEncoded(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => String.fromCharCode(byte))
    .map((char) => (/[\w.~$-]/.test(char) ? char : `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('');
}
