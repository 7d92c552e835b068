import type { VplusOrganization } from '@vplus/clients';
import type { Words } from '@vplus/messages';
import type { Memory, Readers } from '../ports.ts';
import { markOfHandOver, synchronizedSince } from './synchronized-since.ts';

/** So long Microsoft may refuse a new credential although it is right. */
const spreadingMs = 5 * 60_000;

/**
 * What vPlus told when Microsoft refused the credential that it holds; null: it did not. Which secret it holds nobody
 * can read: how the newest synchronization since the hand-over ended is all that shows of it.
 */
export async function refusalSince(
  { vplus, clock }: Readers,
  organization: VplusOrganization,
  handedOver: NonNullable<Memory['handedOver']>,
): Promise<Words | null> {
  if (clock.now() - Date.parse(handedOver.at) < spreadingMs) return null;
  const seen = synchronizedSince(organization, await vplus.tasksOf(organization.guid), markOfHandOver(handedOver));
  return seen.is === 'refused' ? seen.said : null;
}
