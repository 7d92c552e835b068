import { RemoteError } from '@vplus/clients';
import { workloadRefusals } from '@vplus/contracts/refusals';
import { message } from '@vplus/messages';
import type { Readers } from '../ports.ts';
import { attempt } from './attempt.ts';
import { addressOf, type Candidates, nobody } from './candidates.ts';
import { type Reading, refusedBy } from './reading.ts';

/**
 * One harmless read through Exchange Web Services, whose switch no other call may read; opening it is a step of its own.
 * A mailbox of one person may be closed to it, or be none: only when every one is closed the switch is named.
 */
export async function probeEws(services: Readers, accessToken: string, people: Candidates): Promise<Reading> {
  if (people.mailboxes.length > 0 && people.ews.length === 0)
    return { is: 'nothing', note: message('proof.only-kiosk') };
  let known = false;
  const reading = await attempt(services, {
    candidates: people.ews.flatMap((person) => addressOf(person) ?? []),
    nothing: nobody(people, 'mailbox'),
    async read(address) {
      const answer = await services.exchange.readInbox(accessToken, address).catch((error: unknown) => {
        if (error instanceof RemoteError && isAboutMailbox(error.fields.code)) return null;
        throw error;
      });
      if (answer === null) {
        known = true;
        return 'none';
      }
      return answer.is === 'works' ? 'answered' : refusedBy(ewsBlocked, answer.status, { remedy: ewsBlocked.remedy });
    },
  });
  if (reading.is === 'nothing' && known) return { is: 'unproved', status: 200, note: message('proof.ews-knew-none') };
  return reading;
}

const { ewsBlocked } = workloadRefusals;

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
const isAboutMailbox = (code: string | undefined): boolean =>
  code === 'ErrorNonExistentMailbox' || code === 'ErrorMailboxMoveInProgress' || code === 'ErrorMissingEmailAddress';
