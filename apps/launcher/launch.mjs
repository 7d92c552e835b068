// The door of every npm script: works on any Node from 18 on, brings Node 24, pnpm and the dependencies along,
// and writes to stderr only, so that a command's JSON on stdout stays one clean line.

import { build, buildControlPage } from './build.mjs';
import { checkAll } from './checks.mjs';
import { installDependencies } from './dependencies.mjs';
import { fail, say } from './output.mjs';
import { become, beside } from './processes.mjs';
import { findRuntime } from './runtime.mjs';

const [command, ...rest] = process.argv.slice(2);

const commands = {
  async start(runtime) {
    await build(runtime);
    // Configured for the real cloud: the product alone. Otherwise: with the practice tenant beside it.
    const entry = process.env.ASSISTANT_CLIENT_ID ? 'main.ts' : 'practice.ts';
    await become(runtime, [`apps/api/src/${entry}`, ...rest]);
  },
  async dev(runtime) {
    await buildControlPage(runtime);
    const vite = beside(runtime, ['node_modules/vite/bin/vite.js', '--clearScreen', 'false'], 'apps/web');
    await become(runtime, ['--watch', 'apps/api/src/practice.ts', ...rest]).finally(() => vite.kill());
  },
  async emulator(runtime) {
    await buildControlPage(runtime);
    await become(runtime, ['packages/emulator/src/main.ts', ...rest]);
  },
  bench: (runtime) => become(runtime, ['apps/lab/src/bench.ts', ...rest]),
  deaths: (runtime) => become(runtime, ['apps/lab/src/deaths.ts', ...rest]),
  faults: (runtime) => become(runtime, ['apps/lab/src/faults/faults.ts', ...rest]),
  'message-keys': (runtime) => become(runtime, ['packages/messages/src/list-keys.ts', ...rest]),
  backup: (runtime) => become(runtime, ['apps/api/src/keep.ts', 'backup', ...rest]),
  restore: (runtime) => become(runtime, ['apps/api/src/keep.ts', 'restore', ...rest]),
  'move-to-postgres': (runtime) => become(runtime, ['apps/api/src/keep.ts', 'move-to-postgres', ...rest]),
  'verify-audit': (runtime) => become(runtime, ['apps/api/src/verify-audit.ts', ...rest]),
  test: (runtime) => checkAll(runtime, { browser: true, only: rest }),
  check: (runtime) => checkAll(runtime, { browser: false, only: rest }),
};

const run = commands[command];
if (!run) fail(`Unknown command: ${command ?? '(none)'}. There are: ${Object.keys(commands).join(', ')}.`);

try {
  const runtime = await findRuntime();
  await installDependencies(runtime);
  await run(runtime);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
