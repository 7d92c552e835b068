import { setTimeout } from 'node:timers/promises';
import { Problem, RunCancelled, type StepRecord } from '@vplus/contracts';
import { render, rendered } from '@vplus/messages';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ChangeOptions, connect, defineStep, type Journal, look, type Step, undo, type Verdict } from './index.ts';

/** A remote system with three objects, a directory that lags, and a process that dies at a chosen moment. */
interface World {
  made: string[];
  visibleAfter: Record<string, number>;
  moment: number;
  diesAt: number;
  writes: number;
  /** What a process that dies takes with it. */
  lost?: () => void;
}

const refused = new Problem('microsoft-refused').toView();

class Crash extends Error {}
class Lost extends Error {}
class Refused extends Error {}
class Forbidden extends Error {}

const moments = 24;
/** Of a run whose second step is watched: well into the watch. */
const watchedMoments = 20;

describe('connect', () => {
  test('makes each object once and records every step as done', async () => {
    const world = aWorld();
    const journal = aJournal(world);

    const outcome = await connect(options(world, journal));

    expect(outcome).toBe('done');
    expect(world.made).toEqual(['one', 'two', 'three']);
    expect(journal.records().map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  test.each(Array.from({ length: moments }, (_, at) => at))(
    'a crash at moment %i leaves the same world',
    async (at) => {
      const world = { ...aWorld(), diesAt: at };
      const journal = aJournal(world);
      await connect(options(world, journal)).catch((error) => expect(error).toBeInstanceOf(Crash));
      const intended = journal.records().flatMap(({ id, intent }) => (intent ? [id] : []));
      expect(intended).toEqual(expect.arrayContaining(world.made));
      world.diesAt = Number.POSITIVE_INFINITY;

      const outcome = await connect(options(world, journal));

      expect(outcome).toBe('done');
      expect(world.made.toSorted()).toEqual(['one', 'three', 'two']);
    },
  );

  test('the sweep reaches every moment of a run', async () => {
    const world = aWorld();

    await connect(options(world, aJournal(world)));

    expect(world.moment).toBeLessThanOrEqual(moments);
  });

  test('a second run changes nothing', async () => {
    const world = aWorld();
    await connect(options(world, aJournal(world)));
    const journal = aJournal(world);

    await connect(options(world, journal));

    expect(world.writes).toBe(3);
    expect(journal.records().some(({ made }) => made)).toBe(false);
  });

  test('absence after a make is waited out, visibly, without making again', async () => {
    const world = aWorld();
    world.visibleAfter.two = 4;
    const journal = aJournal(world);

    await connect(options(world, journal));

    expect(world.writes).toBe(3);
    expect(journal.texts).toContain('The directory is spreading two');
  });

  test('a lost line is looked at again, and what had taken effect is adopted', async () => {
    const world = aWorld();
    const lossy = steps(world).map((step) => (step.id === 'two' ? loseFirstAnswer(step) : step));

    const outcome = await connect({ ...options(world, aJournal(world)), steps: lossy });

    expect(outcome).toBe('done');
    expect(world.made).toEqual(['one', 'two', 'three']);
  });

  test('a refusal fails its step, leaves those behind it pending, and a later run goes on', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const refusing = steps(world).map((step) =>
      step.id === 'two' ? { ...step, make: () => Promise.reject(new Refused()) } : step,
    );

    const first = await connect({ ...options(world, journal), steps: refusing });
    const states = journal.records().map(({ state }) => state);
    const second = await connect(options(world, journal));

    expect(first).toBe('failed');
    expect(states).toEqual(['done', 'failed', 'pending']);
    expect(second).toBe('done');
  });

  test('cancelling ends a wait at once', async () => {
    const world = aWorld();
    world.visibleAfter.two = Number.POSITIVE_INFINITY;
    const cancel = new AbortController();
    const journal = aJournal(world);
    const run = connect({
      ...options(world, journal),
      signal: cancel.signal,
      clock: realClock,
    });
    await journal.until(({ id, state }) => id === 'two' && state === 'waiting');

    cancel.abort(new RunCancelled('one'));

    expect(await run).toBe('cancelled');
    expect(journal.records().map(({ state }) => state)).toEqual(['done', 'cancelled', 'cancelled']);
  });

  test('any other abort is thrown on and leaves the records as they are', async () => {
    const world = aWorld();
    world.visibleAfter.two = Number.POSITIVE_INFINITY;
    const stop = new AbortController();
    const journal = aJournal(world);
    const run = connect({
      ...options(world, journal),
      signal: stop.signal,
      clock: realClock,
    });
    await journal.until(({ id, state }) => id === 'two' && state === 'waiting');

    stop.abort(new Error('shutting down'));

    await expect(run).rejects.toThrow('shutting down');
    expect(journal.records().map(({ state }) => state)).toEqual(['done', 'waiting', 'pending']);
  });

  test('a refusal that follows an outage is judged by the time since the outage, not since its beginning', async () => {
    const world = aWorld();
    const waited: number[] = [];
    let calls = 0;
    const trouble = steps(world).map((step) =>
      step.id === 'two' ? { ...step, make: () => Promise.reject(++calls < 5 ? new Lost() : new Refused()) } : step,
    );
    const given = options(world, aJournal(world));

    await connect({
      ...given,
      steps: trouble,
      judge: (error, _step, history) => {
        if (error instanceof Lost) return { take: 'retry', what: 'Away', afterMs: 600_000, away: true };
        waited.push(given.clock.now() - history.waitingSince);
        return { take: 'fail', problem: refused };
      },
    });

    expect(waited).toEqual([0]);
  });

  test('a remote that is away is waited for without a word on how long the step usually takes', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const waits: StepRecord['wait'][] = [];
    void journal.until(({ state, wait }) => {
      if (state === 'waiting') waits.push(wait);
      return false;
    });
    let calls = 0;
    const trouble = steps(world).map((step) =>
      step.id === 'two' ? { ...step, make: () => Promise.reject(++calls < 3 ? new Lost() : new Refused()) } : step,
    );

    await connect({
      ...options(world, journal),
      steps: trouble,
      judge: (error) =>
        error instanceof Lost ? { take: 'retry', what: 'Away', away: true } : { take: 'fail', problem: refused },
    });

    expect(waits.map((wait) => wait?.what)).toEqual(['Away', 'Away']);
    for (const wait of waits) expect(wait).not.toHaveProperty('usualSeconds');
  });

  test('a step that was done before keeps the time that it took when it is looked at again', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    await connect(options(world, journal));
    const before = journal.records().map(({ finishedAt }) => finishedAt);
    const later = options(world, journal);
    await later.clock.sleep(60_000, later.signal);

    await connect(later);

    expect(journal.records().map(({ finishedAt }) => finishedAt)).toEqual(before);
  });

  test('a wait that another worker began is waited for, and not begun anew', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const nextTry = '2026-11-23T12:05:00.000Z';
    const since = '2026-11-23T11:59:00.000Z';
    await journal.record(
      {
        id: 'one',
        state: 'waiting',
        startedAt: since,
        finishedAt: null,
        facts: [],
        rows: [],
        wait: { what: 'x', since, nextTry },
      },
      'Waiting',
    );
    const given = options(world, journal);

    await connect(given);

    expect(given.clock.now()).toBeGreaterThanOrEqual(Date.parse(nextTry));
  });

  test('after its budget a step goes on trying slowly and says so', async () => {
    const world = aWorld();
    world.visibleAfter.one = 40;
    const journal = aJournal(world);

    const outcome = await connect(options(world, journal));

    expect(outcome).toBe('done');
    expect(journal.texts.some((text) => text.includes('longer than usual'))).toBe(true);
  });

  test('a wait tells what is usual by our own history, and keeps its beginning when another worker goes on', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    await connect(options(world, journal));
    const since = '2026-11-23T11:30:00.000Z';
    const [one] = journal.records();
    if (one) await journal.record({ ...one, state: 'waiting', wait: { what: 'Spreading', since } }, 'Spreading');
    world.visibleAfter.one = 3;
    const waits: StepRecord['wait'][] = [];
    void journal.until(({ wait }) => {
      if (wait?.nextTry) waits.push(wait);
      return false;
    });

    await connect({ ...options(world, journal), usualMsOf: (id) => (id === 'one' ? 41_500 : undefined) });

    expect(waits.length).toBeGreaterThan(0);
    for (const wait of waits)
      expect(rendered(wait)).toMatchObject({
        since,
        usualSeconds: 42,
        what: expect.stringContaining('longer than usual'),
      });
  });
});

describe('a watched ask', () => {
  test('is shown while it is looked at, and the run goes on by itself once it was done elsewhere', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const waits: StepRecord[] = [];
    doneElsewhereAfter(journal, world, 3, (record) => waits.push(record));

    const outcome = await connect(forbidden(world, journal));

    expect(outcome).toBe('done');
    expect(world.made).toEqual(['one', 'two', 'three']);
    expect(waits.map(({ state, ask, wait }) => [state, ask?.kind, wait?.nextTry !== undefined])).toEqual(
      Array.from({ length: 3 }, () => ['needs-you', 'role', true]),
    );
    expect(journal.records()[1]).toMatchObject({ state: 'done', output: { name: 'two' } });
    expect(journal.records()[1]).not.toHaveProperty('ask');
    expect(journal.records()[1]).not.toHaveProperty('wait');
  });

  test('is only looked at: what was refused is not tried again', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    doneElsewhereAfter(journal, world, 5);
    let tried = 0;

    await connect(
      forbidden(world, journal, () => {
        tried += 1;
      }),
    );

    expect(tried).toBe(1);
  });

  test('is left alone after its time, and stands', async () => {
    const world = aWorld();
    const journal = aJournal(world);

    const outcome = await connect(forbidden(world, journal));

    expect(outcome).toBe('needs-you');
    expect(journal.records()[1]).toMatchObject({ state: 'needs-you', ask: { kind: 'role' } });
    expect(journal.records()[1]).not.toHaveProperty('wait');
    // Even pauses at first, then longer ones: an hour is not asked away in half minutes.
    expect(journal.texts.filter((text) => text === 'Somebody else must').length).toBeLessThan(40);
  });

  test('is left alone when nobody may look any more, and stands', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const blind = forbidden(world, journal);
    const [one, two, three] = blind.steps as [Step<object, object>, Step<object, object>, Step<object, object>];
    let looks = 0;
    const blinded: Step<object, object> = {
      ...two,
      find: async (context) => {
        looks += 1;
        if (looks > 3) throw new Refused();
        return two.find(context);
      },
    };

    const outcome = await connect({ ...blind, steps: [one, blinded, three] });

    expect(outcome).toBe('needs-you');
    expect(looks).toBe(4);
    expect(journal.records()[1]).toMatchObject({ state: 'needs-you', ask: { kind: 'role' } });
    expect(journal.records()[1]).not.toHaveProperty('wait');
  });

  test('is left alone when another step fails beside it: the run needs a person now', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const given = forbidden(world, journal);
    const beside: Step<object, object> = {
      ...(given.steps[0] as Step<object, object>),
      id: 'three',
      after: ['one'],
      find: async () => ({ is: 'absent' }),
      make: async () => {
        await journal.until(({ id, wait }) => id === 'two' && wait !== undefined);
        throw new Refused();
      },
    };

    const outcome = await connect({ ...given, steps: [...given.steps.slice(0, 2), beside], clock: realClock });

    expect(outcome).toBe('failed');
    expect(journal.records().map(({ state }) => state)).toEqual(['done', 'needs-you', 'failed']);
    expect(journal.records()[1]).not.toHaveProperty('wait');
  });

  test('ends at once when the run is cancelled', async () => {
    const world = aWorld();
    const journal = aJournal(world);
    const cancel = new AbortController();
    const run = connect({ ...forbidden(world, journal), clock: realClock, signal: cancel.signal });
    await journal.until(({ id, wait }) => id === 'two' && wait !== undefined);

    cancel.abort(new RunCancelled('one'));

    expect(await run).toBe('cancelled');
    expect(journal.records().map(({ state }) => state)).toEqual(['done', 'cancelled', 'cancelled']);
  });

  test.each(Array.from({ length: watchedMoments }, (_, at) => at))(
    'a crash at moment %i leaves the same world, and whoever takes it up goes on looking',
    async (at) => {
      const world = { ...aWorld(), diesAt: at };
      const journal = aJournal(world);
      await connect(forbidden(world, journal)).catch((error) => expect(error).toBeInstanceOf(Crash));
      world.diesAt = Number.POSITIVE_INFINITY;
      doneElsewhereAfter(journal, world, 1);

      const outcome = await connect(forbidden(world, journal));

      expect(outcome).toBe('done');
      expect(world.made.toSorted()).toEqual(['one', 'three', 'two']);
    },
  );
});

test('look reads and never makes', async () => {
  const world = aWorld();

  const seen = await look(options(world, aJournal(world)));

  expect(seen.map(({ finding }) => finding.is)).toEqual(['absent', 'cannot-look', 'cannot-look']);
  expect(world.writes).toBe(0);
});

test('undo takes away in reverse order', async () => {
  const world = aWorld();
  await connect(options(world, aJournal(world)));

  const outcome = await undo({ ...options(world, aJournal(world)), intents: intentsOf('one', 'two', 'three') });

  expect(outcome).toBe('done');
  expect(world.made).toEqual([]);
});

test('undo touches only what an intent of ours covers', async () => {
  const world = aWorld();
  await connect(options(world, aJournal(world)));

  const outcome = await undo({ ...options(world, aJournal(world)), intents: intentsOf('three') });

  expect(outcome).toBe('done');
  expect(world.made).toEqual(['one', 'two']);
});

test('undo waits for what was just made and does not show yet', async () => {
  const world = aWorld();
  await connect(options(world, aJournal(world)));
  world.visibleAfter.three = 5;
  const journal = aJournal(world);

  await undo({ ...options(world, journal), intents: intentsOf('one', 'two', 'three') });

  expect(world.made).toEqual([]);
  expect(journal.texts).toContain('The directory is spreading three');
});

const intentsOf = (...ids: string[]) => new Map(ids.map((id) => [id, { at: '2026-11-23T12:00:00Z', before: null }]));

const realClock = {
  now: Date.now,
  sleep: (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, signal ? { signal } : {}),
};

function aWorld(): World {
  return { made: [], visibleAfter: {}, moment: 0, diesAt: Number.POSITIVE_INFINITY, writes: 0 };
}

function beat(world: World): void {
  if (world.moment++ !== world.diesAt) return;
  world.lost?.();
  throw new Crash();
}

const output = z.object({ name: z.string() });

function steps(world: World): Step<object, object>[] {
  const step = (id: string, after: string[]): Step<object, object> =>
    defineStep<object, object>()({
      id,
      title: id,
      after,
      output,
      waitingFor: `The directory is spreading ${id}`,
      budgetMs: 60_000,
      usualMs: 1000,
      async find({ outputOf }) {
        const missing = after.find((earlier) => !outputOf({ id: earlier, output }));
        if (missing) return { is: 'cannot-look', why: `${missing} is not there` };
        const hidden = (world.visibleAfter[id] ?? 0) > 0;
        if (hidden && world.made.includes(id)) world.visibleAfter[id] = (world.visibleAfter[id] ?? 0) - 1;
        return world.made.includes(id) && !hidden ? { is: 'there', output: { name: id } } : { is: 'absent' };
      },
      async make() {
        beat(world);
        if (!world.made.includes(id)) world.made.push(id);
        world.writes += 1;
        beat(world);
        return undefined;
      },
      async undo() {
        world.made = world.made.filter((name) => name !== id);
      },
    }) as Step<object, object>;
  return [step('one', []), step('two', ['one']), step('three', ['one', 'two'])];
}

function loseFirstAnswer(step: Step<object, object>): Step<object, object> {
  let lost = false;
  return {
    ...step,
    async make(context, found) {
      await step.make?.(context, found);
      if (!lost) {
        lost = true;
        throw new Lost();
      }
      return undefined;
    },
  };
}

/** The second step is refused to this person; it is watched for an hour. */
function forbidden(world: World, journal: Journal, onTry = () => {}): ChangeOptions<object, object> {
  const make = async () => {
    onTry();
    throw new Forbidden();
  };
  return {
    ...options(world, journal),
    steps: steps(world).map((step) => (step.id === 'two' ? { ...step, make } : step)),
  };
}

/** Somebody makes the second object in another place when it has been watched for so many looks. */
function doneElsewhereAfter(
  journal: ReturnType<typeof aJournal>,
  world: World,
  looks: number,
  onLook: (record: StepRecord) => void = () => undefined,
): void {
  let seen = 0;
  journal.each((record) => {
    if (record.id !== 'two' || !record.wait || record.state !== 'needs-you') return;
    seen += 1;
    onLook(record);
    if (seen === looks) world.made.push('two');
  });
}

function options(world: World, journal: Journal): ChangeOptions<object, object> {
  let now = Date.parse('2026-11-23T12:00:00Z');
  return {
    steps: steps(world),
    services: {},
    connection: {},
    journal,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    signal: new AbortController().signal,
    judge,
    random: () => 0.5,
    isCancel: (reason) => reason instanceof RunCancelled,
  };
}

function judge(error: unknown): Verdict {
  if (error instanceof Crash) throw error;
  if (error instanceof Forbidden)
    return {
      take: 'ask',
      ask: { kind: 'role', text: 'Somebody else must', anyOf: ['global-administrator'] },
      watch: { everyMs: 30_000, forMs: 60 * 60_000 },
    };
  if (error instanceof Lost) return { take: 'retry', what: 'The line was lost' };
  return { take: 'fail', problem: refused };
}

/** Keeps JSON, as a database would; dies before and after each write when the world says so. */
function aJournal(world: World) {
  const kept = new Map<string, string>();
  /** Noted and not durable yet: a crash loses it. */
  let noted: [string, string][] = [];
  world.lost = () => {
    noted = [];
  };
  const keep = () => {
    for (const [id, text] of noted.splice(0)) kept.set(id, text);
  };
  const watchers: { match: (record: StepRecord) => boolean; tell: () => void }[] = [];
  const listeners: ((record: StepRecord) => void)[] = [];
  const texts: string[] = [];
  return {
    texts,
    records: (): StepRecord[] => {
      keep();
      return ['one', 'two', 'three'].map((id) => JSON.parse(kept.get(id) ?? '{"state":"pending"}'));
    },
    until: (match: (record: StepRecord) => boolean) =>
      new Promise<void>((tell) => {
        watchers.push({ match, tell });
      }),
    each: (tell: (record: StepRecord) => void) => void listeners.push(tell),
    async load() {
      keep();
      return [...kept.values()].map((text) => JSON.parse(text) as StepRecord);
    },
    async record(step: StepRecord, text: string, { soon = false } = {}) {
      beat(world);
      noted.push([step.id, JSON.stringify(step)]);
      if (!soon) keep();
      texts.push(render(text));
      for (const { match, tell } of watchers) if (match(step)) tell();
      for (const tell of listeners) tell(step);
      beat(world);
    },
  };
}
