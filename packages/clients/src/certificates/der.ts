import { Set as AsnSet, type AsnType, Constructed, ObjectIdentifier, OctetString, Primitive, Sequence } from 'asn1js';

/** The few shapes that a PFX file is made of, in DER: definite lengths, strings in one piece, sets in order. */
export const der = (value: AsnType): Buffer => Buffer.from(value.toBER());

export const sequence = (...value: AsnType[]) => new Sequence({ value });

export const setOf = (...value: AsnType[]) =>
  new AsnSet({ value: value.sort((a, b) => Buffer.compare(der(a), der(b))) });

export const identifier = (value: string) => new ObjectIdentifier({ value });

export const octets = (valueHex: Uint8Array) => new OctetString({ valueHex });

const context = (tagNumber: number) => ({ tagClass: 3, tagNumber });

/** `[n] EXPLICIT`: the value as it is, in a box with a number. */
export const boxed = (number: number, value: AsnType) => new Constructed({ idBlock: context(number), value: [value] });

/** `[n] IMPLICIT OCTET STRING`: the number instead of the type. */
export const numberedOctets = (number: number, valueHex: Uint8Array) =>
  new Primitive({ idBlock: context(number), valueHex });
