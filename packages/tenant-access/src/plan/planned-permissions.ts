import type { BackupWorkload, Choices, UnwordedPermissionRow } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Look } from '@vplus/reconciler';
import type { Offered } from '../permissions/offered.ts';
import { permissions } from '../permissions/permissions.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import type { Connection, Readers } from '../ports.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { workloadNames } from '../tenant/licences.ts';

interface Given {
  looks: Look<Readers, Connection>[];
  /** Of the whole list, whatever was chosen. */
  offered: Offered[];
  choices: Choices;
  /** Workloads without a licence; undefined: not known. */
  without: BackupWorkload[] | undefined;
}

/** The whole list, each with what a connect would mean for it. */
export function plannedPermissions({ looks, offered, choices, without = [] }: Given): UnwordedPermissionRow[] {
  const seen = looks.find(({ step }) => step.id === grantPermissions.id)?.finding;
  const rows = seen && 'rows' in seen ? seen.rows : undefined;
  const granted = new Set(rows?.filter(({ state }) => state === 'done').map(({ key }) => key));
  const wanted = new Set(wantedPermissions(choices).map(({ key }) => key));
  const have = new Map(offered.map((one) => [one.permission.key, one]));

  return permissions.map((permission) => {
    const { key, workload } = permission;
    const state = stateOf(key, workload);
    const idle = workload !== 'directory' && without.includes(workload) && (state === 'new' || state === 'granted');
    return {
      ...permission,
      displayName: have.get(key)?.displayName ?? null,
      state,
      ...(idle ? { ofNoUse: message('plan.no-licence', { workload: workloadNames[workload] }) } : {}),
    };
  });

  function stateOf(key: string, workload: UnwordedPermissionRow['workload']): UnwordedPermissionRow['state'] {
    if (!wanted.has(key))
      return workload === 'directory' || choices.workloads.includes(workload) ? 'covered' : 'left-out';
    if (!have.has(key)) return 'not-offered';
    return granted.has(key) ? 'granted' : 'new';
  }
}
