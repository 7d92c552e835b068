/** Loaded before the product (`--import`): counts its calls of `fsync` and says how many at SIGUSR2. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fsyncSync } = fs;
let count = 0;
fs.fsyncSync = (file) => {
  count += 1;
  fsyncSync(file);
};
syncBuiltinESMExports();
process.on('SIGUSR2', () => process.stderr.write(`fsyncs ${count}\n`));
