import type { DeletedItem, GraphApplication, VplusProfile } from '@vplus/clients';
import type { BackupWorkload, PermissionRow, PlannedCall } from '@vplus/contracts';
import type { Look } from '@vplus/reconciler';
import { keysUnder } from '../additions/entrances.ts';
import { assignmentsOf } from '../additions/permission-additions.ts';
import { uniqueNameOf } from '../naming.ts';
import type { Offered } from '../permissions/offered.ts';
import { exchangeApi, sharePointApi } from '../permissions/permission.ts';
import type { Connection, Services } from '../ports.ts';
import { type StepId, stepIdOf } from '../step-ids.ts';
import { exemptApplication } from '../steps/exempt-application/step.ts';

/** What the words of a planned step are made from. */
export interface Seen {
  finding: Look<Services, Connection>['finding'];
  connection: Connection;
  application: GraphApplication | null;
  deleted: DeletedItem | null | undefined;
  offered: Offered[];
  permissions: PermissionRow[];
  profile: VplusProfile;
}

interface Words {
  /** What will be done, for people. */
  make: string;
  /** The requests behind it, for those who want to know exactly. */
  calls: PlannedCall[];
}

/** `confirm-plan` compares with a plan and is in none. */
const words: Record<Exclude<StepId, 'confirm-plan'>, (seen: Seen) => Words> = {
  'approve-assistant': () => ({ make: 'An administrator approves this assistant.', calls: [] }),

  'register-application': ({ connection, application, deleted, permissions, finding }) => {
    const { applicationName, adoptApplication, deletedApplication } = connection.choices;
    const upsert = `/applications(uniqueName='${uniqueNameOf(connection)}')`;
    const count = permissions.filter(({ state }) => state === 'new' || state === 'granted').length;
    if (adoptApplication)
      return {
        make: `"${application?.displayName ?? applicationName}" is used: it gets our tags, and ${count} permissions are declared besides its own.`,
        calls: [call('PATCH', `/applications/${adoptApplication}`, 'Adds our tags and the declared permissions')],
      };
    if (application && finding.is === 'partly')
      return {
        make: 'What differs from the plan is put right; everything else stays as it is.',
        calls: [call('PATCH', `/applications/${application.id}`, 'Only what differs')],
      };
    const restores = deleted && deletedApplication === 'restore';
    return {
      make: restores
        ? `"${deleted.displayName}" is restored from the deleted applications without its old credentials, with ${count} permissions declared.`
        : `"${applicationName}" is registered for this tenant only, with ${count} permissions declared.`,
      calls: [
        // The name is taken as long as the deleted one lies in the bin: the first try is refused and changes nothing.
        call('PATCH', upsert, 'Name, audience, tags and declared permissions in one', deleted ? 2 : 1),
        ...(deleted
          ? restores
            ? [
                call('POST', `/directory/deletedItems/${deleted.id}/restore`, 'Restores the application'),
                call(
                  'POST',
                  '/directory/deletedItems/{service principal}/restore',
                  'Restores its enterprise application',
                ),
                call('POST', `/applications/${deleted.id}/removePassword`, 'Removes each credential of before'),
              ]
            : [call('DELETE', `/directory/deletedItems/${deleted.id}`, 'Purges the deleted application for good')]
          : []),
      ],
    };
  },

  'create-service-principal': ({ application }) => ({
    make: 'The enterprise application (service principal) is created in your tenant.',
    calls: [
      call('PATCH', `/servicePrincipals(appId='${application?.appId ?? '{appId}'}')`, 'Creates it, or switches it on'),
    ],
  }),

  'grant-permissions': ({ permissions, offered, finding }) => {
    const wanted = new Set(permissions.filter(({ state }) => state === 'new').map(({ key }) => key));
    const byApi = Map.groupBy(
      offered.filter(({ permission }) => wanted.has(permission.key)),
      ({ resourceId }) => resourceId,
    );
    return {
      make: `${wanted.size === 1 ? '1 permission is' : `${wanted.size} permissions are`} granted for the whole organization.`,
      calls: [...byApi]
        .map(([resourceId, all]) =>
          call(
            'POST',
            `/servicePrincipals/${resourceId}/appRoleAssignedTo`,
            `Grants permissions of ${all[0]?.permission.api}, up to twenty in a request`,
            all.length,
          ),
        )
        .concat(
          assignmentsOf(finding.is === 'partly' ? (finding.removes ?? []) : []).map((id) =>
            call(
              'DELETE',
              `/servicePrincipals/{id}/appRoleAssignments/${id}`,
              'Removes a permission that is not in the plan',
            ),
          ),
        ),
    };
  },

  'exempt-application': ({ connection, application, finding }) => {
    const policies = '/policies/appManagementPolicies';
    const assigned = `/applications/${application?.id ?? '{id}'}/appManagementPolicies`;
    if (finding.is === 'needs-you' && finding.ask.kind === 'role') return { make: finding.ask.text, calls: [] };
    const seen = 'output' in finding ? exemptApplication.output.safeParse(finding.output).data : undefined;
    const id = seen?.policyId ?? '{policy}';
    if (seen?.lifts.length === 0)
      return {
        make: 'The exemption of an earlier plan is taken back: the policy of the tenant applies again.',
        calls: [
          call('DELETE', `${assigned}/${id}/$ref`, 'Takes our custom policy off the application'),
          seen.sharedWith
            ? call('PATCH', `${policies}/${id}`, 'Takes our mark off it: others use it, and it stays for them')
            : call('DELETE', `${policies}/${id}`, 'Deletes our custom policy'),
        ],
      };
    const leaves = seen?.sharedWith
      ? [
          call('DELETE', `${assigned}/${id}/$ref`, 'Takes the custom policy off the application, since others use it'),
          call('PATCH', `${policies}/${id}`, 'Takes our mark off it: it stays for them'),
        ]
      : [];
    return {
      make: `This one application is exempted from what the policy of the tenant forbids or shortens: ${credentialOf(connection)}. All else of the policy stays. You are asked for one more permission for it. A disconnect takes the exemption back.`,
      calls: [
        ...leaves,
        seen && leaves.length === 0
          ? call('PATCH', `${policies}/${id}`, 'Puts our custom policy right, where it differs')
          : call('POST', policies, 'Creates a custom policy for this application alone'),
        call('POST', `${assigned}/$ref`, 'Assigns it to the application, and to no other'),
      ],
    };
  },

  'add-secret': ({ connection, application }) => ({
    make: `A client secret is added. It expires after ${connection.choices.credential.days} days and is ${connection.choices.registration === 'hand-over' ? 'shown to you once' : 'sent to vPlus only'}.`,
    calls: [call('POST', `/applications/${application?.id ?? '{id}'}/addPassword`, 'Adds one secret')],
  }),

  'add-certificate': ({ connection, application }) => ({
    make: `A certificate is created here, and its public part is added. It expires after ${connection.choices.credential.days} days.`,
    calls: [call('PATCH', `/applications/${application?.id ?? '{id}'}`, 'Adds one certificate to keyCredentials')],
  }),

  'verify-access': ({ connection, permissions }) => {
    const asked = permissions.filter(({ state }) => state === 'new' || state === 'granted');
    const apis = new Set(asked.map(({ resourceAppId }) => resourceAppId));
    const has = (workload: BackupWorkload) => connection.choices.workloads.includes(workload);
    return {
      make: 'The application signs in and reads one item from each service, without any content.',
      calls: [
        looking('POST', '{login}/oauth2/v2.0/token', 'A fresh token for each service', apis.size),
        call('GET', '/users', 'One user, its ID only'),
        call('GET', '/groups', 'One group, its ID only'),
        ...(has('sharepoint') ? [call('GET', '/sites/root', 'The address of the root site')] : []),
        ...(has('teams') ? [call('GET', '/teams', 'One team, its ID only')] : []),
        ...(apis.has(sharePointApi.appId) ? [call('GET', '{sharepoint}/_api/web', 'The ID of the root site')] : []),
        ...(apis.has(exchangeApi.appId)
          ? [looking('POST', '{exchange}/EWS/Exchange.asmx', 'The ID of one inbox; reads only')]
          : []),
      ],
    };
  },

  'allow-ews': () => ({
    make: 'Whether the application can use Exchange Web Services is tested. If not, you get the exact command.',
    calls: [],
  }),

  'set-legacy-auth': ({ connection }) => ({
    make:
      connection.choices.legacyAuth === 'enable'
        ? "SharePoint's legacy authentication is turned on, as you chose. A disconnect restores it."
        : "SharePoint's legacy authentication is turned back to what it was.",
    calls: [call('PATCH', '/admin/sharepoint/settings', 'Sets isLegacyAuthProtocolsEnabled')],
  }),

  'register-organization': ({ connection, finding, profile }) => {
    const path = profile.basePath + profile.organizationsPath;
    const name = connection.choices.organizationName ?? connection.tenantName;
    if (connection.choices.registration === 'hand-over')
      return {
        make: `You add "${name}" to "${connection.vplusServer.name}" yourself, with the values that are shown to you.`,
        calls: [],
      };
    return {
      make: `"${name}" is added to "${connection.vplusServer.name}" with the application ID and its credential.`,
      calls: [
        finding.is === 'partly'
          ? call('PUT', `${path}/{guid}`, 'Sends what differs from the plan')
          : call('POST', path, 'Adds the organization'),
      ],
    };
  },

  'remove-leftovers': ({ finding }) => ({
    make: 'Owners and leftover credentials of the application are removed, if there are any.',
    calls: [
      call('DELETE', '/applications/{id}/owners/{owner}/$ref', 'If Microsoft made you an owner'),
      call('DELETE', '/servicePrincipals/{id}/owners/{owner}/$ref', 'If Microsoft made you an owner of that too'),
      call('POST', '/applications/{id}/removePassword', 'If an earlier attempt left a secret'),
      call('PATCH', '/applications/{id}', 'If an earlier attempt left a certificate'),
      ...keysUnder(finding.is === 'partly' ? (finding.removes ?? []) : [], 'federated').map((id) =>
        call('DELETE', `/applications/{id}/federatedIdentityCredentials/${id}`, 'Removes a federated credential'),
      ),
    ],
  }),

  'synchronize-inventory': ({ profile }) => ({
    make: 'vPlus signs in with its credential and lists your users and sites. You need not wait for it.',
    calls: [call('POST', profile.basePath + profile.syncTaskPath, 'Starts a synchronization')],
  }),
};

const credentialOf = ({ choices: { credential } }: Connection): string =>
  `${{ secret: 'a client secret', certificate: 'a certificate', both: 'a client secret and a certificate' }[credential.kind]} for ${credential.days} days`;

export function wordsFor(stepId: string, seen: Seen): Words {
  const id = stepIdOf(stepId);
  if (id === 'confirm-plan') throw new Error(`${id} is in no plan`);
  return words[id](seen);
}

export const call = (method: PlannedCall['method'], path: string, why: string, times = 1): PlannedCall => ({
  method,
  path,
  why,
  times,
  writes: method !== 'GET',
});

/** A request that changes nothing, also where its method would let one think so. */
const looking = (method: PlannedCall['method'], path: string, why: string, times = 1): PlannedCall => ({
  ...call(method, path, why, times),
  writes: false,
});
