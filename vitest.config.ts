import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// They end what hangs and measure nothing: a busy machine may take ten times as long as a quiet one.
const patience = { testTimeout: 400_000, hookTimeout: 400_000, expect: { poll: { timeout: 60_000 } } };

const node = (name: string, root: string) => ({
  test: {
    name,
    root,
    include: ['src/**/*.test.ts', '*.test.ts', '*.test.mjs'],
    ...patience,
  },
});

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    // Vitest would leave one core idle for itself, which is half of a small machine.
    maxWorkers: '100%',
    // Loading the modules anew for each file would take a fifth of the time; no test keeps anything in them.
    isolate: false,
    projects: [
      node('back-off', 'packages/back-off'),
      node('contracts', 'packages/contracts'),
      node('messages', 'packages/messages'),
      node('reconciler', 'packages/reconciler'),
      node('emulator', 'packages/emulator'),
      node('clients', 'packages/clients'),
      node('store', 'packages/store'),
      node('tenant-access', 'packages/tenant-access'),
      node('api', 'apps/api'),
      node('web', 'apps/web'),
      {
        test: {
          name: 'parts of screens',
          root: 'apps/web',
          include: ['src/**/*.test.tsx'],
          environment: 'happy-dom',
          ...patience,
          setupFiles: [here('apps/web/src/testing/clean-up.ts')],
        },
      },
      {
        test: {
          name: 'control page',
          root: 'packages/emulator',
          include: ['page/**/*.test.tsx'],
          environment: here('packages/emulator/page/testing/environment.ts'),
          ...patience,
          setupFiles: [here('packages/emulator/page/testing/clean-up.ts')],
        },
      },
      node('lab', 'apps/lab'),
      node('launcher', 'apps/launcher'),
    ],
  },
});
