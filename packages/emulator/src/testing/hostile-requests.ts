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

const hostile = fc.oneof(
  fc.constantFrom(
    ...['', '..', '%2e%2e', '%00', '%', '%zz', '%E0%A4%A', '%ED%A0%80', '__proto__', 'constructor', 'toString'],
    ...["'", "''", '()', "(appId='", "(uniqueName='a''b')", '$count', '$ref', '$batch', '\\', '*', 'x'.repeat(3_000)],
  ),
  fc.string({ maxLength: 20 }).map(percentEncoded),
);

const ids = fc.oneof(
  fc.constantFrom(
    ...[assistant.clientId, '00000003-0000-0000-c000-000000000000', '00000000-0000-4000-8000-000000000000'],
    ...Object.values(tenantIds),
  ),
  hostile,
);

const texts = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '__proto__',
    "O'Neil",
    'x'.repeat(5_000),
    '999999999999',
    '-1',
    'null',
    '{}',
    '[]',
  ),
  fc.string({ maxLength: 30, unit: 'binary' }),
);

const odata = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        '$filter',
        '$select',
        '$expand',
        '$orderby',
        '$top',
        '$skiptoken',
        '$count',
        '$search',
        'filter',
        '$x',
        '',
      ),
      fc.oneof(
        fc.constantFrom(
          ...[
            "displayName eq 'x'",
            "displayName eq '",
            'not(',
            '((((',
            "tags/any(t:t eq 'x')",
            'id in (',
            'a/any(a:a/any(',
            '1 eq 1',
          ],
          ...[
            'id,displayName',
            'nothing',
            '__proto__',
            'constructor',
            'appRoles(',
            'true',
            '-1',
            '1e9',
            'AAAA',
            `${'('.repeat(3_000)}`,
          ],
        ),
        texts,
      ),
    ),
    { maxLength: 3 },
  )
  .map((options) => options.map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`).join('&'))
  .map((query) => (query ? `?${query}` : ''));

const json = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .dictionary(
      fc.constantFrom(
        ...[
          'displayName',
          'uniqueName',
          'tags',
          'notes',
          'signInAudience',
          'requiredResourceAccess',
          'passwordCredential',
        ],
        ...[
          'keyCredentials',
          'principalId',
          'resourceId',
          'appRoleId',
          'appId',
          'keyId',
          'requests',
          '@odata.id',
          '__proto__',
        ],
        ...['m365Organizations', 'name', 'tenantId', 'login', 'password', 'latencyMs', 'faults', 'service', 'effect'],
      ),
      fc.oneof(fc.jsonValue(), ids, fc.array(fc.jsonValue(), { maxLength: 3 })),
      { maxKeys: 5 },
    )
    .map((value) => JSON.stringify(value)),
  fc.constantFrom(
    ...[
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '1e999',
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
    ],
    ...['['.repeat(20_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, '\ufeff{}'],
  ),
);

const batch = fc
  .array(
    fc.record(
      {
        id: fc.oneof(fc.constantFrom<unknown>('1', '2', '', 1, null, '__proto__'), fc.jsonValue()),
        method: fc.oneof(fc.constantFrom<unknown>('GET', 'get', 'POST', 'TRACE', '', 5, '__proto__')),
        url: fc.oneof(
          fc.constantFrom<unknown>(
            '/me',
            'me',
            '/',
            '',
            '//elsewhere.example/x',
            'https://elsewhere.example/v1.0/me',
            '/../x',
            '/$batch',
            '/applications/%',
            '/%zz',
            'http://[',
            '\\\\x',
            7,
          ),
          ids.map((id) => `/applications/${id}`),
        ),
        headers: fc.oneof(
          fc.constantFrom<unknown>(
            {},
            { 'Content-Type': 'application/json' },
            { authorization: 'x' },
            { a: 1 },
            [],
            null,
          ),
        ),
        body: fc.oneof(fc.jsonValue(), fc.constant('AAAA'), fc.constant({})),
        dependsOn: fc.oneof(fc.constantFrom<unknown>([], ['1'], ['2'], ['__proto__'], [1], '1')),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 22 },
  )
  .map((requests) => JSON.stringify({ requests }));

const form = fc
  .dictionary(
    fc.constantFrom(
      ...[
        'grant_type',
        'client_id',
        'client_secret',
        'client_assertion',
        'client_assertion_type',
        'scope',
        'code',
        'redirect_uri',
      ],
      ...[
        'code_verifier',
        'refresh_token',
        'assertion',
        'requested_token_use',
        'device_code',
        'claims',
        'response_type',
        'state',
      ],
      ...[
        'response_mode',
        'nonce',
        'prompt',
        'login_hint',
        'code_challenge',
        'code_challenge_method',
        'resource',
        'user_code',
      ],
      ...[
        'step',
        'flow',
        'account',
        'decision',
        'post_logout_redirect_uri',
        'username',
        'password',
        '__proto__',
        'client-request-id',
      ],
    ),
    fc.oneof(
      fc.constantFrom(
        ...[
          'authorization_code',
          'client_credentials',
          'refresh_token',
          'password',
          'urn:ietf:params:oauth:grant-type:jwt-bearer',
        ],
        ...[
          'urn:ietf:params:oauth:grant-type:device_code',
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          'on_behalf_of',
        ],
        ...[
          assistant.clientId,
          'openid profile',
          'https://graph.microsoft.com/.default',
          'api://x/.default',
          '/.default',
          'code',
          'query',
        ],
        ...[
          'none',
          'S256',
          'http://localhost/auth',
          'javascript:alert(1)',
          'http://[',
          'a.b.c',
          '{"access_token":',
          '{"access_token":1}',
        ],
        ...['fragment', 'form_post', 'pick', 'consent', 'accept', 'e30.e30.e30', '__proto__'],
      ),
      texts,
    ),
    { maxKeys: 9 },
  )
  .map((fields) =>
    Object.entries(fields)
      .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
      .join('&'),
  );

const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE') },
  { weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'PROPFIND') },
);
const contentType = fc.constantFrom<Record<string, string>[]>(
  { 'content-type': 'application/json' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'text/plain' },
  {},
);
const extra = fc.constantFrom<Record<string, string>[]>(
  {},
  { prefer: 'create-if-missing' },
  { consistencylevel: 'eventual' },
  { 'client-request-id': 'not a guid' },
  { cookie: '__proto__=x; practice=__proto__' },
  { origin: 'https://elsewhere.example' },
  { host: 'elsewhere.example' },
  { host: '[' },
  { 'x-anchormailbox': '\u00e9' },
);
const authorization = fc
  .nat(9)
  .map((number): Record<string, string> => (number < 7 ? { authorization: `${number}` } : {}));

const pathOf = (pattern: string) =>
  fc
    .tuple(
      ...pattern
        .split('/')
        .map((part) =>
          part.startsWith('{')
            ? ids
            : fc.oneof({ weight: 9, arbitrary: fc.constant(part) }, { weight: 1, arbitrary: hostile }),
        ),
    )
    .map((parts) => parts.join('/'));

const graphPath = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...routes).chain(({ path }) => pathOf(path)) },
  { weight: 1, arbitrary: fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join('/')) },
);

export const services: Record<Sent['service'], fc.Arbitrary<{ path: string; body: string }>> = {
  graph: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        path: fc
          .tuple(fc.constantFrom('/v1.0/', '/v1.0/', '/v1.0/', '/v1.0/', '/beta/', '/', '//'), graphPath, odata)
          .map((parts) => parts.join('')),
        body: json,
      }),
    },
    { weight: 1, arbitrary: fc.record({ path: fc.constant('/v1.0/$batch'), body: batch }) },
  ),
  identity: fc.record({
    path: fc
      .tuple(
        fc.oneof(
          {
            weight: 3,
            arbitrary: fc.constantFrom('organizations', 'common', 'consumers', ...Object.values(tenantIds)),
          },
          { weight: 1, arbitrary: hostile },
        ),
        fc.oneof(
          {
            weight: 6,
            arbitrary: fc.constantFrom(
              'oauth2/v2.0/token',
              'oauth2/token',
              'oauth2/v2.0/authorize',
              'oauth2/authorize',
              'v2.0/adminconsent',
              'oauth2/v2.0/devicecode',
              'oauth2/deviceauth',
              'oauth2/v2.0/logout',
              'login',
              'discovery/v2.0/keys',
              'discovery/instance',
              'v2.0/.well-known/openid-configuration',
            ),
          },
          { weight: 1, arbitrary: hostile },
        ),
        fc.oneof(
          fc.constant(''),
          form.map((query) => `?${query}`),
        ),
      )
      .map(([tenant, path, query]) => `/${tenant}/${path}${query}`),
    body: form,
  }),
  sharepoint: fc.record({
    path: fc.tuple(fc.constantFrom('/_api/web', '/_API/web/', '/'), odata).map((parts) => parts.join('')),
    body: json,
  }),
  exchange: fc.record({
    path: fc.constantFrom('/EWS/Exchange.asmx', '/ews/exchange.asmx?x', '/'),
    body: fc.oneof(
      texts,
      texts.map((text) => `<soap:Envelope><m:GetFolder><t:PrimarySmtpAddress>${text}</t:PrimarySmtpAddress>`),
    ),
  }),
  vplus: fc.record({
    path: fc
      .tuple(
        fc.constantFrom(
          '/api/session/login',
          '/api/session/logout',
          '/api/user-info',
          '/api/m365-organizations',
          '/api/m365-organizations/',
          '/api/tasks',
          '/api/tasks/',
          '/api/tasks/inventory-sync',
          '/api/',
          '/',
        ),
        fc.oneof(fc.constant(''), ids),
        fc.oneof(
          fc.constant(''),
          fc
            .tuple(fc.constantFrom('page', 'size', 'orderBy', 'direction', 'filter'), texts)
            .map(([name, value]) => `?${name}=${percentEncoded(value)}`),
        ),
      )
      .map((parts) => parts.join('')),
    body: json,
  }),
  control: fc.record({
    path: fc
      .tuple(
        fc.constantFrom(
          '/',
          '/world',
          '/weather',
          '/tenants/',
          '/faults',
          '/faults/',
          '/requests',
          '/snapshot',
          '/tenants/x/people/',
        ),
        fc.oneof(fc.constant(''), ids),
      )
      .map((parts) => parts.join('')),
    // Weather that delays or cuts answers is weather, no fault of the server: only what cannot be parsed is sent.
    body: fc.constantFrom('', '{', '[]', 'null', '{"__proto__":{"polluted":1}}', '{"nothing":1}', '{"latencyMs":"x"}'),
  }),
};

/** Requests to one service: its own routes and others, right and wrong in every part that a client controls. */
export const requestsTo = (service: Sent['service']): fc.Arbitrary<Sent> =>
  fc
    .record({ method, where: services[service], type: contentType, more: extra, authorization })
    .map(({ where, type, more, authorization: given, ...rest }) => ({
      service,
      ...rest,
      ...where,
      headers: { ...type, ...more, ...given },
    }));

function percentEncoded(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      /[\w.~$-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}
