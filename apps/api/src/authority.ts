import type { ActorRole, DirectoryRole, SessionView, Verb } from '@vplus/contracts';
import { Verb as VerbSchema } from '@vplus/contracts';
import { rolesOf } from '@vplus/tenant-access';
import type { Caller } from './caller.ts';

/**
 * Who may do what, whole. `own`: in the tenant that the person signed in to; `any`: in every tenant.
 * What needs Microsoft Graph needs a token of that very tenant, so no operator can do it from outside.
 */
const table = {
  // The backups on vPlus are the operator's to delete, beside a disconnect, which needs a token of that tenant.
  operator: {
    any: ['read', 'cancel', 'reveal', 'check', 'accept', 'manage-alerts', 'audit', 'calendar'],
    own: ['delete-organization'],
  },
  administrator: {
    any: [],
    own: [
      'read',
      'plan',
      'connect',
      'resume',
      'approve',
      'cancel',
      'verify',
      'check',
      'accept',
      'disconnect',
      'remove-assistant',
      'reveal',
      'audit',
      'calendar',
    ],
  },
  reader: { any: [], own: ['read', 'audit'] },
} as const satisfies Partial<Record<ActorRole, { any: Verb[]; own: Verb[] }>>;
type Kind = keyof typeof table;

const administrators: DirectoryRole[] = [
  'global-administrator',
  'privileged-role-administrator',
  'application-administrator',
  'cloud-application-administrator',
];

export interface AuthorityRules {
  operatorTenantId: string;
  /** Tenants whose administrators may use this installation, beside the operator's. */
  allowedTenants: '*' | string[];
  /** `{tid}/{oid}` of guests who may act in spite of being guests. */
  guestsAllowed: string[];
}

export interface Authority {
  may(caller: Caller, verb: Verb, tenantId: string): boolean;
  /** By which line of the table they may: at home as an administrator rather than as an operator. null: they may not. */
  roleFor(caller: Caller, verb: Verb, tenantId: string): ActorRole | null;
  /** null: every tenant. */
  visibleTenant(caller: Caller): string | null;
  /** Whether anybody there may use this installation. */
  allows(tenantId: string): boolean;
  /** What the screens show; it decides nothing. */
  describe(caller: Caller): Pick<SessionView, 'roles' | 'operator' | 'operatorTenant' | 'may' | 'refusal'>;
}

export function createAuthority(rules: AuthorityRules): Authority {
  const tenantAllowed = (tenantId: string) =>
    rules.allowedTenants === '*' || tenantId === rules.operatorTenantId || rules.allowedTenants.includes(tenantId);
  const guestRefused = (caller: Caller) =>
    caller.guest === true && !rules.guestsAllowed.includes(`${caller.tenantId}/${caller.objectId}`);

  const kindsOf = (caller: Caller): Kind[] => {
    if (guestRefused(caller) || !tenantAllowed(caller.tenantId)) return [];
    const roles = rolesOf(caller.wids) ?? [];
    const kinds: Kind[] = [];
    if (caller.tenantId === rules.operatorTenantId && caller.appRoles.includes('Operator')) kinds.push('operator');
    if (roles.some((role) => administrators.includes(role))) kinds.push('administrator');
    if (roles.includes('global-reader')) kinds.push('reader');
    return kinds;
  };
  const roleFor: Authority['roleFor'] = (caller, verb, tenantId) => {
    const isHome = tenantId === caller.tenantId;
    const kinds = kindsOf(caller).filter((kind) => {
      const { any, own }: { any: readonly Verb[]; own: readonly Verb[] } = table[kind];
      return any.includes(verb) || (isHome && own.includes(verb));
    });
    return (isHome && kinds.find((kind) => kind === 'administrator')) || (kinds[0] ?? null);
  };
  const may: Authority['may'] = (caller, verb, tenantId) => roleFor(caller, verb, tenantId) !== null;
  const refusalOf = (caller: Caller): SessionView['refusal'] => {
    if (kindsOf(caller).length > 0) return null;
    if (guestRefused(caller)) return 'guest';
    return tenantAllowed(caller.tenantId) ? 'no-administrator-role' : 'tenant-not-allowed';
  };

  return {
    may,
    roleFor,
    visibleTenant: (caller) => (kindsOf(caller).includes('operator') ? null : caller.tenantId),
    allows: tenantAllowed,
    describe: (caller) => ({
      roles: rolesOf(caller.wids),
      operator: kindsOf(caller).includes('operator'),
      operatorTenant: caller.tenantId === rules.operatorTenantId,
      may: VerbSchema.options.filter((verb) => may(caller, verb, caller.tenantId)),
      refusal: refusalOf(caller),
    }),
  };
}
