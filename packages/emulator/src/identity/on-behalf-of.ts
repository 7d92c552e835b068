import type { Answer } from '../core/service.ts';
import { issuedAt, verifyToken } from '../core/tokens.ts';
import { Refusal } from './aadsts.ts';
import { type Client, clientFor } from './applications.ts';
import { readClaims, stepUpClaims } from './claims-request.ts';
import { proveClient, readCredentials } from './client-authentication.ts';
import { spreadValues } from './consent.ts';
import { type Person, personOf } from './people.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { readScopes, singleResource } from './scopes.ts';
import { personAnswer, tokenValues } from './token-answers.ts';
import { refuseByWeather } from './weather.ts';

/** A person's token for our client, proved. */
interface Assertion {
  person: Person;
  stepUp: boolean;
  issuedAt: number;
}

/**
 * Exchanges a person's token for us into one for another API.
 *
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function onBehalfOf(ask: Ask): Promise<Answer> {
  const { params, cloud } = ask;
  const tenant = tenantOf(ask.authority, cloud);
  const credentials = readCredentials(ask);
  const client = clientFor(credentials.clientId, tenant, cloud);
  if (required(params, 'requested_token_use') !== 'on_behalf_of') {
    throw new Refusal(90014, { text: "The value of 'requested_token_use' must be 'on_behalf_of'." });
  }
  refuseByWeather(tenant, 'on-behalf-of');
  const proof = await proveClient(client, credentials, ask);
  if (!proof) throw new Refusal(7000218);
  const assertion = await readAssertion(required(params, 'assertion'), client, ask);
  const { person } = assertion;
  if (tenant && tenant.id !== person.tenant.id) {
    throw new Refusal(50013, {
      text: 'Assertion failed signature validation. [Reason - The assertion was issued by another tenant.]',
    });
  }
  const claims = readClaims(params.claims);
  challenge(assertion, claims.stepUp);

  const request = readScopes(required(params, 'scope'), person.tenant, client, cloud);
  const wanted = singleResource(request);
  if (!wanted) throw new Refusal(28003);
  const granted = spreadValues(person.tenant, client, wanted.resource, person.user, ask.call, cloud);
  return personAnswer(
    {
      client,
      person,
      proof,
      request,
      wanted,
      values: tokenValues(wanted, granted, client),
      nonce: null,
      stepUp: assertion.stepUp,
      continuous: claims.continuous,
      authTime: assertion.issuedAt,
      spa: false,
    },
    ask,
  );
}

async function readAssertion(token: string, { application }: Client, { cloud }: Ask): Promise<Assertion> {
  const payload = await verifyToken(token, cloud);
  if ('refused' in payload) throw new Refusal(payload.refused === 'expired' ? 500133 : 50013);
  const audiences = [application.appId, ...application.identifierUris];
  if (!audiences.includes(String(payload.aud))) {
    throw new Refusal(50013, {
      text: `Assertion failed signature validation. [Reason - The audience '${payload.aud}' of the assertion is not the client '${application.appId}'.]`,
    });
  }
  if (typeof payload.scp !== 'string')
    throw new Refusal(7000114, {
      text: `Application '${application.appId}' is not allowed to make application on-behalf-of calls.`,
    });
  const person = personOf({ tenantId: String(payload.tid), userId: String(payload.oid) }, cloud);
  if (!person) throw new Refusal(50034);
  if (!person.user.accountEnabled) throw new Refusal(50057);
  const issued = issuedAt(payload);
  if (issued + 1000 <= person.user._validFrom) throw new Refusal(50173);
  const stepUp = Array.isArray(payload.acrs) && payload.acrs.includes('c1');
  return { person, stepUp, issuedAt: issued };
}

/** Conditional Access is noticed here when the next API asks for more than the sign-in showed. */
function challenge({ person, stepUp }: Assertion, asked: boolean): void {
  if (stepUp) return;
  const { conditionalAccess } = person.tenant.weather;
  const here = conditionalAccess?.at === 'on-behalf-of' ? conditionalAccess.demand : null;
  if (!here && !asked) return;
  const codes = { mfa: 50076, 'compliant-device': 53000, block: 53003 } as const;
  throw new Refusal(codes[here ?? 'mfa'], {
    error: 'interaction_required',
    suberror: 'basic_action',
    claims: stepUpClaims,
  });
}
