import { exchangePlansOf, mailboxAddressOf, mailboxAt } from '../core/mailbox.ts';
import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { readToken, type TokenClaims } from '../core/tokens.ts';
import type { Tenant } from '../core/world.ts';
import { exchangeOnline } from '../seed/apis.ts';
import { folderFound, responseFailure, soapFault } from './soap.ts';

/**
 * Exchange Web Services, as far as one harmless read needs them: `GetFolder` of the inbox of an impersonated mailbox.
 *
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth
 */
export const exchange: Service = { name: 'exchange', handle };

async function handle(call: Call, cloud: Cloud): Promise<Answer> {
  if (call.url.pathname.toLowerCase() !== '/ews/exchange.asmx') return { status: 404 };
  if (call.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
  const token = await readToken(call.headers.authorization, [exchangeOnline], cloud);
  if ('refused' in token) return unauthorized(token.refused);
  const tenant = cloud.world.tenants[token.tid];
  if (!tenant) return unauthorized('tenant');
  if (!ewsAllowed(tenant, token.appid)) return blocked();
  return getFolder(call, tenant, token);
}

/**
 * `EwsEnabled` and `EwsAllowedAppIDs`. By the cmdlet's text of August 2026 a list has effect only while the switch is
 * on, and an empty one restricts nobody; under the rule of October 2026 nobody gets in without being listed.
 *
 * https://learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig
 */
function ewsAllowed({ ews, weather }: Tenant, appId: string): boolean {
  if (ews.enabled === false) return false;
  const listed = ews.allowedAppIds ?? [];
  if (ews.enabled === true && listed.length > 0) return listed.includes(appId);
  return !weather.ewsListRequired;
}

function getFolder(call: Call, tenant: Tenant, token: TokenClaims): Answer {
  const xml = call.body.toString('utf8');
  if (!/<(\w+:)?Envelope[\s>]/.test(xml)) return { status: 400 };
  if (!/<(\w+:)?GetFolder[\s>]/.test(xml))
    return soapFault(
      'a:ErrorSchemaValidation',
      'The request failed schema validation: the practice server knows GetFolder only.',
    );
  const caller = callerOf(xml, tenant, token);
  if ('refusal' in caller) return caller.refusal;
  const anchor = call.headers['x-anchormailbox'];
  if (anchor && anchor.toLowerCase() !== caller.address) {
    return soapFault(
      'a:ErrorIncorrectRoutingHint',
      'X-AnchorMailbox names another mailbox than the one that is impersonated.',
    );
  }
  const mailbox = mailboxAt(tenant, caller.address);
  if (!mailbox)
    return responseFailure('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  const plans = exchangePlansOf(mailbox);
  if (plans.length > 0 && plans.every(({ servicePlanId }) => servicePlanId === kiosk)) return blocked();
  if (tenant.weather.mailboxesLimited && token.idtyp === 'app')
    return responseFailure('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return folderFound(mailbox.id);
}

/** EXCHANGE_S_DESKLESS: since 30 June 2026 kiosk mailboxes have no Exchange Web Services. */
const kiosk = '4a82b400-a79f-41a4-b4e2-e94f5787b113';

/** Whose mailbox the request is for: the impersonated one for an application, one's own for a person. */
function callerOf(xml: string, tenant: Tenant, token: TokenClaims): { address: string } | { refusal: Answer } {
  const named = /<(?:\w+:)?(?:PrimarySmtpAddress|SmtpAddress|PrincipalName)>\s*([^<\s]+)\s*</
    .exec(xml)?.[1]
    ?.toLowerCase();
  if (token.idtyp === 'user') {
    if (!token.scopes.includes('EWS.AccessAsUser.All')) return { refusal: forbidden() };
    const person = tenant.users[token.oid];
    return { address: (person && mailboxAddressOf(person)) ?? '' };
  }
  if (!token.roles.includes('full_access_as_app')) return { refusal: forbidden() };
  if (!named)
    return {
      refusal: soapFault(
        'a:ErrorImpersonateUserDenied',
        'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
      ),
    };
  return { address: named };
}

function unauthorized(reason: string): Answer {
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer client_id="${exchangeOnline}", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1 service_asserted_app_v1"`,
      'x-ms-diagnostics': `2000003;reason="The token is not accepted: ${reason}.";error_category="invalid_token"`,
    },
  };
}

function forbidden(): Answer {
  return {
    status: 403,
    headers: {
      'x-ms-diagnostics':
        '2000008;reason="The token contains not enough scope to make this call.";error_category="invalid_grant"',
    },
  };
}

function blocked(): Answer {
  return {
    status: 403,
    headers: {
      'x-ms-diagnostics':
        '2000010;reason="EWS is not enabled for this application in this organization.";error_category="invalid_authorization"',
    },
  };
}
