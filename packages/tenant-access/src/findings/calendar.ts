import type { CheckReport, Concern, Severity, TenantFacts } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { exchangeApi } from '../permissions/permission.ts';
import { dayMs } from '../steps/define-step.ts';

/** Under this name the calendar stands among the steps: no look at a remote system is needed for it. */
export const calendar = 'calendar';

/** So many days before the end of a credential its finding gets worse. */
const stages = [90, 60, 30, 14, 7, 3, 1];

/** Microsoft ends Exchange Web Services for everybody: https://aka.ms/ews-retirement */
const ewsEnds = '2027-04-01T00:00:00.000Z';

/** What the calendar alone says of a tenant: what ends, and when. `now`: epoch milliseconds. */
export function calendarOf(
  { credentials, permissions }: Pick<TenantFacts, 'credentials' | 'permissions'>,
  now: number,
): CheckReport['concerns'] {
  const ends = credentials.flatMap(({ kind, keyId, addedAt, expiresAt }): Concern[] => {
    const leftMs = Date.parse(expiresAt) - now;
    const about = { subject: keyId, due: expiresAt };
    if (leftMs <= 0) return [{ kind: 'credential-ended', what: message('finding.ended', { kind }), ...about }];
    // Somebody who chose a month is not warned on the first day.
    const lifeMs = addedAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - Date.parse(addedAt);
    const stage = stages.findLast((days) => leftMs <= days * dayMs && days * dayMs <= lifeMs / 2);
    if (stage === undefined) return [];
    const severity: Severity = stage > 30 ? 'info' : 'warning';
    return [{ kind: 'credential-ends', severity, what: message('finding.ends', { kind, days: stage }), ...about }];
  });
  const usesEws = permissions.some(({ key, state }) => state === 'done' && key.startsWith(`${exchangeApi.appId}/`));
  const retirements: Concern[] =
    usesEws && now < Date.parse(ewsEnds) ? [{ kind: 'ews-ends', what: message('allow-ews.end'), due: ewsEnds }] : [];
  return [...ends, ...retirements].map((concern) => ({ ...concern, stepId: calendar }));
}
