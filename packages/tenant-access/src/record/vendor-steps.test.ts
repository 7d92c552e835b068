import { existsSync, readFileSync } from 'node:fs';
import { VendorStep } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { expect, test } from 'vitest';
import { usualChoices } from '../plan/choices.ts';
import { connectSteps } from '../steps/steps.ts';
import { vendorSteps as unworded, type VendorFacts } from './vendor-steps.ts';

const vendorSteps = (facts: VendorFacts) => rendered(unworded(facts));
const root = new URL('../../../../', import.meta.url);
const clientId = '11111111-2222-4333-8444-555555555555';
const rows = vendorSteps({
  choices: usualChoices(365),
  primaryDomain: 'contoso.example',
  clientId,
  sharePointOrigin: 'https://contoso.sharepoint.com',
});

test('the seventeen steps have a row each: what is done here, what is a choice, what is retired', () => {
  expect(rows.map((row) => VendorStep.parse(row).number)).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
  expect(rows.map(({ how }) => how)).toEqual([...Array(14).fill('assistant'), 'retired', 'retired', 'choice']);
  expect(rows.filter(({ how, stepIds }) => how !== 'retired' && stepIds.length === 0)).toEqual([]);
});

test('what Microsoft took away is named with its day and what replaced it', () => {
  expect(rows.flatMap(({ number, retired }) => (retired ? [[number, retired.since]] : []))).toEqual([
    [8, '2026-04-02'],
    [12, '2025-08-31'],
    [13, '2026-10-01'],
    [15, '2026-04-02'],
    [16, '2026-04-02'],
    [17, '2026-05-01'],
  ]);
});

test('the old step is ready to copy, with the address of this tenant, and belongs to no step of ours', () => {
  const row = rows[14];

  expect(row).toMatchObject({ how: 'retired', stepIds: [] });
  expect(row?.oldWay?.facts.map(({ value }) => value)).toEqual([
    'https://contoso-admin.sharepoint.com/_layouts/15/appinv.aspx',
    clientId,
    'contoso.example',
  ]);
  expect(row?.oldWay?.script).toContain('Right="FullControl"');
});

test('an address that nobody knows is not guessed', () => {
  const [, , , , , , , , , , , , , , row] = vendorSteps({
    choices: usualChoices(365),
    primaryDomain: 'contoso.example',
    clientId: null,
    sharePointOrigin: null,
  });

  expect(row?.oldWay?.facts.map(({ value }) => value)).toEqual([
    'https://TENANT-admin.sharepoint.com/_layouts/15/appinv.aspx',
    'contoso.example',
  ]);
});

test('every step id is a step of the plan', () => {
  const ids = connectSteps.map(({ id }) => id);

  expect(rows.flatMap(({ stepIds }) => stepIds).filter((id) => !ids.includes(id))).toEqual([]);
});

test('the table in the documentation agrees with the rows, and its files are there', () => {
  const table = readFileSync(new URL('docs/vendor-steps.md', root), 'utf8')
    .split('\n')
    .filter((line) => /^\| +\d+ /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  expect(table.map(([, number, title]) => [number, title])).toEqual(
    rows.map(({ number, title }) => [String(number), title]),
  );
  const files = table.flatMap((cells) => cells.join(' ').match(/`[\w./-]+\.tsx?`/g) ?? []);
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => !existsSync(new URL(file.slice(1, -1), root)))).toEqual([]);
});
