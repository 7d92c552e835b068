import { workloadRefusals } from '@vplus/contracts/refusals';
import type { Services } from '../ports.ts';
import { noteOf, type Reading, reading } from './reading.ts';

/** One harmless read through Exchange Web Services, whose switch no other call may read; opening it is a step of its own. */
export const probeEws = ({ exchange }: Services, accessToken: string, mailbox: string): Promise<Reading> =>
  reading(async () => {
    const answer = await exchange.readInbox(accessToken, mailbox);
    if (answer.is === 'works') return { is: 'works' };
    return { is: 'limited', note: noteOf(workloadRefusals.ewsBlocked), status: answer.status };
  });
