import { detached } from '../../syntax';
import { Address6StandIns, AddressStandIns } from './addresses';
import { NameStandIns } from './names';
import { type FoundKind, isSecretClass } from '../types';

/** The id of values without a stand-in: they stay as they are. */
export const KEPT = -1;
/** A value that stays, according to the finder: one that was masked already, or a public host. */
export const STAYS = -4;
/** A secret that is masked where it was found, and not looked for elsewhere. */
export const MASK = -5;
/** A name around something that is replaced: each of its code units becomes `x`, so that no part of it is another name. */
export const FILL = -6;
/** Bytes of a dump: their digits become `0`, the spaces between them stay. */
export const BYTES = -2;
/** The characters beside the bytes of a dump: they become `.`. */
export const COLUMN = -3;

/** What a kind of value has its stand-ins from. */
export type Category = 'secret' | 'digits' | 'hex' | 'address' | 'address6' | 'name';

const HEX = /^[0-9A-Fa-f]+$/;
/** This many zeros before a number show that a value is a mask of hex digits. */
const ZEROS = 12;
const HEX_NAME = 16;

interface Value {
  readonly category: Category;
  readonly kind: FoundKind;
  readonly value: string;
  standIn: string | undefined;
}

/**
 * The stand-ins of one run: a value has the same one in every file. First every value of all files is made known, since
 * what a capture has already must not be given to another value; then the stand-ins are asked for.
 * A secret's stand-in is a mask with a number; it cannot be turned back, and no table of secrets is kept.
 */
export class StandIns {
  /** The number of each value, by its category. */
  readonly #ids = new Map<Category, Map<string, number>>();
  readonly #values: Value[] = [];
  readonly #addresses = new AddressStandIns();
  readonly #addresses6 = new Address6StandIns();
  readonly #names = new NameStandIns();
  /** The stand-ins of names that differ only in case, or in the separators of an address, by what they share. */
  readonly #alike = new Map<string, string>();
  readonly #written = new Set<string>();
  #secrets = 0;
  #runs = 0;

  /**
   * Adds a value and returns its id, or `KEPT` if it needs no stand-in.
   * @param digits whether only digits may stand there, as in a number of JSON
   */
  learn(kind: FoundKind, value: string, digits = false): number {
    const category = digits ? 'digits' : categoryOf(kind, value);
    const ids = this.#ids.get(category) ?? new Map<string, number>();
    this.#ids.set(category, ids);
    const known = ids.get(value);
    if (known !== undefined) return known;
    const id = this.#isKept(category, kind, value) ? KEPT : this.#values.length;
    const own = detached(value);
    ids.set(own, id);
    if (id !== KEPT) this.#values.push({ category, kind, value: own, standIn: undefined });
    return id;
  }

  /** The stand-in of the value with this number. */
  of(id: number): string {
    const value = this.#values[id];
    if (!value) return '';
    return (value.standIn ??= this.#make(value));
  }

  valueOf(id: number): string {
    return this.#values[id]?.value ?? '';
  }

  isSecret(id: number): boolean {
    if (id === MASK) return true;
    const kind = this.#values[id]?.kind;
    return kind === 'run' || (kind !== undefined && isSecretClass(kind));
  }

  /** True for a value that is an opaque run of hex digits or base64. */
  isRun(id: number): boolean {
    return this.#values[id]?.kind === 'run';
  }

  /** Every identity with its stand-in: whoever keeps this table can undo the redaction. */
  *identities(): Generator<{ kind: FoundKind; value: string; standIn: string }> {
    for (const { kind, value, standIn } of this.#values) {
      if (standIn !== undefined && kind !== 'run' && !isSecretClass(kind)) yield { kind, value, standIn };
    }
  }

  /** The kind of each value that was given a stand-in. */
  *given(): Generator<FoundKind> {
    for (const { kind, standIn } of this.#values) if (standIn !== undefined) yield kind;
  }

  /** A name has the stand-in of others that mean the same, written as it is itself. */
  #likeOthers(kind: FoundKind, value: string): string {
    const key = alikeOf(kind, value);
    if (key === undefined) return this.#names.of(kind, value);
    const known = this.#alike.get(key);
    const standIn = known ?? this.#names.of(kind, value);
    if (known === undefined) this.#alike.set(key, standIn);
    const written = writtenAs(kind, standIn, value);
    if (!this.#written.has(written)) {
      this.#written.add(written);
      return written;
    }
    // Two names that were two, as `Bobby` and `boBby`, are never one.
    return writtenAs(kind, this.#names.of(kind, value), value);
  }

  #isKept(category: Category, kind: FoundKind, value: string): boolean {
    if (category === 'address') return this.#addresses.keeps(value);
    if (category === 'address6') return this.#addresses6.keeps(value);
    // A serial number can be of hex digits alone.
    const isName = category === 'name' || (category === 'hex' && !isSecretClass(kind));
    return isName && this.#names.keeps(kind, value);
  }

  #make({ category, kind, value }: Value): string {
    switch (category) {
      case 'address':
        return this.#addresses.of(value);
      case 'address6':
        return this.#addresses6.of(value);
      case 'name':
        return this.#likeOthers(kind, value);
      case 'digits':
        return '1'.repeat(value.length);
      case 'hex':
        return numbered('0', value.length, ++this.#runs, ZEROS);
      case 'secret':
        return numbered('*', value.length, ++this.#secrets, 2);
    }
  }
}

/** `length` characters, which end with a number if at least `least` of them remain before it. */
function numbered(sign: string, length: number, number: number, least: number): string {
  const digits = String(number);
  return length - digits.length >= least ? digits.padStart(length, sign) : sign.repeat(length);
}

/** What equivalent values of a kind have in common; undefined if each value is its own. */
function alikeOf(kind: FoundKind, value: string): string | undefined {
  if (kind === 'mac') return 'mac ' + value.replace(/[:.-]/g, '').toLowerCase();
  return CASELESS.has(kind) ? value.toLowerCase() : undefined;
}

const CASELESS: ReadonlySet<FoundKind> = new Set<FoundKind>([
  'host',
  'mail',
  'user',
  'server',
  'group',
  'connection',
  'name',
  'serial',
]);

/** A stand-in with the case of a value, and with the separators of an address. */
function writtenAs(kind: FoundKind, standIn: string, value: string): string {
  const signed = kind === 'mac' ? withDigits(value, standIn.replace(/[:.-]/g, '')) : standIn;
  if (!/[A-Z]/.test(value)) return signed.toLowerCase();
  if (!/[a-z]/.test(value)) return signed.toUpperCase();
  const small = signed.toLowerCase();
  return /^[A-Z]/.test(value) ? small.slice(0, 1).toUpperCase() + small.slice(1) : small;
}

/** A MAC address with other digits and its own separators. */
function withDigits(address: string, digits: string): string {
  let at = 0;
  return address.replace(/[\da-f]/gi, () => digits[at++] ?? '0');
}

/** A part of a name that is shorter may be any word. */
const MIN_PART = 5;

/**
 * The other forms in which a capture writes a name that is known: in lower case and in capitals; a user without its
 * domain, a host without its.
 */
export function otherForms(kind: FoundKind, value: string): string[] {
  if (kind === 'serial') return [value.toLowerCase()];
  if (kind === 'mac') return bothCases(value.replace(/[:.-]/g, ''));
  if (kind === 'phone')
    return ['+', '00'].map(sign => sign + value.replace(/\D/g, '')).filter(form => form !== value);
  const parts = [value];
  if (kind === 'mail')
    parts.splice(0, 1, value.slice(0, value.indexOf('@')), /@([^.]*[\d-][^.]*)\./.exec(value)?.[1] ?? '');
  else if (kind === 'user')
    parts.push(/^[^\\]{1,64}\\{1,4}([^\\@]+)$/.exec(value)?.[1] ?? value.split('@', 1)[0] ?? '');
  // `mail.example.com`, `gateway.example.com`: only a name with a digit or two words is no word of a sentence.
  else if (kind === 'host') parts.push(/^[^.]*[\d-][^.]*(?=\.)/.exec(value)?.[0] ?? '');
  const whole = kind === 'mail' ? undefined : value;
  const forms = parts
    .filter(part => part === whole || part.length >= MIN_PART)
    .flatMap(part => [part, ...bothCases(part), part.slice(0, 1).toUpperCase() + part.slice(1)]);
  return [...new Set(forms)].filter(form => form !== value);
}

function bothCases(value: string): string[] {
  return [value.toLowerCase(), value.toUpperCase()];
}

function categoryOf(kind: FoundKind, value: string): Category {
  if (kind === 'address' && HEX.test(value)) return 'hex';
  if (kind === 'address' || kind === 'address6') return kind;
  if (kind === 'key' || kind === 'otp-seed' || kind === 'run') return HEX.test(value) ? 'hex' : 'secret';
  if (isSecretClass(kind)) return 'secret';
  if (kind === 'phone') return 'name';
  return value.length >= HEX_NAME && HEX.test(value) ? 'hex' : 'name';
}
