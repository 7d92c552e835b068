import { fireEvent, screen, within } from '@testing-library/react';
import type { FindingView, TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { Health } from './health.tsx';

const operatorTenantId = 'dddddddd-4444-4444-8444-dddddddddddd' as typeof administrator.tenantId;

const finding = (change: Partial<FindingView> = {}): FindingView => ({
  id: '5f0c1f5e-5d0c-4f3a-8a39-0d6f3d6b9a01',
  vplusServerName: 'Backup 1',
  kind: 'owner-added',
  severity: 'warning',
  title: 'The application has an owner',
  what: 'The application has 1 owner, who could add credentials.',
  mend: 'connect',
  state: 'open',
  due: null,
  firstSeenAt: '2026-11-29T10:00:00.000Z',
  lastSeenAt: '2026-11-30T10:00:00.000Z',
  acceptance: null,
  acknowledgement: null,
  resolvedAt: null,
  ...change,
});

const tenant = (change: Partial<TenantView> = {}) =>
  ({
    id: administrator.tenantId,
    vplusServerName: 'Backup 1',
    health: { is: 'attention', at: null, why: 'One warning is open. No critical finding is open.' },
    findings: [finding()],
    checks: [
      {
        at: '2026-11-30T10:00:00.000Z',
        by: null,
        runId: null,
        findings: 1,
        unseen: [
          { stepId: 'register-application', why: 'Nobody was signed in, so Microsoft was not asked.' },
          { stepId: 'grant-permissions', why: 'Nobody was signed in, so Microsoft was not asked.' },
        ],
      },
    ],
    nextCheckAt: '2026-12-01T10:00:00.000Z',
    state: 'attention',
    connection: { connectedAt: '2026-11-01T10:00:00.000Z', choices: { writes: 'assistant' } },
    ...change,
  }) as TenantView;

test('a finding says what was seen, how bad it is and what puts it right', () => {
  show(<Health tenant={tenant()} />);

  expect(screen.getByText('Needs attention')).toBeDefined();
  const item = within(screen.getByRole('list', { name: 'Findings' })).getByRole('listitem');
  expect(item.textContent).toMatch(/has an owner Warning.*could add credentials.*“Repair” plans how/);
});

test.each([
  [{ is: 'protected', at: null, why: 'All is well.' }, /^Protected$/],
  [{ is: 'attention', at: '2026-12-09T12:00:00.000Z', why: 'One thing.' }, /^Needs attention by .*Dec.* 2026$/],
  [{ is: 'not-protected', at: null, why: 'Gone.' }, /^Not protected$/],
  [{ is: 'unknown', at: '2026-11-20T12:00:00.000Z', why: 'Nobody looked.' }, /^Unknown since .*Nov.* 2026$/],
] as const)('health is one of four words: %j', (health, words) => {
  show(<Health tenant={tenant({ health })} />);

  expect(
    screen.getByText((_, element) => element?.tagName === 'SPAN' && words.test(element.textContent ?? ''), {
      selector: 'span > span',
    }),
  ).toBeDefined();
  expect(screen.getByText(health.why)).toBeDefined();
});

test('what nobody could look at is told once, with the reason', () => {
  show(<Health tenant={tenant()} />);

  expect(screen.getByText(/Not everything was seen/).textContent?.match(/Nobody was signed in/g)).toHaveLength(1);
});

test('a reason that is a title ends like a sentence', () => {
  const unseen = [
    { stepId: 'register-organization', why: 'The vPlus server does not answer' },
    { stepId: 'synchronize-inventory', why: 'What it rests on could not be looked at.' },
  ];
  const [check] = tenant().checks;
  show(<Health tenant={tenant({ checks: check ? [{ ...check, unseen }] : [] })} />);

  expect(screen.getByText(/Not everything was seen/).textContent).toContain('does not answer. What it rests on');
});

test.each([
  ['of another vPlus server', { vplusServerName: 'Backup 2' }, '“Repair” for the vPlus server “Backup 2” plans how'],
  [
    'that Microsoft alone can end',
    { kind: 'disabled-by-microsoft', mend: 'elsewhere' },
    'An administrator of the organization can ask Microsoft’s support.',
  ],
] as const)('who can put a finding right is true of one %s', (_, change, words) => {
  show(<Health tenant={tenant({ findings: [finding(change)] })} />);

  expect(screen.getByText(/First seen/).textContent).toContain(words);
});

test('of a tenant that was connected a minute ago it says that no check came since', () => {
  show(<Health tenant={tenant({ checks: [] })} />);

  expect(screen.getByText(/^No check since the tenant was connected\./)).toBeDefined();
});

test('an acceptance wants a reason, and can be given up', async () => {
  const { user } = show(<Health tenant={tenant()} />);

  await user.click(screen.getByRole('button', { name: 'Accept: The application has an owner' }));
  await user.click(screen.getByRole('button', { name: 'Accept' }));
  expect(screen.getByText(/Write a reason/)).toBeDefined();
  await user.type(screen.getByLabelText('Why is this right as it is?'), 'Our pipeline owns it');
  expect(screen.queryByText(/Write a reason/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Do not accept' }));

  expect(screen.queryByRole('textbox')).toBeNull();
});

test('what was accepted says by whom and why, and can be reopened', () => {
  const acceptance = { by: 'Adele Vance', why: 'Our pipeline owns it', at: '2026-11-30T10:00:00.000Z', until: null };
  show(<Health tenant={tenant({ findings: [finding({ state: 'accepted', acceptance })] })} />);

  expect(screen.getByText(/Accepted by Adele Vance/).textContent).toContain('Our pipeline owns it');
  expect(screen.getByRole('button', { name: 'Reopen: The application has an owner' })).toBeDefined();
});

test('an acknowledgement wants a reason and, where one is named, a day that is still to come', async () => {
  const { user } = show(<Health tenant={tenant()} />);

  await user.click(screen.getByRole('button', { name: 'Acknowledge: The application has an owner' }));
  fireEvent.change(screen.getByLabelText('Until'), { target: { value: '2020-01-31' } });
  await user.click(screen.getByRole('button', { name: 'Acknowledge' }));

  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Write a reason, so that others can follow it later.',
    'Name a day that is still to come.',
  ]);
});

test('what was acknowledged is as bad as it is, says by whom, why and until when, and can be taken back or accepted', () => {
  const until = '2027-01-31T12:00:00.000Z';
  const acknowledgement = { by: 'Adele Vance', why: 'Asked the team', at: '2026-11-30T10:00:00.000Z', until };
  show(<Health tenant={tenant({ findings: [finding({ acknowledgement })] })} />);

  expect(screen.getByText('Warning, acknowledged')).toBeDefined();
  expect(screen.getByText(/Acknowledged by Adele Vance/).textContent).toMatch(/until 31 Jan 2027: Asked the team$/);
  expect(screen.getByText(/First seen/).textContent).toContain('“Repair” plans how');
  const buttons = screen.getAllByRole('button');
  const names = buttons.map((button) => button.getAttribute('aria-label'));
  expect(names).toEqual([
    'Take the acknowledgement back: The application has an owner',
    'Accept: The application has an owner',
  ]);
  // Whoever speaks to the page says what is to be seen.
  for (const [index, { textContent }] of buttons.entries())
    expect(names[index]).toContain(textContent?.replace('…', ''));
});

test.each([
  ['an open one', {}],
  ['one that is resolved by now', { state: 'resolved', resolvedAt: '2026-11-30T10:00:00.000Z' }],
] as const)('the link of an alert leads to its finding: %s', (_, change) => {
  const other = finding({ id: 'other', title: 'Another' });
  show(<Health tenant={tenant({ findings: [other, finding(change)] })} />, { at: `/?finding=${finding().id}` });

  const found = screen.getAllByRole('listitem', { current: true });
  expect(found).toHaveLength(1);
  expect(found[0]?.textContent).toContain('The application has an owner');
  expect(document.activeElement).toBe(found[0]);
});

test('an acceptance says until when', () => {
  const until = '2027-01-31T12:00:00.000Z';
  const acceptance = { by: 'Adele Vance', why: 'Moves in January', at: '2026-11-30T10:00:00.000Z', until };
  show(<Health tenant={tenant({ findings: [finding({ state: 'accepted', acceptance })] })} />);

  expect(screen.getByText(/Accepted by Adele Vance/).textContent).toMatch(/until 31 Jan 2027: Moves in January$/);
});

test.each([
  ['an administrator', {}, {}, '“Repair” plans how to put it right.'],
  [
    'whoever writes by hand',
    {},
    { writes: 'by-hand' },
    '“Repair” plans how to put it right, and what is left for you to do.',
  ],
  [
    'a reader, who has no such button',
    { may: ['read'] },
    {},
    'An administrator of the organization can put it right with “Repair”.',
  ],
] as const)('what puts it right is told as it is for %s', (_, session, choices, words) => {
  const connection = { connectedAt: '2026-11-01T10:00:00.000Z', choices: { writes: 'assistant', ...choices } };
  show(<Health tenant={tenant({ connection: connection as TenantView['connection'] })} />, {
    session: { ...administrator, ...session, may: [...('may' in session ? session.may : administrator.may)] },
  });

  expect(screen.getByText(/First seen/).textContent).toContain(words);
});

test.each([
  ['vplus-unreachable', 'Whoever runs vPlus or this assistant can put it right.'],
  ['consent-added', 'An administrator of the organization can put it right at Microsoft.'],
] as const)('what no repair puts right says who can: %s', (kind, words) => {
  show(<Health tenant={tenant({ findings: [finding({ kind, mend: 'elsewhere' })] })} />);

  expect(screen.getByText(/First seen/).textContent).toContain(words);
});

test('a finding on another vPlus server than the page is about names it, and one with a date says what it is', () => {
  const [here, there] = [
    finding({ due: '2020-04-01T12:00:00.000Z' }),
    finding({ id: 'b', vplusServerName: 'Backup 2' }),
  ];
  show(<Health tenant={tenant({ findings: [here, there] })} />);

  const [first, second] = screen.getAllByText(/First seen/).map(({ textContent }) => textContent);
  expect(first).toMatch(/^Ended on 1 Apr 2020\. First seen/);
  expect(second).toMatch(/^Connection to “Backup 2”\. First seen/);
});

test('a check that is due is not said to come', () => {
  show(<Health tenant={tenant({ nextCheckAt: '2020-01-01T00:00:00.000Z' })} />);

  expect(screen.getByText(/A check is due now\.$/)).toBeDefined();
  expect(screen.queryByText(/next automatic check/)).toBeNull();
});

test('whoever may only read has no buttons', () => {
  show(<Health tenant={tenant()} />, { session: { ...administrator, may: ['read'] } });

  expect(screen.queryAllByRole('button')).toEqual([]);
});

test('an operator, who cannot ask Microsoft there, has a button for what needs no sign-in', () => {
  const operator = { ...administrator, tenantId: operatorTenantId, operator: true };
  show(<Health tenant={tenant()} />, { session: operator });

  expect(screen.getByRole('button', { name: 'Check vPlus now' })).toBeDefined();
});

test('where the assistant may look between sign-ins, that button does not speak of vPlus alone', () => {
  const operator = { ...administrator, tenantId: operatorTenantId, operator: true };
  const connection = { ...tenant().connection, choices: { standingAccess: 'look' } } as TenantView['connection'];
  show(<Health tenant={tenant({ connection })} />, { session: operator });

  expect(screen.getByRole('button', { name: 'Check now' })).toBeDefined();
});

test.each([
  ['verify', /^A check has begun and has not ended/],
  ['disconnect', /^A disconnect has begun and has not ended/],
] as const)('while a run is at work it is said that this was before it: %s', (verb, words) => {
  const latestRun = { verb, state: 'working' } as TenantView['latestRun'];
  show(<Health tenant={tenant({ latestRun })} />);

  expect(screen.getByRole('status').textContent).toMatch(words);
});

test('a tenant that is not connected has no health', () => {
  const { container } = show(<Health tenant={tenant({ health: null })} />);

  expect(container.textContent).toBe('');
});

test('a credential that ends is put right by its replacement, which the finding leads to', () => {
  const expiresAt = '2026-12-14T00:00:00.000Z';
  const keyId = '7d1b7d2c-6f9b-4f6e-9a53-6a1f7c4f2b02';
  const ends = finding({ kind: 'credential-ends', title: 'A credential expires soon', due: expiresAt });
  const credentials = [{ kind: 'secret' as const, keyId, addedAt: null, expiresAt }];

  show(<Health tenant={tenant({ findings: [ends, finding({ id: keyId })], credentials })} />);

  const items = within(screen.getByRole('list', { name: 'Findings' })).getAllByRole('listitem');
  const [first, other] = items.map((item) => within(item).queryByRole('link', { name: 'Rotate the client secret' }));
  expect(first?.getAttribute('href')).toMatch(new RegExp(`^/connect/plan\\?(server=[^&]+&)?replace=${keyId}$`));
  expect(other).toBeNull();
  expect(items[0]?.textContent).toMatch(/“Rotate” plans how to put it right/);
});
