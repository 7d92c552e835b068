import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '#testing/show.tsx';
import { NotBackPage } from './page.tsx';

test.each([
  ['50011', /address of this assistant is not registered/i],
  ['AADSTS90072', /does not belong there/i],
  ['50105', /may not use this application yet/i],
  ['AADSTS53003', /blocked this sign-in/],
])('pasting the bare code %s tells what to do', async (code, words) => {
  const { user } = show(<NotBackPage />);

  await user.click(screen.getByRole('textbox'));
  await user.paste(code);

  expect(screen.getAllByText(words).length).toBeGreaterThan(0);
  expect(screen.getByText(/^What Microsoft said/)).toBeDefined();
});

test('a text without a code says where to look for one', async () => {
  const { user } = show(<NotBackPage />);

  await user.type(screen.getByRole('textbox'), 'Sorry, something went wrong');

  expect(screen.getByText('There is no code in this text')).toBeDefined();
});

test('a code that nobody knows is told as that', async () => {
  const { user } = show(<NotBackPage />);

  await user.type(screen.getByRole('textbox'), 'AADSTS9999999');

  expect(screen.getByText('Microsoft refused, with a code that we do not know')).toBeDefined();
});
