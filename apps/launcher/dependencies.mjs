import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { say, seconds } from './output.mjs';
import { top } from './places.mjs';
import { run } from './processes.mjs';

const stamp = `${top}node_modules/.installed`;

/** pnpm install, skipped when nothing that decides its result has changed. */
export async function installDependencies(runtime) {
  const wanted = fingerprint(runtime);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const since = Date.now();
  say('Installing dependencies …');
  // CI=true: without a terminal pnpm would otherwise stop and ask before it rebuilds node_modules.
  const { code, output } = await run(runtime.node, [runtime.pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], {
    env: { CI: 'true', PATH: runtime.path },
    quiet: true,
  });
  if (code !== 0) throw new Error(`The dependencies could not be installed:\n${output}`);
  writeFileSync(stamp, wanted);
  say(`Dependencies installed (${seconds(since)})`);
}

function fingerprint(runtime) {
  const manifests = ['apps', 'packages'].flatMap((room) =>
    readdirSync(`${top}${room}`).map((name) => `${room}/${name}/package.json`),
  );
  const hash = createHash('sha256').update(runtime.node);
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests])
    if (existsSync(`${top}${file}`)) hash.update(file).update(readFileSync(`${top}${file}`));
  return hash.digest('hex');
}
