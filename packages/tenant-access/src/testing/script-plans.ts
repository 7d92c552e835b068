import type { ScriptKind, SomeChoices, UnwordedPlan } from '@vplus/contracts';
import { permissions } from '../permissions/permissions.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import { resolvedChoices, usualChoices } from '../plan/choices.ts';
import type { Connection } from '../ports.ts';
import { scriptOf } from '../scripts/script.ts';

/** Plans whose scripts are kept, by name. */
const wishes: Record<string, SomeChoices & { tenantName?: string }> = {
  full: {},
  reduced: { permissionList: 'reduced', workloads: ['exchange', 'onedrive'], credential: { kind: 'secret', days: 90 } },
  certificate: {
    credential: { kind: 'certificate', days: 365 },
    applicationName: `Müller's "Backup" \${HOME} $(id)`,
    tenantName: "L'Été\nRemove-Item",
  },
};

export const planNames = Object.keys(wishes);

export function writtenScript(name: string, kind: ScriptKind) {
  return scriptOf(kind, { ...planOf(name), productVersion: '1.2.3' });
}

export function planOf(name: string): { plan: UnwordedPlan; connection: Connection } {
  const { tenantName = 'Contoso', ...wished } = wishes[name] ?? {};
  const choices = resolvedChoices(usualChoices(180), null, wished);
  const wanted = new Set(wantedPermissions(choices).map(({ key }) => key));
  const tenantId = '11111111-1111-4111-8111-111111111111';
  const connection: Connection = {
    id: '22222222-2222-4222-8222-222222222222',
    installationId: '33333333-3333-4333-8333-333333333333',
    tenantId,
    tenantName,
    primaryDomain: 'contoso.example',
    choices,
    vplusServer: { id: 'main', name: 'vPlus Berlin' },
  };
  const plan = {
    version: 2,
    hash: 'a'.repeat(64),
    madeAt: '2026-11-24T00:00:00.000Z',
    tenant: { id: tenantId, name: tenantName, primaryDomain: 'contoso.example' },
    connectionId: connection.id,
    vplusServer: connection.vplusServer,
    choices,
    checks: [],
    steps: [],
    permissions: permissions.map((row) => ({ ...row, state: wanted.has(row.key) ? 'new' : 'left-out' })),
    retired: [],
    unchanged: false,
  } as unknown as UnwordedPlan;
  return { plan, connection };
}
