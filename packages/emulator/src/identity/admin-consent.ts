import type { Answer } from '../core/service.ts';
import { describeRefusal, Refusal } from './aadsts.ts';
import { clientFor, principalOf, registeredRedirect } from './applications.ts';
import { browserCookie } from './browser.ts';
import { approve, approveAppRoles, type ConsentItem, declaredItems, joined, mayConsentForAll } from './consent.ts';
import { frameOf, present, type Sitting } from './flow.ts';
import { consentPage, needApprovalPage } from './pages.ts';
import type { Person } from './people.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { readScopes } from './scopes.ts';
import { stateBack } from './weather.ts';

/** https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
export function checkAdminConsent({ params, authority, cloud }: Ask): void {
  const client = clientFor(required(params, 'client_id'), tenantOf(authority, cloud), cloud);
  registeredRedirect(client.application, params.redirect_uri);
}

export function finishAdminConsent(sitting: Sitting): Answer {
  const { person } = present(sitting);
  if (!mayConsentForAll(person.user)) return needApprovalPage(frameOf(sitting), person, 90094);
  const { items, all } = asked(sitting, person);
  return consentPage(frameOf(sitting), {
    person,
    items,
    appRoles: all ? declaredRoles(sitting, person) : [],
    publisherDomain: sitting.client.application.publisherDomain,
    scope: 'all',
  });
}

export function acceptAdminConsent(sitting: Sitting): Answer {
  const { client, ask } = sitting;
  const { person } = present(sitting);
  if (!mayConsentForAll(person.user)) throw new Refusal(90093);
  const { items, all } = asked(sitting, person);
  approve(person.tenant, client, items, null, ask.cloud);
  if (all) approveAppRoles(person.tenant, client, ask.cloud);
  return goBack(sitting, {
    admin_consent: 'True',
    tenant: person.tenant.id,
    scope: items.flatMap(({ resource, values }) => values.map((value) => `${resource.name}/${value}`)).join(' '),
  });
}

/** `admin_consent=True` is there on errors too: it only marks the flow. */
export function refuseAdminConsent(sitting: Sitting, refusal: Refusal): Answer {
  return goBack(sitting, {
    error: refusal.error,
    error_description: describeRefusal(refusal, sitting.ask.trace),
    admin_consent: 'True',
  });
}

function goBack({ flow, ask }: Sitting, values: Record<string, string>): Answer {
  const target = new URL(flow.params.redirect_uri ?? '');
  const { state } = flow.params;
  for (const [name, value] of Object.entries({ ...values, ...stateBack(state, 'adminconsent', ask.cloud) }))
    target.searchParams.set(name, value);
  return {
    status: 302,
    headers: { location: target.href, 'cache-control': 'no-store', 'set-cookie': browserCookie(flow.browser) },
  };
}

/** `.default` stands for the whole registration, every API; named scopes only for themselves. */
function asked({ client, ask, flow }: Sitting, person: Person): { items: ConsentItem[]; all: boolean } {
  const request = readScopes(
    flow.params.scope || 'https://graph.microsoft.com/.default',
    person.tenant,
    client,
    ask.cloud,
  );
  if (request.wanted.some(({ isDefault }) => isDefault))
    return { items: joined(declaredItems(person.tenant, client, ask.cloud)), all: true };
  return { items: joined(request.wanted.map(({ resource, values }) => ({ resource, values }))), all: false };
}

function declaredRoles({ client }: Sitting, person: Person) {
  return client.application.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) => {
    const api = principalOf(person.tenant, resourceAppId);
    const ids = resourceAccess.filter(({ type }) => type === 'Role').map(({ id }) => id);
    return (api?.appRoles ?? [])
      .filter(({ id }) => ids.includes(id))
      .map(({ displayName, value }) => ({ displayName, value: value ?? '', api: api?.displayName ?? resourceAppId }));
  });
}
