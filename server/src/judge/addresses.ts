const ADDRESS = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
const RANGE = new RegExp(`^(?<first>${ADDRESS})(?:/(?<bits>\\d{1,2})|(?<joint>[ -])(?<other>${ADDRESS}))?$`);
const ADDRESS_AND = new RegExp(`^(${ADDRESS})(?:[ /]${ADDRESS}|/\\d{1,2}|:\\d{1,5})$`);

/** The first and last of some IPv4 addresses, as numbers. */
export type AddressRange = readonly [first: number, last: number];

/** The addresses of `192.0.2.0/24`, `192.0.2.0 255.255.255.0`, `192.0.2.1-192.0.2.9` or one IPv4 address; undefined for another text. */
export function rangeOf(text: string): AddressRange | undefined {
  const { first, bits = '32', joint, other = '' } = RANGE.exec(text.trim())?.groups ?? {};
  if (first === undefined) return undefined;
  const start = numberOf(first);
  if (joint === '-') return [start, numberOf(other)];
  const size = joint === ' ' ? 2 ** 32 - numberOf(other) : 2 ** (32 - Number(bits));
  const low = start - (start % size);
  return [low, low + size - 1];
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** True if a range has all addresses of another one. */
export function covers(outer: AddressRange, inner: AddressRange): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** An address without its mask or port. */
export function addressIn(value: string): string {
  return ADDRESS_AND.exec(value)?.[1] ?? value;
}
