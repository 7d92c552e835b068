import { spawnSync } from 'node:child_process';
import { type PlanView, ScriptKind, type SomeChoices } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { resolvedChoices, usualChoices } from '../choices.ts';
import { permissions } from '../permissions/permissions.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import type { Connection } from '../ports.ts';
import { scriptOf } from './script.ts';

const plans: Record<string, SomeChoices & { tenantName?: string }> = {
  full: {},
  reduced: { permissionList: 'reduced', workloads: ['exchange', 'onedrive'], credential: { kind: 'secret', days: 90 } },
  certificate: {
    credential: { kind: 'certificate', days: 365 },
    applicationName: `Müller's "Backup" \${HOME} $(id)`,
    tenantName: "L'Été\nRemove-Item",
  },
};
const kinds = ScriptKind.options;
const cases = Object.keys(plans).flatMap((name) => kinds.map((kind) => [name, kind] as const));

test.each(cases)('writes the %s plan for %s as it is kept', async (name, kind) => {
  const { fileName, text } = written(name, kind);

  await expect(text).toMatchFileSnapshot(`golden/${name}.${fileName.split('.').at(-1)}`);
});

test.each(cases)(
  'the %s plan for %s grants exactly what is planned, under the names that are looked for',
  (name, kind) => {
    const { plan, connection } = planOf(name);
    const { text } = written(name, kind);

    const ids = permissions.filter(({ appRoleId }) => text.includes(appRoleId)).map(({ appRoleId }) => appRoleId);
    const planned = wantedPermissions(plan.choices).map(({ appRoleId }) => appRoleId);
    expect(new Set(ids)).toEqual(new Set(planned));
    expect(text).toContain(`vplus-connection:${connection.id}`);
    expect(text).toContain(plan.hash);
    expect(text).toContain('vPlus setup assistant 1.2.3');
  },
);

test.each(Object.keys(plans))('the %s plan is a shell script that a shell can read', (name) => {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: written(name, 'm365-cli').text, encoding: 'utf8' });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

const terraform = ['fmt', '-check', '-diff', '-'];
const environment = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
const hasTerraform = spawnSync('terraform', ['version'], { env: environment }).status === 0;

test.skipIf(!hasTerraform).each(Object.keys(plans))(
  'Terraform reads the %s plan and would format it no better',
  (name) => {
    const input = written(name, 'terraform').text;
    const { status, stdout, stderr } = spawnSync('terraform', terraform, { input, encoding: 'utf8', env: environment });

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

test.each(Object.keys(plans))('brackets and quotes of the %s plan for PowerShell are balanced', (name) => {
  expect(openIn(written(name, 'powershell').text)).toEqual([]);
});

test('says nothing that the tenant does not offer', () => {
  const { plan, connection } = planOf('full');
  const without = {
    ...plan,
    permissions: plan.permissions.map((row) =>
      row.api === 'Office 365 SharePoint Online' ? { ...row, state: 'not-offered' as const } : row,
    ),
  };

  for (const kind of kinds) {
    const { text } = scriptOf(kind, { plan: without, connection, productVersion: '1.2.3' });
    expect(text).not.toContain('00000003-0000-0ff1-ce00-000000000000');
  }
});

function written(name: string, kind: ScriptKind) {
  return scriptOf(kind, { ...planOf(name), productVersion: '1.2.3' });
}

function planOf(name: string): { plan: PlanView; connection: Connection } {
  const { tenantName = 'Contoso', ...wished } = plans[name] ?? {};
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
  } as unknown as PlanView;
  return { plan, connection };
}

/** What is still open at the end of a PowerShell text, quotes and comments read as PowerShell reads them. */
function openIn(text: string): string[] {
  const pairs: Record<string, string> = { '(': ')', '{': '}', '[': ']' };
  const open: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '#' && /[\s(]/.test(text.charAt(at - 1) || '\n')) at = text.indexOf('\n', at);
    else if (sign === "'") at = endOf(text, at, "'");
    else if (sign === '"') at = endOf(text, at, '"');
    else if (pairs[sign]) open.push(pairs[sign]);
    else if (Object.values(pairs).includes(sign) && open.pop() !== sign) return [...open, `${sign} at ${at}`];
  }
  return open;
}

function endOf(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) !== quote) continue;
    if (text.charAt(at + 1) !== quote) return at;
    at += 1;
  }
  throw new Error(`A text that begins at ${start} does not end`);
}
