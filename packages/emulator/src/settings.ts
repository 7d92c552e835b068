import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SettingsError } from './core/settings-error.ts';
import { faultsOfPorts, firstPort } from './ports.ts';
import type { EmulatorOptions } from './start.ts';

export interface ProcessSettings extends EmulatorOptions {
  exitWithParent: boolean;
}

/**
 * What a process of the practice cloud was told, after looking at the ports and folders that it names.
 *
 * @throws SettingsError with everything that is wrong
 */
export async function readSettings(args: string[], environment: NodeJS.ProcessEnv): Promise<ProcessSettings> {
  const { state, crowd, 'ca-folder': caFolder, 'exit-with-parent': exitWithParent } = optionsOf(args);
  const faults = [
    ...(await faultsOfPorts(environment)),
    ...faultsOfCrowd(crowd),
    ...faultsOfFolder('--state', state && dirname(resolve(state))),
    ...faultsOfFolder('--ca-folder', caFolder && nearestOf(resolve(caFolder))),
  ];
  if (faults.length > 0) throw new SettingsError(faults);
  return {
    port: firstPort(environment),
    exitWithParent,
    ...(state && { stateFile: state }),
    ...(caFolder && { caFolder }),
    ...(crowd && { crowd: Number(crowd) }),
  };
}

function optionsOf(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'exit-with-parent': { type: 'boolean', default: false },
        state: { type: 'string' },
        'ca-folder': { type: 'string' },
        crowd: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new SettingsError([(error as Error).message]);
  }
}

function faultsOfCrowd(crowd: string | undefined): string[] {
  return crowd === undefined || /^\d{1,3}$/.test(crowd) ? [] : ['--crowd: must be a number of tenants from 0 to 999'];
}

const nearestOf = (folder: string): string => (existsSync(folder) ? folder : nearestOf(dirname(folder)));

function faultsOfFolder(option: string, folder: string | undefined): string[] {
  if (!folder) return [];
  try {
    if (!statSync(folder).isDirectory()) return [`${option}: ${folder} is no folder; name another one`];
    accessSync(folder, constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no folder' : 'nothing can be written in';
    return [`${option}: ${why} ${folder} (${code}); name another one`];
  }
}
