/** How long a note waits for company: a person who watches does not see the difference. */
const patienceMs = 200;

export interface GroupedWrites<Note> {
  /** In the order of the calls; durable after the next flush, which comes by itself before long. Throws after a failure. */
  add(note: Note): void;
  /** All that was added is durable when it resolves. Answers whether there was anything to write. */
  flush(): Promise<boolean>;
}

/**
 * Writes what belongs to one moment at once: what is added while a write is on its way goes with the next one. After a
 * failure nothing is written any more, or what follows would stand there without what came before it; every later
 * flush rejects with the same error.
 */
export function groupedWrites<Note>(write: (notes: Note[]) => Promise<void>): GroupedWrites<Note> {
  let waiting: Note[] = [];
  let last: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let failure: { error: unknown } | undefined;

  const next = async () => {
    const notes = waiting;
    waiting = [];
    if (notes.length === 0) return;
    try {
      await write(notes);
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const any = waiting.length > 0;
    last = last.then(next);
    await last;
    return any;
  };
  return {
    add: (note) => {
      if (failure) throw failure.error;
      waiting.push(note);
      timer ??= setTimeout(() => void flush().catch(() => undefined), patienceMs).unref();
    },
    flush,
  };
}
