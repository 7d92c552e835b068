import { MessageError, message } from '@vplus/messages';
import { addTo, type DumpLine, dumpFormat, newChecksum, olderFormat } from './dump-line.ts';

/**
 * The lines of a dump as they are, and an error where they are not a whole and undamaged one; the last line decides, so
 * nothing of a dump counts before it was read to its end. Those that an earlier version made have no checksum.
 */
export async function* wholeDump(lines: AsyncIterable<DumpLine>): AsyncIterable<DumpLine> {
  const checksum = newChecksum();
  let format = '';
  let rows = 0;
  let ended = false;
  for await (const line of lines) {
    if (ended) throw new MessageError(message('backup.goes-on'));
    if ('format' in line) {
      format = line.format;
      if (format !== dumpFormat && format !== olderFormat)
        throw new MessageError(message('backup.other-kind', { format }));
    }
    if (!format) throw new MessageError(message('backup.none'));
    if ('end' in line) {
      ended = true;
      const right = format === olderFormat || line.sha256 === checksum.digest('hex');
      if (line.rows !== rows || !right) throw new MessageError(message('backup.checksum'));
    } else addTo(checksum, line);
    if ('table' in line) rows += line.rows.length;
    yield line;
  }
  if (!ended) throw new MessageError(message('backup.not-whole'));
}
