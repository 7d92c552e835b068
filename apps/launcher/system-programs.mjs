import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { say } from './output.mjs';
import { run } from './processes.mjs';

/**
 * Chromium for the browser tests: the one that CHROMIUM names, else its headless shell, which does them in two thirds of
 * the time, else a whole Chromium. Debian's package, or Playwright's own download where there is no Debian.
 */
export async function findBrowser(runtime) {
  const named = process.env.CHROMIUM;
  if (named) return named;
  if (shellHere()) return shellHere();
  await debianPackage('chromium-headless-shell');
  const found = shellHere() ?? chromiumHere();
  if (found) return found;
  if ((await debianPackage('chromium')) && chromiumHere()) return chromiumHere();
  say('Fetching the headless shell of Chromium …');
  await run(runtime.node, ['node_modules/@playwright/test/cli.js', 'install', '--only-shell', 'chromium'], {
    quiet: true,
    env: { PATH: runtime.path },
  });
  return shellHere();
}

const shellHere = () => firstOf(['/usr/bin/chromium-headless-shell', ...playwrightsOwn('chromium_headless_shell-')]);

const chromiumHere = () =>
  firstOf([
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ...playwrightsOwn('chromium-'),
  ]);

const firstOf = (paths) => paths.find((path) => existsSync(path));

/** What Playwright fetched for itself; the folders are called differently on each system. */
function playwrightsOwn(prefix) {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    `${homedir()}/${process.platform === 'darwin' ? 'Library/Caches' : '.cache'}/ms-playwright`;
  const below = (folder) => (existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []);
  const programs = ['headless_shell', 'chrome-headless-shell', 'chrome', 'Chromium.app/Contents/MacOS/Chromium'];
  return below(cache)
    .filter((folder) => folder.startsWith(`${cache}/${prefix}`))
    .flatMap(below)
    .flatMap((folder) => programs.map((program) => `${folder}/${program}`));
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
