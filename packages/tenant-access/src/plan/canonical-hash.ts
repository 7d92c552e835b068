import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 (hex) over canonical JSON (RFC 8785), for which what is not Unicode counts as it is stored: as U+FFFD. */
export const canonicalHash = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(wellFormed(value)) ?? '')
    .digest('hex');

const wellFormed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'string' ? part.toWellFormed() : part)));
