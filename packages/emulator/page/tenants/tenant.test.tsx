import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { directoryRoles } from '#cloud/seed/roles.ts';
import { showContoso } from '../testing/show-page.tsx';

const choose = (label: string) => screen.getByRole('combobox', { name: label });
const check = (label: string) => screen.getByRole('checkbox', { name: label });

test('a role is given and taken, and the page says so', async () => {
  const { user, contoso, said } = await showContoso();
  const isaiah = () => Object.values(contoso().users).find(({ displayName }) => displayName === 'Isaiah Langer');

  await user.selectOptions(choose('Give Isaiah Langer a role'), 'Global Reader');
  await said('Isaiah Langer is now Global Reader.');
  expect(isaiah()?._roles).toEqual([directoryRoles['Global Reader']]);

  await user.click(await screen.findByRole('button', { name: 'Take Global Reader from Isaiah Langer' }));
  await said('Isaiah Langer is no longer Global Reader.');
  expect(isaiah()?._roles).toEqual([]);
});

test('a role that somebody could activate is told as that, and a guest as a guest', async () => {
  await showContoso();

  expect(screen.getByText('eligible: Global Administrator')).toBeDefined();
  expect(screen.getAllByText('· guest').length).toBeGreaterThan(0);
});

test('a slider tells where it is while it moves, and sets the lag once it is let go', async () => {
  const { contoso } = await showContoso();
  const slider = screen.getByRole('slider', { name: 'New permission grants show after' });
  expect(slider.getAttribute('aria-valuetext')).toBe('800 ms');

  fireEvent.input(slider, { target: { value: '2500' } });
  expect(slider.getAttribute('aria-valuetext')).toBe('2.5 s');
  expect(contoso().weather.replication.grants).toBe(800);

  fireEvent(slider, new Event('change', { bubbles: true }));
  await waitFor(() => expect(contoso().weather.replication.grants).toBe(2500));
});

test('one press sets all lags of a tenant', async () => {
  const { user, contoso, said } = await showContoso();

  await user.click(screen.getByRole('button', { name: 'Slow' }));
  await said('Contoso: changed.');

  expect(Object.values(contoso().weather.replication)).toEqual([6000, 8000, 7000, 12_000, 10_000, 6000]);
});

test('a rule for client secrets becomes the policy of the tenant, and is recognized again', async () => {
  const { user, contoso } = await showContoso();

  await user.selectOptions(choose('Client secrets'), 'Secrets live 90 days at most');

  await waitFor(() => expect(contoso().defaultAppManagementPolicy.isEnabled).toBe(true));
  const [rule] = contoso().defaultAppManagementPolicy.applicationRestrictions.passwordCredentials;
  expect(rule).toMatchObject({ restrictionType: 'passwordLifetime', maxLifetime: 'P90D', state: 'enabled' });
  await waitFor(() => expect((choose('Client secrets') as HTMLSelectElement).value).toBe('short'));
});

test('a policy that the page does not know is called a rule of its own', async () => {
  await showContoso((contoso) => {
    contoso.defaultAppManagementPolicy.isEnabled = true;
    contoso.defaultAppManagementPolicy.applicationRestrictions.passwordCredentials = [
      {
        restrictionType: 'passwordLifetime',
        state: 'enabled',
        maxLifetime: 'P7D',
        restrictForAppsCreatedAfterDateTime: null,
      },
    ];
  });

  expect(within(choose('Client secrets')).getByRole('option', { name: 'A rule of its own' })).toBeDefined();
});

test('Conditional Access for an application that signs in by itself can only block', async () => {
  const { user, contoso } = await showContoso();
  expect(screen.queryByRole('combobox', { name: 'It is noticed' })).toBeNull();

  await user.selectOptions(choose('Conditional Access asks for'), 'A second factor');
  await user.selectOptions(
    await screen.findByRole('combobox', { name: 'It is noticed' }),
    'When an application signs in by itself',
  );

  await waitFor(() =>
    expect(contoso().weather.conditionalAccess).toEqual({ demand: 'block', at: 'client-credentials' }),
  );
});

test('a number is sent when its field is left; an empty Retry-After is none', async () => {
  const { user, contoso } = await showContoso();

  await user.click(check('Graph answers “too many requests” now and then'));
  const retryAfter = await screen.findByRole('spinbutton', { name: /^Retry-After/ });
  expect(contoso().weather.throttling).toEqual({ everyNth: 9, retryAfterSeconds: 2 });
  await user.clear(retryAfter);
  expect(contoso().weather.throttling).toEqual({ everyNth: 9, retryAfterSeconds: 2 });
  await user.tab();

  await waitFor(() => expect(contoso().weather.throttling).toEqual({ everyNth: 9, retryAfterSeconds: null }));
});

test('what the practice cloud refuses is told, and the field shows what is so', async () => {
  const { user, contoso } = await showContoso((tenant) => {
    tenant.weather.throttling = { everyNth: 9, retryAfterSeconds: 2 };
  });
  const everyNth = screen.getByRole('spinbutton', { name: 'Every n-th request' }) as HTMLInputElement;

  await user.clear(everyNth);
  await user.type(everyNth, '0');
  await user.tab();

  await screen.findByText(/^Not done: /);
  await waitFor(() => expect(everyNth.value).toBe('9'));
  expect(contoso().weather.throttling?.everyNth).toBe(9);
});

test('a service is removed only when that is confirmed', async () => {
  const { user, contoso, said } = await showContoso();
  const names = () => Object.values(contoso().servicePrincipals).map(({ displayName }) => displayName);
  vi.stubGlobal('confirm', () => false);
  await user.click(screen.getByRole('button', { name: 'Remove Microsoft Graph' }));
  expect(names()).toContain('Microsoft Graph');

  vi.stubGlobal('confirm', () => true);
  await user.click(screen.getByRole('button', { name: 'Remove Microsoft Graph' }));

  await said('Microsoft Graph is gone.');
  expect(names()).not.toContain('Microsoft Graph');
});

test('the list of Exchange Web Services shows where there is one, an id on each line', async () => {
  const { user, contoso } = await showContoso((tenant) => {
    tenant.ews = { enabled: true, allowedAppIds: null };
  });

  await user.selectOptions(choose('Exchange Web Services'), 'On, for the applications on a list');
  await user.type(await screen.findByLabelText('Allowed application ids, one per line'), 'one{enter}two');
  await user.tab();

  await waitFor(() => expect(contoso().ews).toEqual({ enabled: true, allowedAppIds: ['one', 'two'] }));
});

test('a service plan is switched off, and the others stay', async () => {
  const { user, contoso } = await showContoso();
  const plans = () => contoso().subscribedSkus.flatMap(({ servicePlans }) => servicePlans);

  await user.click(check('TEAMS1'));

  await waitFor(() =>
    expect(plans().filter(({ provisioningStatus }) => provisioningStatus === 'Disabled')).toMatchObject([
      { servicePlanName: 'TEAMS1' },
    ]),
  );
});

test('a refusal is added with its code, told in words, and taken away', async () => {
  const { user, contoso } = await showContoso();
  const code = screen.getByRole('spinbutton', { name: 'AADSTS' });

  await user.selectOptions(choose('Where'), 'At admin consent');
  await user.clear(code);
  await user.type(code, '65001');
  await user.clear(screen.getByRole('spinbutton', { name: 'Times (empty: always)' }));
  await user.click(screen.getByRole('button', { name: 'Add' }));

  await screen.findByText('AADSTS65001 · at admin consent · always');
  expect(contoso().weather.refuse).toEqual([{ at: 'adminconsent', code: 65001, times: null }]);
  await user.click(screen.getByRole('button', { name: 'Remove AADSTS65001' }));
  await waitFor(() => expect(contoso().weather.refuse).toEqual([]));
});

test('a mailbox that is emptied is none', async () => {
  const { user, contoso, said } = await showContoso();

  await user.clear(screen.getByRole('textbox', { name: 'Mailbox of Adele Vance' }));
  await user.tab();

  await said('Adele Vance: changed.');
  const adele = Object.values(contoso().users).find(({ displayName }) => displayName === 'Adele Vance');
  expect(adele?._mailbox).toBeNull();
});

test('an application is switched off with its service principal left on', async () => {
  const { user, contoso } = await showContoso();

  await user.click(check('Practice daemon: its application is off'));

  await waitFor(() => expect(Object.values(contoso().applications)).toMatchObject([{ isDisabled: true }]));
  expect(check('Practice daemon: its service principal is off')).toHaveProperty('checked', false);
});

test('a state that was kept comes back', async () => {
  const { user, contoso, said } = await showContoso();

  await user.click(screen.getByRole('button', { name: 'Keep the present state' }));
  await said('The present state is kept.');
  for (const application of Object.values(contoso().applications)) application.isDisabled = true;
  await user.click(await screen.findByRole('button', { name: 'Restore' }));

  await said('Contoso is as it was.');
  expect(Object.values(contoso().applications)).toMatchObject([{ isDisabled: null }]);
});
