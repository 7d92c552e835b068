import { expect, test } from 'vitest';
import { explain, namesIn, saidByMicrosoft } from './said-by-microsoft.ts';

const page = `Sorry, but we’re having trouble signing you in.
AADSTS50011: The redirect URI 'http://localhost:43210/auth' specified in the request does not match.
Troubleshooting details
If you contact your administrator, send this info to them. Call 1234567.
Error code 50011
Request Id: 5f5f2d5c-0000-4000-8000-00000000000a
Correlation Id: 6f6f2d5c-0000-4000-8000-00000000000b
Timestamp: 2026-11-24T10:11:12Z`;

test.each([
  ['AADSTS50011', 50011],
  ['aadsts 50105', 50105],
  [' 90094 ', 90094],
  ['Error code: 7000215', 7000215],
  [page, 50011],
  ['AADSTS99999: something new. Then AADSTS53003 as well.', 53003],
  ['{"error":"invalid_grant","error_codes":[700082],"trace_id":"x"}', 700082],
  ['https://login.microsoftonline.com/error?code=65001', 65001],
  ['http://localhost:43210/consent-return?error=access_denied&error_description=AADSTS65004%3a+User+declined', 65004],
  ['http://localhost:43210/auth#error=access_denied&error_description=AADSTS90094%3A%20Admin&state=x', 90094],
  ['See order 8812345 at desk 12345, says AADSTS50105', 50105],
  ['Ticket 1234567 about 53003', 53003],
  ['1234567', 1234567],
])('finds the code in %j', (text, number) => {
  expect(saidByMicrosoft(text)?.number).toBe(number);
});

test.each([
  '',
  'Sign in to your account, step 2 of 3',
  'http://localhost:43210/auth',
  'Ticket 1234567 of 12345',
  page.slice(0, 48),
])('finds none in %j', (text) => {
  expect(saidByMicrosoft(text)).toBeNull();
});

test('takes an error without a number from an address', () => {
  const said = saidByMicrosoft('https://assistant.example/auth#error=temporarily_unavailable&state=1');

  expect(said).toMatchObject({ number: null, code: 'temporarily_unavailable' });
  expect(said && explain(said)?.meaning.helper).toBe('nobody');
});

test('keeps what support asks for', () => {
  expect(saidByMicrosoft(page)).toMatchObject({
    traceId: '5f5f2d5c-0000-4000-8000-00000000000a',
    correlationId: '6f6f2d5c-0000-4000-8000-00000000000b',
    at: '2026-11-24T10:11:12Z',
  });
  expect(
    saidByMicrosoft(
      'AADSTS65004: User declined. Trace ID: 5f5f2d5c-0000-4000-8000-00000000000a Correlation ID: 6f6f2d5c-0000-4000-8000-00000000000b Timestamp: 2026-11-24 10:11:12Z',
    ),
  ).toMatchObject({
    traceId: '5f5f2d5c-0000-4000-8000-00000000000a',
    correlationId: '6f6f2d5c-0000-4000-8000-00000000000b',
    at: '2026-11-24 10:11:12Z',
  });
});

test('says what a code means for this assistant, and what for the application of vPlus', () => {
  const explained = explain({ number: 7000215, code: null });

  expect(explained?.meaning.helper).toBe('operator');
  expect(explained?.elsewhere?.remedy).toContain('new client secret');
  expect(explain({ number: 99999, code: 'access_denied' })).toBeNull();
});

test('tells lag from a missing approval by when it was given', () => {
  const saying = (sinceConsentMs?: number) => explain({ number: 65001, code: null }, {}, sinceConsentMs)?.meaning;

  expect(saying(60_000)?.helper).toBe('nobody');
  expect(saying(11 * 60_000)?.helper).toBe('you');
  expect(saying()?.helper).toBe('you');
});

test('fills in only what cannot be anything but a name', () => {
  const own = { origin: 'https://assistant.example', addresses: ['https://assistant.example/auth'] };

  expect(namesIn("The redirect URI 'https://assistant.example/auth' does not match.", own).address).toBe(
    'https://assistant.example/auth',
  );
  expect(namesIn("The redirect URI 'https://evil.example/auth' does not match.", own).address).toBe(own.origin);
  expect(
    namesIn("a service '00000003-0000-0ff1-ce00-000000000000' that your organization 'Contoso' lacks", own),
  ).toEqual({ address: own.origin, tenant: 'Contoso', service: 'SharePoint Online' });
  expect(namesIn("tenant '<b>call us</b>'", own)).toEqual({ address: own.origin });
});
