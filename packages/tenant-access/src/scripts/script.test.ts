import { spawnSync } from 'node:child_process';
import { ScriptKind } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { permissions } from '../permissions/permissions.ts';
import { wantedPermissions } from '../permissions/wanted.ts';
import { planNames, planOf, writtenScript } from '../testing/script-plans.ts';
import { scriptOf } from './script.ts';

const kinds = ScriptKind.options;
const cases = planNames.flatMap((name) => kinds.map((kind) => [name, kind] as const));
const others = cases.filter(([name]) => name !== 'full');
const endingOf = (fileName: string) => fileName.split('.').at(-1);

test.each(kinds)('writes the full plan for %s as it is kept', async (kind) => {
  const { fileName, text } = writtenScript('full', kind);

  await expect(text).toMatchFileSnapshot(`golden/full.${endingOf(fileName)}`);
});

test.each(others)('in what the %s plan for %s differs from the full one is kept', async (name, kind) => {
  const { fileName, text } = writtenScript(name, kind);

  const differences = differencesOf(partsOf(writtenScript('full', kind).text), partsOf(text));
  await expect(differences.join('\n')).toMatchFileSnapshot(`golden/${name}.${endingOf(fileName)}.diff`);
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
    expect(text).toContain('leaves out the exemption below');
    expect(text).not.toContain('appManagementPolicies');
  }
  for (const policy of ['exempt', 'keep'] as const) expect(headOf(policy, 'keep')).not.toContain('exemption');
});

/** Its lines, and the members of a body that stands in one. */
const partsOf = (text: string) => text.split(/\n|(?<=,)(?=["{])/);

/** What only one of them has, by the longest run that both have. */
function differencesOf(before: string[], after: string[]): string[] {
  // common[i][j]: how many parts the rest of both, from there on, has in common.
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) [i, j] = [i + 1, j + 1];
    else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) lines.push(`- ${before[i++]}`);
    else lines.push(`+ ${after[j++]}`);
  }
  return lines;
}
