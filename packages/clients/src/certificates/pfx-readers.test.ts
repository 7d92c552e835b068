import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { has, pfxReaders } from '../testing/pfx-readers/readers.ts';
import type { SigningCertificate } from './certificate.ts';
import { createCertificate } from './create-certificate.ts';
import { writePfx } from './write-pfx.ts';

/** As ours may begin: base64url. */
const password = '-abc_DEF-123';
/** By which NSS is asked for it. */
const name = 'vPlus for Contoso';
const run = promisify(execFile);

let made: SigningCertificate;
let folder: string;
let file: string;

beforeAll(async () => {
  made = await createCertificate({
    commonName: 'vPlus',
    notBefore: new Date('2026-11-24T00:00:00Z'),
    notAfter: new Date('2027-02-22T00:00:00Z'),
  });
  folder = await mkdtemp(join(tmpdir(), 'pfx-'));
  file = join(folder, 'vplus.pfx');
  await writeFile(file, writePfx(made, { password, name }), 'base64');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.for(pfxReaders)(
  '$name opens the file with its password, and with no other',
  async ({ command, needs, environment, says }, { skip }) => {
    skip(!needs.is(), `not installed here: Debian has it in ${needs.from}`);
    const open = (secret: string) => {
      const [program, ...rest] = command(file, secret);
      return run(program, rest, { env: { ...process.env, ...environment } });
    };

    const { stdout } = await open(password);

    expectPair(pemsIn(stdout));
    if (says) expect(stdout).toMatch(says);
    await expect(open('another')).rejects.toMatchObject({ code: expect.any(Number) });
  },
);

test('keytool lists the file as one private key with its certificate', async ({ skip }) => {
  skip(!has('keytool', '-help'), 'not installed here: Debian has it in openjdk-17-jdk-headless');

  const listing = (format: string) => run('keytool', ['-list', format, '-keystore', file, '-storepass', password]);

  expect((await listing('-v')).stdout).toMatch(/Entry type: PrivateKeyEntry\s+Certificate chain length: 1/);
  const [certificate] = pemsIn((await listing('-rfc')).stdout);
  expect(new X509Certificate(certificate ?? '').raw.toString('base64')).toBe(made.base64);
});

test('node-forge opens the file with its password, and with no other', async () => {
  const content = forge.asn1.fromDer(forge.util.createBuffer((await readFile(file)).toString('binary')));

  const opened = forge.pkcs12.pkcs12FromAsn1(content, true, password);

  const { pkcs8ShroudedKeyBag = '', certBag = '' } = forge.pki.oids;
  const [key] = opened.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag] ?? [];
  const [certificate] = opened.getBags({ bagType: certBag })[certBag] ?? [];
  if (!key?.key || !certificate?.cert) throw new Error('node-forge finds no pair.');
  expectPair([forge.pki.privateKeyToPem(key.key), forge.pki.certificateToPem(certificate.cert)]);
  expect(key.attributes).toEqual(certificate.attributes);
  expect(() => forge.pkcs12.pkcs12FromAsn1(content, true, 'another')).toThrow('Invalid password');
});

function expectPair(pems: string[]): void {
  const key = pems.find((pem) => pem.includes('PRIVATE KEY')) ?? '';
  const certificate = new X509Certificate(pems.find((pem) => pem.includes('CERTIFICATE')) ?? '');
  expect(certificate.raw.toString('base64')).toBe(made.base64);
  // One reader gives out the key as it is in the file.
  expect(certificate.checkPrivateKey(createPrivateKey({ key, passphrase: password }))).toBe(true);
}

const pemsIn = (text: string): string[] => text.match(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g) ?? [];
