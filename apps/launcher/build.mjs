import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { licencesFile, licenceTexts } from './licences.mjs';
import { say, seconds } from './output.mjs';
import { top } from './places.mjs';
import { run } from './processes.mjs';

const webApplication = {
  name: 'the web application',
  folder: `${top}apps/web/`,
  sources: ['apps/web', 'packages/back-off', 'packages/contracts', 'packages/messages', 'pnpm-lock.yaml'],
  commands: [['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], ['size.ts']],
};

const controlPage = {
  name: 'the control page of the practice cloud',
  folder: `${top}packages/emulator/`,
  sources: ['packages/emulator', 'pnpm-lock.yaml'],
  commands: [['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']],
};

/** Builds all that browsers are sent, where a source of it changed. */
export async function build(runtime) {
  await buildWebApplication(runtime);
  await buildControlPage(runtime);
}

export const buildControlPage = (runtime) => buildOne(controlPage, runtime);

/** Fails when the web application grew beyond its budget. The licences of all that is shipped go with it, at /licences.txt. */
const buildWebApplication = (runtime) =>
  buildOne(webApplication, runtime, {
    isWhole: () => existsSync(licencesFile),
    finish: async () => writeFileSync(licencesFile, await licenceTexts(runtime)),
  });

async function buildOne({ name, folder, sources, commands }, runtime, { isWhole = () => true, finish } = {}) {
  const stamp = `${folder}dist/.built`;
  const wanted = fingerprint(sources);
  if (isWhole() && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const since = Date.now();
  say(`Building ${name} …`);
  for (const args of commands) {
    const { code } = await run(runtime.node, args, { cwd: folder, env: { PATH: runtime.path } });
    if (code !== 0) throw new Error(`Building ${name} failed; see above.`);
  }
  await finish?.();
  writeFileSync(stamp, wanted);
  say(`Built ${name} (${seconds(since)})`);
}

function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((path) => filesBelow(`${top}${path}`)))
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

function filesBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !['node_modules', 'dist', 'e2e', 'test-results'].includes(name))
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}
