import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine, powerShellText, shellText, terraformText } from './quoting.ts';

/** Opens a template in one language or another. */
const opened = (name: string) => `{${name}}`;

/** Whatever a person may call an application or a tenant, and what an attacker would. */
const nasty = [
  "O'Brien & Söhne",
  `"; rm -rf / #`,
  `$(whoami) \`id\` $${opened('HOME')} $env:PATH %{ if true }x%{ endif }`,
  `$$${opened('a')} $$$${opened('b')} %%${opened('c')} \\$${opened('e')} \\u0024{f}`,
  "''\u2018\u2019\u201a\u201b'",
  'line one\nline two\r\n\ttabbed\u2028\u2029\u0085end',
  '日本語 🎉 \u202e reversed',
  '@(1) <# #> {} [] () ; | && !history',
  'ends with a backslash \\',
];
const names = fc.string({ unit: fc.constantFrom(...`'"\`$\{}%\\\n\r\t#;&|()@!ab é🎉\u2019`) });

test('a shell reads back every name as it was', () => {
  const samples = [...nasty, ...fc.sample(names, 500)].filter((text) => !text.includes('\0'));

  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${samples.map(shellText).join(' ')}`], {
    encoding: 'utf8',
  });

  expect(stdout.split('\0').slice(0, -1)).toEqual(samples);
});

const hasTerraform = spawnSync('terraform', ['version'], { env: quiet() }).status === 0;

test.skipIf(!hasTerraform)('Terraform itself reads back every name as it was', () => {
  const samples = [...nasty, ...fc.sample(names, 300)].map((text) => text.normalize('NFC'));

  const { stdout } = spawnSync('terraform', ['console'], {
    input: `base64encode(jsonencode([${samples.map(terraformText).join(', ')}]))\n`,
    encoding: 'utf8',
    env: quiet(),
  });

  const printed = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as string;
  expect(JSON.parse(Buffer.from(printed, 'base64').toString())).toEqual(samples);
});

test('a reader of each language finds one text, the name, and nothing after it', () => {
  fc.assert(
    fc.property(fc.oneof(names, fc.constantFrom(...nasty, '$\\{'), fc.string({ unit: 'grapheme' })), (name) => {
      expect(readPowerShell(powerShellText(name))).toBe(name);
      expect(readTerraform(terraformText(name))).toBe(name);
    }),
    { numRuns: 2000 },
  );
});

test('nothing can end a comment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(oneLine(name))),
    { numRuns: 2000 },
  );
  expect(oneLine('a\nRemove-Item /')).toBe('a Remove-Item /');
});

/** A text in single quotes: two quotes of any shape are the second of them, one ends the text. */
function readPowerShell(quoted: string): string {
  const quotes = "'\u2018\u2019\u201a\u201b";
  expect(quoted[0]).toBe("'");
  let read = '';
  for (let at = 1; at < quoted.length; at += 1) {
    if (!quotes.includes(quoted.charAt(at))) read += quoted.charAt(at);
    else if (at + 1 < quoted.length && quotes.includes(quoted.charAt(at + 1))) read += quoted.charAt(++at);
    else expect(at).toBe(quoted.length - 1);
  }
  return read;
}

/** A quoted text: no bare quote, no end of a line, no template; then the escapes. */
function readTerraform(quoted: string): string {
  expect(quoted).toMatch(/^"(?:[^"\\\r\n]|\\.)*"$/u);
  const inner = quoted.slice(1, -1);
  // An escaped sign keeps its place, so that nothing around it is taken for the opening of a template.
  expect(inner.replaceAll(/\\./g, '_')).not.toMatch(/[$%]\{/);
  return inner.replaceAll(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, sign: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : ({ n: '\n', r: '\r', t: '\t' }[sign] ?? sign),
  );
}

/** Terraform must not look for a configuration of this machine's user, nor phone home. */
function quiet() {
  return { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
}
