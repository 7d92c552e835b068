import { openSearch } from './audit-search.ts';
import { verifyChain } from './chain-verdict.ts';
import type { Context } from './context.ts';
import { auditChain } from './schema.ts';
import type { AuditLog, Verified } from './store.ts';

/** What is looked at before anything else, at the start; the rest follows beside the work. */
const newestAtStart = 1000;
const wholeEveryMs = 24 * 60 * 60_000;

export interface OpenedAudit extends AuditLog {
  /** Verifies the newest entries now, and all of them later and once a day. A chain that is broken ends nothing. */
  watch(): void;
  close(): Promise<void>;
}

export function openAudit({
  sql,
  chainer,
  clock,
  log,
}: Pick<Context, 'sql' | 'chainer' | 'clock' | 'log'>): OpenedAudit {
  const { page, after } = openSearch(sql);
  const closing = new AbortController();
  let verified: Verified | null = null;
  let watching: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** A chain that is broken may not go on; what is in it is shown. */
  const upToNow = () => chainer.chain().catch(() => undefined);
  const verify: AuditLog['verify'] = async (options = {}) => {
    await upToNow();
    const verdict = await verifyChain(sql, options);
    const { entries, head, broken } = verdict;
    const whole = options.newest === undefined;
    // What is broken further back stays so, whatever the newest entries say.
    if (whole || broken || !verified?.broken)
      verified = { entries, head, broken, at: new Date(clock.now()).toISOString(), whole };
    return verdict;
  };
  const look = async (newest?: number) => {
    try {
      const { entries, head, broken } = await verify({ ...(newest ? { newest } : {}), signal: closing.signal });
      if (broken) log('error', 'The audit log is broken: npm run verify-audit says more', { ...broken });
      else if (!newest) log('debug', 'The audit log was verified', { entries, number: head.number, hash: head.hash });
    } catch (err) {
      if (!closing.signal.aborted) log('warn', 'The audit log could not be verified', { err });
    }
  };

  return {
    page: async (...asked) => {
      await upToNow();
      return page(...asked);
    },
    after: async (...asked) => {
      await upToNow();
      return after(...asked);
    },
    verify,
    verified: () => verified,
    cut: async () => {
      const [chain] = await sql.select().from(auditChain);
      const { cutNumber: number = 0, cutHash: hash = '', cutAt } = chain ?? {};
      return cutAt ? { number, hash, at: cutAt.toISOString() } : null;
    },
    watch: () => {
      watching = look(newestAtStart).then(() => look());
      timer = setInterval(() => {
        watching = watching.then(() => look());
      }, wholeEveryMs).unref();
    },
    close: async () => {
      closing.abort();
      clearInterval(timer);
      await watching;
    },
  };
}
