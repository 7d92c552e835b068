import type { RunView } from '@vplus/contracts';

/** How current the run on the screen is. */
export type Freshness =
  | { is: 'live' }
  /** The stream is silent, so the page polls: what it shows is a few seconds old. */
  | { is: 'silent' }
  /** The server does not answer: the page shows the run as of `since`, in epoch milliseconds. */
  | { is: 'stale'; since: number };

export interface LiveViewOptions {
  /** The person and the run: tabs with the same key share what they receive. */
  key: string;
  signal: AbortSignal;
  /** Reads the stream until it ends, is refused or is aborted. */
  stream(signal: AbortSignal, onData: () => void, onDisconnect: () => void): Promise<void>;
  /** Requests the run once. */
  poll(): Promise<void>;
  current(): RunView | undefined;
  receive(view: RunView): void;
  onFreshness(freshness: Freshness): void;
  /** Undefined outside a secure context: each tab then opens its own stream. */
  locks?: LockManager | undefined;
  isHidden?(): boolean;
  patience?: { firstDataMs: number; silenceMs: number; pollEveryMs: number };
}

/** The server sends the run at once and something every 15 seconds. */
const usual = { firstDataMs: 5_000, silenceMs: 30_000, pollEveryMs: 5_000 };
/** The name of the lock, and of the channel on which all tabs hear who wants it. */
const streamLock = 'vplus-live-stream';

/**
 * Follows a run. All tabs of a browser share one stream, because HTTP/1.1 allows six connections to a server.
 *
 * The tab that holds the lock reads the stream and passes each view on to the tabs with the same key. A tab that
 * receives nothing polls: it shows another run, a proxy holds the stream back, or the computer was asleep. A visible tab
 * takes the lock from a hidden one. Rejects when the stream is refused.
 */
export async function followShared(options: LiveViewOptions): Promise<void> {
  const { signal, stream, current, locks = globalThis.navigator?.locks, isHidden = () => document.hidden } = options;
  const monitor = monitorFreshness(options);
  const sameRun = new BroadcastChannel(`vplus-run/${options.key}`);
  const allTabs = new BroadcastChannel(streamLock);
  /** Set while this tab reads the stream; aborting it lets another tab have the lock. */
  let reading: AbortController | undefined;
  const share = () => sameRun.postMessage(current());

  sameRun.onmessage = ({ data }: MessageEvent<RunView | 'hello' | undefined>) => {
    if (data === 'hello') {
      if (reading && monitor.isFresh()) share();
      return;
    }
    if (data) options.receive(data);
    monitor.received();
  };
  allTabs.onmessage = ({ data }: MessageEvent<string>) => {
    if (data !== options.key && isHidden()) reading?.abort();
  };
  const claimStream = () => {
    monitor.check();
    if (!isHidden() && !reading) allTabs.postMessage(options.key);
  };
  const readStream = async () => {
    reading = new AbortController();
    monitor.setReading(true);
    const onData = () => {
      monitor.received();
      share();
    };
    try {
      await stream(AbortSignal.any([signal, reading.signal]), onData, monitor.disconnected);
      return reading.signal.aborted;
    } finally {
      reading = undefined;
      monitor.setReading(false);
    }
  };

  globalThis.document?.addEventListener('visibilitychange', claimStream);
  try {
    sameRun.postMessage('hello');
    claimStream();
    let again = true;
    while (again && !signal.aborted)
      again = locks ? await locks.request(streamLock, { signal }, readStream) : await readStream();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    globalThis.document?.removeEventListener('visibilitychange', claimStream);
    monitor.stop();
    sameRun.close();
    allTabs.close();
  }
}

/** Polls while nothing is received, and reports how current the run on the screen is. */
function monitorFreshness({ poll, onFreshness, patience = usual }: LiveViewOptions) {
  const { firstDataMs, silenceMs, pollEveryMs } = patience;
  let freshAt = Date.now();
  /** When the stream counts as silent, unless something is received before. */
  let silentAt = freshAt + firstDataMs;
  let polledAt = 0;
  let isReading = false;
  let reported = '';

  const isFresh = () => Date.now() - freshAt < silenceMs;
  const report = () => {
    const silent = isReading && Date.now() >= silentAt;
    const freshness: Freshness = isFresh() ? { is: silent ? 'silent' : 'live' } : { is: 'stale', since: freshAt };
    if (reported !== JSON.stringify(freshness)) onFreshness(freshness);
    reported = JSON.stringify(freshness);
  };
  const check = () => {
    const now = Date.now();
    if (now >= silentAt && now - polledAt >= pollEveryMs) {
      polledAt = now;
      poll().then(
        () => {
          freshAt = Date.now();
          report();
        },
        () => undefined,
      );
    }
    report();
  };
  const timer = setInterval(check, Math.min(1_000, pollEveryMs));
  return {
    check,
    isFresh,
    received: () => {
      freshAt = Date.now();
      silentAt = freshAt + silenceMs;
      report();
    },
    disconnected: () => {
      silentAt = Math.min(silentAt, Date.now() + firstDataMs);
    },
    setReading: (now: boolean) => {
      isReading = now;
      if (now) silentAt = Math.min(silentAt, Date.now() + firstDataMs);
    },
    stop: () => clearInterval(timer),
  };
}
