import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { bare } from './bare.ts';
import type { Cloud } from './service.ts';
import { SettingsError } from './settings-error.ts';
import type { World } from './world.ts';

const format = 'practice-cloud-1';

/** The whole world as text: what `restore` takes back, at once or in another process. */
export function snapshot(cloud: Cloud): string {
  return JSON.stringify({ format, world: cloud.world });
}

/** Reads a snapshot; throws with a sentence when the text is none. */
export function readSnapshot(text: string): World {
  const parsed: unknown = parse(text);
  if (parsed && typeof parsed === 'object' && 'format' in parsed && parsed.format === format && 'world' in parsed) {
    return bare(parsed.world as World);
  }
  throw new Error('This is not a snapshot of the practice cloud.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Keeps the world in a file, written by rename so that a crash leaves the old one whole. */
export interface StateFile {
  load(): World | null;
  /** Says that something may have changed; written a moment later, many changes at once. */
  changed(): void;
  flush(): void;
}

const quietMs = 200;

export function openStateFile(path: string, read: () => string): StateFile {
  let timer: NodeJS.Timeout | null = null;
  const write = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    const next = `${path}.next`;
    writeFileSync(next, read(), { mode: 0o600 });
    renameSync(next, path);
  };
  return {
    load: () => (existsSync(path) ? worldIn(path) : null),
    changed() {
      timer ??= setTimeout(write, quietMs);
    },
    flush: write,
  };
}

function worldIn(path: string): World {
  try {
    return readSnapshot(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError([`--state: ${path} cannot be used: ${why} Name another file, or remove it to begin anew`]);
  }
}
