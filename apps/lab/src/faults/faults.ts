import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { openCasePlayer, type Played } from './case-player.ts';
import { allCases, type Case } from './cases.ts';

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    seed: { type: 'string' },
    schedules: { type: 'string', default: '500' },
    only: { type: 'string' },
    lanes: { type: 'string' },
  },
});
const seed = Number(asked.seed ?? Math.floor(Math.random() * 1_000_000));
const say = (text: string) => process.stderr.write(`${text}\n`);

const isRight = ({ wrong, met, duplicates, orphanCredentials, leaks, falseFindings }: Played) =>
  met && wrong.length + duplicates + orphanCredentials + leaks + falseFindings === 0;

const begun = performance.now();
const player = await openCasePlayer();
const { cases: all, leftOut } = allCases(player.recordings, { seed, schedules: Number(asked.schedules) });
const pattern = asked.only ? new RegExp(asked.only, 'i') : null;
const chosen = all.filter(({ name }) => !pattern || pattern.test(name));
if (asked.list) {
  for (const { name } of chosen) process.stdout.write(`${name}\n`);
  for (const pair of leftOut) if (!pattern || pattern.test(pair)) process.stdout.write(`left out: ${pair}\n`);
  process.exit(0);
}

say(`${chosen.length} cases, ${leftOut.length} pairs left out (--list names them), seed ${seed}`);
const played = await playAll(chosen, Math.min(Number(asked.lanes ?? availableParallelism()), 4));
const of = (kind: Case['kind']) => played.filter((one) => one.kind === kind);
const sum = (member: 'duplicates' | 'orphanCredentials' | 'leaks' | 'falseFindings' | 'falseAlarms') =>
  played.reduce((total, one) => total + one[member], 0);
const figures = {
  cases: of('case').length,
  schedules: of('schedule').length,
  right: [...of('case'), ...of('schedule')].filter(isRight).length,
  duplicates: sum('duplicates'),
  orphanCredentials: sum('orphanCredentials'),
  leaks: sum('leaks'),
  undoCases: of('undo').length,
  undoRight: of('undo').filter(isRight).length,
  verifyCases: of('verify').length,
  verifyRight: of('verify').filter(isRight).length,
  falseFindings: sum('falseFindings'),
  falseAlarms: sum('falseAlarms'),
  proofCases: of('proof').length,
  proofRight: of('proof').filter(isRight).length,
  rotateCases: of('rotate').length,
  rotateRight: of('rotate').filter(isRight).length,
  repairCases: of('repair').length,
  repairRight: of('repair').filter(isRight).length,
  seconds: Math.round((performance.now() - begun) / 1000),
  seed,
};
if (asked.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
else console.table(figures);
process.exit(played.every(isRight) ? 0 : 1);

/** Hands cases out to as many threads as there are processors, each with a practice cloud of its own. */
async function playAll(cases: Case[], threads: number): Promise<Played[]> {
  const waiting = cases.toReversed();
  const done: Played[] = [];
  const tell = (one: Played) => {
    done.push(one);
    if (!isRight(one))
      say(
        `✗ ${one.name}\n${(one.met ? one.wrong : ['the fault never came about', ...one.wrong]).map((text) => `    ${text}`).join('\n')}`,
      );
    if (done.length % 100 === 0)
      say(`${done.length} of ${cases.length} (${Math.round((performance.now() - begun) / 1000)} s)`);
  };
  const others = Array.from({ length: Math.min(threads, cases.length) - 1 }, () => inThread(waiting, tell));
  for (let next = waiting.pop(); next; next = waiting.pop()) tell(await player.play(next));
  await Promise.all(others);
  return done;
}

function inThread(waiting: Case[], tell: (one: Played) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./case-thread.ts', import.meta.url));
    const give = () => {
      const next = waiting.pop();
      if (next) return worker.postMessage(next);
      void worker.terminate().then(() => resolve());
    };
    worker.on('message', (message: 'ready' | Played) => {
      if (message !== 'ready') tell(message);
      give();
    });
    worker.on('error', reject);
  });
}
