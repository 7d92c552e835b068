import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { say } from './output.mjs';
import { run } from './processes.mjs';

/** Chromium: the system's, Playwright's own download, or Debian's package, whichever is there or can be had. */
export async function findBrowser(runtime) {
  const found = browserHere();
  if (found) return found;
  say('Looking for a Chromium …');
  if ((await debianPackage('chromium')) && browserHere()) return browserHere();
  await run(runtime.node, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    quiet: true,
    env: { PATH: runtime.path },
  });
  return browserHere();
}

function browserHere() {
  const system = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return [process.env.CHROMIUM, ...system, ...playwrightsOwn()].find((path) => path && existsSync(path));
}

function playwrightsOwn() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    `${homedir()}/${process.platform === 'darwin' ? 'Library/Caches' : '.cache'}/ms-playwright`;
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => [
      `${cache}/${name}/chrome-linux/chrome`,
      `${cache}/${name}/chrome-linux64/chrome`,
      `${cache}/${name}/chrome-mac/Chromium.app/Contents/MacOS/Chromium`,
    ]);
}

/** The folder of initdb and postgres, for the half of the store's tests that runs on PostgreSQL. */
export async function findPostgres() {
  const here = postgresHere();
  if (here) return here;
  await debianPackage('postgresql');
  return postgresHere();
}

function postgresHere() {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .map((version) => `${versions}/${version}/bin`)
    .find((folder) => existsSync(`${folder}/initdb`));
}

async function debianPackage(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say(`Installing Debian's package ${name} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { quiet: true, env });
  const { code } = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { quiet: true, env });
  return code === 0;
}
