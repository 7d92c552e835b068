import type { Answer } from '../core/service.ts';
import type { SignedInAccount, Tenant } from '../core/world.ts';
import { Refusal } from './aadsts.ts';
import { type Client, clientFor } from './applications.ts';
import { accountsOf, browserCookie, remember } from './browser.ts';
import { readClaims } from './claims-request.ts';
import type { FormFrame } from './pages.ts';
import { passwordPage, pickerPage, secondFactorPage } from './pages.ts';
import { loginOf, matchesHint, type Person, peopleAt, personNamed, personOf, seenAt } from './people.ts';
import { type Ask, tenantOf } from './request.ts';
import { type Flow, seal } from './seal.ts';

/** A sign-in under way: the sealed flow, opened, with everything that it names. */
export interface Sitting {
  ask: Ask;
  flow: Flow;
  client: Client;
  /** The tenant of the path; null: it follows from the account. */
  tenant: Tenant | null;
}

export function sit(flow: Flow, ask: Ask): Sitting {
  const tenant = tenantOf(flow.authority, ask.cloud);
  return { ask, flow, tenant, client: clientFor(flow.params.client_id ?? '', tenant, ask.cloud) };
}

export function frameOf({ ask, flow, client }: Sitting): FormFrame {
  return {
    action: '/common/login',
    flow: seal(flow, ask.cloud),
    cookie: browserCookie(flow.browser),
    appName: client.application.displayName,
  };
}

/** Accounts of this browser, as the tenant of the flow knows them, with sign-ins that were revoked left out. */
function signedIn({ ask, flow, tenant }: Sitting): { person: Person; account: SignedInAccount }[] {
  return accountsOf(flow.browser, ask.cloud).flatMap((account) => {
    const person = seenAt(account, tenant, ask.cloud);
    return person && account.authTime >= person.user._validFrom ? [{ person, account }] : [];
  });
}

/** The page where the flow stands before an account is known; null: it is known and signed in. */
export function signInPage(sitting: Sitting): Answer | null {
  const { flow, ask, tenant } = sitting;
  const { prompt = '', login_hint: hint } = flow.params;
  if (flow.account && flow.authenticated) return null;
  const present = signedIn(sitting);
  if (!flow.account) {
    const hinted = hint ? present.find(({ person }) => matchesHint(person, hint)) : undefined;
    const only = !hint && present.length === 1 ? present[0] : undefined;
    const chosen = prompt === 'select_account' ? hinted : (hinted ?? only);
    if (chosen) choose(flow, chosen.person, !prompt.includes('login'));
    else if (prompt === 'none') throw new Refusal(50058);
    else if (hint) return hintedPage(sitting, hint);
    else {
      const people = peopleAt(tenant, ask.cloud).filter(
        ({ user }) => !present.some(({ person }) => person.user.id === user.id),
      );
      return pickerPage(
        frameOf(sitting),
        people,
        present.map(({ person }) => person),
        tenant,
      );
    }
  }
  if (flow.authenticated) return null;
  if (prompt === 'none') throw new Refusal(50058);
  const person = flow.account && personOf(flow.account, ask.cloud);
  return passwordPage(frameOf(sitting), person ? loginOf(person.user) : '', person?.user._password ?? null, null);
}

function hintedPage(sitting: Sitting, hint: string): Answer {
  const person = peopleAt(sitting.tenant, sitting.ask.cloud).find((one) => matchesHint(one, hint));
  const login = person ? loginOf(person.user) : hint;
  return passwordPage(frameOf(sitting), login, person?.user._password ?? null, null);
}

export function choose(flow: Flow, { tenant, user }: Person, authenticated: boolean): void {
  flow.account = { tenantId: tenant.id, userId: user.id };
  flow.authenticated = authenticated;
}

/** A tile of the picker: signed in already, or the password page. */
export function pick(sitting: Sitting, value: string): void {
  const [tenantId = '', userId = ''] = value.split('/');
  const person = personOf({ tenantId, userId }, sitting.ask.cloud);
  if (!person || (sitting.tenant && person.tenant.id !== sitting.tenant.id)) throw new Refusal(50020);
  const known = signedIn(sitting).some((one) => one.person.user.id === userId);
  choose(sitting.flow, person, known && !(sitting.flow.params.prompt ?? '').includes('login'));
}

/** Name and password as typed; a page again when they are wrong. */
export function typed(sitting: Sitting, login: string, password: string): Answer | null {
  const { ask, flow, tenant } = sitting;
  try {
    const person = personNamed(login, tenant, ask.cloud);
    if (!person.user.accountEnabled) throw new Refusal(50057);
    if (person.user._password !== password) throw new Refusal(50126);
    choose(flow, person, true);
    remember(flow.browser, { ...accountOf(person), authTime: ask.cloud.clock.now(), stepUp: false }, ask.cloud);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return passwordPage(frameOf(sitting), login, null, error);
    throw error;
  }
}

const accountOf = ({ tenant, user }: Person) => ({ tenantId: tenant.id, userId: user.id });

/** Who is signed in in this flow, as the browser's session remembers it. */
export function present(sitting: Sitting): { person: Person; account: SignedInAccount } {
  const { flow, ask } = sitting;
  const person = flow.account && personOf(flow.account, ask.cloud);
  if (!person) throw new Refusal(50034);
  const found = signedIn(sitting).find((one) => one.person.user.id === person.user.id);
  if (!found) throw new Refusal(50058);
  return { person, account: found.account };
}

/** What Conditional Access or a claims request wants beyond the password; null: nothing more. */
export function stepUpPage(sitting: Sitting): Answer | null {
  const { person, account } = present(sitting);
  const { conditionalAccess } = person.tenant.weather;
  const here = conditionalAccess?.at === 'sign-in' ? conditionalAccess.demand : null;
  if (here === 'block') throw new Refusal(53003);
  if (here === 'compliant-device') throw new Refusal(53000);
  if (account.stepUp || (here !== 'mfa' && !readClaims(sitting.flow.params.claims).stepUp)) return null;
  if (sitting.flow.params.prompt === 'none') throw new Refusal(50076);
  return secondFactorPage(frameOf(sitting), person);
}

export function confirmStepUp(sitting: Sitting): void {
  const { account } = present(sitting);
  remember(sitting.flow.browser, { ...account, stepUp: true }, sitting.ask.cloud);
}
