import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { runOf, stepOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { AfterStop } from './after-stop.tsx';

const steps = [stepOf({ id: 'register-application', state: 'done' })];
const links = () => screen.getAllByRole('link').map(({ textContent }) => textContent);

test('what a first connect made can be removed once it was stopped', () => {
  show(<AfterStop run={runOf({ state: 'cancelled', steps })} />);

  expect(links()).toEqual(['Connect again', 'Remove what was made']);
});

test('where the tenant was connected before, stopping a plan offers no disconnect as its removal', () => {
  show(<AfterStop run={runOf({ state: 'cancelled', wasConnected: true, steps })} />);

  expect(links()).toEqual(['Make a new plan']);
});
