import { screen } from '@testing-library/react';
import type { SomeChoices } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { planOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { StandingAccessChoice } from './standing-access-choice.tsx';

const option = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const { choices } = planOf();

test('nothing is given unless somebody chooses it, and the permission is named', async () => {
  const chosen: SomeChoices[] = [];
  const { user } = show(<StandingAccessChoice choices={choices} choose={(choice) => chosen.push(choice)} />);

  expect([option('None').checked, option('Look').checked]).toEqual([true, false]);
  expect(screen.getByText(/Application\.Read\.All.*cannot change anything/)).toBeDefined();
  await user.click(option('Look'));

  expect(chosen).toEqual([{ standingAccess: 'look' }]);
});

test.each([
  ['assistant', /A disconnect takes it back\.$/],
  ['by-hand', /You give it, and you take it back\.$/],
] as const)('who takes it back is named: %s', (writes, words) => {
  show(<StandingAccessChoice choices={{ ...choices, writes }} choose={() => {}} />);

  expect(screen.getByText(words)).toBeDefined();
});

test('what was chosen before is taken back by choosing none', async () => {
  const chosen: SomeChoices[] = [];
  const before = { ...choices, standingAccess: 'look' as const };
  const { user } = show(<StandingAccessChoice choices={before} choose={(choice) => chosen.push(choice)} />);

  expect(option('Look').checked).toBe(true);
  await user.click(option('None'));

  expect(chosen).toEqual([{ standingAccess: 'none' }]);
});
