import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { licencesFile, licenceTexts } from './licences.mjs';
import { say, seconds } from './output.mjs';
import { top } from './places.mjs';
import { run } from './processes.mjs';

const stamp = `${top}apps/web/dist/.built`;

/**
 * Builds the single-page application when its sources changed, and fails when it grew beyond its budget. The licences of
 * all that is shipped go with it, at /licences.txt.
 */
export async function build(runtime) {
  const wanted = fingerprint();
  if (existsSync(licencesFile) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const since = Date.now();
  say('Building the web application …');
  for (const args of [['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], ['size.ts']]) {
    const { code } = await run(runtime.node, args, { cwd: `${top}apps/web`, env: { PATH: runtime.path } });
    if (code !== 0) throw new Error('The web application could not be built; see above.');
  }
  writeFileSync(licencesFile, await licenceTexts(runtime));
  writeFileSync(stamp, wanted);
  say(`Web application built (${seconds(since)})`);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of ['apps/web', 'packages/back-off', 'packages/contracts', 'pnpm-lock.yaml'].flatMap((path) =>
    filesBelow(`${top}${path}`),
  ))
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
