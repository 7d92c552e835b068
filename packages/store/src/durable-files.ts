import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface NodeFiles {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

/** EINVAL of WASI: what PostgreSQL forgives for a directory, where the platform cannot sync one. */
const invalid = 28;

/**
 * The parameters that make a commit survive a power cut. Without `-F`, and by `fsync`: the default `fdatasync` is
 * answered by Emscripten without doing anything.
 */
export const durableParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/**
 * PGlite's files on disk with the operation that its file system lacks: `fsync`. `SHOW fsync` says "on" either way.
 * It reaches into the internals of one exact version of PGlite, so a test counts the calls.
 */
export function durableFiles(folder: string, fsync: (file: number) => void = fsyncSync): NodeFS {
  const files = new NodeFS(folder);
  const init = files.init.bind(files);
  files.init = async (pg, options) => {
    const ready = await init(pg, options);
    const patch = (module: unknown) => {
      (module as NodeFiles).NODEFS.stream_ops.fsync = ({ nfd }) => {
        try {
          fsync(nfd);
          return 0;
        } catch {
          return invalid;
        }
      };
    };
    return { emscriptenOpts: { ...ready.emscriptenOpts, preRun: [...(ready.emscriptenOpts.preRun ?? []), patch] } };
  };
  return files;
}
