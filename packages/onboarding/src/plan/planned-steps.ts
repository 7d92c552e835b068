import type { PlannedStep } from '@vplus/contracts';
import type { Look } from '@vplus/reconciler';
import type { Connection, Services } from '../ports.ts';
import { allowEws } from '../steps/allow-ews/step.ts';
import { exemptApplication } from '../steps/exempt-application/step.ts';
import { registerOrganization } from '../steps/register-organization/step.ts';
import { removeLeftovers } from '../steps/remove-leftovers/step.ts';
import { verifyAccess } from '../steps/verify-access/step.ts';
import { byHandWords } from './by-hand-words.ts';
import { type Seen, wordsFor } from './step-words.ts';

/** What a connect would do, step by step, from what a look has seen. */
export const plannedSteps = (looks: Look<Services, Connection>[], seen: Omit<Seen, 'finding'>): PlannedStep[] =>
  looks.map(({ step, finding }) => {
    const { id, title } = step;
    const action = actionOf({ step, finding }, seen.connection);
    const { make, calls } = wordsFor(id, { ...seen, finding });
    const byHand = action === 'ask' && seen.connection.choices.writes === 'by-hand' && byHandWords(id, seen);
    const kept = action === 'keep' || action === 'retired';
    const as = finding.is === 'there' ? finding.as : undefined;
    const removes = finding.is === 'partly' ? (finding.removes ?? []) : [];
    return {
      id,
      title,
      action,
      summary:
        kept && !as && !speaks.includes(id) ? 'Already as it should be.' : summaryOf(finding, action, byHand || make),
      calls: kept || action === 'ask' ? [] : calls.filter(({ times }) => times > 0),
      ...(removes.length > 0 ? { removes } : {}),
      state: as ?? (kept ? ('done' as const) : ('pending' as const)),
    };
  });

/** Where nothing is made, their own words say why. */
const speaks: string[] = [exemptApplication.id];
/** They look, and change something only where they find it. */
const looking: string[] = [verifyAccess.id, allowEws.id, removeLeftovers.id];

function actionOf({ step, finding }: Look<Services, Connection>, { choices }: Connection): PlannedStep['action'] {
  if (finding.is === 'there' && finding.as === 'retired') return 'retired';
  if (finding.is === 'there' || finding.is === 'under-way') return 'keep';
  // One permission that is approved on the way: what is approved with the plan is what is done after it.
  if (finding.is === 'needs-you' && finding.ask.kind === 'admin-consent' && finding.ask.alone)
    return finding.output === undefined ? 'make' : 'change';
  if (finding.is === 'needs-you' || (!step.make && step.ask)) return 'ask';
  if (step.id === registerOrganization.id && choices.registration === 'hand-over') return 'ask';
  if (finding.is === 'partly') return 'change';
  return looking.includes(step.id) ? 'check' : 'make';
}

function summaryOf(
  finding: Look<Services, Connection>['finding'],
  action: PlannedStep['action'],
  make: string,
): string {
  const detail = action !== 'make' && 'detail' in finding ? finding.detail : undefined;
  const removes = finding.is === 'partly' && finding.removes?.length;
  return detail ? `${detail}${removes ? ' The assistant puts this right.' : ''}` : make;
}
