import { render } from '@vplus/messages';
import { expect, test } from 'vitest';
import { exchangeProblems, Helper, problems } from '../problems.ts';
import { solvedByPeople } from './application-sign-in.ts';
import { brokenWays } from './broken-ways.ts';
import { serviceRefusal, signInRefusal, signInRefusals } from './catalogue.ts';
import { fill, type Meaning, meaningOf, named, nameKeys, type Refusal, type UnwordedMeaning } from './refusal.ts';
import { serviceRefusals } from './service-refusals.ts';

/** What Microsoft may answer an administrator who uses this product, kept here apart from the catalogue itself. */
const numbers = [
  16000, 16003, 20001, 20012, 20033, 28002, 28003, 40008, 40009, 40010, 40015, 50000, 50001, 50002, 50005, 50011, 50012,
  50013, 50014, 50020, 50033, 50034, 50053, 50055, 50056, 50057, 50058, 50059, 50064, 50072, 50074, 50076, 50078, 50079,
  50085, 50087, 50088, 50089, 50097, 50105, 50125, 50126, 50127, 50128, 50129, 50131, 50132, 50133, 50135, 50140, 50144,
  50155, 50158, 50166, 50168, 50173, 50177, 50178, 50187, 50194, 50196, 50197, 50199, 51004, 53000, 53001, 53002, 53003,
  53004, 53010, 53011, 54005, 65001, 65002, 65004, 65005, 70000, 70001, 70002, 70004, 70008, 70011, 70043, 80001, 80002,
  80005, 80007, 80014, 90002, 90006, 90008, 90009, 90012, 90014, 90019, 90023, 90024, 90033, 90038, 90043, 90051, 90055,
  90072, 90090, 90091, 90093, 90094, 90095, 90099, 90123, 135011, 160021, 500011, 500014, 500021, 500022, 500112,
  500113, 500133, 500208, 500212, 500213, 501051, 501481, 501621, 530032, 530034, 530035, 650051, 650052, 650053,
  650054, 650056, 650057, 700003, 700005, 700011, 700016, 700020, 700021, 700022, 700023, 700024, 700025, 700027,
  700030, 700082, 700084, 900023, 900144, 900382, 900432, 900971, 1000031, 1000104, 1002012, 5000224, 7000112, 7000114,
  7000215, 7000216, 7000218, 7000222, 7000229, 9001023, 9002313,
];

test('every code that may come has a helper, a title, a sentence and a remedy', () => {
  const lacking = numbers.filter((number) => !isWhole(signInRefusal([number])));

  expect(lacking).toEqual([]);
});

test('nothing in the catalogue lacks any of them, in any of its meanings', () => {
  const meanings: UnwordedMeaning[] = [...signInRefusals, ...serviceRefusals].flatMap((row) => [
    row,
    ...(row.fresh ? [row.fresh] : []),
    ...(row.assistant ? [row.assistant] : []),
    meaningOf(row, { application: true, ageMs: Number.POSITIVE_INFINITY }),
  ]);
  meanings.push(...Object.values(brokenWays).flatMap((ways) => Object.values(ways)));

  expect(meanings.filter((meaning) => !isWhole(meaning))).toEqual([]);
});

test('a code stands in one row only, and the catalogue knows no more than the list', () => {
  const listed = signInRefusals.flatMap((row) => row.numbers);

  expect(listed.toSorted((a, b) => a - b)).toEqual(numbers);
});

test('a sentence may name only what can be filled in, and reads well without it', () => {
  for (const { title, sentence, remedy } of [...signInRefusals, ...serviceRefusals])
    for (const text of [title, sentence, remedy]) {
      const names = [...text.matchAll(/\{(\w+)\|/g)].map(([, name]) => name);

      expect(nameKeys).toEqual(expect.arrayContaining(names));
      expect(fill(text, {})).toMatch(/^[A-Z“][^{}|]+[.!?)]?$/);
    }
});

test('fills in the names that are known', () => {
  const row = signInRefusal([50020]) as Meaning;

  expect(named(row, { user: 'adele@contoso.example', tenant: 'Fabrikam' }).sentence).toBe(
    'adele@contoso.example is not a member of Fabrikam.',
  );
  expect(named(row, {}).sentence).toBe(
    'This account is not a member of the organization that you tried to sign in to.',
  );
});

test('what refuses the application itself is never solved by signing in, another account or an approval', () => {
  const met = { application: true, ageMs: Number.POSITIVE_INFINITY };

  for (const row of signInRefusals) {
    const { problem, sentence, remedy } = meaningOf(row, met);

    expect(solvedByPeople).not.toContain(problem);
    expect(`${sentence} ${remedy}`).not.toMatch(/sign in again|another account|your (account|password)|second factor/i);
  }
});

test('the first number that is known counts, in the order in which Microsoft lists them', () => {
  expect(signInRefusal([1, 53003, 65001])?.problem).toBe('conditional-access-blocked');
  expect(signInRefusal([1])).toBeUndefined();
  expect(signInRefusal(undefined)).toBeUndefined();
});

test('the endpoints that exchange a sign-in declare every problem that an exchange may end with', () => {
  const possible = signInRefusals.map((row) => meaningOf(row, { assistant: true, ageMs: 0 }).problem);
  const ways = Object.values(brokenWays.microsoft).map(({ problem }) => problem);
  const others = ['microsoft-unreachable', 'microsoft-refused', 'guest-refused', ...ways];

  expect([...exchangeProblems].toSorted()).toEqual([...new Set([...possible, ...others])].toSorted());
});

test('a secret that is minutes old is waited for, an old one is wrong, and our own is for the operator', () => {
  const wrongSecret = signInRefusal([7000215]) as Refusal;
  const minutes = (count: number) => ({ ageMs: count * 60_000 });

  expect(meaningOf(wrongSecret, minutes(1)).helper).toBe('nobody');
  expect(meaningOf(wrongSecret, minutes(6)).problem).toBe('secret-wrong');
  expect(meaningOf(wrongSecret, { assistant: true, ...minutes(1) }).helper).toBe('operator');
});

test.each([
  [400, 'NoBackingApplicationObject'],
  [400, 'Request_BadRequest'],
  [400, 'CannotDeleteOrUpdateEnabledEntitlement'],
  [400, 'CredentialInvalidLifetimeAsPerAppPolicy'],
  [400, 'CredentialTypeNotAllowedAsPerAppPolicy'],
  [400, 'SignInAudienceNotAllowedAsPerAppPolicy'],
  [400, 'HostNameNotOnVerifiedDomain'],
  [400, 'BadRequest'],
  [401, 'InvalidAuthenticationToken'],
  [403, 'Authorization_RequestDenied'],
  [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
  [403, 'Directory_QuotaExceeded'],
  [404, 'Request_ResourceNotFound'],
  [409, 'Request_MultipleObjectsWithSameKeyValue'],
  [424, 'FailedDependency'],
  [429, 'TooManyRequests'],
  [503, 'serviceNotAvailable'],
  [504, 'timeout'],
])('explains Graph’s %i %s', (status, code) => {
  expect(isWhole(serviceRefusal('graph', { status, code }))).toBe(true);
});

test('tells services apart by status and code, the more telling row first', () => {
  const problemOf = (status: number, code?: string) => serviceRefusal('graph', { status, code })?.problem;

  expect(problemOf(400, 'CredentialTypeNotAllowedAsPerAppPolicy')).toBe('policy-forbids-secret');
  expect(problemOf(403, 'Directory_QuotaExceeded')).toBe('directory-full');
  expect(problemOf(403, 'Authorization_RequestDenied')).toBe('role-missing');
  expect(problemOf(424)).toBe('microsoft-spreading');
  expect(problemOf(400, 'Other')).toBeUndefined();
  expect(serviceRefusal('browser', { code: 'interaction_in_progress' })?.helper).toBe('you');
});

const isWhole = (meaning: UnwordedMeaning | undefined): boolean =>
  meaning !== undefined &&
  Helper.options.includes(meaning.helper) &&
  meaning.problem in problems &&
  [meaning.title, meaning.sentence, meaning.remedy].every((text) => render(text).length > 10);
