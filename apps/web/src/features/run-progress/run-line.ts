import type { RunView } from '@vplus/contracts';

/** How far what the page shows can be believed. */
export type Standing =
  | { is: 'live' }
  /** The stream says nothing, so we ask: what is shown is a few seconds old. */
  | { is: 'silent' }
  /** Nobody answers: what is shown is how it stood then, in epoch milliseconds. */
  | { is: 'stale'; since: number };

export interface LineOptions {
  /** Who watches which run: tabs of one person that watch the same run hear each other, no others do. */
  key: string;
  signal: AbortSignal;
  /** Reads the stream until it is over, refused or aborted. `word`: something came; `down`: the line broke. */
  stream(signal: AbortSignal, word: () => void, down: () => void): Promise<void>;
  /** Asks once for the view. */
  ask(): Promise<void>;
  current(): RunView | undefined;
  receive(view: RunView): void;
  onStanding(standing: Standing): void;
  /** Absent outside a secure context: every tab then has a stream of its own. */
  locks?: LockManager | undefined;
  isHidden?(): boolean;
  patience?: { firstWordMs: number; silenceMs: number; askEveryMs: number };
}

/** The server writes every 15 seconds, and the view at once. */
const usual = { firstWordMs: 5_000, silenceMs: 30_000, askEveryMs: 5_000 };
const slot = 'vplus-live-stream';

/**
 * Follows a run with at most one stream per browser, since HTTP/1.1 has six connections to a server for all tabs.
 *
 * The tab that holds the lock reads the stream and tells what it hears to the others that watch the same run. A tab
 * that hears nothing asks: for another run, behind a proxy that holds the stream, after a night with the lid closed.
 * A tab in sight gets the stream from one that is not. Rejects when the stream is refused.
 */
export async function followShared(options: LineOptions): Promise<void> {
  const { signal, stream, current, locks = globalThis.navigator?.locks, isHidden = () => document.hidden } = options;
  const line = watchFor(options);
  const neighbours = new BroadcastChannel(`vplus-run/${options.key}`);
  const all = new BroadcastChannel(slot);
  let leave: AbortController | undefined;
  const tell = () => neighbours.postMessage(current());

  neighbours.onmessage = ({ data }: MessageEvent<RunView | 'hello' | undefined>) => {
    if (data === 'hello') {
      if (leave && line.isFresh()) tell();
      return;
    }
    if (data) options.receive(data);
    line.word();
  };
  all.onmessage = ({ data }: MessageEvent<string>) => {
    if (data !== options.key && isHidden()) leave?.abort();
  };
  const wish = () => {
    line.look();
    if (!isHidden() && !leave) all.postMessage(options.key);
  };
  const lead = async () => {
    leave = new AbortController();
    line.leads(true);
    try {
      await stream(AbortSignal.any([signal, leave.signal]), () => [line.word(), tell()], line.down);
      return leave.signal.aborted;
    } finally {
      leave = undefined;
      line.leads(false);
    }
  };

  globalThis.document?.addEventListener('visibilitychange', wish);
  try {
    neighbours.postMessage('hello');
    wish();
    let again = true;
    while (again && !signal.aborted) again = locks ? await locks.request(slot, { signal }, lead) : await lead();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    globalThis.document?.removeEventListener('visibilitychange', wish);
    line.stop();
    neighbours.close();
    all.close();
  }
}

/** Notices silence, asks, and says how old the news is. */
function watchFor({ ask, onStanding, patience: { firstWordMs, silenceMs, askEveryMs } = usual }: LineOptions) {
  let freshAt = Date.now();
  let due = freshAt + firstWordMs;
  let askedAt = 0;
  let leading = false;
  let shown = '';

  const isFresh = () => Date.now() - freshAt < silenceMs;
  const say = () => {
    const silent = leading && Date.now() >= due;
    const standing: Standing = isFresh() ? { is: silent ? 'silent' : 'live' } : { is: 'stale', since: freshAt };
    if (shown !== JSON.stringify(standing)) onStanding(standing);
    shown = JSON.stringify(standing);
  };
  const look = () => {
    const now = Date.now();
    if (now >= due && now - askedAt >= askEveryMs) {
      askedAt = now;
      ask().then(
        () => {
          freshAt = Date.now();
          say();
        },
        () => undefined,
      );
    }
    say();
  };
  const timer = setInterval(look, Math.min(1_000, askEveryMs));
  return {
    look,
    isFresh,
    word: () => {
      freshAt = Date.now();
      due = freshAt + silenceMs;
      say();
    },
    down: () => {
      due = Math.min(due, Date.now() + firstWordMs);
    },
    leads: (now: boolean) => {
      leading = now;
      if (now) due = Math.min(due, Date.now() + firstWordMs);
    },
    stop: () => clearInterval(timer),
  };
}
