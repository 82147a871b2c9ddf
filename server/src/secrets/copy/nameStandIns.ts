import { isPublicHost, isPublicMail } from '../positions/shapes';
import { isStandIn, nameStandIn, serialStandIn } from '../masked';
import type { FoundKind } from '../types';

const SERIAL_PREFIX = 6;
const LABELS: Readonly<Partial<Record<FoundKind, string>>> = {
  user: 'user',
  group: 'group',
  server: 'server',
  host: 'host',
  mail: 'mail',
  connection: 'tunnel',
};
const LABEL = 'name';
const DOMAIN = 'example.com';
const SHORT_DOMAIN = 'test';
/** The lengths of `h1.test` and `u1@x.test`. Shorter values get a plain name, so that their length is kept. */
const MIN_HOST_LENGTH = 7;
const MIN_MAIL_LENGTH = 9;
/**
 * Stand-ins for names: numbered, with the same length and alphabet. A serial number keeps its model prefix. If a name is
 * too short for its number, the stand-in is longer.
 */
export class NameStandIns {
  readonly #taken = new Set<string>();
  readonly #numbers = new Map<string, number>();
  /** The numbers of users and hosts by the name that their long and short forms share. */
  readonly #related = new Map<string, number>();

  /** True for public names and for stand-ins of an earlier redaction, which are reserved. */
  keeps(kind: FoundKind, name: string): boolean {
    if (kind === 'mail' && isPublicMail(name)) return true;
    if (kind !== 'mail' && name.includes('.') && isPublicHost(name)) return true;
    const standIn =
      kind === 'phone'
        ? /^0{4,}\d{1,4}$/.test(name.replace(/\D/g, ''))
        : isStandIn(name) || (kind === 'mac' && /^(?:00005e0053|020000)/i.test(name.replace(/[:.-]/g, '')));
    if (!standIn) return false;
    this.#taken.add(name.toLowerCase());
    return true;
  }

  /** Keeps a stand-in of an earlier run from being given to another name. */
  reserve(standIn: string): void {
    this.#taken.add(standIn.toLowerCase());
  }

  of(kind: FoundKind, name: string): string {
    const shape = shapeOf(kind, name);
    const counter = RELATED.has(shape) ? 'name' : shape;
    const key = counter === 'name' ? shortFormOf(kind, name) : undefined;
    for (let known = key === undefined ? undefined : this.#related.get(key); ; known = undefined) {
      const number = known ?? (this.#numbers.get(counter) ?? 0) + 1;
      if (known === undefined) this.#numbers.set(counter, number);
      const standIn = make(shape, kind, name, number);
      if (this.#taken.has(standIn.toLowerCase())) continue;
      this.#taken.add(standIn.toLowerCase());
      if (key !== undefined && !this.#related.has(key)) this.#related.set(key, number);
      return standIn;
    }
  }
}

/** Shapes with numbers of their own only together: a mail address has that of its user, a host that of its first label. */
const RELATED: ReadonlySet<string> = new Set(['name', 'mail', 'host']);

/** `jdoe` of `jdoe@example.com`, `dc1` of `dc1.example.com`. */
function shortFormOf(kind: FoundKind, name: string): string {
  return (name.split(kind === 'host' ? '.' : '@')[0] ?? '').toLowerCase();
}

/** The kind of name, by its form rather than its context. Serial numbers are counted per model. */
function shapeOf(kind: FoundKind, name: string): string {
  if (kind === 'serial') return 'serial ' + name.slice(0, SERIAL_PREFIX);
  if (kind === 'mac' || kind === 'uuid' || kind === 'phone') return kind;
  const isLong = name.length >= (kind === 'mail' ? MIN_MAIL_LENGTH : MIN_HOST_LENGTH);
  if (isLong && (kind === 'mail' || (kind === 'host' && name.includes('.')))) return kind;
  return 'name';
}

function make(shape: string, kind: FoundKind, name: string, number: number): string {
  const { length } = name;
  switch (shape) {
    case 'mail':
      return length > DOMAIN.length + 2
        ? filled('u', number, length - DOMAIN.length - 1) + '@' + DOMAIN
        : filled('u', number, length - SHORT_DOMAIN.length - 3) + '@x.' + SHORT_DOMAIN;
    case 'host':
      return length > DOMAIN.length + 2
        ? filled('h', number, length - DOMAIN.length - 1) + '.' + DOMAIN
        : filled('h', number, length - SHORT_DOMAIN.length - 1) + '.' + SHORT_DOMAIN;
    case 'mac':
      return macOf(name, number);
    case 'phone':
      return phoneOf(name, number);
    case 'uuid':
      return '00000000-0000-0000-0000-' + String(number).padStart(12, '0');
    case 'name':
      return nameStandIn(LABELS[kind] ?? LABEL, number, length);
    default:
      return serialStandIn(name.slice(0, SERIAL_PREFIX), number, length);
  }
}

/** `letter` and the number, padded with zeros to `length`. */
function filled(letter: string, number: number, length: number): string {
  return letter + String(number).padStart(length - letter.length, '0');
}

/** Replaces the digits by the number, padded with zeros. */
function phoneOf(name: string, number: number): string {
  const count = name.replace(/\D/g, '').length;
  const digits = String(number).padStart(count, '0').slice(-count);
  let at = 0;
  return name.replace(/\d/g, () => digits[at++] ?? '');
}

/** 00-00-5E-00-53 is reserved for documentation (RFC 7042); after its 256 addresses, locally administered ones follow. */
function macOf(name: string, number: number): string {
  const character = name[2] === '-' ? '-' : ':';
  const bytes =
    number < 256
      ? [0, 0, 0x5e, 0, 0x53, number]
      : [2, 0, 0, (number >> 16) & 255, (number >> 8) & 255, number & 255];
  const written = bytes.map(byte => byte.toString(16).padStart(2, '0')).join(character);
  return /[A-F]/.test(name) ? written.toUpperCase() : written;
}
