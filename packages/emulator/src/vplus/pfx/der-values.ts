import type { DerValue } from './read-der.ts';

/** What is wrong with a file is the same to whoever sent it: it holds something else than it should. */
const expected = (what: string) => new Error(`The file holds no ${what} where one belongs.`);

const universal = { integer: 2, octets: 4, identifier: 6, sequence: 0x30, set: 0x31 } as const;

export function partsOf({ tag, parts }: DerValue): DerValue[] {
  if (tag !== universal.sequence && tag !== universal.set) throw expected('sequence');
  return parts;
}

/** What stands in the box `[0]` at this place of a sequence. */
export function boxedAt(value: DerValue, index: number): DerValue {
  const box = partAt(value, index);
  const [inside] = box.parts;
  if (box.tag !== 0xa0 || !inside || box.parts.length !== 1) throw expected('box');
  return inside;
}

export function partAt(value: DerValue, index: number): DerValue {
  const found = partsOf(value)[index];
  if (!found) throw expected('value');
  return found;
}

export function octetsOf({ tag, body }: DerValue): Buffer {
  if (tag !== universal.octets) throw expected('octet string');
  return body;
}

export function numberOf({ tag, body }: DerValue): number {
  if (tag !== universal.integer || body.length === 0 || body.length > 4) throw expected('number');
  return body.readIntBE(0, body.length);
}

/** In dots: `1.2.840.113549.1.7.1`. */
export function identifierOf({ tag, body }: DerValue): string {
  if (tag !== universal.identifier) throw expected('identifier');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of body) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const arc = Math.min(Math.floor(first / 40), 2);
  return [arc, first - arc * 40, ...rest].join('.');
}
