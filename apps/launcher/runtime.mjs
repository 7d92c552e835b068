import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { say, seconds } from './output.mjs';
import { fetched } from './places.mjs';
import { run } from './processes.mjs';

const nodeMajor = 24;
const pnpmVersion = '11.28.11';

/** `{ node, pnpm, path }`: programs to run, fetched from npm where the machine's own are missing or too old. */
export async function findRuntime() {
  const node = Number(process.versions.node.split('.')[0]) >= nodeMajor ? process.execPath : await fetchNode();
  const pnpm = `${fetched}pnpm/node_modules/pnpm/bin/pnpm.mjs`;
  if (!existsSync(pnpm)) await fetchPackage('pnpm', `pnpm@${pnpmVersion}`);
  return { node, pnpm, path: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

async function fetchNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const program = `${fetched}node/node_modules/${name}/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
  if (existsSync(program)) return program;
  if (process.platform === 'darwin' && process.arch === 'arm64')
    throw new Error(`This needs Node ${nodeMajor} (here: ${process.version}). Install it and run the command again.`);
  await fetchPackage('node', `${name}@${nodeMajor}`);
  return program;
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
