import type { ClientConfig } from '@vplus/contracts';
import { expect, test } from 'vitest';
import {
  approvalIsSpreading,
  closeConsent,
  consentAddress,
  isForeignTenant,
  readConsentReturn,
  requestConsent,
  storedConsent,
} from './consent.ts';

const kept = { state: 'ours', returnTo: '/runs/1', resumeRunId: '1' };

test('the address names the tenant, everything that is asked and the way back', () => {
  const address = new URL(consentAddress(config, 'https://setup.example', { tenant: 'contoso.com' }, 'ours'));

  expect(address.origin + address.pathname).toBe('https://login.example/contoso.com/v2.0/adminconsent');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    client_id: 'client',
    scope: 'https://graph.example/.default',
    redirect_uri: 'https://setup.example/consent-return',
    state: 'ours',
  });
});

test('an approval of ours leads back to where it was asked for', () => {
  expect(readConsentReturn('?admin_consent=True&tenant=t&state=ours', kept)).toEqual({
    is: 'approved',
    returnTo: '/runs/1',
    tenant: 't',
    resumeRunId: '1',
  });
});

test('admin_consent=True beside an error is a refusal', () => {
  const search = '?admin_consent=True&error=access_denied&error_description=AADSTS65004%3A+declined&state=ours';

  expect(readConsentReturn(search, kept)).toEqual({
    is: 'refused',
    ours: true,
    error: 'access_denied',
    description: 'AADSTS65004: declined',
    returnTo: '/runs/1',
  });
});

test.each([
  ['a foreign state', '?admin_consent=True&state=theirs', kept],
  ['no state', '?admin_consent=True&tenant=t', kept],
  ['a state where none was asked for', '?admin_consent=True&state=ours', null],
])('an approval with %s may be one: Microsoft has to be asked', (_, search, ours) => {
  expect(readConsentReturn(search, ours)).toEqual({ is: 'unsure' });
});

test('an error with a foreign state is nobody’s answer', () => {
  expect(readConsentReturn('?error=access_denied&state=theirs', kept)).toEqual({ is: 'foreign' });
  expect(readConsentReturn('?admin_consent=True&error=access_denied', null)).toEqual({ is: 'foreign' });
});

test('an address that was handed over is answered in a browser that asked for nothing', () => {
  const state = new URL(consentAddress(config, 'https://setup.example', { tenant: 't' })).searchParams.get('state');

  expect(readConsentReturn(`?admin_consent=True&state=${state}`, null)).toEqual({ is: 'handed-over' });
});

test('an answer about another organization than the one signed in to is foreign, however it is written', () => {
  expect(isForeignTenant('3F9E1C52', '3f9e1c52')).toBe(false);
  expect(isForeignTenant('3f9e1c52', '4f9e1c52')).toBe(true);
  expect(isForeignTenant(null, '3f9e1c52')).toBe(false);
});

test('a visit without an answer is nothing', () => {
  expect(readConsentReturn('', kept)).toEqual({ is: 'nothing' });
});

test('an answer is good once, and the moment of the approval is remembered', () => {
  const window = fakeWindow();
  requestConsent(config, { tenant: 'organizations', returnTo: '/connect' }, window);
  const asked = storedConsent(window.sessionStorage);
  const answer = `?admin_consent=True&state=${new URL(window.visited[0] ?? '').searchParams.get('state')}`;
  expect(readConsentReturn(answer, asked)).toEqual({ is: 'approved', returnTo: '/connect', tenant: null });

  if (asked) closeConsent(window.sessionStorage, asked, 1_000);

  const closed = storedConsent(window.sessionStorage);
  expect(readConsentReturn(answer, closed)).toEqual({ is: 'unsure' });
  expect(approvalIsSpreading(closed, 1_000 + 599_000)).toBe(true);
  expect(approvalIsSpreading(closed, 1_000 + 600_000)).toBe(false);
  expect(approvalIsSpreading(asked, 1_000)).toBe(false);
});

const config: ClientConfig = {
  productName: 'vPlus setup',
  clientId: 'client',
  authority: 'https://login.example/organizations',
  knownAuthorities: [],
  apiScope: 'api://client/access_as_user',
  loginOrigin: 'https://login.example',
  consentScope: 'https://graph.example/.default',
  redirectPath: '/auth',
  consentReturnPath: '/consent-return',
  practice: null,
};

function fakeWindow() {
  const entries = new Map<string, string>();
  const visited: string[] = [];
  const sessionStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  } as Storage;
  const location = {
    origin: 'https://setup.example',
    assign: (to: string) => void visited.push(to),
  } as unknown as Location;
  return { sessionStorage, location, crypto, visited };
}
