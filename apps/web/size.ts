import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { budgetsOf, type Manifest } from './budget.ts';

/** Prints what each page of the build costs, gzip, and fails when one is above its limit. Run after `vite build`. */
const dist = new URL('./dist/', import.meta.url);
const manifest: Manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const gzipKb = (file: string) => gzipSync(readFileSync(new URL(file, dist))).length / 1000;

let over = false;
process.stderr.write(`${'Scripts'.padEnd(18)}${'gzip'.padStart(10)}${'limit'.padStart(10)}\n`);
for (const { name, files, limitKb } of budgetsOf(manifest)) {
  const kb = files.reduce((sum, file) => sum + gzipKb(file), 0);
  over ||= kb > limitKb;
  const note = kb > limitKb ? '  above the limit' : '';
  process.stderr.write(
    `${name.padEnd(18)}${`${kb.toFixed(1)} kB`.padStart(10)}${`${limitKb} kB`.padStart(10)}${note}\n`,
  );
}
if (over) process.exit(1);
