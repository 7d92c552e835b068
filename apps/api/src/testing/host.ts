import type { HostAnswer, HostCommand } from './host-commands.ts';

let stop: () => Promise<void> = async () => undefined;

/**
 * A process that starts the practice cloud or the product again and again, for one browser test after the other: to load
 * and warm up their modules takes more time than most of the tests. It loads what it is told to start, and no more.
 */
process.on('message', async (command: HostCommand) => {
  const answer = await carryOut(command).then(
    (line): HostAnswer => ({ line }),
    (error: Error): HostAnswer => ({ failed: error.stack ?? error.message }),
  );
  process.send?.(answer);
});
process.once('disconnect', () => process.exit());

async function carryOut(command: HostCommand): Promise<string> {
  if (command === 'stop') {
    await stop();
    return '';
  }
  if (command.start === 'cloud') {
    const { startEmulator } = await import('@vplus/emulator');
    const emulator = await startEmulator({ port: 0 });
    stop = () => emulator.close();
    return JSON.stringify(emulator.description);
  }
  const { startPractice } = await import('../practice.ts');
  const product = await startPractice({ ...process.env, ...command.environment });
  stop = () => product.stop();
  return product.address ?? '';
}
