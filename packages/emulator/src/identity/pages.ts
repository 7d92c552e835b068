import type { Answer } from '../core/service.ts';
import type { Tenant } from '../core/world.ts';
import { directoryRoles } from '../seed/roles.ts';
import type { Refusal, Trace } from './aadsts.ts';
import type { ConsentItem } from './consent.ts';
import { type Html, html, showPage } from './layout.ts';
import { loginOf, type Person } from './people.ts';
import { permissionTitle } from './permission-titles.ts';
import { oidcScopes } from './scopes.ts';

/** What the forms of one sign-in share: where they go, and the sealed state that they carry. */
export interface FormFrame {
  action: string;
  flow: string;
  cookie: string;
  appName: string;
}

function form(frame: FormFrame, step: string, body: Html): Html {
  return html`<form method="post" action="${frame.action}">
<input type="hidden" name="flow" value="${frame.flow}">
<input type="hidden" name="step" value="${step}">
${body}
</form>`;
}

/** Who wants to sign in: every practice person who could. */
export function pickerPage(frame: FormFrame, people: Person[], signedIn: Person[], tenant: Tenant | null): Answer {
  const groups = new Map<Tenant, Person[]>();
  for (const person of people) groups.set(person.tenant, [...(groups.get(person.tenant) ?? []), person]);
  const body = html`<h1>Pick an account</h1>
<p class="who">to continue to ${frame.appName}${tenant ? ` at ${tenant.displayName}` : ''}</p>
${form(
  frame,
  'pick',
  html`${signedIn.length > 0 && html`<h2>Signed in</h2>${accountList(signedIn)}`}
${[...groups].map(([one, members]) => html`<h2>${one.displayName}</h2><p class="soft">${one.story}</p>${accountList(members)}`)}`,
)}
${form(frame, 'other', html`<div class="actions"><button>Use another account</button></div>`)}
${cancelForm(frame)}`;
  return showPage('Pick an account', body, { cookie: frame.cookie });
}

function accountList(people: Person[]): Html {
  const entries = people.map(({ tenant, user }) => {
    return html`<li><button name="account" value="${tenant.id}/${user.id}">${user.displayName}<small>${loginOf(user)}</small><small>${positionOf({ tenant, user })}</small></button></li>`;
  });
  return html`<ul class="accounts">${entries}</ul>`;
}

/** What somebody is for in practice: their roles here, and what is special about them. */
function positionOf({ tenant, user }: Person): string {
  const nameOf = (id: string) => Object.entries(directoryRoles).find(([, role]) => role === id)?.[0] ?? id;
  const waiting = user._eligibleRoles.map((role) => `can activate ${nameOf(role)}`);
  const roles = [...user._roles.map(nameOf), ...waiting];
  const how = user.userType === 'Guest' ? 'guest' : tenant.users[user.id] ? '' : 'partner (GDAP)';
  return [how, ...(roles.length > 0 ? roles : ['no administrator role']), user.accountEnabled ? '' : 'disabled']
    .filter(Boolean)
    .join(' · ');
}

/** Name and password; a practice person's password is filled in, and the page says so. */
export function passwordPage(
  frame: FormFrame,
  login: string,
  password: string | null,
  problem: Refusal | null,
): Answer {
  const body = html`<h1>Sign in</h1>
<p class="who">to continue to ${frame.appName}</p>
${problem && html`<p class="bad" role="alert">AADSTS${problem.code}: ${problem.message}</p>`}
${form(
  frame,
  'password',
  html`<label for="login">Email</label>
<input id="login" name="login" type="text" inputmode="email" autocomplete="username" value="${login}" required>
<label for="passwd">Password</label>
<input id="passwd" name="passwd" type="password" autocomplete="current-password" value="${password ?? ''}" required>
${password !== null && html`<p class="soft">This is a practice person: the password is filled in for you.</p>`}
<div class="actions"><button class="main">Sign in</button></div>`,
)}
${cancelForm(frame)}`;
  return showPage('Sign in', body, { cookie: frame.cookie });
}

/** The second factor: one click, since there is no phone in practice. */
export function secondFactorPage(frame: FormFrame, { user }: Person): Answer {
  const body = html`<h1>Approve the sign-in</h1>
<p class="who">${loginOf(user)}</p>
<p>Your organization wants a second factor before ${frame.appName} may go on. In practice a click is enough.</p>
${form(frame, 'confirm', html`<div class="actions"><button class="main">Approve</button></div>`)}
${cancelForm(frame)}`;
  return showPage('Approve the sign-in', body, { cookie: frame.cookie });
}

export interface ConsentView {
  person: Person;
  items: ConsentItem[];
  /** Application permissions, shown on the administrator's page. */
  appRoles: { displayName: string; value: string; api: string }[];
  publisherDomain: string;
  /** `all`: the administrator's page; `choice`: an administrator signing in; `self`: an ordinary person. */
  scope: 'all' | 'choice' | 'self';
}

export function consentPage(frame: FormFrame, view: ConsentView): Answer {
  const { person, items, appRoles, scope } = view;
  const lines = items.flatMap(({ resource, values }) =>
    values.map((value) => {
      const known = resource.scopes.find((one) => one.value === value);
      const own = known?.userConsentDisplayName || known?.adminConsentDisplayName;
      const title = own && own !== value ? own : permissionTitle(value);
      const api = resource.principal?.displayName ?? resource.application?.displayName ?? resource.appId;
      const admin = known?.type === 'Admin' && !oidcScopes.includes(value);
      return html`<li>${title}<small>${api} · ${value}${admin ? ' · administrators only' : ''}</small></li>`;
    }),
  );
  const roles = appRoles.map(
    ({ displayName, value, api }) =>
      html`<li>${displayName === value ? permissionTitle(value) : displayName}<small>${api} · ${value} · without a signed-in person</small></li>`,
  );
  const body = html`<p class="who">${loginOf(person.user)}</p>
<h1>${scope === 'all' ? 'Permissions requested: review for your organization' : 'Permissions requested'}</h1>
<p><strong>${frame.appName}</strong><br><span class="soft">${view.publisherDomain === 'microsoft.com' ? 'Microsoft' : `unverified · ${view.publisherDomain}`}</span></p>
<p>${scope === 'all' ? `If you accept, this application gets these permissions for everybody in ${person.tenant.displayName}. Nobody else will be asked.` : 'This application would like to:'}</p>
<ul class="permissions">${[...lines, ...roles]}</ul>
${form(
  frame,
  'consent',
  html`${scope === 'choice' && html`<label class="check"><input type="checkbox" name="organization" value="1"><span>Consent on behalf of your organization<br><span class="soft">Everybody in ${person.tenant.displayName} can then use this application without being asked.</span></span></label>`}
<p class="soft">Accept only if you trust the publisher. Permissions can be taken back later.</p>
<div class="actions"><button name="decision" value="cancel">Cancel</button><button class="main" name="decision" value="accept">Accept</button></div>`,
)}`;
  return showPage('Permissions requested', body, { cookie: frame.cookie });
}

/** The dead end for ordinary people: it stays here unless they choose to go back. */
export function needApprovalPage(frame: FormFrame, { user, tenant }: Person, code: number): Answer {
  const body = html`<p class="who">${loginOf(user)}</p>
<h1>Need admin approval</h1>
<p><strong>${frame.appName}</strong> <span class="soft">unverified</span></p>
<p>${frame.appName} needs permission to access resources in ${tenant.displayName} that only an administrator can grant. Ask an administrator to grant permission to this application before you can use it.</p>
<p class="soft">AADSTS${code}</p>
${form(frame, 'other', html`<div class="actions"><button>Have an admin account? Sign in with that account</button></div>`)}
${form(frame, 'refused', html`<div class="actions"><button name="code" value="${code}">Return to the application without granting consent</button></div>`)}`;
  return showPage('Need admin approval', body, { cookie: frame.cookie });
}

export function errorPage(refusal: Refusal, trace: Trace, cookie?: string): Answer {
  const body = html`<h1>Sorry, but we’re having trouble signing you in.</h1>
<p class="bad" role="alert">AADSTS${refusal.code}: ${refusal.message}</p>
<h2>Troubleshooting details</h2>
<dl><dt>Error code</dt><dd>${refusal.code}</dd><dt>Request Id</dt><dd>${trace.traceId}</dd><dt>Correlation Id</dt><dd>${trace.correlationId}</dd><dt>Timestamp</dt><dd>${trace.timestamp}</dd></dl>`;
  return showPage('Sign-in error', body, { status: 400, ...(cookie && { cookie }) });
}

/** Entering the code that a device shows. */
export function deviceCodePage(action: string, userCode: string, problem: string | null): Answer {
  const body = html`<h1>Enter code</h1>
<p>Enter the code that your app or device shows, to let it sign in as you.</p>
${problem && html`<p class="bad" role="alert">${problem}</p>`}
<form method="post" action="${action}">
<label for="otc">Code</label>
<input id="otc" name="otc" type="text" autocomplete="off" value="${userCode}" required>
<div class="actions"><button class="main">Next</button></div>
</form>`;
  return showPage('Enter code', body);
}

export function deviceConfirmPage(frame: FormFrame, { user, tenant }: Person): Answer {
  const body = html`<p class="who">${loginOf(user)}</p>
<h1>Are you trying to sign in to ${frame.appName}?</h1>
<p>It will act as you at ${tenant.displayName}. Go on only if you started this on a device of your own.</p>
${form(frame, 'device', html`<div class="actions"><button name="decision" value="cancel">Cancel</button><button class="main" name="decision" value="accept">Continue</button></div>`)}`;
  return showPage('Sign in on another device', body, { cookie: frame.cookie });
}

export function messagePage(title: string, sentence: string, cookie?: string): Answer {
  return showPage(title, html`<h1>${title}</h1><p>${sentence}</p>`, cookie ? { cookie } : {});
}

/** `response_mode=form_post`: sends itself, and has a button where scripts are off. */
export function formPostPage(uri: string, params: Record<string, string>, cookie: string): Answer {
  const fields = Object.entries(params).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const body = html`<form method="post" action="${uri}">${fields}<p>You are being sent back.</p><div class="actions"><button class="main">Continue</button></div></form>`;
  return showPage('Working', body, { cookie, script: 'document.forms[0].submit()' });
}

function cancelForm(frame: FormFrame): Html {
  return form(frame, 'cancel', html`<div class="actions"><button>Cancel</button></div>`);
}
