export interface DerValue {
  tag: number;
  body: Buffer;
  /** Of a constructed value: what it is made of. */
  parts: DerValue[];
}

/** Types that DER never cuts into pieces: BIT STRING, OCTET STRING and the strings of characters. */
const inOnePiece = new Set([3, 4, 12, 19, 20, 22, 26, 28, 30]);

/** Reads one value and nothing behind it; throws where the bytes are BER, but not DER. https://www.itu.int/rec/T-REC-X.690 */
export function readDer(bytes: Buffer): DerValue {
  const { value, next } = valueAt(bytes, 0, 0);
  if (next !== bytes.length) throw new Error('Not DER: there is something behind the value.');
  return value;
}

function valueAt(bytes: Buffer, at: number, depth: number): { value: DerValue; next: number } {
  const tag = byteAt(bytes, at);
  if ((tag & 0x1f) === 0x1f || depth > 20) throw new Error('Not DER that any PFX file holds.');
  const { length, start } = lengthAt(bytes, at + 1);
  const next = start + length;
  if (next > bytes.length) throw new Error('Not DER: it ends early.');
  const body = bytes.subarray(start, next);
  const isConstructed = (tag & 0x20) !== 0;
  if (isConstructed && tag < 0x40 && inOnePiece.has(tag & 0x1f)) throw new Error('Not DER: a string in pieces.');
  return { value: { tag, body, parts: isConstructed ? partsOf(body, depth + 1) : [] }, next };
}

function partsOf(body: Buffer, depth: number): DerValue[] {
  const parts: DerValue[] = [];
  for (let at = 0; at < body.length; ) {
    const { value, next } = valueAt(body, at, depth);
    parts.push(value);
    at = next;
  }
  return parts;
}

function lengthAt(bytes: Buffer, at: number): { length: number; start: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0) throw new Error('Not DER: a length that is not told.');
  if (count > 4 || at + 1 + count > bytes.length) throw new Error('Not DER: a length beyond all bounds.');
  const length = bytes.readUIntBE(at + 1, count);
  if (length < 0x80 || bytes[at + 1] === 0) throw new Error('Not DER: a length longer than it need be.');
  return { length, start: at + 1 + count };
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new Error('Not DER: it ends early.');
  return byte;
}
