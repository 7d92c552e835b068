const { roles } = JSON.parse(document.getElementById('given').textContent);
const main = document.getElementById('main');
const said = document.getElementById('said');

/** The last answer of `GET /world`, kept in step with what the API answers to each change. */
let world;
let requests = [];
const log = { paused: false, service: '', text: '' };
let effectKind = 'status';

/* --- building blocks ------------------------------------------------------------------------------------ */

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter((child) => child !== null && child !== undefined && child !== false),
  );
  if (tag === 'select' && attributes.value !== undefined) element.value = attributes.value;
  return element;
}

const sheet = (title, ...children) => h('section', { class: 'sheet' }, h('h3', {}, title), ...children);
const wide = (title, ...children) => h('section', { class: 'sheet wide' }, h('h3', {}, title), ...children);
const soft = (...children) => h('p', { class: 'soft' }, ...children);
const scroll = (label, table) =>
  h('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: '0' }, table);

function seconds(ms) {
  return ms === 0 ? 'at once' : ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}

function slider(id, label, value, max, step, set) {
  const shown = h('output', { for: id }, seconds(value));
  const input = h('input', {
    id,
    type: 'range',
    min: 0,
    max: Math.max(max, value),
    step,
    'aria-valuetext': seconds(value),
    oninput: () => {
      shown.textContent = seconds(Number(input.value));
    },
    onchange: () => set(Number(input.value)),
  });
  input.value = value;
  return h('div', { class: 'field' }, h('span', {}, h('label', { for: id }, label), shown), input);
}

function check(id, label, checked, set) {
  const input = h('input', { id, type: 'checkbox', onchange: () => set(input.checked) });
  input.checked = checked;
  return h('div', { class: 'check' }, input, h('label', { for: id }, label));
}

function choice(id, label, value, options, set) {
  const select = h(
    'select',
    { id, value, onchange: () => set?.(select.value) },
    options.map(([key, text]) => h('option', { value: key }, text)),
  );
  return h('div', { class: 'field' }, h('label', { for: id }, label), select);
}

function field(id, label, attributes, set) {
  const input = h('input', { id, ...attributes, onchange: () => set?.(input.value) });
  return h('div', { class: 'field' }, h('label', { for: id }, label), input);
}

const button = (id, text, click, kind, label) =>
  h('button', { id, type: 'button', class: kind, 'aria-label': label, onclick: click }, text);

function say(text) {
  said.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    said.textContent = '';
  }, 6000);
}

/* --- the control API ------------------------------------------------------------------------------------ */

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(json?.message ?? `The practice cloud answered ${answer.status}.`);
  return json;
}

/** Does something, shows the world as it is then, and says so or says why not. */
async function act(text, work) {
  try {
    await work();
    say(text);
  } catch (error) {
    say(`Not done: ${error.message}`);
  }
  await load();
}

async function load() {
  try {
    world = await ask('GET', '/world');
    draw();
  } catch {
    say('The practice cloud does not answer. Is it still running?');
  }
}

const patchTenant = (tenant, change, text = `${tenant.displayName}: changed.`) =>
  act(text, () => ask('PATCH', `/tenants/${tenant.id}`, change));
const patchWeather = (change, text = 'Weather changed.') => act(text, () => ask('PATCH', '/weather', change));

/* --- tenants -------------------------------------------------------------------------------------------- */

const lags = [
  ['applications', 'New or changed applications show after'],
  ['servicePrincipals', 'New or changed service principals show after'],
  ['grants', 'New permission grants show after'],
  ['credentials', 'New secrets and certificates work after'],
  ['roles', 'New roles are in tokens after'],
  ['consent', 'Consent is known after'],
];

const lagPresets = {
  none: ['None', [0, 0, 0, 0, 0, 0]],
  usual: ['Usual', [500, 700, 800, 1500, 1200, 300]],
  slow: ['Slow', [6000, 8000, 7000, 12000, 10000, 6000]],
  awful: ['Very slow', [60000, 60000, 60000, 90000, 120000, 60000]],
};

const always = '2019-01-01T00:00:00Z';
const rule = (restrictionType, maxLifetime) => ({
  restrictionType,
  state: 'enabled',
  maxLifetime,
  restrictForAppsCreatedAfterDateTime: always,
});
const policies = {
  none: ['No rule', []],
  short: ['Secrets live 90 days at most', [rule('passwordLifetime', 'P90D')]],
  forbidden: ['Secrets are forbidden', [rule('passwordAddition', null)]],
};

function policyOf(tenant) {
  const { isEnabled, applicationRestrictions } = tenant.defaultAppManagementPolicy;
  const types = applicationRestrictions.passwordCredentials.map((one) => one.restrictionType + one.maxLifetime).join();
  if (!isEnabled || types === '') return 'none';
  const known = Object.entries(policies).find(
    ([, [, rules]]) => rules.map((one) => one.restrictionType + one.maxLifetime).join() === types,
  );
  return known?.[0] ?? 'other';
}

function tenantsView(id) {
  const tenant = world.tenants.find((one) => one.id === id) ?? world.tenants[0];
  const side = h(
    'nav',
    { class: 'side', 'aria-label': 'Tenants' },
    world.tenants.map((one) =>
      h(
        'a',
        { id: `to-${one.id}`, href: `#/tenants/${one.id}`, 'aria-current': one === tenant && 'page' },
        one.displayName,
      ),
    ),
  );
  return h('div', { class: 'split' }, side, tenantView(tenant));
}

function tenantView(tenant) {
  return h(
    'div',
    {},
    h('h2', {}, tenant.displayName),
    h('p', {}, tenant.story),
    soft(tenant.domain, ' · ', h('span', { class: 'id' }, tenant.id)),
    h(
      'div',
      { class: 'sheets' },
      peopleSheet(tenant),
      lagSheet(tenant),
      accessSheet(tenant),
      servicesSheet(tenant),
      exchangeSheet(tenant),
      licencesSheet(tenant),
      refusalsSheet(tenant),
      belongingsSheet(tenant),
      switchesSheet(tenant),
      backupsSheet(tenant),
    ),
  );
}

function peopleSheet(tenant) {
  const head = ['Person', 'Signs in as', 'Roles'].map((text) => h('th', { scope: 'col' }, text));
  return wide(
    'People',
    soft('Everybody signs in with the password ', h('code', {}, tenant.people[0]?.password ?? ''), '.'),
    h(
      'table',
      { class: 'people' },
      h('thead', {}, h('tr', {}, head)),
      h(
        'tbody',
        {},
        tenant.people.map((person) => personRow(tenant, person)),
      ),
    ),
    h(
      'p',
      { class: 'buttons' },
      button('revoke', 'End all sessions of this tenant', () =>
        act('Every session has ended: people must sign in again.', () =>
          ask('POST', `/tenants/${tenant.id}/revoke-sessions`),
        ),
      ),
    ),
  );
}

function personRow(tenant, person) {
  const change = (method, role, text) =>
    act(`${person.displayName} ${text}`, () => ask(method, `/tenants/${tenant.id}/people/${person.id}/roles/${role}`));
  const nameOf = (role) => Object.entries(roles).find(([, id]) => id === role)?.[0] ?? role;
  const active = person.roleTemplateIds.map((role) =>
    button(
      `take-${person.id}-${role}`,
      `${nameOf(role)} ×`,
      () => change('DELETE', role, `is no longer ${nameOf(role)}.`),
      null,
      `Take ${nameOf(role)} from ${person.displayName}`,
    ),
  );
  const waiting = person.eligibleRoleTemplateIds
    .filter((role) => !person.roleTemplateIds.includes(role))
    .map((role) => h('span', { class: 'chip' }, `eligible: ${nameOf(role)}`));
  const select = h(
    'select',
    {
      id: `give-${person.id}`,
      'aria-label': `Give ${person.displayName} a role`,
      value: '',
      onchange: () => change('POST', select.value, `is now ${nameOf(select.value)}.`),
    },
    h('option', { value: '' }, 'Give a role…'),
    Object.entries(roles)
      .filter(([, role]) => !person.roleTemplateIds.includes(role))
      .map(([name, role]) => h('option', { value: role }, name)),
  );
  return h(
    'tr',
    {},
    h('td', {}, person.displayName, person.userType === 'Guest' && h('span', { class: 'soft' }, ' · guest')),
    h('td', { class: 'id' }, person.username),
    h('td', {}, h('div', { class: 'chips' }, active, waiting, select)),
  );
}

function lagSheet(tenant) {
  const { replication } = tenant.weather;
  return sheet(
    'How slowly the directory spreads news',
    lags.map(([name, label]) =>
      slider(`lag-${name}`, label, replication[name], 30000, 100, (ms) =>
        patchTenant(tenant, { weather: { replication: { [name]: ms } } }),
      ),
    ),
    h(
      'div',
      { class: 'buttons' },
      Object.entries(lagPresets).map(([key, [text, values]]) =>
        button(`lag-preset-${key}`, text, () =>
          patchTenant(tenant, {
            weather: { replication: Object.fromEntries(lags.map(([name], index) => [name, values[index]])) },
          }),
        ),
      ),
    ),
  );
}

function accessSheet(tenant) {
  const { conditionalAccess } = tenant.weather;
  const { allowedToCreateApps, userConsent } = tenant.authorizationPolicy;
  const policy = policyOf(tenant);
  const setAccess = (change) =>
    patchTenant(tenant, {
      weather: { conditionalAccess: { demand: 'mfa', at: 'sign-in', ...conditionalAccess, ...change } },
    });
  return sheet(
    'Policies',
    choice(
      'policy',
      'Client secrets',
      policy,
      [
        ...Object.entries(policies).map(([key, [text]]) => [key, text]),
        ...(policy === 'other' ? [['other', 'A rule of its own']] : []),
      ],
      (key) =>
        patchTenant(tenant, {
          defaultAppManagementPolicy: {
            isEnabled: key !== 'none',
            applicationRestrictions: { passwordCredentials: policies[key][1] },
          },
        }),
    ),
    choice(
      'demand',
      'Conditional Access asks for',
      conditionalAccess?.demand ?? 'none',
      [
        ['none', 'Nothing'],
        ['mfa', 'A second factor'],
        ['compliant-device', 'A managed device'],
        ['block', 'It blocks'],
      ],
      (demand) =>
        demand === 'none' ? patchTenant(tenant, { weather: { conditionalAccess: null } }) : setAccess({ demand }),
    ),
    conditionalAccess &&
      choice(
        'demand-at',
        'It is noticed',
        conditionalAccess.at,
        [
          ['sign-in', 'At the sign-in'],
          ['on-behalf-of', 'When the assistant exchanges the token'],
          ['graph', 'When Microsoft Graph is called'],
          ['client-credentials', 'When an application signs in by itself'],
        ],
        (at) => setAccess({ at, ...(at === 'client-credentials' && { demand: 'block' }) }),
      ),
    check('user-consent', 'People may consent to applications themselves', userConsent, (value) =>
      patchTenant(tenant, { authorizationPolicy: { userConsent: value } }),
    ),
    check('create-apps', 'People may register applications', allowedToCreateApps, (value) =>
      patchTenant(tenant, { authorizationPolicy: { allowedToCreateApps: value } }),
    ),
  );
}

function servicesSheet(tenant) {
  const { throttling } = tenant.weather;
  const setThrottling = (change) =>
    patchTenant(tenant, { weather: { throttling: { everyNth: 9, retryAfterSeconds: 2, ...throttling, ...change } } });
  return sheet(
    'Microsoft Graph and the services',
    check('throttled', 'Graph answers “too many requests” now and then', throttling !== null, (on) =>
      on ? setThrottling({}) : patchTenant(tenant, { weather: { throttling: null } }),
    ),
    throttling &&
      h(
        'div',
        { class: 'buttons' },
        field('every-nth', 'Every n-th request', { type: 'number', min: 1, value: throttling.everyNth }, (value) =>
          setThrottling({ everyNth: Number(value) }),
        ),
        field(
          'retry-after',
          'Retry-After, seconds (empty: no header)',
          { type: 'number', min: 0, value: throttling.retryAfterSeconds ?? '' },
          (value) => setThrottling({ retryAfterSeconds: value === '' ? null : Number(value) }),
        ),
      ),
    h('p', {}, 'Services in this tenant:'),
    tenant.apis.map((api) =>
      h(
        'p',
        { class: 'line' },
        h('span', {}, api.displayName),
        button(
          `remove-${api.appId}`,
          'Remove',
          () => {
            if (
              confirm(
                `Remove ${api.displayName} from ${tenant.displayName}? Only a reset or a snapshot brings it back.`,
              )
            ) {
              act(`${api.displayName} is gone.`, () => ask('POST', `/tenants/${tenant.id}/remove-api/${api.appId}`));
            }
          },
          null,
          `Remove ${api.displayName}`,
        ),
      ),
    ),
  );
}

function exchangeSheet(tenant) {
  const { enabled, allowedAppIds } = tenant.ews;
  const state = enabled === null ? 'unset' : enabled === false ? 'off' : allowedAppIds === null ? 'open' : 'listed';
  const states = {
    open: { enabled: true, allowedAppIds: null },
    listed: { enabled: true, allowedAppIds: allowedAppIds ?? [] },
    off: { enabled: false },
    unset: { enabled: null },
  };
  const list = h(
    'textarea',
    {
      id: 'ews-list',
      rows: 3,
      class: 'id',
      onchange: () => patchTenant(tenant, { ews: { allowedAppIds: list.value.split(/\s+/).filter(Boolean) } }),
    },
    (allowedAppIds ?? []).join('\n'),
  );
  return sheet(
    'Exchange and SharePoint',
    choice(
      'ews',
      'Exchange Web Services',
      state,
      [
        ['open', 'On, for every application'],
        ['listed', 'On, for the applications on a list'],
        ['off', 'Off'],
        ['unset', 'Never set'],
      ],
      (key) => patchTenant(tenant, { ews: states[key] }),
    ),
    state === 'listed' &&
      h('div', { class: 'field' }, h('label', { for: 'ews-list' }, 'Allowed application ids, one per line'), list),
    check(
      'mailboxes',
      'An Exchange policy keeps applications out of the mailboxes',
      tenant.weather.mailboxesLimited,
      (on) => patchTenant(tenant, { weather: { mailboxesLimited: on } }),
    ),
    check(
      'ews-list-required',
      'Exchange Web Services without a list let no application in (since October 2026)',
      tenant.weather.ewsListRequired,
      (on) => patchTenant(tenant, { weather: { ewsListRequired: on } }),
    ),
    check('legacy', 'SharePoint allows legacy authentication', tenant.sharepoint.isLegacyAuthProtocolsEnabled, (on) =>
      patchTenant(tenant, { sharepoint: { isLegacyAuthProtocolsEnabled: on } }),
    ),
  );
}

function licencesSheet(tenant) {
  const change = (index, changed) =>
    patchTenant(tenant, {
      subscribedSkus: tenant.subscribedSkus.map((sku, at) => (at === index ? { ...sku, ...changed } : sku)),
    });
  return sheet(
    'Licences',
    tenant.subscribedSkus.map((sku, index) => [
      choice(
        `sku-${index}`,
        sku.skuPartNumber,
        sku.capabilityStatus,
        ['Enabled', 'Warning', 'Suspended', 'LockedOut', 'Deleted'].map((status) => [status, status]),
        (capabilityStatus) => change(index, { capabilityStatus }),
      ),
      sku.servicePlans.map((plan) =>
        check(
          `plan-${index}-${plan.servicePlanId}`,
          plan.servicePlanName,
          plan.provisioningStatus === 'Success',
          (on) =>
            change(index, {
              servicePlans: sku.servicePlans.map((one) =>
                one === plan ? { ...one, provisioningStatus: on ? 'Success' : 'Disabled' } : one,
              ),
            }),
        ),
      ),
    ]),
  );
}

function belongingsSheet(tenant) {
  const change = (person, changed) =>
    act(`${person.displayName}: changed.`, () => ask('PATCH', `/tenants/${tenant.id}/people/${person.id}`, changed));
  const { lockedSites = [] } = tenant.sharepoint;
  return sheet(
    'Mailboxes, drives and sites',
    soft('A mailbox address that is empty means that there is none.'),
    tenant.people
      .filter((person) => person.userType === 'Member')
      .map((person) => [
        field(
          `mailbox-${person.id}`,
          `Mailbox of ${person.displayName}`,
          { type: 'text', value: person.mailbox ?? '' },
          (value) => change(person, { mailbox: value === '' ? null : value }),
        ),
        choice(
          `drive-${person.id}`,
          `Drive of ${person.displayName}`,
          person.drive,
          [
            ['there', 'There'],
            ['absent', 'Not made yet'],
            ['locked', 'Locked'],
          ],
          (drive) => change(person, { drive }),
        ),
      ]),
    tenant.sites.map((site) =>
      check(`site-${site}`, `${site === '' ? 'The root site' : site} is locked`, lockedSites.includes(site), (on) =>
        patchTenant(tenant, {
          sharepoint: { lockedSites: on ? [...lockedSites, site] : lockedSites.filter((one) => one !== site) },
        }),
      ),
    ),
  );
}

function switchesSheet(tenant) {
  const change = (name, kind, appId, changed) =>
    act(`${name}: changed.`, () => ask('PATCH', `/tenants/${tenant.id}/${kind}/${appId}`, changed));
  return sheet(
    'Applications that are switched off',
    soft(
      'An API that is off gets no token (AADSTS500014); an application that is off gets none for itself (AADSTS7000112).',
    ),
    tenant.apis.map(({ appId, displayName, accountEnabled }) =>
      check(`off-${appId}`, `${displayName} is off`, !accountEnabled, (off) =>
        change(displayName, 'service-principals', appId, { accountEnabled: !off }),
      ),
    ),
    tenant.applications.map(({ appId, displayName, isDisabled, accountEnabled }) => [
      check(`off-app-${appId}`, `${displayName}: its application is off`, isDisabled === true, (off) =>
        change(displayName, 'applications', appId, { isDisabled: off }),
      ),
      accountEnabled !== null &&
        check(`off-sp-${appId}`, `${displayName}: its service principal is off`, !accountEnabled, (off) =>
          change(displayName, 'service-principals', appId, { accountEnabled: !off }),
        ),
    ]),
  );
}

function backupsSheet(tenant) {
  return sheet(
    'Back to an earlier state (Entra Backup and Recovery)',
    soft('Applications, service principals and grants as they were: old credentials come back.'),
    tenant.backups.map(({ id, createdDateTime }) =>
      h(
        'p',
        { class: 'line' },
        h('span', {}, new Date(createdDateTime).toLocaleString('en')),
        button(`restore-${id}`, 'Restore', () =>
          act(`${tenant.displayName} is as it was.`, () => ask('POST', `/tenants/${tenant.id}/backups/${id}/restore`)),
        ),
      ),
    ),
    h(
      'p',
      { class: 'buttons' },
      button('backup', 'Keep the present state', () =>
        act('The present state is kept.', () => ask('POST', `/tenants/${tenant.id}/backups`)),
      ),
    ),
  );
}

const refusalPlaces = [
  ['authorize', 'At the sign-in page'],
  ['adminconsent', 'At admin consent'],
  ['token', 'At any token request'],
  ['on-behalf-of', 'At on-behalf-of'],
  ['client-credentials', 'At application tokens'],
];

function refusalsSheet(tenant) {
  const { refuse } = tenant.weather;
  const set = (list) => patchTenant(tenant, { weather: { refuse: list } });
  const add = () => {
    const times = document.getElementById('refuse-times').value;
    set([
      ...refuse,
      {
        at: document.getElementById('refuse-at').value,
        code: Number(document.getElementById('refuse-code').value),
        times: times === '' ? null : Number(times),
      },
    ]);
  };
  return sheet(
    'Refusals of the identity server',
    soft('Answer any AADSTS code, so many times or always.'),
    refuse.map((one, index) =>
      h(
        'p',
        { class: 'buttons' },
        h(
          'span',
          {},
          `AADSTS${one.code} · ${refusalPlaces.find(([at]) => at === one.at)[1].toLowerCase()} · ${one.times === null ? 'always' : `${one.times} more`}`,
        ),
        button(
          `refuse-remove-${index}`,
          'Remove',
          () => set(refuse.filter((other) => other !== one)),
          null,
          `Remove AADSTS${one.code}`,
        ),
      ),
    ),
    h(
      'div',
      { class: 'buttons' },
      choice('refuse-at', 'Where', 'authorize', refusalPlaces),
      field('refuse-code', 'AADSTS', { type: 'number', min: 1, value: 53003 }),
      field('refuse-times', 'Times (empty: always)', { type: 'number', min: 1, value: 1 }),
      h('div', { class: 'field' }, button('refuse-add', 'Add', add)),
    ),
  );
}

/* --- everywhere ----------------------------------------------------------------------------------------- */

function everywhereView() {
  const { latencyMs, clockSkewSeconds, tokenBackdateSeconds, returnedState, vplus } = world.weather;
  const names = {
    identity: 'Sign-in',
    graph: 'Microsoft Graph',
    sharepoint: 'SharePoint',
    exchange: 'Exchange',
    vplus: 'vPlus',
  };
  const setVplus = (change) => patchWeather({ vplus: change });
  return h(
    'div',
    {},
    h('h2', {}, 'Everywhere'),
    h(
      'div',
      { class: 'sheets' },
      sheet(
        'Distance: every answer takes longer by',
        Object.entries(latencyMs).map(([name, ms]) =>
          slider(`latency-${name}`, names[name], ms, 3000, 10, (value) =>
            patchWeather({ latencyMs: { [name]: value } }),
          ),
        ),
        field('skew', 'Microsoft’s clock is ahead by, seconds', { type: 'number', value: clockSkewSeconds }, (value) =>
          patchWeather({ clockSkewSeconds: Number(value) }),
        ),
        field(
          'backdate',
          'Tokens begin before their issue by, seconds',
          { type: 'number', value: tokenBackdateSeconds },
          (value) => patchWeather({ tokenBackdateSeconds: Number(value) }),
        ),
        choice(
          'state',
          'State comes back to the application',
          returnedState ? `${returnedState.at} ${returnedState.how}` : 'as sent',
          [
            ['as sent', 'As it was sent'],
            ['authorize changed', 'Changed, once, after a sign-in'],
            ['authorize missing', 'Not at all, once, after a sign-in'],
            ['adminconsent changed', 'Changed, once, after an approval'],
            ['adminconsent missing', 'Not at all, once, after an approval'],
          ],
          (key) => {
            const [at, how] = key.split(' ');
            patchWeather({ returnedState: key === 'as sent' ? null : { at, how, times: 1 } });
          },
        ),
      ),
      sheet(
        'vPlus server',
        check('vplus-down', 'It does not answer', vplus.down, (down) => setVplus({ down })),
        check(
          'vplus-strange',
          'It shows another certificate than before',
          vplus.strangeCertificate,
          (strangeCertificate) => setVplus({ strangeCertificate }),
        ),
        check(
          'vplus-unknown',
          'It is of an unknown version: its paths are others',
          vplus.contract === 'unknown',
          (unknown) => setVplus({ contract: unknown ? 'unknown' : 'declared' }),
        ),
        slider('vplus-sync', 'A synchronization takes', vplus.synchronizationMs, 120000, 500, (synchronizationMs) =>
          setVplus({ synchronizationMs }),
        ),
        field(
          'vplus-fails',
          'Every synchronization fails with (empty: it succeeds)',
          { type: 'text', value: vplus.synchronizationFails ?? '' },
          (text) => setVplus({ synchronizationFails: text === '' ? null : text }),
        ),
        soft('Certificate, SHA-256: ', h('span', { class: 'id' }, world.vplus.fingerprint)),
      ),
      h('div', { id: 'vplus-now', class: 'wide' }, vplusNow()),
    ),
  );
}

function vplusNow() {
  const { organizations, tasks } = world.vplus;
  const names = new Map(organizations.map((one) => [one.guid, one.name]));
  return wide(
    'What vPlus has now',
    organizations.length === 0 ? soft('No Microsoft 365 organization is registered.') : null,
    organizations.map((one) =>
      h(
        'p',
        {},
        one.name,
        ' ',
        h('span', { class: 'id soft' }, one.tenantId),
        one.lastSynchronizedAt
          ? ` · synchronized ${new Date(one.lastSynchronizedAt).toLocaleString()}`
          : ' · never synchronized',
      ),
    ),
    tasks
      .slice(-10)
      .reverse()
      .map((task) =>
        h(
          'p',
          { class: 'soft' },
          `${task.kind === 'inventory-sync' ? 'Synchronization' : 'Check of the credentials'} of ${names.get(task.organizationGuid) ?? 'a deleted organization'}: `,
          h(
            'span',
            { class: task.state === 'FAILED' ? 'bad' : task.state === 'FINISHED' ? 'good' : '' },
            task.state.toLowerCase(),
          ),
          ` ${task.progress} % · ${task.statusInfo ?? ''}`,
        ),
      ),
  );
}

/* --- faults --------------------------------------------------------------------------------------------- */

const effects = {
  status: ['Answer a status instead', ['status', 'retryAfter', 'afterEffect']],
  refuse: ['Cut the line before it takes effect', []],
  'cut-after-effect': ['Let it take effect, then cut the line', []],
  hang: ['Answer nothing for a long time, then cut', ['ms', 'afterEffect']],
  delay: ['Answer late', ['ms']],
  malformed: ['Answer something broken', ['how']],
  stale: ['Read as if new objects were not there', []],
  'token-expired': ['Say that the token has expired', []],
  'claims-challenge': ['Ask for a fresh sign-in (claims challenge)', []],
};

const services = ['identity', 'graph', 'sharepoint', 'exchange', 'vplus'];

function faultsView() {
  const parts = {
    status: () => field('fault-status', 'Status', { type: 'number', min: 200, max: 599, value: 503 }),
    retryAfter: () => field('fault-retry', 'Retry-After, seconds (optional)', { type: 'number', min: 0 }),
    ms: () => field('fault-ms', 'Milliseconds', { type: 'number', min: 0, value: 10000 }),
    how: () =>
      choice('fault-how', 'How', 'truncated', [
        ['truncated', 'JSON that ends midway'],
        ['html', 'An HTML page'],
        ['empty', 'Nothing at all'],
        ['reset-in-body', 'The line breaks in the body'],
      ]),
    afterEffect: () => check('fault-after', 'The request takes effect all the same', false, () => {}),
  };
  return h(
    'div',
    {},
    h('h2', {}, 'Faults'),
    h('p', {}, 'A fault hits the request that you describe, as often as you say, and is over.'),
    h(
      'div',
      { class: 'sheets' },
      wide(
        'New fault',
        h(
          'div',
          { class: 'buttons' },
          choice('fault-service', 'Service', '', [['', 'Any'], ...services.map((name) => [name, name])]),
          choice('fault-method', 'Method', '', [
            ['', 'Any'],
            ...['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((name) => [name, name]),
          ]),
          choice('fault-tenant', 'Tenant', '', [['', 'Any'], ...world.tenants.map((one) => [one.id, one.displayName])]),
          field('fault-path', 'Path and query match (regular expression)', {
            type: 'text',
            placeholder: 'addPassword',
          }),
          field('fault-body', 'Body matches (regular expression)', { type: 'text' }),
          field('fault-nth', 'The n-th such request', { type: 'number', min: 1, value: 1 }),
          field('fault-times', 'So many in a row', { type: 'number', min: 1, value: 1 }),
        ),
        h(
          'div',
          { class: 'buttons' },
          choice(
            'fault-effect',
            'What happens',
            effectKind,
            Object.entries(effects).map(([key, [text]]) => [key, text]),
            (kind) => {
              const kept = [...main.querySelectorAll('input, select')].map((one) => [one.id, one.value]);
              effectKind = kind;
              draw();
              for (const [id, value] of kept) {
                const input = document.getElementById(id);
                if (input && input.type !== 'checkbox') input.value = value;
              }
            },
          ),
          effects[effectKind][1].map((name) => parts[name]()),
          h('div', { class: 'field' }, button('fault-add', 'Set this fault', addFault, 'main')),
        ),
      ),
      h('div', { id: 'faults-now', class: 'wide' }, faultsNow()),
    ),
  );
}

function faultsNow() {
  const { faults } = world.weather;
  return wide(
    'Waiting and spent faults',
    faults.length === 0 ? soft('None is set.') : null,
    faults.map((fault) =>
      h(
        'p',
        { class: 'buttons' },
        h(
          'span',
          {},
          `${effects[fault.effect.kind][0]}${fault.effect.status ? ` ${fault.effect.status}` : ''} · `,
          h('code', {}, Object.values(fault.match).join(' ') || 'any request'),
          ` · from number ${fault.nth}, ${fault.times} times · seen ${fault._seen}, hit ${fault._hit}`,
        ),
        button(
          `fault-remove-${fault.id}`,
          'Remove',
          () => act('The fault is gone.', () => ask('DELETE', `/faults/${fault.id}`)),
          null,
          `Remove fault ${fault.id}`,
        ),
      ),
    ),
    faults.length > 1 &&
      button('faults-clear', 'Remove all', () => act('No fault is set.', () => ask('DELETE', '/faults'))),
  );
}

function addFault() {
  const value = (id) => document.getElementById(id)?.value ?? '';
  const match = {
    service: value('fault-service'),
    method: value('fault-method'),
    tenantId: value('fault-tenant'),
    path: value('fault-path'),
    body: value('fault-body'),
  };
  const effect = { kind: effectKind };
  const wanted = effects[effectKind][1];
  if (wanted.includes('status')) effect.status = Number(value('fault-status'));
  if (wanted.includes('ms')) effect.ms = Number(value('fault-ms'));
  if (wanted.includes('how')) effect.how = value('fault-how');
  if (wanted.includes('retryAfter') && value('fault-retry')) effect.headers = { 'retry-after': value('fault-retry') };
  if (document.getElementById('fault-after')?.checked) effect.afterEffect = true;
  act('The fault waits for its request.', () =>
    ask('POST', '/faults', {
      match: Object.fromEntries(Object.entries(match).filter(([, text]) => text !== '')),
      nth: Number(value('fault-nth')),
      times: Number(value('fault-times')),
      effect,
    }),
  );
}

/* --- requests ------------------------------------------------------------------------------------------- */

function requestsView() {
  const text = field('log-text', 'Contains', { type: 'search', value: log.text });
  text.querySelector('input').addEventListener('input', (event) => {
    log.text = event.target.value;
    drawLog();
  });
  return h(
    'div',
    {},
    h('h2', {}, 'Requests'),
    h(
      'div',
      { class: 'buttons' },
      choice('log-service', 'Service', log.service, [['', 'All'], ...services.map((name) => [name, name])], (name) => {
        log.service = name;
        drawLog();
      }),
      text,
      h(
        'div',
        { class: 'field buttons' },
        button('log-pause', log.paused ? 'Go on' : 'Pause', () => {
          log.paused = !log.paused;
          draw();
        }),
        button('log-clear', 'Empty the log', () =>
          act('The log is empty.', async () => {
            await ask('DELETE', '/requests');
            requests = [];
          }),
        ),
      ),
    ),
    h('div', { id: 'log' }, logTable()),
  );
}

function logTable() {
  const wanted = log.text.toLowerCase();
  const found = requests.filter(
    (one) =>
      (!log.service || one.service === log.service) &&
      `${one.method} ${one.path} ${one.status}`.toLowerCase().includes(wanted),
  );
  const tenants = new Map(world.tenants.map((one) => [one.id, one.displayName]));
  if (found.length === 0) return soft('No request yet.');
  return [
    soft(`${found.length} requests, newest first${found.length > 200 ? '; the last 200 are shown' : ''}.`),
    scroll(
      'Requests',
      h(
        'table',
        { class: 'log' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['No.', 'Time', 'Service', 'Request', 'Status', 'ms', 'Tenant', 'Fault'].map((name) =>
              h('th', { scope: 'col' }, name),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          found
            .slice(-200)
            .reverse()
            .map((one) =>
              h(
                'tr',
                {},
                h('td', {}, one.batch === null ? one.number : `${one.number} in ${one.batch}`),
                h('td', {}, new Date(one.at).toLocaleTimeString()),
                h('td', {}, one.service),
                h('td', { class: 'path id' }, `${one.method} ${one.path}`, one.write && ' · writes'),
                h('td', { class: one.status >= 400 ? 'bad' : '' }, one.status ?? '–'),
                h('td', {}, one.ms),
                h('td', {}, tenants.get(one.tenantId) ?? ''),
                h('td', {}, one.fault ?? ''),
              ),
            ),
        ),
      ),
    ),
  ];
}

function drawLog() {
  document.getElementById('log')?.replaceChildren(...[logTable()].flat());
}

/* --- the page ------------------------------------------------------------------------------------------- */

const sections = [
  ['tenants', 'Tenants', tenantsView],
  ['everywhere', 'Everywhere', everywhereView],
  ['faults', 'Faults', faultsView],
  ['requests', 'Requests', requestsView],
];

function place() {
  const [, name, id] = location.hash.split('/');
  return { section: sections.find(([key]) => key === name) ?? sections[0], id };
}

function draw() {
  const { section, id } = place();
  const focused = document.activeElement?.id;
  document
    .getElementById('sections')
    .replaceChildren(
      ...sections.map(([key, title]) =>
        h('a', { id: `to-${key}`, href: `#/${key}`, 'aria-current': key === section[0] && 'page' }, title),
      ),
    );
  main.replaceChildren(section[2](id));
  if (focused) document.getElementById(focused)?.focus();
}

function wholeWorld() {
  const file = h('input', {
    id: 'restore-file',
    type: 'file',
    accept: 'application/json',
    hidden: true,
    onchange: async () => {
      const text = await file.files[0].text();
      file.value = '';
      await act('The practice cloud is as it was in the snapshot.', () => ask('PUT', '/snapshot', text));
    },
  });
  return [
    h('h2', {}, 'The whole practice cloud'),
    soft('A snapshot keeps everything: tenants, applications, grants, sessions, vPlus and the weather.'),
    h(
      'div',
      { class: 'buttons' },
      button('snapshot', 'Save a snapshot', () =>
        act('The snapshot is in your downloads.', async () => {
          const blob = new Blob([JSON.stringify(await ask('GET', '/snapshot'))], { type: 'application/json' });
          const link = h('a', { href: URL.createObjectURL(blob), download: 'practice-cloud.json' });
          link.click();
          URL.revokeObjectURL(link.href);
        }),
      ),
      button('restore', 'Restore a snapshot…', () => file.click()),
      file,
      button('reset', 'Reset to the beginning', () => {
        if (confirm('Reset the practice cloud? Everything that was made in it is lost.')) {
          act('The practice cloud is new.', () => ask('POST', '/reset'));
        }
      }),
    ),
  ];
}

/** What moves by itself: the log, the faults' counters, the tasks of vPlus. Forms are left alone. */
async function poll() {
  try {
    const newer = log.paused ? [] : await ask('GET', `/requests?since=${requests.at(-1)?.number ?? 0}`);
    requests = [...requests, ...newer].slice(-2000);
    const [name] = place().section;
    if (name === 'requests' && newer.length > 0) drawLog();
    if (name === 'everywhere' || name === 'faults') {
      world = await ask('GET', '/world');
      if (name === 'everywhere') document.getElementById('vplus-now')?.replaceChildren(vplusNow());
      else if (!document.activeElement?.id.startsWith('fault-remove'))
        document.getElementById('faults-now')?.replaceChildren(faultsNow());
    }
  } catch {
    say('The practice cloud does not answer. Is it still running?');
  }
  setTimeout(poll, 1500);
}

addEventListener('hashchange', () => {
  draw();
  scrollTo(0, 0);
});
document.getElementById('whole').replaceChildren(...wholeWorld());
load().then(poll);
