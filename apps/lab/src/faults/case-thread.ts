import { parentPort } from 'node:worker_threads';
import { openCasePlayer } from './case-player.ts';
import type { Case } from './cases.ts';

const player = await openCasePlayer();
parentPort?.on('message', async (one: Case) => parentPort?.postMessage(await player.play(one)));
parentPort?.postMessage('ready');
