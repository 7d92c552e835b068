import type { Answer } from '../core/service.ts';
import { Refusal } from './aadsts.ts';
import { acceptAdminConsent, checkAdminConsent, finishAdminConsent, refuseAdminConsent } from './admin-consent.ts';
import { back, checkAuthorize, finishAuthorize, Return, refuseBack } from './authorize.ts';
import { browserCookie, browserOf, newBrowser } from './browser.ts';
import { approve, joined, mayConsentForAll, missingConsent, needsAdministrator } from './consent.ts';
import { decideDevice, finishDevice } from './device.ts';
import {
  choose,
  confirmStepUp,
  frameOf,
  pick,
  present,
  type Sitting,
  signInPage,
  sit,
  stepUpPage,
  typed,
} from './flow.ts';
import { errorPage, messagePage, passwordPage } from './pages.ts';
import { type Ask, tenantOf } from './request.ts';
import { readScopes } from './scopes.ts';
import { type Flow, flowLifeMs, unseal } from './seal.ts';
import { refuseByWeather } from './weather.ts';

/** GET or POST of authorize or adminconsent: begins a flow in this browser. */
export async function begin(kind: 'authorize' | 'adminconsent', ask: Ask): Promise<Answer> {
  const flow: Flow = {
    kind,
    authority: ask.authority,
    params: ask.params,
    correlationId: ask.trace.correlationId,
    browser: browserOf(ask.call, ask.cloud) ?? newBrowser(ask.cloud),
    expiresAt: ask.cloud.clock.now() + flowLifeMs,
    account: null,
    authenticated: false,
  };
  // Before the address is known to be the client's nothing goes back to it: these refusals stay on the page.
  const refused = check(kind, ask);
  return guarded(flow, ask, async () => {
    if (refused) throw refused;
    return advance(sit(flow, ask));
  });
}

/** What goes back to the application although the sign-in has not begun. */
function check(kind: 'authorize' | 'adminconsent', ask: Ask): Return | null {
  try {
    if (kind === 'authorize') checkAuthorize(ask);
    else {
      checkAdminConsent(ask);
      back(() => refuseByWeather(tenantOf(ask.authority, ask.cloud), 'adminconsent'));
    }
    return null;
  } catch (error) {
    if (error instanceof Return) return error;
    throw error;
  }
}

export function advanceFlow(flow: Flow, ask: Ask): Promise<Answer> {
  return guarded(flow, ask, () => advance(sit(flow, ask)));
}

/** The forms of all pages. */
export async function submitted(ask: Ask): Promise<Answer> {
  const flow = unseal(ask.params.flow ?? '', browserOf(ask.call, ask.cloud), ask.cloud);
  if (!flow)
    return messagePage(
      'This page is too old',
      'The sign-in began in another browser or too long ago. Go back to the application and start again.',
    );
  return guarded(flow, ask, async () => step(sit(flow, ask), ask));
}

async function step(sitting: Sitting, ask: Ask): Promise<Answer> {
  const { params } = ask;
  const { flow } = sitting;
  switch (params.step) {
    case 'pick':
      pick(sitting, params.account ?? '');
      return advance(sitting);
    case 'other':
      flow.account = null;
      flow.authenticated = false;
      return passwordPage(frameOf(sitting), '', null, null);
    case 'password':
      return typed(sitting, params.login ?? '', params.passwd ?? '') ?? advance(sitting);
    case 'confirm':
      confirmStepUp(sitting);
      return advance(sitting);
    case 'consent':
      if (params.decision !== 'accept') throw new Return(new Refusal(65004));
      return flow.kind === 'adminconsent'
        ? acceptAdminConsent(sitting)
        : acceptConsent(sitting, params.organization === '1');
    case 'device':
      return decideDevice(sitting, params.decision === 'accept');
    case 'refused':
      throw new Return(new Refusal(Number(params.code) || 65004, { error: 'access_denied' }));
    default:
      throw new Return(new Refusal(65004));
  }
}

async function advance(sitting: Sitting): Promise<Answer> {
  const page = signInPage(sitting) ?? stepUpPage(sitting);
  if (page) return page;
  const { person } = present(sitting);
  choose(sitting.flow, person, true);
  const { kind } = sitting.flow;
  // Where the address named no tenant, the account has decided only now whose weather counts.
  if (!sitting.tenant && kind !== 'device') back(() => refuseByWeather(person.tenant, kind));
  if (sitting.flow.kind === 'authorize') return finishAuthorize(sitting);
  return sitting.flow.kind === 'adminconsent' ? finishAdminConsent(sitting) : finishDevice(sitting);
}

function acceptConsent(sitting: Sitting, forAll: boolean): Promise<Answer> {
  const { ask, flow, client } = sitting;
  const { person } = present(sitting);
  const admin = mayConsentForAll(person.user);
  const request = readScopes(flow.params.scope ?? '', person.tenant, client, ask.cloud);
  const missing = missingConsent(person.tenant, client, request, person.user, ask.cloud);
  if (!admin && needsAdministrator(person.tenant, missing)) throw new Refusal(90094);
  approve(person.tenant, client, joined(missing), admin && forAll ? null : person.user, ask.cloud);
  return finishAuthorize(sitting);
}

/** A refusal stays on the page or goes back to the application, as Microsoft decides by its code. */
async function guarded(flow: Flow, ask: Ask, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const refusal = error instanceof Return ? error.refusal : error;
    if (!(refusal instanceof Refusal)) throw error;
    const returns = error instanceof Return || (!refusal.onPage && flow.kind === 'authorize');
    if (!returns || !flow.params.redirect_uri) return errorPage(refusal, ask.trace, browserCookie(flow.browser));
    if (flow.kind === 'adminconsent') return refuseAdminConsent(sit(flow, ask), refusal);
    return refuseBack({ flow, ask }, refusal);
  }
}
