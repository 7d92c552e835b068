import { parseArgs } from 'node:util';
import { postgresPrograms } from '@vplus/store/testing';
import { deathTrial, type TrialFigures } from './deaths/trial.ts';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    tenants: { type: 'string', default: '100' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    json: { type: 'boolean', default: false },
  },
});

const say = (text: string) => void process.stderr.write(`${text}\n`);
const databases = (['pglite', 'postgres'] as const).filter((name) => name === (values.database ?? name));
if (databases.length === 0) throw new Error('--database is pglite or postgres');

// What the trial started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const figures: TrialFigures[] = [];
for (const database of databases) {
  if (database === 'postgres' && !postgresPrograms()) {
    say('PostgreSQL is not installed here: its half is skipped.');
    continue;
  }
  say(`${database}, seed ${values.seed}`);
  const { tenants, kills, seed } = values;
  figures.push(await deathTrial({ database, tenants: Number(tenants), kills: Number(kills), seed: Number(seed), say }));
}
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
else console.table(figures.map(({ faults, ...rest }) => ({ ...rest, faults: faults.length })));
for (const { faults } of figures) for (const fault of faults) say(fault);
const well = figures.every(
  ({ finished, right, checkedOnce, rotated, tenants, leaks, crashes }) =>
    [finished, right, checkedOnce, rotated].every((count) => count === tenants) && leaks === 0 && crashes === 0,
);
process.exit(well && figures.every(({ longestStallMs }) => longestStallMs < 15_000) ? 0 : 1);
