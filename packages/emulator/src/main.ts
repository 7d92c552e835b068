import { SettingsError } from './core/settings-error.ts';
import { readSettings } from './settings.ts';
import { startEmulator } from './start.ts';

/** Whoever started it has one sentence for each thing to set; anything else that fails is a fault of ours. */
async function begin() {
  try {
    const { exitWithParent, ...options } = await readSettings(process.argv.slice(2), process.env);
    return { emulator: await startEmulator(options), exitWithParent };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`The practice cloud cannot start:\n${error.faults.map((fault) => `  - ${fault}\n`).join('')}`);
    process.exit(1);
  }
}

const { emulator, exitWithParent } = await begin();
process.stdout.write(`${JSON.stringify(emulator.description)}\n`);
process.stderr.write(`Practice cloud is up. Weather, faults and log: ${emulator.origins.control}\n`);

let leaving = false;
const leave = async (): Promise<void> => {
  if (leaving) return;
  leaving = true;
  await emulator.close();
  process.exit(0);
};
process.on('SIGTERM', leave);
process.on('SIGINT', leave);
if (exitWithParent) process.stdin.on('end', leave).on('close', leave).resume();
