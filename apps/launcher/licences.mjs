import { readdirSync, readFileSync } from 'node:fs';
import { top } from './places.mjs';
import { run } from './processes.mjs';

const isText = (name) => /^(licen[cs]e|copying|notice)/i.test(name);

/**
 * The licences of all that a deployment runs or sends to browsers, with their texts: what most of them ask for. Which
 * packages those are pnpm says, from the lockfile; tools for building and testing are not among them.
 */
export async function licenceTexts(runtime) {
  const list = [runtime.pnpm, 'licenses', 'list', '--prod', '--json', '--recursive'];
  const { code, output } = await run(runtime.node, list, { quiet: true, env: { PATH: runtime.path } });
  if (code !== 0) throw new Error(`The licences could not be listed:\n${output}`);
  const packages = Object.values(JSON.parse(output.slice(output.indexOf('{')))).flat();
  const sections = packages
    .flatMap(({ name, license, versions, paths }) =>
      versions.map((version, index) => section(`${name} ${version}`, license, paths[index] ?? paths[0])),
    )
    .sort();
  return [head(sections.length), ...sections, section('Node.js', 'MIT and others', undefined)].join(
    `\n${'-'.repeat(80)}\n`,
  );
}

const head = (count) => `The vPlus setup assistant contains ${count} packages of others, under the licences below.\n`;

function section(name, licence, folder) {
  const texts = folder
    ? readdirSync(folder)
        .filter(isText)
        .map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim())
    : [];
  const otherwise = folder
    ? 'Its package brings no text of the licence.'
    : 'The runtime is not part of this build. Its licence lies beside it, and at https://github.com/nodejs/node/blob/main/LICENSE.';
  return `${name}\nLicence: ${licence}\n\n${texts.join('\n\n') || otherwise}\n`;
}

export const licencesFile = `${top}apps/web/dist/licences.txt`;
