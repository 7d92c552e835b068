import { type CheckReport, type Choices, RunCancelled, type RunVerb } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import {
  type ChangeOptions,
  type CheckOptions,
  check,
  connect,
  type Look,
  type RunOutcome,
  type StepContext,
  type UndoOptions,
  undo,
} from '@vplus/reconciler';
import { reportOf } from '../findings/report.ts';
import { tenantPolicies } from '../findings/tenant-policies.ts';
import type { Connection, Learned, Readers, Services } from '../ports.ts';
import { credentialSteps } from '../steps/credentials.ts';
import type { TenantStep } from '../steps/define-step.ts';
import { judgeAt } from '../steps/judge.ts';
import { lockApplication } from '../steps/lock-application/step.ts';
import { stepsFor, undoStepsFor } from '../steps/steps.ts';
import { begunWith } from './begun-with.ts';
import {
  type Approved,
  type ApprovedDisconnect,
  confirmDisconnect,
  confirmPlan,
  confirmPlanId,
} from './confirm-plan/step.ts';
import { handOn } from './handed-on.ts';

type Context = StepContext<Readers, Connection>;
type Judged = 'judge' | 'isCancel' | 'keep';
/** What the judge goes by stands with the steps. */
type OfOurs<Options> = Omit<Options, Judged | 'steps'> & { steps: TenantStep[] };
export type VerbOptions = OfOurs<ChangeOptions<Services, Connection>>;
export type CheckVerbOptions = OfOurs<CheckOptions<Readers, Connection>>;
export type UndoVerbOptions = OfOurs<UndoOptions<Services, Connection>>;

/** The steps of a connect behind a look whether the tenant is still as it was when its plan was approved. */
export function confirmed(steps: TenantStep[], approved: Approved): TenantStep[] {
  const behind = steps.map((step) => (step.after.length > 0 ? step : { ...step, after: [confirmPlanId] }));
  return [confirmPlan(approved), ...behind];
}

/** Makes what is missing of a connection and changes nothing else. */
export function runConnect(options: VerbOptions): Promise<RunOutcome> {
  const lookers: string[] = [lockApplication, ...credentialSteps(options.connection.choices)].map(({ id }) => id);
  const looksAtCreated = options.steps.filter(({ id }) => lookers.includes(id)).length;
  const { first, next } = handOn(options.services, looksAtCreated);
  const steps = options.steps.map((step) =>
    step.id === confirmPlanId
      ? { ...step, find: (context: Context) => step.find({ ...context, services: first }) }
      : step,
  );
  return connect(judged({ ...options, steps, services: next }));
}

/**
 * Looks whether everything is as a connect left it, and keeps nothing of it. `failed`: something is missing or differs, and
 * was seen to be so more than once. What could not be looked at is pointed out, and is no word against the tenant.
 */
export async function runCheck(options: CheckVerbOptions): Promise<CheckReport & { outcome: RunOutcome }> {
  const looks = await check({ ...options, steps: [...options.steps, tenantPolicies], judge: judgeOf(options) });
  const worst = looks.map(outcomeOf);
  const outcome = (['needs-you', 'failed', 'done-with-attention'] as const).find((state) => worst.includes(state));
  return { ...reportOf(looks), outcome: outcome ?? 'done' };
}

/** The same, where only the outcome counts. */
export const runVerify = async (options: CheckVerbOptions): Promise<RunOutcome> => (await runCheck(options)).outcome;

export interface DisconnectVerbOptions extends UndoVerbOptions {
  /** The steps that the run began with; absent: all that there are. */
  rows?: string[];
  /** What a person approved; absent: a run of a build that had no plan of a disconnect. */
  approvedDisconnect?: Omit<ApprovedDisconnect, 'intents'>;
}

/**
 * Takes away what runs of this connection made, last made first, and nothing that no intent of theirs covers. Before
 * that it looks whether the tenant is still as it was when the plan was approved.
 */
export function runDisconnect({ rows, approvedDisconnect, ...options }: DisconnectVerbOptions): Promise<RunOutcome> {
  const steps = undoStepsFor(options.connection.choices);
  const { intents } = options;
  return undo<Services, Connection>(
    judged({
      ...options,
      steps: rows ? begunWith(steps, rows) : steps,
      ...(approvedDisconnect ? { first: confirmDisconnect({ ...approvedDisconnect, intents }) } : {}),
    }),
  );
}

const judged = <O extends VerbOptions>(options: O) => ({
  ...options,
  isCancel: (reason: unknown) => reason instanceof RunCancelled,
  judge: judgeOf(options),
  keep: (learned: Learned) => keep(options.services, learned),
});

const judgeOf = ({ clock, connection }: Pick<CheckVerbOptions, 'clock' | 'connection'>) =>
  judgeAt({ now: clock.now, names: { tenant: connection.tenantName } });

/** What is sealed first: what is remembered may speak of it. */
async function keep({ vault, remember }: Services, learned: Learned): Promise<void> {
  for (const [purpose, value] of Object.entries(learned.vault ?? {}))
    await (value === null ? vault.wipe(purpose) : vault.seal(purpose, value));
  if (learned.memory) await remember(learned.memory);
}

/** What the timeline of a run shows. */
export function stepsOf(verb: RunVerb, choices: Choices): { id: string; title: Words }[] {
  if (verb === 'connect') return namesOf(confirmed(stepsFor(choices), { plan: null, begun: false }));
  if (verb === 'verify') return namesOf([...stepsFor(choices), tenantPolicies]);
  const undone = undoStepsFor(choices)
    .filter((step) => step.undo)
    .toReversed()
    .map(({ id, title, undoTitle }) => ({ id, title: undoTitle ?? title }));
  return [...namesOf([confirmPlan({ plan: null, begun: false })]), ...undone];
}

const namesOf = (steps: TenantStep[]) => steps.map(({ id, title }) => ({ id, title }));

function outcomeOf({ finding }: Look<Readers, Connection>): RunOutcome {
  if (finding.is === 'there') return finding.attention ? 'done-with-attention' : 'done';
  if (finding.is === 'under-way') return 'done';
  if (finding.is === 'partly' && finding.isNew) return 'done-with-attention';
  if (finding.is === 'needs-you') return 'needs-you';
  if (finding.is === 'refused') return finding.take === 'ask' ? 'needs-you' : 'done-with-attention';
  return finding.is === 'cannot-look' ? 'done-with-attention' : 'failed';
}
