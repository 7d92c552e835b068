import { screen } from '@testing-library/react';
import type { Choices, SomeChoices } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { planOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { ExemptionChoice } from './exemption-choice.tsx';

const { choices, limits } = planOf();

function showChoice(chosen: Partial<Choices>, exemption?: 'possible' | 'taken') {
  const made: SomeChoices[] = [];
  const { user } = show(
    <ExemptionChoice
      choices={{ ...choices, ...chosen }}
      limits={exemption ? { ...limits, exemption } : limits}
      choose={(choice) => made.push(choice)}
    />,
  );
  return { user, made, box: screen.queryByRole<HTMLInputElement>('checkbox') };
}

test('where no policy is in the way there is nothing to choose', () => {
  expect(showChoice({}).box).toBeNull();
});

test('a policy that can be lifted is lifted when somebody says so', async () => {
  const { user, made, box } = showChoice({}, 'possible');

  expect(box?.checked).toBe(false);
  await user.click(screen.getByLabelText('Exempt this one application from it'));

  expect(made).toEqual([{ credentialPolicy: 'exempt' }]);
});

test('an exemption of before can be taken back, also where nothing is in the way any more', async () => {
  const { user, made, box } = showChoice({ credentialPolicy: 'exempt' });

  expect(box?.checked).toBe(true);
  await user.click(screen.getByRole('checkbox'));

  expect(made).toEqual([{ credentialPolicy: 'keep' }]);
});

test('an application with a policy of somebody else cannot be exempted, and says why', async () => {
  const { user, made, box } = showChoice({}, 'taken');

  expect(box?.disabled).toBe(true);
  expect(screen.getByText(/custom policy of somebody else/)).toBeDefined();
  await user.click(screen.getByRole('checkbox'));

  expect(made).toEqual([]);
});

test('who writes by hand exempts the application by hand', () => {
  showChoice({ writes: 'by-hand' }, 'possible');

  expect(screen.getByText(/No script does this/)).toBeDefined();
});
