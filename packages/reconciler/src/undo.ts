import { outcomeOf } from './connect.ts';
import { contextOf, instant, isCancel, openNotebook, type RunOptions, type RunOutcome, stopIfAborted } from './run.ts';
import { nextWaitMs } from './waits.ts';

/** `undo` in reverse order. Outputs come from a look at what is there now, so that it works after any crash. */
export async function undo<S, C>(options: RunOptions<S, C>): Promise<RunOutcome> {
  const notebook = await openNotebook(options);
  for (const step of options.steps) {
    try {
      const found = await step.find(contextOf(options, step, notebook));
      if ('output' in found && found.output !== undefined) notebook.of(step.id).output = found.output;
    } catch {
      stopIfAborted(options.signal);
      // What cannot be seen cannot be handed on; the step's own undo meets the same refusal and reports it.
    }
  }

  for (const step of options.steps.toReversed()) {
    if (!step.undo) continue;
    const startedAt = instant(options.clock);
    await notebook.write(step.id, { state: 'working', startedAt }, 'Working');
    for (let attempt = 0; ; attempt += 1) {
      try {
        stopIfAborted(options.signal);
        await step.undo(contextOf(options, step, notebook));
        await notebook.write(step.id, { state: 'done', finishedAt: instant(options.clock) }, 'Done');
        break;
      } catch (error) {
        if (options.signal.aborted && isCancel(options.signal.reason)) {
          await notebook.write(step.id, { state: 'cancelled', finishedAt: instant(options.clock) }, 'Cancelled');
          return 'cancelled';
        }
        stopIfAborted(options.signal);
        const verdict = options.judge(error, step, { records: notebook.all(), waitingSince: Date.parse(startedAt) });
        const problem = 'problem' in verdict && verdict.problem ? { problem: verdict.problem } : {};
        if (verdict.take === 'ask') {
          await notebook.write(step.id, { state: 'needs-you', ask: verdict.ask, ...problem }, verdict.ask.text);
          return 'needs-you';
        }
        if (verdict.take === 'fail') {
          await notebook.write(step.id, { state: 'failed', finishedAt: instant(options.clock), ...problem }, 'Failed');
          return 'failed';
        }
        const overBudget = options.clock.now() - Date.parse(startedAt) > step.budgetMs;
        const ms = nextWaitMs({ attempt, random: options.random(), askedMs: verdict.afterMs ?? 0, overBudget });
        await notebook.write(
          step.id,
          { state: 'waiting', wait: { what: verdict.what, since: startedAt, nextTry: instant(options.clock, ms) } },
          verdict.what,
        );
        await options.clock.sleep(ms, options.signal).catch(() => undefined);
      }
    }
  }
  return outcomeOf(options.steps.filter((step) => step.undo).map(({ id }) => notebook.of(id)));
}
