import { purgeDeleted, removePassword, replaceKeyCredentials, restoreDeleted } from '@vplus/clients';
import { message } from '@vplus/messages';
import { onGraph } from '#steps/change.ts';

/** What is sent to take a deleted application out of the recycle bin, or out of the way. */
export const restoring = (id: string) => onGraph(message('register-application.restores'), restoreDeleted(id));

export const restoringPrincipal = (id: string) =>
  onGraph(message('register-application.restores-identity'), restoreDeleted(id));

export const removingCredential = (objectId: string, keyId: string) =>
  onGraph(message('register-application.removes-credentials'), removePassword(objectId, keyId));

export const removingCertificates = (objectId: string) =>
  onGraph(message('register-application.removes-certificates'), replaceKeyCredentials(objectId, []));

export const purging = (id: string) => onGraph(message('register-application.purges'), purgeDeleted(id));
