import { readFileSync, statSync } from 'node:fs';
import { budgetsOf, type Manifest } from './budget.ts';

/** Prints what the scripts of the build cost on the wire, and fails when one is above its limit. Run after `vite build`. */
const dist = new URL('./dist/', import.meta.url);
const manifest: Manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const wireKb = (file: string) => statSync(new URL(`${file}.br`, dist)).size / 1000;

let over = false;
process.stderr.write(`${'Scripts'.padEnd(18)}${'Brotli'.padStart(10)}${'limit'.padStart(10)}\n`);
for (const { name, files, limitKb } of budgetsOf(manifest)) {
  const kb = files.reduce((sum, file) => sum + wireKb(file), 0);
  over ||= kb > limitKb;
  const note = kb > limitKb ? '  above the limit' : '';
  process.stderr.write(
    `${name.padEnd(18)}${`${kb.toFixed(1)} kB`.padStart(10)}${`${limitKb} kB`.padStart(10)}${note}\n`,
  );
}
if (over) process.exit(1);
