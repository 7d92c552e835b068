import { once } from 'node:events';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { backUp, type DumpLine, moveToPostgres, restore } from '@vplus/store';
import { readDatabase } from './env.ts';

/** What is kept, taken elsewhere: `backup FILE`, `restore FILE`, `move-to-postgres postgres://…`; see docs/operating.md. */
const commands: Record<string, (target: string) => Promise<string>> = {
  backup: async (file) => {
    const rows = await backUpTo(file);
    return `Backed up ${rows} rows to ${file}. It holds no key: keep the vault key elsewhere, too.`;
  },
  restore: async (file) => {
    const { rows } = await restore(readDatabase(), linesOf(file));
    return `Restored ${rows} rows. Start the assistant with the vault key of then.`;
  },
  'move-to-postgres': async (url) => {
    const database = readDatabase({ ...process.env, DATABASE_URL: '' });
    if (database.kind !== 'pglite') throw new Error('There is no folder to move from.');
    const { rows } = await moveToPostgres(database.folder, url);
    return `Moved ${rows} rows. Start the assistant with DATABASE_URL and the same vault key; the folder is as it was.`;
  },
};

async function backUpTo(file: string): Promise<number> {
  const draft = `${file}.part`;
  const packed = createGzip();
  const out = packed.pipe(createWriteStream(draft, { mode: 0o600, flush: true }));
  let rows = 0;
  try {
    await backUp(readDatabase(), async (line) => {
      if ('rows' in line && 'table' in line) rows += line.rows.length;
      if (!packed.write(`${JSON.stringify(line)}\n`)) await once(packed, 'drain');
    });
    packed.end();
    await finished(out);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return rows;
}

async function* linesOf(file: string): AsyncIterable<DumpLine> {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    yield JSON.parse(line) as DumpLine;
}

const [name = '', target] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command || !target) throw new Error(`Say one of: ${Object.keys(commands).join(', ')}; and the file or address.`);
  process.stderr.write(`${await command(target)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
