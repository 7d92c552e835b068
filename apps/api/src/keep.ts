import { once } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { listOf, type Message, MessageError, message, rendered } from '@vplus/messages';
import { backUp, type DumpLine, faultOf, moveToPostgres, restore, wholeDump } from '@vplus/store';
import { readDatabase } from './env.ts';

/** What is kept, taken elsewhere: `backup FILE`, `restore FILE`, `move-to-postgres postgres://…`; see docs/operating.md. */
const commands: Record<string, (target: string) => Promise<Message>> = {
  backup: async (file) => {
    return message('backup.done', { count: await backUpTo(file), file });
  },
  restore: async (file) => {
    const database = readDatabase();
    // Read to its end first: a damaged file must not even make an empty database.
    for await (const _ of wholeDump(linesOf(file)));
    const { rows } = await restore(database, linesOf(file));
    return message('backup.restored', { count: rows });
  },
  'move-to-postgres': async (url) => {
    const database = readDatabase({ ...process.env, DATABASE_URL: '' });
    if (database.kind !== 'pglite') throw new MessageError(message('backup.no-folder'));
    const { url: to } = readDatabase({ DATABASE_URL: url }) as { url: string };
    const { rows } = await moveToPostgres(database.folder, to);
    return message('backup.moved', { count: rows });
  },
};

async function backUpTo(file: string): Promise<number> {
  const draft = `${file}.part`;
  const target = await open(draft, 'w', 0o600).catch((error: unknown) => {
    throw new MessageError(message('backup.unwritable', { file, code: codeOf(error) }));
  });
  const packed = createGzip();
  const written = pipeline(packed, target.createWriteStream({ flush: true }));
  // Looked at below; until then it is nobody's.
  written.catch(() => undefined);
  let rows = 0;
  try {
    await backUp(readDatabase(), async (line) => {
      if ('rows' in line && 'table' in line) rows += line.rows.length;
      if (packed.destroyed) return written;
      if (!packed.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(packed, 'drain'), written]);
    });
    packed.end();
    await written;
    renameSync(draft, file);
  } catch (error) {
    packed.destroy();
    rmSync(draft, { force: true });
    throw error;
  }
  return rows;
}

async function* linesOf(file: string): AsyncIterable<DumpLine> {
  const source = await open(file).catch((error: unknown) => {
    throw new MessageError(message('backup.unreadable', { file, code: codeOf(error) }));
  });
  const unpacked = createGunzip();
  const reading = pipeline(source.createReadStream(), unpacked);
  reading.catch(() => undefined);
  try {
    for await (const line of createInterface({ input: unpacked })) yield JSON.parse(line) as DumpLine;
    await reading;
  } catch (error) {
    // The words of both would repeat what stands in the file.
    if (error instanceof SyntaxError || codeOf(error).startsWith('Z_'))
      throw new MessageError(message('backup.damaged', { file }));
    throw error;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

const [name = '', target] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command || !target)
    throw new MessageError(message('backup.usage', { commands: listOf(Object.keys(commands), 'comma') }));
  process.stderr.write(`${rendered(await command(target))}\n`);
} catch (error) {
  process.stderr.write(`${rendered(faultOf(error))}\n`);
  process.exitCode = 1;
}
