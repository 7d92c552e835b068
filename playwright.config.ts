import { defineConfig } from '@playwright/test';

/** Each test has a practice cloud and a product of its own, so files can run side by side. */
export default defineConfig({
  testDir: 'apps/web/e2e',
  globalSetup: './apps/web/e2e/new-data-folder.ts',
  // A minute does where the machine is at rest; under load only a page that never comes may fail.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // Half of a test is waiting for a page.
  workers: '150%',
  forbidOnly: true,
  retries: 0,
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    // What is never there fails by its own name, and not by the end of the test.
    actionTimeout: 60_000,
    // Recording costs a third of the time; with TRACE=on a failure leaves one to look at.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      // Chromium's own services would knock at a network that tests must not need.
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
});
