import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { showPage } from '../testing/show-page.tsx';

const organization = {
  guid: 'guid-1',
  name: 'Contoso backup',
  tenantId: 'tenant-1',
  clientId: 'client-1',
  clientSecret: 'not shown',
  certificate: null,
  certificatePassword: null,
  importUsers: true,
  importSites: true,
  createdAt: 0,
  lastSynchronizedAt: null,
  description: null,
};
const task = {
  guid: 'task-1',
  kind: 'inventory-sync' as const,
  organizationGuid: 'guid-1',
  state: 'FAILED' as const,
  progress: 40,
  statusInfo: 'Nobody answers.',
  createdAt: 0,
  startedAt: 0,
  finishedAt: 0,
};

test('a server that is switched off does not answer', async () => {
  const { user, cloud, said } = await showPage('#/everywhere');

  await user.click(screen.getByRole('checkbox', { name: 'It does not answer' }));

  await said('Weather changed.');
  expect(cloud.world.weather.vplus.down).toBe(true);
});

test('a failure of every synchronization has the words that were typed, and none when they are gone', async () => {
  const { user, cloud } = await showPage('#/everywhere');
  const words = screen.getByRole('textbox', { name: /^Every synchronization fails with/ });

  await user.type(words, 'The disk is full');
  await user.tab();
  await waitFor(() => expect(cloud.world.weather.vplus.synchronizationFails).toBe('The disk is full'));
  await user.clear(words);
  await user.tab();

  await waitFor(() => expect(cloud.world.weather.vplus.synchronizationFails).toBeNull());
});

test('a state is lost once, on the way that was chosen', async () => {
  const { user, cloud } = await showPage('#/everywhere');

  await user.selectOptions(
    screen.getByRole('combobox', { name: 'State comes back to the application' }),
    'Not at all, once, after an approval',
  );

  await waitFor(() =>
    expect(cloud.world.weather.returnedState).toEqual({ at: 'adminconsent', how: 'missing', times: 1 }),
  );
});

test('vPlus without an organization says so', async () => {
  await showPage('#/everywhere');

  expect(screen.getByText('No Microsoft 365 organization is registered.')).toBeDefined();
});

test('organizations and tasks of vPlus are told without their secrets', async () => {
  await showPage('#/everywhere', ({ world }) => {
    world.vplus.organizations[organization.guid] = organization;
    world.vplus.tasks[task.guid] = task;
  });

  const main = screen.getByRole('main').textContent;

  expect(main).toContain('Contoso backup tenant-1 · never synchronized');
  expect(main).toContain('Synchronization of Contoso backup: failed 40 % · Nobody answers.');
  expect(main).not.toContain('not shown');
});
