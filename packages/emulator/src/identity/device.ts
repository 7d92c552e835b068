import { randomBytes } from 'node:crypto';
import type { Answer } from '../core/service.ts';
import { Refusal } from './aadsts.ts';
import { clientFor } from './applications.ts';
import { browserOf, newBrowser } from './browser.ts';
import { approve, joined, mayConsentForAll, missingConsent, needsAdministrator } from './consent.ts';
import { pollSeconds } from './device-code.ts';
import { frameOf, present, type Sitting } from './flow.ts';
import { deviceCodePage, deviceConfirmPage, messagePage } from './pages.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { readScopes } from './scopes.ts';
import { type Flow, flowLifeMs } from './seal.ts';

const lifeSeconds = 900;
const letters = 'BCDFGHJKLMNPQRSTVWXZ23456789';

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function startDevice(ask: Ask): Answer {
  const { cloud, params, origin, authority } = ask;
  const client = clientFor(required(params, 'client_id'), tenantOf(authority, cloud), cloud);
  const userCode = [...randomBytes(9)].map((byte) => letters[byte % letters.length]).join('');
  const deviceCode = randomBytes(48).toString('base64url');
  cloud.world.deviceCodes[deviceCode] = {
    userCode,
    clientId: client.application.appId,
    tenant: authority,
    scopes: required(params, 'scope').split(/\s+/).filter(Boolean),
    expiresAt: cloud.clock.now() + lifeSeconds * 1000,
    approvedBy: null,
    declined: false,
    polledAt: null,
  };
  const uri = `${origin}/common/oauth2/deviceauth`;
  return {
    status: 200,
    body: {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: uri,
      expires_in: lifeSeconds,
      interval: pollSeconds,
      message: `To sign in, use a web browser to open the page ${uri} and enter the code ${userCode} to authenticate.`,
    },
  };
}

/** The page where the code is entered: a flow once it is right, the page again when not. */
export function enterCode(ask: Ask): Flow | Answer {
  const action = '/common/oauth2/deviceauth';
  const typed = (ask.params.otc ?? '').trim().toUpperCase();
  if (ask.call.method === 'GET') return deviceCodePage(action, typed, null);
  const found = pending(ask, typed);
  if (!found) return deviceCodePage(action, typed, 'That code did not work. Check it and try again.');
  return {
    kind: 'device',
    authority: found.tenant,
    params: { client_id: found.clientId, user_code: found.userCode, prompt: 'select_account' },
    correlationId: ask.trace.correlationId,
    browser: browserOf(ask.call, ask.cloud) ?? newBrowser(ask.cloud),
    expiresAt: ask.cloud.clock.now() + flowLifeMs,
    account: null,
    authenticated: false,
  };
}

function pending({ cloud }: Ask, userCode: string) {
  return Object.values(cloud.world.deviceCodes).find(
    (one) => one.userCode === userCode && one.expiresAt > cloud.clock.now() && !one.declined,
  );
}

export function finishDevice(sitting: Sitting): Answer {
  return deviceConfirmPage(frameOf(sitting), present(sitting).person);
}

export function decideDevice(sitting: Sitting, accepted: boolean): Answer {
  const { ask, flow, client } = sitting;
  const code = pending(ask, flow.params.user_code ?? '');
  if (!code) throw new Refusal(70020);
  if (!accepted) {
    code.declined = true;
    return messagePage('You have declined', 'The device was not signed in. You can close this window.');
  }
  const { person, account } = present(sitting);
  const request = readScopes(code.scopes.join(' '), person.tenant, client, ask.cloud);
  const missing = joined(missingConsent(person.tenant, client, request, person.user, ask.cloud));
  if (missing.length > 0 && !mayConsentForAll(person.user) && needsAdministrator(person.tenant, missing))
    throw new Refusal(90094);
  approve(person.tenant, client, missing, person.user, ask.cloud);
  code.approvedBy = account;
  return messagePage(
    'You are signed in',
    `You have signed in to ${client.application.displayName} on your device. You can close this window.`,
  );
}
