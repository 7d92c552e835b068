import type { RunState, StepRecord } from '@vplus/contracts';
import type { Job, Journal } from '@vplus/store';

/** What a step does for its run; `watched`: a person is asked, and we look whether it was done elsewhere. */
type Doing = StepRecord['state'] | 'watched';

/**
 * The run's journal as the runner sees it. It also keeps the run's own state in step with its steps, in the write that
 * changes them: a run waits while none of its steps works and at least one waits, and needs a person while nothing is
 * left but to watch an ask. While it waits or watches, or only its `background` steps are left to work, its worker slot
 * goes to another run: a first synchronization takes hours and costs us a look now and then.
 *
 * `known`, `shown`: the records and the run's state as this worker found them. Nobody else writes them while it holds the run.
 */
export function runStateJournal(
  journal: Journal,
  job: Pick<Job, 'setParked'>,
  { background, known, shown: before }: { background: string[]; known: StepRecord[]; shown: RunState },
): Pick<Journal, 'load' | 'record'> {
  const records = new Map(known.map((record) => [record.id, record]));
  const states = new Map<string, Doing>();
  let shown = before;
  let last: Promise<void> = Promise.resolve();

  const some = (state: Doing, ids = [...states.keys()]) => ids.some((id) => states.get(id) === state);
  const parked = () => {
    const foreground = [...states.keys()].filter((id) => !background.includes(id));
    return !some('working', foreground) && (some('waiting') || some('watched') || some('working', background));
  };
  const stateNow = () => {
    if (some('working')) return 'working';
    if (some('waiting')) return 'waiting';
    return some('watched') ? 'needs-you' : 'working';
  };

  return {
    load: async () => [...records.values()],
    record: async (step, text, options) => {
      records.set(step.id, step);
      let written: Promise<void> | undefined;
      // Noted one after the other, so that what is shown last is what was true last; several may be written at once.
      last = last
        .catch(() => undefined)
        .then(async () => {
          states.set(step.id, step.state === 'needs-you' && step.wait ? 'watched' : step.state);
          if (!parked()) await job.setParked(false);
          const state = stateNow();
          // What people may do next rests on the run's own state: it is no note that can wait.
          written = journal.record(step, text, {
            ...options,
            ...(state === shown ? {} : { state, soon: false }),
          });
          written.catch(() => undefined);
          shown = state;
          if (parked()) await job.setParked(true);
        });
      await last;
      await written;
    },
  };
}
