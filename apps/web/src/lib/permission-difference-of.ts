import type { FindingView, TenantView } from '@vplus/contracts';

type Permission = NonNullable<TenantView['connection']>['permissions'][number];

export interface Difference {
  wanted: number;
  /** Wanted and granted. */
  right: Permission[];
  /** Wanted, offered in this tenant and not granted. */
  missing: Permission[];
  /** What checks have found missing, where that is more than the permissions, as they were last read, show. */
  lost: FindingView[];
  /** Wanted, and Microsoft does not offer it in this tenant. */
  notOffered: Permission[];
  /** Granted, and not wanted: as checks found them. */
  more: FindingView[];
  /** Where what the application declares differs from what is wanted. */
  declared: FindingView | null;
}

/** Of the states of a plan's and of a step's rows. */
const granted = ['done', 'granted'];
const notOffered = ['not-possible', 'not-offered', 'left-out', 'covered'];

/** What is wanted, what the application declares and what is granted, as far as it was seen. */
export function differenceOf({ connection, findings, vplusServerName }: TenantView): Difference {
  const permissions = connection?.permissions ?? [];
  const live = findings.filter((one) => one.state !== 'resolved' && one.vplusServerName === vplusServerName);
  const right = permissions.filter(({ state }) => granted.includes(state));
  const absent = permissions.filter(({ state }) => notOffered.includes(state));
  const missing = permissions.filter((one) => !right.includes(one) && !absent.includes(one));
  const found = live.filter(({ kind }) => kind === 'permission-missing');
  return {
    wanted: permissions.length - absent.length,
    right,
    missing,
    lost: found.length > missing.length ? found : [],
    notOffered: absent,
    more: live.filter(({ kind }) => kind === 'permission-added'),
    declared: live.find(({ kind }) => kind === 'declared-permissions-differ') ?? null,
  };
}
