import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { scriptOf } from '../scripts/script.ts';
import { planIn } from './found.ts';
import type { Practice } from './practice.ts';

/** The script for CLI for Microsoft 365 needs these two; a machine without them skips its tests and says so. */
export const canRunScripts = ['bash', 'jq'].every((program) => spawnSync(program, ['--version']).status === 0);

/** Runs the plan's script as a person would, in a real shell; answers what it printed. */
export async function runScript(practice: Practice, environment: Record<string, string> = {}): Promise<string> {
  const plan = await planIn(practice);
  const { text } = scriptOf('m365-cli', { plan, connection: practice.connection, productVersion: '0.0.0' });
  const folder = mkdtempSync(join(tmpdir(), 'vplus-script-'));
  try {
    const standIn = fileURLToPath(new URL('m365.mjs', import.meta.url));
    writeFileSync(join(folder, 'm365'), `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$@"\n`);
    chmodSync(join(folder, 'm365'), 0o755);
    writeFileSync(join(folder, 'script.sh'), text);
    const { stdout } = await promisify(execFile)('bash', [join(folder, 'script.sh')], {
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        GRAPH: practice.emulator.origins.graph,
        TOKEN: practice.token(),
        ...environment,
      },
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The client secret that the script printed, once. */
export const secretIn = (printed: string): string => /^Client secret: +(\S+)$/m.exec(printed)?.[1] ?? '';
