import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scriptOf } from '../scripts/script.ts';
import { planIn } from './found.ts';
import type { Practice } from './practice.ts';

/** The script for CLI for Microsoft 365 needs these two; a machine without them skips its tests and says so. */
export const canRunScripts = ['bash', 'jq'].every((program) => spawnSync(program, ['--version']).status === 0);

/**
 * The `dist/index.js` of `@pnp/cli-microsoft365`, where M365_CLI names it. Its 250 MB are in nobody's way otherwise:
 * `npm install --prefix FOLDER @pnp/cli-microsoft365@11.11.0`.
 */
export const realCli = process.env.M365_CLI && existsSync(process.env.M365_CLI) ? process.env.M365_CLI : null;

interface HowToRun {
  environment?: Record<string, string>;
  /** The real tool rather than its stand-in. */
  cli?: string | null;
  /** Once the plan is made, before the script runs. */
  before?: () => void;
}

interface ScriptRun {
  /** null: ended by a signal. */
  status: number | null;
  printed: string;
  said: string;
}

/** Runs the plan's script as a person would, in a real shell, but without its pauses; the mark is set where it begins. */
export async function runScript(
  practice: Practice,
  { environment = {}, cli = null, before }: HowToRun = {},
): Promise<ScriptRun> {
  const plan = await planIn(practice);
  const { text } = scriptOf('m365-cli', { plan, connection: practice.connection, productVersion: '0.0.0' });
  practice.mark();
  before?.();
  const folder = mkdtempSync(join(tmpdir(), 'vplus-script-'));
  const program = (name: string, content: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${content}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const beside = (name: string) => join(import.meta.dirname, name);
  try {
    program('sleep', 'exit 0');
    program(
      'm365',
      cli
        ? `exec "${process.execPath}" --import "${beside('m365-way.mjs')}" "${cli}" "$@"`
        : `exec "${process.execPath}" "${beside('m365.mjs')}" "$@"`,
    );
    if (cli) signIn(folder, practice.token());
    writeFileSync(join(folder, 'script.sh'), text);
    const { code, stdout, stderr } = await promisify(execFile)('bash', [join(folder, 'script.sh')], {
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        HOME: folder,
        CLIMICROSOFT365_NOUPDATE: '1',
        GRAPH: practice.emulator.origins.graph,
        TOKEN: practice.token(),
        ...environment,
      },
    }).then(
      (done) => ({ ...done, code: 0 }),
      (failed: { code: number | null; stdout: string; stderr: string }) => failed,
    );
    return { status: code, printed: stdout, said: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As `m365 login` leaves it: a connection with a token that is still good, and no telemetry. */
function signIn(home: string, accessToken: string): void {
  const token = { accessToken, expiresOn: '2099-01-01T00:00:00.000Z' };
  const connection = {
    active: true,
    authType: 'browser',
    cloudType: 'Public',
    tenant: 'common',
    name: 'practice',
    accessTokens: { 'https://graph.microsoft.com': token },
  };
  writeFileSync(join(home, '.cli-m365-connection.json'), JSON.stringify(connection));
  mkdirSync(join(home, '.config/configstore'), { recursive: true });
  writeFileSync(join(home, '.config/configstore/cli-m365-config.json'), JSON.stringify({ disableTelemetry: true }));
}

/** The client secret that the script printed, once. */
export const secretIn = (printed: string): string => /^Client secret: +(\S+)$/m.exec(printed)?.[1] ?? '';
