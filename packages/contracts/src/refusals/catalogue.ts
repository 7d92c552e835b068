import { accountRefusals } from './account-refusals.ts';
import { applicationRefusals } from './application-refusals.ts';
import { consentRefusals } from './consent-refusals.ts';
import type { ServiceRefusal, SignInRefusal } from './refusal.ts';
import { serviceRefusals } from './service-refusals.ts';
import { tenantRefusals } from './tenant-refusals.ts';

/** Every AADSTS number that this product can explain; each stands in one row. */
export const signInRefusals: readonly SignInRefusal[] = [
  ...consentRefusals,
  ...accountRefusals,
  ...applicationRefusals,
  ...tenantRefusals,
];

const byNumber = new Map(signInRefusals.flatMap((row) => row.numbers.map((number) => [number, row] as const)));

/** The row of the first number that has one: Microsoft lists the most telling first. */
export function signInRefusal(numbers: readonly number[] | undefined): SignInRefusal | undefined {
  const known = numbers?.find((number) => byNumber.has(number));
  return known === undefined ? undefined : byNumber.get(known);
}

/** The first row that fits a service's answer. */
export function serviceRefusal(
  from: ServiceRefusal['from'],
  answer: { status?: number | undefined; code?: string | undefined },
): ServiceRefusal | undefined {
  return serviceRefusals.find(
    (row) =>
      row.from === from &&
      (!row.statuses || (answer.status !== undefined && row.statuses.includes(answer.status))) &&
      (!row.codes || (answer.code !== undefined && row.codes.includes(answer.code))),
  );
}
