import type { Choices, RunVerb, StepRecord, TenantFacts } from '@vplus/contracts';
import type { Journal } from '@vplus/store';
import { tenantFacts, tenantFactsWithout } from '@vplus/tenant-access';

type Kept = Pick<Journal, 'load' | 'record'>;

interface Learning {
  verb: RunVerb;
  choices: Choices;
  /** As they were before this turn of the run. */
  before: TenantFacts | null;
  known: StepRecord[];
  now(): string;
}

/**
 * The run's journal, which also keeps the dashboard's figures up with what is made or removed: a run that stops midway
 * must not leave those of before it began. A check learns nothing before its end.
 */
export function learnsFacts(journal: Kept, learning: Learning): Kept {
  const { verb, choices, before, known, now } = learning;
  if (verb === 'verify') return journal;
  const records = new Map<string, StepRecord>(known.map((record) => [record.id, record]));
  let kept = before && figures(before);

  const facts = (): TenantFacts | null => {
    const all = [...records.values()];
    if (verb === 'connect') return tenantFacts(all, { choices, checkedAt: now(), before });
    const undone = all.filter(({ state }) => state === 'done').map(({ id }) => id);
    return before && tenantFactsWithout(before, undone);
  };

  return {
    load: () => journal.load(),
    record: async (step, text, options) => {
      records.set(step.id, step);
      // Progress in the middle of a step is told with its end.
      const learned = options?.soon && step.output === undefined ? null : facts();
      const isNew = learned && figures(learned) !== kept;
      if (isNew) kept = figures(learned);
      await journal.record(step, text, { ...options, ...(isNew ? { facts: learned } : {}) });
    },
  };
}

const figures = ({ checkedAt: _, ...rest }: TenantFacts): string => JSON.stringify(rest);
