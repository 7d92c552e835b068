import { message, rendered } from '@vplus/messages';
import { faultOf, verifyAudit } from '@vplus/store';
import { readDatabase } from './env.ts';

// `npm run verify-audit`: all entries against their hashes. Ends with 0 when they fit, 2 when they do not, 1 when they
// could not be looked at; see docs/audit.md.
try {
  const { entries, after, head, broken } = await verifyAudit(readDatabase());
  const { number, hash } = head;
  const said = broken
    ? message('audit.broken-after', { count: entries, broken: message('audit.broken', broken) })
    : message('audit.whole', { count: entries, after: after.number, number, hash });
  process.stdout.write(`${rendered(said)}\n`);
  if (broken) process.exitCode = 2;
} catch (error) {
  process.stderr.write(`${rendered(faultOf(error))}\n`);
  process.exitCode = 1;
}
