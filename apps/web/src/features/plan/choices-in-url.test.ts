import type { SomeChoices } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { choicesIn, withChoices } from './choices-in-url.ts';

const all: SomeChoices = {
  applicationName: 'Backup & more',
  workloads: ['exchange', 'teams'],
  permissionList: 'reduced',
  credential: { kind: 'certificate', days: 90 },
  credentialPolicy: 'exempt',
  standingAccess: 'look',
  legacyAuth: 'enable',
  deletedApplication: 'purge',
  adoptApplication: '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12',
  registration: 'hand-over',
  organizationName: 'Contoso (contoso.com)',
  writes: 'by-hand',
  replaceCredentials: ['5f0c1f5e-5d0c-4f3a-8a39-0d6f3d6b9a01', '7d1b7d2c-6f9b-4f6e-9a53-6a1f7c4f2b02'],
};

test('what was chosen comes back from the address, whatever else stands there', () => {
  const search = withChoices(new URLSearchParams('server=main'), all);

  expect(choicesIn(new URLSearchParams(search.toString()))).toEqual(all);
  expect(search.get('server')).toBe('main');
});

test('that none is adopted is a choice as well', () => {
  expect(choicesIn(withChoices(new URLSearchParams(), { adoptApplication: null }))).toEqual({ adoptApplication: null });
});

test('that the assistant may look at nothing is one too', () => {
  expect(choicesIn(withChoices(new URLSearchParams(), { standingAccess: 'none' }))).toEqual({ standingAccess: 'none' });
});

test('what makes no sense in an address is as if nobody had chosen it, and the rest counts', () => {
  const search = new URLSearchParams('workloads=mail&permissions=none&credential=gold&days=x&name=Ours&legacy=keep');

  expect(choicesIn(search)).toEqual({ applicationName: 'Ours', legacyAuth: 'keep' });
});
