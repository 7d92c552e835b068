import {
  assignAppManagementPolicy,
  createAppManagementPolicy,
  deleteAppManagementPolicy,
  type GraphApplication,
  unassignAppManagementPolicy,
  updateAppManagementPolicy,
} from '@vplus/clients';
import { exemptionFor } from '#exemption.ts';
import { type Change, onGraph } from '#plan/change.ts';
import type { Seen } from '#plan/seen.ts';
import { type ExemptionOutput, exemptionIn } from './output.ts';

/** In place of the description that held our mark. */
export const letGo = 'The vPlus setup assistant made this policy and no longer uses it. Other applications do.';

/** By when a rule counts as older than the application; one that is not there yet is made now. */
export function createdAtOf(application: GraphApplication | null, now: number): number {
  const created = Date.parse(application?.createdDateTime ?? '');
  return Number.isNaN(created) ? now : created;
}

/** Exempts the application, or takes an exemption of an earlier plan back. */
export function changes({ connection, application, finding, defaultPolicy, now }: Seen): Change[] {
  if (finding.is === 'needs-you' && finding.ask.kind === 'role') return [];
  const objectId = application?.id ?? '{id}';
  const seen = exemptionIn(finding);
  if (seen?.lifts.length === 0) return takingBack(seen, objectId);
  const body = exemptionFor(defaultPolicy, createdAtOf(application, now), connection)?.body;
  const shared = seen?.sharedWith !== undefined;
  const policyId = seen?.policyId ?? '{policy}';
  return [
    ...(shared
      ? [
          onGraph(
            'Takes the custom policy off the application, since others use it',
            unassignAppManagementPolicy(objectId, policyId),
          ),
          onGraph(
            'Takes our mark off it: it stays for them',
            updateAppManagementPolicy(policyId, { description: letGo }),
          ),
        ]
      : []),
    seen && !shared
      ? onGraph(
          'Puts our custom policy right, where it differs',
          updateAppManagementPolicy(policyId, body && { isEnabled: body.isEnabled, restrictions: body.restrictions }),
        )
      : onGraph('Creates a custom policy for this application alone', createAppManagementPolicy(body)),
    onGraph('Assigns it to the application, and to no other', assignAppManagementPolicy(objectId)),
  ];
}

function takingBack({ policyId, sharedWith }: ExemptionOutput, objectId: string): Change[] {
  const id = policyId ?? '{policy}';
  return [
    onGraph('Takes our custom policy off the application', unassignAppManagementPolicy(objectId, id)),
    sharedWith
      ? onGraph(
          'Takes our mark off it: others use it, and it stays for them',
          updateAppManagementPolicy(id, { description: letGo }),
        )
      : onGraph('Deletes our custom policy', deleteAppManagementPolicy(id)),
  ];
}
