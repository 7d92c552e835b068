import type { PlannedStep } from '@vplus/contracts';
import type { Look } from '@vplus/reconciler';
import { uniqueNameOf } from '../naming.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import type { Connection, Services } from '../ports.ts';

type Seen = Look<Services, Connection>;

/** What a connect would do, step by step, from what a look has seen. */
export const plannedSteps = (looks: Seen[], connection: Connection): PlannedStep[] =>
  looks.map((seen) => plannedStep(seen, connection));

function plannedStep(seen: Seen, connection: Connection): PlannedStep {
  const { id, title } = seen.step;
  const action = actionOf(seen);
  const { make, calls } = wordsFor(id, connection);
  const kept = action === 'keep';
  return {
    id,
    title,
    action,
    summary: kept ? 'Already as it should be.' : (detailOf(seen, action) ?? make),
    calls: kept || action === 'ask' ? [] : calls,
    state: kept ? 'done' : 'pending',
  };
}

function actionOf({ step, finding }: Seen): PlannedStep['action'] {
  if (finding.is === 'there' || finding.is === 'under-way') return 'keep';
  if (!step.make && step.ask) return 'ask';
  return finding.is === 'partly' ? 'change' : 'make';
}

const detailOf = ({ finding }: Seen, action: PlannedStep['action']): string | undefined =>
  action !== 'make' && 'detail' in finding ? finding.detail : undefined;

interface Words {
  make: string;
  calls: string[];
}

const nothing: Words = { make: 'Will be done.', calls: [] };

/** For people, and for those who want to know exactly. */
function wordsFor(stepId: string, connection: Connection): Words {
  const { choices, tenantName, vplusServer } = connection;
  const count = wantedPermissions(choices).length;
  const words: Record<string, Words> = {
    'approve-assistant': { make: 'An administrator approves this assistant.', calls: [] },
    'register-application': {
      make: `"${choices.applicationName}" is registered for this tenant alone, and declares its permissions.`,
      calls: [`PATCH /applications(uniqueName='${uniqueNameOf(connection)}')`],
    },
    'create-service-principal': {
      make: 'The application gets its identity in your tenant.',
      calls: ["PATCH /servicePrincipals(appId='…')"],
    },
    'grant-permissions': {
      make: `The ${count} permissions below are granted for the whole organization.`,
      calls: ['POST /servicePrincipals/{api}/appRoleAssignedTo'],
    },
    'add-secret': {
      make: `A client secret is added. It lives ${choices.credential.days} days and is handed to vPlus only.`,
      calls: ['POST /applications/{id}/addPassword'],
    },
    'verify-access': {
      make: 'The new application signs in and reads one harmless thing of each service, no content.',
      calls: [
        'GET /users',
        'GET /groups',
        'GET /sites/root',
        'GET /teams',
        'GET {sharepoint}/_api/web',
        'POST {exchange}/EWS',
      ],
    },
    'register-organization': {
      make: `"${tenantName}" is registered on "${vplusServer.name}" with the application ID and the secret.`,
      calls: ['POST {vplus}/organizations'],
    },
    'remove-leftovers': {
      make: 'Nobody is left as an owner of the application, and no second secret.',
      calls: ['DELETE /applications/{id}/owners/{id}/$ref', 'POST /applications/{id}/removePassword'],
    },
    'synchronize-inventory': {
      make: 'vPlus lists your users and sites for the first time. It goes on by itself.',
      calls: ['POST {vplus}/tasks/inventory-sync'],
    },
  };
  return words[stepId] ?? nothing;
}
