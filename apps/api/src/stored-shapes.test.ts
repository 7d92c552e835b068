import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rendered } from '@vplus/messages';
import { backUp, type DumpLine, restore } from '@vplus/store';
import { canonicalHash } from '@vplus/tenant-access';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { landingFolder, landings, readLanding } from './testing/landings.ts';
import { notAccepted, type Schema } from './testing/still-accepted.ts';
import { shapesNow, storedShapes } from './testing/stored-shapes.ts';

type Row = Record<string, unknown>;

/** Shapes that a build stored otherwise, and the migration that brings what is there into today's. */
const migrated: Record<string, string> = {
  'connections.facts': '0015-what-changes-apart.sql',
  'steps.record': '0015-what-changes-apart.sql',
  'events.data': '0009-keys-and-kinds.sql',
  'plans.plan': '0009-keys-and-kinds.sql',
};

describe.each(landings())('what build %s stored', (name) => {
  test('fits the shapes of today once its database is migrated', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapes-'));
    const database = { kind: 'pglite', folder } as const;
    const lines: DumpLine[] = [];
    try {
      await restore(database, each(readLanding(name).lines));
      await backUp(database, async (line) => void lines.push(line));
    } finally {
      rmSync(folder, { recursive: true });
    }
    const stored = lines.flatMap((line) => ('table' in line ? line.rows.map((row) => ({ ...line, row })) : []));
    const values = stored.flatMap(({ table, row }) => valuesIn(table, row));

    const faults = values.flatMap(({ shape, value }) => {
      const schema = storedShapes[shape];
      const parsed = schema && z.safeParse(schema, rendered(value));
      return parsed?.success === false ? [`${shape}: ${z.prettifyError(parsed.error)}`] : [];
    });

    expect([...new Set(values.map(({ shape }) => shape))]).toEqual(
      expect.arrayContaining([
        'connections.memory',
        'connections.choices',
        'steps.record',
        'plans.plan',
        'events.data',
      ]),
    );
    expect([...new Set(faults)]).toEqual([]);
    // Verified years later: a record keeps its hash whatever computes it.
    for (const { table, row } of stored) if (table === 'records') expect(canonicalHash(row.facts)).toBe(row.hash);
  });

  const file = join(landingFolder(name), 'shapes.json');
  test.skipIf(!existsSync(file))('is read by this build, or there is a migration for it', () => {
    const then = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Schema>;
    const now = shapesNow() as Record<string, Schema>;
    const [head] = readLanding(name).lines;
    const ran = head && 'migrations' in head ? head.migrations : [];

    const faults = Object.entries(then)
      .filter(([shape]) => !migrated[shape] || ran.includes(migrated[shape]))
      .flatMap(([shape, before]) => (now[shape] ? notAccepted(now[shape], before, shape) : []));

    // A shape of what is stored has changed. Databases hold the old one: write a migration, and name it above.
    expect(faults).toEqual([]);
  });
});

test.each<[string, Schema, Schema, string[]]>([
  ['renamed', member('keyIds'), member('keyId'), ['.keyIds is required, and was not']],
  ['made optional', { ...member('a'), required: [] }, member('a'), []],
  ['made obligatory', member('a'), { ...member('a'), required: [] }, ['.a is required, and was not']],
  ['given another type', { type: 'string' }, { type: 'number' }, [' was number, and is string']],
  ['given one more value', { type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a'] }, []],
  ['robbed of a value', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a', 'b'] }, [' may have been "b"']],
  ['made nullable', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'string' }, []],
  [
    'not nullable any more',
    { type: 'string' },
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    [' was null, and is string'],
  ],
  ['left as it was', member('a'), member('a'), []],
])('a shape that is %s is told from one that reads what was stored', (_what, now, then, faults) => {
  expect(notAccepted(now, then)).toEqual(faults);
});

function member(name: string): Schema {
  return { type: 'object', properties: { [name]: { type: 'string' } }, required: [name] };
}

function valuesIn(table: string, row: Row): { shape: string; value: unknown }[] {
  const columns = Object.keys(storedShapes).flatMap((shape) => {
    const [ofTable, column = ''] = shape.split('.');
    return ofTable === table && (row[column] ?? null) !== null ? [{ shape, value: row[column] }] : [];
  });
  // One object once, and a row for each member since; what is no more stays as null.
  if (table === 'remembered' && row.value !== null)
    return [{ shape: 'connections.memory', value: { [String(row.key)]: row.value } }];
  const { output } = (table === 'steps' ? row.record : {}) as { output?: unknown };
  return output === undefined ? columns : [...columns, { shape: `output of ${row.id}`, value: output }];
}

async function* each<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}
