import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { MessageError, message } from '@vplus/messages';

/**
 * The text of a file that a setting names.
 *
 * @throws MessageError without the content, which may be a secret
 */
export function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new MessageError(message('settings.file-unreadable', { file, code }));
  }
}

/** Whether every user of this machine may read or write it. Windows keeps that elsewhere. */
export function isOpenToAll(file: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    return (statSync(file).mode & 0o007) !== 0;
  } catch {
    return false;
  }
}

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** @throws MessageError where the file has no certificate, or one that cannot be read */
export function readCertificates(file: string): string {
  const text = readGiven(file);
  const blocks = text.match(pemBlock) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    throw new MessageError(message('settings.certificate-unreadable', { file }));
  }
  if (blocks.length === 0) throw new MessageError(message('settings.no-certificate', { file }));
  return text;
}
