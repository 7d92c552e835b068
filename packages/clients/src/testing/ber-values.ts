export interface BerValue {
  tag: number;
  isConstructed: boolean;
  isIndefinite: boolean;
  body: Buffer;
  parts: BerValue[];
}

/** All that stands in some BER, values within octet strings included. Only for tests: it believes what it reads. */
export function berValues(bytes: Buffer): BerValue[] {
  return topValues(bytes).flatMap(withParts);
}

const withParts = (value: BerValue): BerValue[] => [value, ...value.parts.flatMap(withParts)];

function topValues(bytes: Buffer): BerValue[] {
  const values: BerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    const first = bytes.readUInt8(at + 1);
    const isIndefinite = first === 0x80;
    const count = first > 0x80 ? first & 0x7f : 0;
    const start = at + 2 + count;
    const end = isIndefinite ? bytes.length : start + (count ? bytes.readUIntBE(at + 2, count) : first);
    const body = bytes.subarray(start, end);
    const isConstructed = (tag & 0x20) !== 0;
    const holdsMore = isConstructed || (tag === 4 && isSequence(body));
    values.push({ tag, isConstructed, isIndefinite, body, parts: holdsMore ? topValues(body) : [] });
    at = end;
  }
  return values;
}

/** One sequence and nothing else: by chance the bytes of a salt or a hash are hardly that. */
const isSequence = (body: Buffer): boolean =>
  body.length > 4 && body[0] === 0x30 && body[1] === 0x82 && body.readUInt16BE(2) === body.length - 4;
