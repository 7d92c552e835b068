import type { VplusOrganization } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { lookForOrganization } from '#organization/organization.ts';
import { type Removal, removes, stays, type Undoing, unseen } from '#steps/undoing.ts';
import { deleting, marking } from './changes.ts';

/**
 * Why a disconnect deletes the organization; null: it stays. Backups hang on one that was ever synchronized, and one
 * that was there before us is not ours. Only whoever types its name has it deleted.
 *
 * @throws Problem `organization-name-differs`
 */
export function whyDeleted(
  { name, lastSynchronizedAt }: VplusOrganization,
  { services: { undoChoice }, intent }: Pick<Undoing, 'services' | 'intent'>,
): 'by-name' | 'unused' | null {
  const typed = undoChoice?.deleteOrganization;
  if (typed !== undefined && typed !== name)
    throw new Problem('organization-name-differs', message('register-organization.name-differs', { typed, name }));
  if (typed !== undefined) return 'by-name';
  return isMadeByUs(intent) && lastSynchronizedAt === null ? 'unused' : null;
}

const isMadeByUs = (intent: unknown): boolean => (intent ?? null) === null;

export async function removalOf(undoing: Undoing, appId: string | undefined): Promise<Removal> {
  const { services, connection, signal, intent } = undoing;
  const { profile } = services.vplus;
  const { name: server } = connection.vplusServer;
  const organization = await lookForOrganization(services, connection, appId, signal);
  if (organization === 'unreadable') return stays(message('register-organization.no-look', { server }));
  if (!organization)
    return unseen(
      message('register-organization.undo-unseen', { server }),
      deleting(profile),
      ...(services.undoChoice?.deleteOrganization === undefined ? [marking(connection, profile)] : []),
    );
  const { guid, name } = organization;
  const why = whyDeleted(organization, undoing);
  if (why === 'by-name')
    return removes(message('register-organization.undo-by-name', { name, server }), deleting(profile, guid));
  if (why === 'unused')
    return removes(message('register-organization.undo-unused', { name, server }), deleting(profile, guid));
  const reason = isMadeByUs(intent) ? 'synchronized' : 'before';
  return {
    does: 'change',
    words: message('register-organization.undo-stays', { name, server, reason }),
    changes: [marking(connection, profile, guid)],
  };
}
