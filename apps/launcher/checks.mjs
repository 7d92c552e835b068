import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { build } from './build.mjs';
import { say, seconds } from './output.mjs';
import { fetched } from './places.mjs';
import { run } from './processes.mjs';
import { findBrowser, findPostgres } from './system-programs.mjs';

const reports = `${fetched}reports/`;

/**
 * Every check and test, one after the other, then one line over all of them.
 * What cannot be had here is skipped with its reason; under CI=true that is a failure.
 */
export async function checkAll(runtime, { browser, only }) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const add = (name, since, result) => {
    for (const key of Object.keys(sum)) sum[key] += result[key] ?? 0;
    if (result.failed) failures.push(...(result.failures?.length ? result.failures : [name]));
    say(
      `${result.failed ? '✗' : '✓'} ${name}: ${result.passed ?? 0} passed, ${result.failed ?? 0} failed, ${result.skipped ?? 0} skipped (${seconds(since)})`,
    );
  };
  const tool =
    (args, options = {}) =>
    async () => {
      const { code } = await run(runtime.node, args, { ...options, env: { PATH: runtime.path, ...options.env } });
      return code === 0 ? { passed: 1 } : { failed: 1 };
    };
  const suites = {
    lint: tool(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
    types: tool(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']),
    'types of the web application': tool(['node_modules/typescript/bin/tsc', '-p', 'apps/web/tsconfig.json']),
    'types of the control page': tool([
      'node_modules/typescript/bin/tsc',
      '-p',
      'packages/emulator/page/tsconfig.json',
    ]),
    'types of the browser tests': tool(['node_modules/typescript/bin/tsc', '-p', 'apps/web/e2e/tsconfig.json']),
    'unused code': tool(['node_modules/knip/bin/knip.js', '--no-progress']),
    'known vulnerabilities': () => audit(runtime),
    'build and size': () => build(runtime).then(() => ({ passed: 1 })),
    tests: () => unitTests(runtime),
    ...(browser ? { 'browser tests': () => browserTests(runtime) } : {}),
  };
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chosen = Object.entries(suites).filter(([name]) => only.length === 0 || only.includes(name));
  for (const [name, suite] of chosen) {
    const since = Date.now();
    const result = await suite().catch((error) => {
      say(error.message);
      return { failed: 1 };
    });
    add(name, since, result);
  }
  // A long log is not read from its beginning.
  if (failures.length > 0) say(`What failed:\n${failures.map((one) => `  ${one}`).join('\n')}`);
  say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  process.exitCode = sum.failed ? 1 : 0;
}

/** Not to be had: skipped with its reason for a person, a failure where nobody would read the reason. */
function missing(what) {
  say(`Skipped: ${what}`);
  return process.env.CI === 'true' ? { failed: 1 } : { skipped: 1 };
}

async function audit(runtime) {
  const { code, output } = await run(runtime.node, [runtime.pnpm, 'audit', '--prod', '--audit-level', 'high'], {
    quiet: true,
    env: { PATH: runtime.path },
  });
  if (code === 0) return { passed: 1 };
  if (/ERR_PNPM_(AUDIT|FETCH|META)|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(output)) {
    say(`Skipped: the registry answers no audit:\n${output.trim()}`);
    return { skipped: 1 };
  }
  say(output);
  return { failed: 1 };
}

async function unitTests(runtime) {
  const postgres = await findPostgres();
  if (!postgres)
    say('PostgreSQL is not on this machine and could not be installed: its half of the store tests is skipped.');
  const report = `${reports}vitest.json`;
  const { code } = await run(
    runtime.node,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { env: { PATH: runtime.path, ...(postgres ? { POSTGRES_BIN: postgres } : {}) } },
  );
  const result = read(report);
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo } = result;
  const failures = result.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failedTests = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failedTests.length === 0) return [`${name}: ${message}`];
    return failedTests.map((test) => `${name} › ${test.fullName}\n${indented(test.failureMessages.join('\n'))}`);
  });
  // A file that could not even be loaded fails no test, but it fails the run.
  return { passed, failed: failed || (code === 0 ? 0 : 1), skipped: pending + todo, failures };
}

async function browserTests(runtime) {
  const browser = await findBrowser(runtime);
  if (!browser) return missing('no Chromium on this machine, and it could not be installed.');
  const report = `${reports}playwright.json`;
  const { code } = await run(runtime.node, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    env: { PATH: runtime.path, CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { stats, suites } = read(report);
  const { expected, unexpected, flaky, skipped } = stats;
  const failures = specsOf(suites).filter(({ ok }) => !ok);
  return {
    passed: expected,
    failed: unexpected + flaky || (code === 0 ? 0 : 1),
    skipped,
    failures: failures.map(({ file, title }) => `${file} › ${title}`),
  };
}

const specsOf = (suites) => suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites ?? [])]);

/** The first lines of what a test said of its failure. */
const indented = (text) =>
  stripVTControlCharacters(text)
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n');

function read(report) {
  if (!existsSync(report)) throw new Error('The tests ended without a report.');
  return JSON.parse(readFileSync(report, 'utf8'));
}
