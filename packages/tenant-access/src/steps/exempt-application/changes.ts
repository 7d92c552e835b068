import {
  assignAppManagementPolicy,
  createAppManagementPolicy,
  deleteAppManagementPolicy,
  unassignAppManagementPolicy,
  updateAppManagementPolicy,
} from '@vplus/clients';
import { message } from '@vplus/messages';
import { wireValue } from '#application/wire-value.ts';
import { createdAtOf } from '#credential/credential-rules.ts';
import { exemptionFor } from '#credential/exemption.ts';
import { type Change, onGraph } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';
import { type ExemptionOutput, exemptionIn } from './output.ts';

/** In place of the description that held our mark. */
export const letGo = wireValue`The vPlus setup assistant made this policy and no longer uses it. It was left because other applications used it.`;

/** Exempts the application, or takes an exemption of an earlier plan back. */
export function changes({ connection, application, finding, defaultPolicy, now }: Seen): Change[] {
  if (finding.is === 'needs-you' && finding.ask.kind === 'role') return [];
  const objectId = application?.id ?? '{id}';
  const seen = exemptionIn(finding);
  const surplus = (seen?.stands?.surplus ?? []).map(({ id, shared }) => removal(id, shared));
  if (seen?.lifts.length === 0) return [...takingBack(seen, objectId), ...surplus];
  const body = exemptionFor(defaultPolicy, createdAtOf(application, now), connection)?.body;
  const { fits = false, assigned = false } = seen?.stands ?? {};
  const theirs = !fits && seen?.sharedWith !== undefined;
  const made = seen && !theirs;
  return [
    ...surplus,
    ...(theirs ? takingBack(seen, objectId) : []),
    ...(made
      ? fits
        ? []
        : [
            onGraph(
              message('exempt-application.corrects'),
              updateAppManagementPolicy(
                seen.policyId ?? '{policy}',
                body && { isEnabled: body.isEnabled, restrictions: body.restrictions },
              ),
            ),
          ]
      : [onGraph(message('exempt-application.creates'), createAppManagementPolicy(body))]),
    ...(made && assigned ? [] : [onGraph(message('exempt-application.assigns'), assignAppManagementPolicy(objectId))]),
  ];
}

function takingBack({ policyId, sharedWith }: ExemptionOutput, objectId: string): Change[] {
  const id = policyId ?? '{policy}';
  return [takingOff(id, objectId), removal(id, sharedWith !== undefined)];
}

export const takingOff = (policyId: string, objectId = '{id}'): Change =>
  onGraph(message('exempt-application.takes-off'), unassignAppManagementPolicy(objectId, policyId));

/** `shared`: another application may have the same policy; then it stays for that one. */
export const removal = (id: string, shared: boolean): Change =>
  shared
    ? onGraph(message('exempt-application.lets-go'), updateAppManagementPolicy(id, { description: letGo }))
    : onGraph(message('exempt-application.deletes'), deleteAppManagementPolicy(id));
