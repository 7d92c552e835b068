import { expect, test } from 'vitest';
import { openPfx, thumbprintOf } from './open-pfx.ts';
import { pfxFiles } from './pfx-files.ts';

const password = 'practice';

test.each(['aes256', 'aes128WithPlainCertificate', 'tripleDes'] as const)('opens %s, as Java 17 does', (file) => {
  const { key, certificate } = openPfx(pfxFiles[file], password);

  expect(certificate.subject).toBe('CN=practice');
  expect(certificate.checkPrivateKey(key)).toBe(true);
  expect(thumbprintOf(certificate)).toHaveLength(43);
});

test.each([
  ['AES-192, which Java 17 does not know', pfxFiles.aes192, password, 'Encrypted in a way that is not known'],
  ['another password', pfxFiles.aes256, 'another', 'keystore password was incorrect'],
  ['no password', pfxFiles.tripleDes, '', 'keystore password was incorrect'],
  ['a password beyond ASCII, which Java takes amiss', pfxFiles.passwordZürich, 'Zürich', 'password was incorrect'],
  ['a certificate without its key', pfxFiles.certificateOnly, password, 'no key with its certificate'],
  ['a length that is not told', indefinite(pfxFiles.aes256), password, 'a length that is not told'],
  ['an octet string in pieces', inPieces(pfxFiles.aes256), password, 'a string in pieces'],
  ['something behind the file', more(pfxFiles.aes256), password, 'something behind'],
  ['half a file', pfxFiles.aes256.slice(0, 400), password, 'it ends early'],
  ['no file', '', password, 'it ends early'],
])('refuses %s', (_, file, given, why) => {
  expect(() => openPfx(file, given)).toThrow(why);
});

/** The same file as BER writes it where the length is not known beforehand. */
function indefinite(file: string): string {
  const bytes = Buffer.from(file, 'base64');
  return Buffer.concat([Buffer.from([0x30, 0x80]), bytes.subarray(4), Buffer.alloc(2)]).toString('base64');
}

/** The whole file as one piece of a string of several. */
function inPieces(file: string): string {
  return boxed(0x24, boxed(0x04, Buffer.from(file, 'base64'))).toString('base64');
}

function boxed(tag: number, body: Buffer): Buffer {
  const head = Buffer.from([tag, 0x82, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

function more(file: string): string {
  return Buffer.concat([Buffer.from(file, 'base64'), Buffer.alloc(1)]).toString('base64');
}
