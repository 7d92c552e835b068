import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { planNames, writtenScript } from '../testing/script-plans.ts';

const credentialTypes = ['azuread_application_password', 'azuread_application_certificate'];
const terraform = ['fmt', '-check', '-diff', '-'];
const environment = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
const hasTerraform = spawnSync('terraform', ['version'], { env: environment }).status === 0;

/** npm has no Terraform: skipped where none is installed. What always runs is the test on the text. */
const withTerraform = test.skipIf(!hasTerraform);

withTerraform.each(planNames)('Terraform reads the %s plan and would format it no better', (name) => {
  const input = writtenScript(name, 'terraform').text;
  const { status, stdout, stderr } = spawnSync('terraform', terraform, { input, encoding: 'utf8', env: environment });

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

/** Terraform does not remember what `-var` said, and destroys what is no longer in its files. */
test.each(planNames)('what the %s plan makes does not hang on what somebody typed', (name) => {
  const { text } = writtenScript(name, 'terraform');

  expect(text).not.toMatch(/-var\b/);
  for (const type of credentialTypes) {
    const made = blocksOf(text, `resource "${type}" "vplus"`);
    const forgotten = blocksOf(text, 'removed').filter((block) => block.includes(`from = ${type}.vplus`));
    // Either it is made, and stays, or an earlier one is let go of.
    expect([made.length, forgotten.length].sort()).toEqual([0, 1]);
    for (const block of made) expect(block).not.toMatch(/\b(count|for_each)\b/);
    for (const block of made) expect(block).toContain('prevent_destroy = true');
    for (const block of forgotten) expect(block).toMatch(/lifecycle \{\s+destroy = false/);
  }
});

withTerraform('a second apply has nothing to do, and keeps the secret', () => {
  const folder = workplace();
  const first = apply(folder, stoodIn('full'));

  const second = apply(folder, stoodIn('full'));

  expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining('1 added, 0 changed, 0 destroyed') });
  expect(second).toMatchObject({ status: 0, stdout: expect.stringContaining('0 added, 0 changed, 0 destroyed') });
  expect(secretOf(folder)).toMatch(/^"[0-9a-f-]{36}"\n$/);
});

withTerraform('the file of a later plan with another life leaves the secret as it is', () => {
  const folder = workplace();
  apply(folder, stoodIn('full'));
  const before = secretOf(folder);

  const later = apply(folder, stoodIn('reduced'));

  expect(later).toMatchObject({ status: 0, stdout: expect.stringContaining('0 added, 0 changed, 0 destroyed') });
  expect(secretOf(folder)).toBe(before);
});

withTerraform('a later plan without a secret lets go of it and destroys nothing', () => {
  const folder = workplace();
  apply(folder, stoodIn('full'));

  const later = apply(folder, stoodIn('certificate'));

  expect(later).toMatchObject({ status: 0, stdout: expect.stringContaining('1 added, 0 changed, 0 destroyed') });
  expect(later.stdout).toContain('will no longer be managed by Terraform');
  expect(apply(folder, stoodIn('certificate')).stdout).toContain('0 added, 0 changed, 0 destroyed');
});

withTerraform('another certificate in its place is refused rather than destroying the one in use', () => {
  const folder = workplace();
  apply(folder, stoodIn('certificate'));
  writeFileSync(join(folder, 'vplus.pem'), 'another certificate');

  const later = apply(folder, stoodIn('certificate'));

  expect(later).toMatchObject({ status: 1, stderr: expect.stringContaining('Instance cannot be destroyed') });
});

withTerraform('the line that replaces the secret is refused until somebody allows it, and then makes a new one', () => {
  const folder = workplace();
  const text = stoodIn('full');
  apply(folder, text);
  const before = secretOf(folder);
  const replace = /terraform apply (-replace=\S+)/.exec(text)?.[1] ?? '';

  const refused = apply(folder, text, replace);
  const kept = secretOf(folder);
  const replaced = apply(folder, text.replaceAll('prevent_destroy = true', 'prevent_destroy = false'), replace);

  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('Instance cannot be destroyed') });
  expect(kept).toBe(before);
  expect(replaced).toMatchObject({ status: 0, stdout: expect.stringContaining('1 added, 0 changed, 1 destroyed') });
  expect(secretOf(folder)).not.toBe(before);
  expect(apply(folder, text).stdout).toContain('0 added, 0 changed, 0 destroyed');
});

function blocksOf(text: string, head: string): string[] {
  return text.match(new RegExp(`^${head} \\{\n(?: .*\n|\n)*\\}\n`, 'gm')) ?? [];
}

/**
 * The credentials of a plan as Terraform's built-in resource, since the provider is not at hand. A changed value makes
 * the provider destroy a credential and make another (`ForceNew`), so it does here.
 */
function stoodIn(name: string): string {
  const { text } = writtenScript(name, 'terraform');
  const resources = credentialTypes.flatMap((type) => blocksOf(text, `resource "${type}" "vplus"`));
  const others = ['removed', 'variable "certificate_file"', 'output "client_secret"'];
  const values = /(^ {2}(application_id|display_name|end_date|type|value) += .+\n)+/m;
  return [
    text.replace(/^[^#][\s\S]*/m, ''),
    ...resources
      .map((block) => block.replace(values, (found) => `  triggers_replace = {\n${found}  }\n`))
      .map((block) => block.replace(/ignore_changes .*/, 'ignore_changes = [triggers_replace]')),
    ...others.flatMap((head) => blocksOf(text, head)),
  ]
    .join('\n')
    .replaceAll('azuread_application.vplus.id', '"application"')
    .replaceAll('.vplus.value', '.vplus.id')
    .replaceAll(/resource "(azuread_application_\w+)" "vplus"/g, 'resource "terraform_data" "$1"')
    .replaceAll(/(azuread_application_\w+)\.vplus/g, 'terraform_data.$1');
}

function workplace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vplus-terraform-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'vplus.pem'), 'a certificate');
  writeFileSync(join(folder, 'vplus.auto.tfvars'), 'certificate_file = "vplus.pem"\n');
  return folder;
}

function apply(folder: string, text: string, ...more: string[]) {
  writeFileSync(join(folder, 'vplus.tf'), text);
  run(folder, 'init', '-no-color');
  return run(folder, 'apply', '-auto-approve', '-no-color', ...more);
}

const secretOf = (folder: string): string => run(folder, 'output', '-json', 'client_secret').stdout;

const run = (cwd: string, ...command: string[]) =>
  spawnSync('terraform', command, { cwd, encoding: 'utf8', env: environment });
