import { createHash, randomBytes } from 'node:crypto';

/** A person's browser at the practice identity server: follows its pages as forms, like a script would. */
export interface SignIn {
  identity: string;
  /** Tenant id or domain in the path. */
  tenant: string;
  clientId: string;
  person: { tenantId: string; id: string };
}

const redirectUri = 'http://localhost/auth';

/** Signs in as the single-page application does (code and PKCE) and returns the access token for our API. */
export async function signIn({ identity, tenant, clientId, person }: SignIn): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const address = new URL(`/${tenant}/oauth2/v2.0/authorize`, identity);
  address.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: `openid profile offline_access api://${clientId}/access_as_user`,
    state: 'any',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  }).toString();

  const back = await follow(address, person);
  const code = back.searchParams.get('code');
  if (!code) throw new Error(`No code came back: ${back.searchParams}`);
  const answer = await fetch(new URL(`/${tenant}/oauth2/v2.0/token`, identity), {
    method: 'POST',
    headers: { origin: 'http://localhost' },
    body: new URLSearchParams({
      client_id: clientId,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      scope: `openid profile offline_access api://${clientId}/access_as_user`,
    }),
  });
  const body = (await answer.json()) as { access_token?: string };
  if (!body.access_token) throw new Error(`No token came back: ${JSON.stringify(body)}`);
  return body.access_token;
}

/** Approves the assistant for the whole tenant on the administrators' page. */
export async function approve({ identity, tenant, clientId, person }: SignIn, scope: string): Promise<URL> {
  const address = new URL(`/${tenant}/v2.0/adminconsent`, identity);
  const redirect_uri = 'http://localhost/consent-return';
  address.search = new URLSearchParams({ client_id: clientId, scope, redirect_uri, state: 'any' }).toString();
  return follow(address, person);
}

/** Goes from page to page, accepting what is asked, until a redirect leads back to us. */
async function follow(start: URL, person: SignIn['person']): Promise<URL> {
  let cookie = '';
  let ask: { url: URL; body?: URLSearchParams } = { url: start };
  for (let page = 0; page < 12; page += 1) {
    const answer = await fetch(ask.url, {
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
      ...(ask.body ? { method: 'POST', body: ask.body } : {}),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const location = answer.headers.get('location');
    if (location) {
      const next = new URL(location, ask.url);
      if (next.origin === 'http://localhost') return next;
      ask = { url: next };
      continue;
    }
    ask = formOf(await answer.text(), ask.url, person);
  }
  throw new Error('The sign-in did not come to an end');
}

/** What a person would send from this page. */
function formOf(page: string, at: URL, person: SignIn['person']): { url: URL; body: URLSearchParams } {
  const forms = [...page.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)].map(([, action, inner]) => ({
    url: new URL(unescaped(action ?? ''), at),
    fields: new URLSearchParams(
      [...(inner ?? '').matchAll(/<input\b[^>]*>/g)].map(([input]): [string, string] => {
        const [, name] = /name="([^"]*)"/.exec(input) ?? [];
        const [, value] = /value="([^"]*)"/.exec(input) ?? [];
        return [name ?? '', unescaped(value ?? '')];
      }),
    ),
  }));
  const form = ['pick', 'password', 'confirm', 'consent']
    .map((step) => forms.find(({ fields }) => fields.get('step') === step))
    .find((found) => found !== undefined);
  if (!form) throw new Error(`A dead end: ${page.replace(/<style.*?<\/style>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ')}`);
  if (form.fields.get('step') === 'pick') form.fields.set('account', `${person.tenantId}/${person.id}`);
  if (form.fields.get('step') === 'consent') form.fields.set('decision', 'accept');
  return { url: form.url, body: form.fields };
}

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
