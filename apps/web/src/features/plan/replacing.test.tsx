import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { planOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { Replacing } from './replacing.tsx';

test.each([
  [
    {},
    [/^This assistant adds/, /proved/, /^vPlus gets it/, /^Only then does this assistant remove/],
    /^Nothing is taken/,
  ],
  [{ writes: 'by-hand' }, [/^You add/, /proved/, /^vPlus gets it/, /^Only then do you remove/], /^Leave the old one/],
  [
    { registration: 'hand-over' },
    [/^This assistant adds/, /proved/, /^You enter it into vPlus/, /^Only then does this assistant remove/],
    /^Leave the old one/,
  ],
] as const)('who replaces a credential is named as the plan has it: %j', (change, steps, promise) => {
  show(<Replacing choices={{ ...planOf().choices, ...change }} />);

  const told = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(told).toEqual(steps.map((words) => expect.stringMatching(words)));
  expect(screen.getByText(promise)).toBeDefined();
});
