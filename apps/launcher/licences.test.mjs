import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licenceTexts } from './licences.mjs';
import { fetched, top } from './places.mjs';

test('the build tells the licence of every package that is shipped, with its text, and of no tool', async () => {
  const pnpm = `${fetched}pnpm/node_modules/pnpm/bin/pnpm.mjs`;

  const text = await licenceTexts({ node: process.execPath, pnpm, path: process.env.PATH });

  const listed = [...text.matchAll(/^(\S+) \d[^\n]*\nLicence: (.+)$/gm)].map(([, name, licence]) => ({
    name,
    licence,
  }));
  const names = new Set(listed.map(({ name }) => name));
  for (const name of shipped()) expect(names).toContain(name);
  for (const tool of ['vite', 'vitest', 'lightningcss', '@axe-core/playwright', 'axe-core'])
    expect(names).not.toContain(tool);
  expect(text).toContain('SIL OPEN FONT LICENSE');
  expect(text.match(/Permission is hereby granted/g)?.length).toBeGreaterThan(100);
  expect(listed.filter(({ licence }) => /unknown|GPL|MPL/i.test(licence))).toEqual([]);
});

/** What the manifests name for running, apart from our own packages. */
function shipped() {
  const manifests = ['apps', 'packages'].flatMap((room) =>
    readdirSync(`${top}${room}`)
      .map((name) => `${top}${room}/${name}/package.json`)
      // Of a package that has gone, what was installed may be left.
      .filter((manifest) => existsSync(manifest))
      .map((manifest) => JSON.parse(readFileSync(manifest, 'utf8'))),
  );
  const all = manifests.flatMap(({ dependencies = {} }) => Object.keys(dependencies));
  return all.filter((name) => !name.startsWith('@vplus/'));
}
