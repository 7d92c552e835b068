import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { tenantIds } from '#cloud/seed/tenants.ts';
import { showPage } from '../testing/show-page.tsx';
import { effectLabels } from './effects.ts';

const button = (name: string) => screen.getByRole('button', { name });

test('a fault with nothing more said hits the next request with a 503', async () => {
  const { user, cloud, said } = await showPage('#/faults');
  expect(screen.getByText('None is set.')).toBeDefined();

  await user.click(button('Set this fault'));

  await said('The fault waits for its request.');
  expect(cloud.world.weather.faults).toMatchObject([
    { match: {}, nth: 1, times: 1, effect: { kind: 'status', status: 503 } },
  ]);
  expect(await screen.findByText('any request')).toBeDefined();
});

test('a fault says which request it is for, and what happens to it', async () => {
  const { user, cloud } = await showPage('#/faults');
  const choose = (label: string, option: string) =>
    user.selectOptions(screen.getByRole('combobox', { name: label }), option);

  await choose('Service', 'graph');
  await choose('Method', 'POST');
  await choose('Tenant', 'Contoso');
  await user.type(screen.getByRole('textbox', { name: /^Path and query match/ }), 'addPassword');
  await choose('What happens', 'Answer nothing for a long time, then cut');
  await user.click(screen.getByRole('checkbox', { name: 'The request takes effect all the same' }));
  await user.click(button('Set this fault'));

  await waitFor(() =>
    expect(cloud.world.weather.faults).toMatchObject([
      {
        match: { service: 'graph', method: 'POST', tenantId: tenantIds.contoso, path: 'addPassword' },
        effect: { kind: 'hang', ms: 10_000, afterEffect: true },
      },
    ]),
  );
});

test.each(Object.entries(effectLabels))('a fault of the kind %s is taken as the form has it', async (kind, label) => {
  const { user, cloud } = await showPage('#/faults');

  await user.selectOptions(screen.getByRole('combobox', { name: 'What happens' }), label);
  await user.click(button('Set this fault'));

  await waitFor(() => expect(cloud.world.weather.faults).toMatchObject([{ effect: { kind } }]));
});

test('once a fault is set, the form begins anew', async () => {
  const { user, said } = await showPage('#/faults');
  const effect = screen.getByRole('combobox', { name: 'What happens' }) as HTMLSelectElement;
  await user.selectOptions(effect, 'Answer late');
  await user.type(screen.getByRole('textbox', { name: /^Body matches/ }), 'vPlus');

  await user.click(button('Set this fault'));

  await said('The fault waits for its request.');
  await waitFor(() => expect(effect.value).toBe('status'));
  expect(screen.getByRole('spinbutton', { name: 'Status' })).toHaveProperty('value', '503');
  expect(screen.getByRole('textbox', { name: /^Body matches/ })).toHaveProperty('value', '');
});

test('a form that is refused keeps what was typed', async () => {
  const { user, cloud } = await showPage('#/faults');
  const path = screen.getByRole('textbox', { name: /^Path and query match/ }) as HTMLInputElement;

  await user.type(path, '((');
  await user.click(button('Set this fault'));

  await screen.findByText(/^Not done: .*This is not a regular expression/);
  expect(path.value).toBe('((');
  expect(cloud.world.weather.faults).toEqual([]);
});

test('faults are removed one by one, or all at once', async () => {
  const { user, cloud, said } = await showPage('#/faults');
  for (const count of [1, 2, 3]) {
    await user.click(button('Set this fault'));
    await waitFor(() => expect(screen.getAllByRole('button', { name: /^Remove fault/ })).toHaveLength(count));
  }

  await user.click(button(`Remove fault ${cloud.world.weather.faults[1]?.id}`));
  await said('The fault is gone.');
  expect(cloud.world.weather.faults).toHaveLength(2);
  await user.click(button('Remove all'));

  await said('No fault is set.');
  expect(cloud.world.weather.faults).toEqual([]);
});
