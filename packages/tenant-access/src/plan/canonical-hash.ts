import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Canonical JSON (RFC 8785), for which what is not Unicode counts as it is stored: as U+FFFD. */
export const canonicalText = (value: unknown): string => canonicalize(wellFormed(value)) ?? '';

/** SHA-256 (hex) over canonical JSON. */
export const canonicalHash = (value: unknown): string =>
  createHash('sha256').update(canonicalText(value)).digest('hex');

const wellFormed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'string' ? part.toWellFormed() : part)));
