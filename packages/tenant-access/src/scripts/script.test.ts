import { spawnSync } from 'node:child_process';
import { ScriptKind } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { permissions } from '../permissions/permissions.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import { planNames, planOf, writtenScript } from '../testing/script-plans.ts';
import { scriptOf } from './script.ts';

const kinds = ScriptKind.options;
const cases = planNames.flatMap((name) => kinds.map((kind) => [name, kind] as const));

test.each(cases)('writes the %s plan for %s as it is kept', async (name, kind) => {
  const { fileName, text } = writtenScript(name, kind);

  await expect(text).toMatchFileSnapshot(`golden/${name}.${fileName.split('.').at(-1)}`);
});

test.each(cases)(
  'the %s plan for %s grants exactly what is planned, under the names that are looked for',
  (name, kind) => {
    const { plan, connection } = planOf(name);
    const { text } = writtenScript(name, kind);

    const ids = permissions.filter(({ appRoleId }) => text.includes(appRoleId)).map(({ appRoleId }) => appRoleId);
    const planned = wantedPermissions(plan.choices).map(({ appRoleId }) => appRoleId);
    expect(new Set(ids)).toEqual(new Set(planned));
    expect(text).toContain(`vplus-connection:${connection.id}`);
    expect(text).toContain(plan.hash);
    expect(text).toContain('vPlus setup assistant 1.2.3');
  },
);

test.each(planNames)('the %s plan is a shell script that a shell can read', (name) => {
  const { status, stderr } = spawnSync('bash', ['-n'], {
    input: writtenScript(name, 'm365-cli').text,
    encoding: 'utf8',
  });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
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

test.each(kinds)('the script for %s says that it exempts the application from no policy', (kind) => {
  const { plan, connection } = planOf('full');
  const headOf = (credentialPolicy: 'exempt' | 'keep', action: 'make' | 'keep') => {
    const steps = [
      { id: 'exempt-application', title: 'Exemption', action, summary: '', calls: [], state: 'pending' as const },
    ];
    const changed = { ...plan, steps, choices: { ...plan.choices, credentialPolicy } };
    return scriptOf(kind, { plan: changed, connection, productVersion: '1.2.3' }).text;
  };

  const made = headOf('exempt', 'make');
  const takenBack = headOf('keep', 'make');
  expect(made).toContain('The plan exempts the application');
  expect(takenBack).toContain('The plan takes back an exemption');
  for (const text of [made, takenBack]) {
    expect(text).toContain('This does NOT do it');
    expect(text).toContain('but for the exemption below');
    expect(text).not.toContain('appManagementPolicies');
  }
  for (const policy of ['exempt', 'keep'] as const) expect(headOf(policy, 'keep')).not.toContain('exemption');
});
