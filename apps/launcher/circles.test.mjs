import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
const rules = fileURLToPath(new URL('../../biome.json', import.meta.url));
let folder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circles-'));
  await cp(rules, join(folder, 'biome.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const typesOnly = {
  'a.ts': "import type { B } from './b.ts';\nexport type A = { b: B };\n",
  'b.ts': "import type { A } from './a.ts';\nexport type B = { a: A };\n",
};
const throughThree = {
  'a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
  'b.ts': "import { c } from './c.ts';\nexport const b = () => c;\n",
  'c.ts': "import type { a } from './a.ts';\nexport const c: typeof a | null = null;\n",
};
const throughTheIndex = {
  'index.ts': "export type { A } from './a.ts';\nexport type B = string;\n",
  'a.ts': "import type { B } from './index.ts';\nexport type A = { b: B };\n",
};
const throughANameOfThePackage = {
  'package.json': '{ "name": "page", "type": "module", "imports": { "#ui/*": "./ui/*" } }',
  'page.tsx': "import type { Field } from '#ui/field.tsx';\nexport type Page = { field: Field };\n",
  'ui/field.tsx': "import type { Page } from '../page.tsx';\nexport type Field = { page: Page };\n",
};

test.each([
  ['of types only', typesOnly],
  ['through three files', throughThree],
  ['through an index', throughTheIndex],
  ['through a name of the package', throughANameOfThePackage],
])('lint refuses a circle of imports %s', async (_, files) => {
  expect(await lint(files)).toContain('lint/suspicious/noImportCycles');
});

test('lint accepts the same files once the type has a file of its own', async () => {
  const files = {
    'a.ts': typesOnly['a.ts'],
    'b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
    'c.ts': 'export type C = string;\n',
  };

  const said = await lint(files);

  expect(said).toContain('Checked 3 files');
  expect(said).not.toContain('noImportCycles');
});

/** What Biome says of these files, under the rules of this repository. */
async function lint(files) {
  const project = await mkdtemp(join(folder, 'project-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(project, name, '..'), { recursive: true });
    await writeFile(join(project, name), text);
  }
  const args = [biome, 'lint', '--vcs-enabled=false', project];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}
