import { parseArgs } from 'node:util';
import { startEmulator } from './start.ts';

const { values } = parseArgs({
  options: {
    'exit-with-parent': { type: 'boolean', default: false },
    state: { type: 'string' },
    'ca-folder': { type: 'string' },
    crowd: { type: 'string' },
  },
});

const emulator = await startEmulator({
  ...(values.state && { stateFile: values.state }),
  ...(values['ca-folder'] && { caFolder: values['ca-folder'] }),
  ...(values.crowd && { crowd: Number(values.crowd) }),
});
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
if (values['exit-with-parent']) process.stdin.on('end', leave).on('close', leave).resume();
