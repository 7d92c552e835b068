import { parentPort } from 'node:worker_threads';
import type { Case } from './cases.ts';
import { setStage } from './stage.ts';

const stage = await setStage();
parentPort?.on('message', async (one: Case) => parentPort?.postMessage(await stage.play(one)));
parentPort?.postMessage('ready');
