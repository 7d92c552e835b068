import { contextOf, instant, type Notebook, openNotebook, type RunOptions } from './run.ts';
import { stateOf } from './settle.ts';
import type { Finding, Step, Verdict } from './step.ts';

export interface Look<S, C> {
  step: Step<S, C>;
  finding: Finding<unknown> | { is: 'refused'; error: unknown; take: Verdict['take'] };
}

/** `find` of every step, nothing else: the plan, verify and the drift check. One look each; a refusal is an answer too. */
export async function look<S, C>(options: RunOptions<S, C>): Promise<Look<S, C>[]> {
  const notebook = await openNotebook(options);
  const seen = new Map<string, Promise<Look<S, C>>>();

  const see = (step: Step<S, C>): Promise<Look<S, C>> => {
    const known = seen.get(step.id);
    if (known) return known;
    const before = options.steps.filter(({ id }) => step.after.includes(id)).map(see);
    const looked = Promise.all(before).then(() => lookAt(options, step, notebook));
    seen.set(step.id, looked);
    return looked;
  };
  return Promise.all(options.steps.map(see));
}

async function lookAt<S, C>(options: RunOptions<S, C>, step: Step<S, C>, notebook: Notebook): Promise<Look<S, C>> {
  await notebook.write(step.id, { state: 'working', startedAt: instant(options.clock) }, 'Looking');
  const finishedAt = () => ({ finishedAt: instant(options.clock) });
  try {
    const finding = await step.find(contextOf(options, step, notebook));
    const shown = {
      ...('rows' in finding && finding.rows ? { rows: finding.rows } : {}),
      ...('detail' in finding && finding.detail ? { detail: finding.detail } : {}),
      ...('output' in finding && finding.output !== undefined ? { output: finding.output } : {}),
    };
    if (finding.is === 'there')
      await notebook.write(
        step.id,
        {
          ...shown,
          ...finishedAt(),
          state: stateOf(finding),
          ...(finding.ask ? { ask: finding.ask } : {}),
          facts: finding.facts ?? [],
          ...(finding.attention ? { detail: finding.attention } : {}),
        },
        finding.attention ?? finding.detail ?? 'As it should be',
      );
    else if (finding.is === 'needs-you')
      await notebook.write(step.id, { ...shown, state: 'needs-you', ask: finding.ask }, finding.ask.text);
    else if (finding.is === 'cannot-look')
      await notebook.write(step.id, { ...finishedAt(), state: 'not-possible', detail: finding.why }, finding.why);
    else {
      const detail = finding.detail ?? 'Not as it should be';
      await notebook.write(
        step.id,
        { ...shown, ...finishedAt(), state: finding.is === 'under-way' ? 'waiting' : 'failed', detail },
        detail,
      );
    }
    return { step, finding };
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    const verdict = options.judge(error, step, {
      records: notebook.all(),
      waitingSince: options.clock.now(),
    });
    const problem = 'problem' in verdict && verdict.problem ? { problem: verdict.problem } : {};
    if (verdict.take === 'ask')
      await notebook.write(step.id, { state: 'needs-you', ask: verdict.ask, ...problem }, verdict.ask.text);
    else await notebook.write(step.id, { ...finishedAt(), state: 'failed', ...problem }, 'Could not be looked at');
    return { step, finding: { is: 'refused', error, take: verdict.take } };
  }
}
