import type { UnwordedPlannedStep } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';
import type { Connection } from '../ports.ts';
import { plannedCalls } from '../steps/change.ts';
import type { ConnectStep } from '../steps/define-step.ts';
import type { Seen } from '../steps/seen.ts';

/** A step of a plan, and what a look at it has seen. */
export interface Looked {
  step: ConnectStep;
  finding: Seen['finding'];
}

/** What a connect would do, step by step, from what a look has seen. */
export const plannedSteps = (looks: Looked[], given: Omit<Seen, 'finding'>): UnwordedPlannedStep[] =>
  looks.map(({ step, finding }) => {
    const { id, title, plan } = step;
    const seen = { ...given, finding };
    const action = actionOf({ step, finding }, seen.connection);
    const { make, calls = [] } = plan.words(seen);
    const byHand = action === 'ask' && seen.connection.choices.writes === 'by-hand' && byHandWords(step, seen);
    const kept = action === 'keep' || action === 'retired';
    const as = finding.is === 'there' ? finding.as : undefined;
    const removes = finding.is === 'partly' ? (finding.removes ?? []) : [];
    return {
      id,
      title,
      action,
      summary:
        kept && !as && !plan.speaks
          ? message('plan.already-as-it-should-be')
          : summaryOf(finding, action, { make: byHand || make, putRight: putRightBy(seen.connection) }),
      calls:
        kept || action === 'ask'
          ? []
          : [...plannedCalls(step.changes?.(seen) ?? []), ...calls].filter(({ times }) => times > 0),
      ...(removes.length > 0 ? { removes } : {}),
      state: as ?? (kept ? ('done' as const) : ('pending' as const)),
    };
  });

/** What a person does in a step of a plan by hand; undefined: nothing else than anybody's plan says. */
const byHandWords = ({ byHand }: ConnectStep, seen: Seen): Words | undefined =>
  byHand === 'as-ever' ? undefined : byHand.plan?.(seen);

function actionOf({ step, finding }: Looked, { choices }: Connection): UnwordedPlannedStep['action'] {
  if (finding.is === 'there' && finding.as === 'retired') return 'retired';
  if (finding.is === 'there' || finding.is === 'under-way') return 'keep';
  // One permission that is approved on the way: what is approved with the plan is what is done after it.
  if (finding.is === 'needs-you' && finding.ask.kind === 'admin-consent' && finding.ask.alone)
    return finding.output === undefined ? 'make' : 'change';
  if (finding.is === 'needs-you' || (!step.make && step.ask)) return 'ask';
  const usual = step.plan.action?.(choices) ?? 'make';
  return finding.is === 'partly' && usual !== 'ask' ? 'change' : usual;
}

/** Who removes what others added. */
const putRightBy = ({ choices }: Connection): Words =>
  message(choices.writes === 'by-hand' ? 'plan.put-right-by-hand' : 'plan.put-right');

function summaryOf(
  finding: Seen['finding'],
  action: UnwordedPlannedStep['action'],
  { make, putRight }: Record<'make' | 'putRight', Words>,
): Words {
  const said = finding.is === 'there' ? (finding.attention ?? finding.detail) : 'detail' in finding && finding.detail;
  const detail = action === 'make' ? undefined : said;
  const removes = finding.is === 'partly' && finding.removes?.length;
  if (!detail) return make;
  return removes ? sentences(detail, putRight) : detail;
}
