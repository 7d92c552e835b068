import type { Choices, PermissionRow } from '@vplus/contracts';
import type { Look } from '@vplus/reconciler';
import type { Offered } from '../permissions/offered.ts';
import { permissions } from '../permissions/permissions.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import type { Connection, Services } from '../ports.ts';
import { grantPermissions } from '../steps/grant-permissions.ts';

/** The whole list, each with what a connect would mean for it. A stronger one that covers it is named, not used instead. */
export function plannedPermissions(
  looks: Look<Services, Connection>[],
  offered: Offered[],
  choices: Choices,
): PermissionRow[] {
  const seen = looks.find(({ step }) => step.id === grantPermissions.id)?.finding;
  const rows = seen && 'rows' in seen ? seen.rows : undefined;
  const granted = new Set(rows?.filter(({ state }) => state === 'done').map(({ key }) => key));
  const wanted = new Set(wantedPermissions(choices).map(({ key }) => key));
  const have = new Set(offered.map(({ permission }) => permission.key));

  return permissions.map(({ coveredBy, note, ...permission }) => {
    const notes = [note, coveredBy && `${coveredBy} of the same API covers it; it is asked for all the same.`];
    const text = notes.filter(Boolean).join(' ');
    return { ...permission, state: stateOf(permission.key), ...(text ? { note: text } : {}) };
  });

  function stateOf(key: string): PermissionRow['state'] {
    if (!wanted.has(key)) return 'left-out';
    if (!have.has(key)) return 'not-offered';
    return granted.has(key) ? 'granted' : 'new';
  }
}
