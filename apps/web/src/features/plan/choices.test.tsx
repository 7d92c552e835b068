import { screen, waitFor } from '@testing-library/react';
import { Choices, type PlanView, type SomeChoices } from '@vplus/contracts';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { ApproveBar } from '#lib/approve-bar.tsx';
import { planOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { ChoicesCard } from './choices.tsx';
import { useWrongFields, WrongFieldsProvider } from './wrong-fields.ts';

interface FormProps {
  plan: PlanView;
  onChoose(chosen: SomeChoices): void;
  onApprove(): void;
}

/** The form as the page has it, with each choice taken at once. */
function Form({ plan, onChoose, onApprove }: FormProps) {
  const { wrong, tell } = useWrongFields();
  const [choices, setChoices] = useState(plan.choices);
  return (
    <WrongFieldsProvider value={tell}>
      <ChoicesCard
        choices={choices}
        plan={plan}
        choose={(chosen) => {
          onChoose(chosen);
          setChoices((now) => Choices.parse({ ...now, ...chosen }));
        }}
        settled
        servers={[plan.vplusServer]}
        chooseServer={() => undefined}
      />
      <ApproveBar
        action="Approve and connect"
        blocking={plan.checks.filter(({ state }) => state === 'blocked')}
        wrong={wrong}
        busy={false}
        onApprove={onApprove}
      />
    </WrongFieldsProvider>
  );
}

function showForm(change: Partial<PlanView> = {}) {
  const chosen: SomeChoices[] = [];
  let approved = 0;
  const shown = show(
    <Form plan={planOf(change)} onChoose={(choice) => chosen.push(choice)} onApprove={() => (approved += 1)} />,
  );
  return { ...shown, chosen, approved: () => approved };
}

const typed = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const option = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });
const approve = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Approve and connect' });

test('two wrong fields keep the plan from being approved, and the button leads to the first', async () => {
  const { user, chosen, approved } = showForm();
  const [name, days] = [typed('Name of the application'), typed('Valid for, in days')];
  await user.clear(days);
  await user.type(days, '9999');
  await user.clear(name);
  expect(screen.getByText('Correct the 2 marked fields first.')).toBeDefined();

  await user.click(approve());
  expect(document.activeElement).toBe(name);
  await user.type(name, 'Backup of Contoso');
  expect(screen.getByText('Correct the marked field first.')).toBeDefined();
  await user.click(approve());
  expect(document.activeElement).toBe(days);
  expect(approved()).toBe(0);
  await user.clear(days);
  await user.type(days, '90');
  await user.click(approve());

  expect(approved()).toBe(1);
  expect(chosen).toContainEqual({ applicationName: 'Backup of Contoso' });
  expect(chosen).toContainEqual({ credential: { kind: 'secret', days: 90 } });
});

test.each(['0', '731', '1.5', '-1', 'a year', ' '])('%j is no number of days', async (text) => {
  const { user, chosen } = showForm();

  await user.clear(typed('Valid for, in days'));
  await user.paste(text);
  await user.tab();

  expect(screen.getByText('Enter a whole number from 1 to 730.')).toBeDefined();
  expect(chosen).toEqual([]);
});

test('what is typed is taken after a pause, without leaving the field', async () => {
  const { user, chosen } = showForm();

  await user.clear(typed('Valid for, in days'));
  await user.paste('90');

  await waitFor(() => expect(chosen).toEqual([{ credential: { kind: 'secret', days: 90 } }]), { timeout: 60_000 });
});

test('a kind of credential that a policy forbids cannot be chosen, and the shorter life of two counts', () => {
  const { choices, limits } = planOf();
  showForm({
    choices: { ...choices, credential: { kind: 'both', days: 90 } },
    limits: { ...limits, credentialKinds: ['certificate', 'both'], longestDays: { secret: 180, certificate: 90 } },
  });

  expect(option('A client secret').disabled).toBe(true);
  expect(screen.getByText('A policy of your organization forbids it.')).toBeDefined();
  expect(option('Both').checked).toBe(true);
  expect(screen.getByText(/^At most 90\./)).toBeDefined();
});

test('something is left to back up: the last workload cannot be taken out', async () => {
  const { user } = showForm();
  const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });

  for (const name of [/^Exchange/, /^OneDrive/, /^SharePoint/]) await user.click(box(name));

  expect(box(/^Teams/).checked).toBe(true);
  expect(box(/^Teams/).disabled).toBe(true);
  expect(box(/^Exchange/).disabled).toBe(false);
});

test.each([
  [{}, false],
  [{ writes: 'by-hand' as const }, true],
  [{ registration: 'hand-over' as const }, true],
  [{ legacyAuth: 'enable' as const }, true],
])('more choices are open where one of them was made: %j', (chosen, open) => {
  showForm({ choices: { ...planOf().choices, ...chosen } });

  expect(screen.getByText('More choices').closest('details')?.open).toBe(open);
});

test('a deleted application is restored unless somebody wants it gone for good', async () => {
  const { limits } = planOf();
  const deletedApplication = { name: 'vPlus Backup', deletedAt: null };
  const { user, chosen } = showForm({ limits: { ...limits, deletedApplication } });

  expect(option('Restore it').checked).toBe(true);
  await user.click(option(/^Delete it permanently/));

  expect(chosen).toEqual([{ deletedApplication: 'purge' }]);
});

test('by hand a deleted application is nobody’s to restore here', () => {
  const plan = planOf();
  const deletedApplication = { name: 'vPlus Backup', deletedAt: null };
  showForm({
    choices: { ...plan.choices, writes: 'by-hand' },
    limits: { ...plan.limits, deletedApplication },
  });

  expect(screen.queryByText('Restore it')).toBeNull();
});

test('an application of the same name is left alone unless somebody adopts it', async () => {
  const { limits } = planOf();
  const objectId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d20';
  const { user, chosen } = showForm({
    limits: { ...limits, adoptable: [{ objectId, appId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d21', createdAt: null }] },
  });

  expect(option('Leave it alone and create a new one').checked).toBe(true);
  await user.click(option(/^Use the one with/));

  expect(chosen).toEqual([{ adoptApplication: objectId }]);
});

test('a check that blocks keeps the plan from being approved, and is named beside the button', async () => {
  const vplus = { id: 'vplus', title: 'vPlus server', state: 'blocked', finding: 'It does not answer.' } as const;
  const { user, approved } = showForm({ checks: [vplus] });

  await user.click(approve());

  expect(approve().disabled).toBe(true);
  expect(screen.getByRole('link', { name: 'vPlus server' }).getAttribute('href')).toBe('#check-vplus');
  expect(approved()).toBe(0);
});
