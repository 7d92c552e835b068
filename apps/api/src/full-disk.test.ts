import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeSettings } from './testing/complete-settings.ts';
import { type Launched, launch } from './testing/process.ts';

/** A disk of its own for one process, in a name space where nobody needs to be root. */
const ownDisk = 'mount -t tmpfs -o size=256m tmpfs "$0" && fallocate -l 230m "$0/ballast" && exec "$@"';
const inNameSpace = ['unshare', '--map-root-user', '--mount', 'sh', '-c'];
const mountable = canMount();
const disk = mountable ? 'a disk' : 'a disk (skipped: this system lets nobody mount one in a name space)';

let folder: string;
let launched: Launched | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-'));
});
afterEach(async () => {
  launched?.kill('SIGKILL');
  await launched?.ended;
  rmSync(folder, { recursive: true });
});

test.skipIf(!mountable)(
  `${disk} that is full at the start is waited for, with a line in the log; with room the start goes on`,
  async () => {
    const mountPoint = join(folder, 'disk');
    mkdirSync(mountPoint);
    launched = launch(
      {
        ...completeSettings(folder),
        HTTPS_PROXY: 'http://me:hush@proxy.example:3128',
        DATA_DIR: join(mountPoint, 'data'),
      },
      { within: [...inNameSpace, ownDisk, mountPoint] },
    );
    const { started, pid } = launched;
    const seen = (path: string) => join(`/proc/${pid}/root`, mountPoint, path);
    const lines = () =>
      (launched?.said() ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { msg: string });
    const full = () => lines().filter(({ msg }) => /^The disk of the database folder .+ is full: /.test(msg));
    await expect.poll(full).toHaveLength(1);
    expect(existsSync(seen('data'))).toBe(false);

    rmSync(seen('ballast'));

    expect(await started).toMatch(/^http/);
    expect(full()).toHaveLength(1);
    const said = lines().map(({ msg }) => msg);
    expect(said).toContain('There is room again: the start goes on');
    // The settings were looked at on the way.
    expect(said.filter((msg) => /^HTTPS_PROXY is set, but Node ignores it/.test(msg))).toHaveLength(1);
    expect(launched.said()).not.toContain('hush');
  },
);

function canMount(): boolean {
  const [program = '', ...args] = [...inNameSpace, 'mount -t tmpfs tmpfs "$0" && fallocate -l 1m "$0/one"', tmpdir()];
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
