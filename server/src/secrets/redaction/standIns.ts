import { detached } from '../../syntax';
import { Address6StandIns, AddressStandIns } from './addresses';
import { hasOwnForm } from './distinctive';
import { NameStandIns } from './names';
import { type FoundKind, isSecretClass } from '../types';

/** Id of values without a stand-in: they are kept. */
export const KEPT = -1;
/** A value that the finder marks as kept: already masked, or a public host. */
export const KEPT_BY_FINDER = -4;
/** A secret that is masked where it was found, but not searched for elsewhere. */
export const MASK = -5;
/**
 * A name around something that is replaced: each of its code units becomes `x`, so that no part of it is read as another
 * name.
 */
export const FILL = -6;
/** Bytes of a dump: their digits become `0`; the spaces between them are kept. */
export const BYTES = -2;
/** The text column of a dump: its characters become `.`. */
export const COLUMN = -3;

/** The set from which stand-ins for a kind of value are taken. */
export type Category = 'secret' | 'digits' | 'hex' | 'address' | 'address6' | 'name';

const HEX = /^[0-9A-Fa-f]+$/;
/** Minimum number of leading zeros of a mask of hex digits. */
const MIN_ZEROS = 12;
const HEX_NAME = 16;

interface Value {
  readonly category: Category;
  readonly kind: FoundKind;
  readonly value: string;
  standIn: string | undefined;
}

/**
 * The stand-ins of one run: a value has the same one in every file. First add the values of all files, since existing
 * stand-ins must not be assigned to another value; then ask for stand-ins. A secret's stand-in is a numbered mask; it
 * cannot be reversed, and no table of secrets is kept.
 */
export class StandIns {
  /** The ids of the values, by category. */
  readonly #ids = new Map<Category, Map<string, number>>();
  readonly #values: Value[] = [];
  readonly #addresses = new AddressStandIns();
  readonly #addresses6 = new Address6StandIns();
  readonly #names = new NameStandIns();
  /** The stand-ins of names that differ only in case or in address separators, by their normalised form. */
  readonly #byNormalForm = new Map<string, string>();
  readonly #assigned = new Set<string>();
  #secrets = 0;
  #runs = 0;

  /**
   * Adds a value and returns its id, or `KEPT` if it needs no stand-in.
   * @param digits whether only digits are valid at its place, as in a JSON number
   */
  add(kind: FoundKind, value: string, digits = false): number {
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

  /** The stand-in for the value with this id. */
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

  /** True for a value whose stand-in has its form, such as a serial number or an address. */
  isShaped(id: number): boolean {
    const value = this.#values[id];
    return value !== undefined && (hasOwnForm(value.kind) || value.kind.startsWith('address'));
  }

  /** True for an opaque run of hex digits or base64. */
  isRun(id: number): boolean {
    return this.#values[id]?.kind === 'run';
  }

  /** All identities with their stand-ins. This table reverses the redaction. */
  *identities(): Generator<{ kind: FoundKind; value: string; standIn: string }> {
    for (const { kind, value, standIn } of this.#values) {
      if (standIn !== undefined && kind !== 'run' && !isSecretClass(kind)) yield { kind, value, standIn };
    }
  }

  /** The kind of each value that was assigned a stand-in. */
  *assignedKinds(): Generator<FoundKind> {
    for (const { kind, standIn } of this.#values) if (standIn !== undefined) yield kind;
  }

  /** Reuses the stand-in of an equivalent name, adjusted to this name's case and separators. */
  #nameFor(kind: FoundKind, value: string): string {
    const key = normalFormOf(kind, value);
    if (key === undefined) return this.#names.of(kind, value);
    const known = this.#byNormalForm.get(key);
    const standIn = known ?? this.#names.of(kind, value);
    if (known === undefined) this.#byNormalForm.set(key, standIn);
    const written = inCaseOf(kind, standIn, value);
    if (!this.#assigned.has(written)) {
      this.#assigned.add(written);
      return written;
    }
    // Names seen as distinct, such as `Bobby` and `boBby`, never share a stand-in.
    return inCaseOf(kind, this.#names.of(kind, value), value);
  }

  #isKept(category: Category, kind: FoundKind, value: string): boolean {
    if (category === 'address') return this.#addresses.keeps(value);
    if (category === 'address6') return this.#addresses6.keeps(value);
    // A serial number can consist of hex digits only.
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
        return this.#nameFor(kind, value);
      case 'digits':
        return '1'.repeat(value.length);
      case 'hex':
        return numbered('0', value.length, ++this.#runs, MIN_ZEROS);
      case 'secret':
        return numbered('*', value.length, ++this.#secrets, 2);
    }
  }
}

/** `length` characters ending with a number, if at least `limit` characters remain before it. */
function numbered(character: string, length: number, number: number, limit: number): string {
  const digits = String(number);
  return length - digits.length >= limit ? digits.padStart(length, character) : character.repeat(length);
}

/** The normalised form that equivalent values of a kind share; undefined if each value is distinct. */
function normalFormOf(kind: FoundKind, value: string): string | undefined {
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

/** A stand-in with the case of a value, or the separators of an address. */
function inCaseOf(kind: FoundKind, standIn: string, value: string): string {
  const signed = kind === 'mac' ? withDigits(value, standIn.replace(/[:.-]/g, '')) : standIn;
  if (!/[A-Z]/.test(value)) return signed.toLowerCase();
  if (!/[a-z]/.test(value)) return signed.toUpperCase();
  const small = signed.toLowerCase();
  return /^[A-Z]/.test(value) ? small.slice(0, 1).toUpperCase() + small.slice(1) : small;
}

/** A MAC address with its digits replaced and its separators kept. */
function withDigits(address: string, digits: string): string {
  let at = 0;
  return address.replace(/[\da-f]/gi, () => digits[at++] ?? '0');
}

/** Minimum length of a part of a name to replace: a shorter one may be any word. */
const MIN_PART = 5;

/** Other forms of a known name in a capture: lower case, upper case, a user without the domain, a host without its domain. */
export function otherForms(kind: FoundKind, value: string): string[] {
  if (kind === 'serial') return [value.toLowerCase()];
  if (kind === 'mac') return bothCases(value.replace(/[:.-]/g, ''));
  if (kind === 'phone')
    return ['+', '00'].map(character => character + value.replace(/\D/g, '')).filter(form => form !== value);
  const parts = [value];
  if (kind === 'mail')
    parts.splice(0, 1, value.slice(0, value.indexOf('@')), /@([^.]*[\d-][^.]*)\./.exec(value)?.[1] ?? '');
  else if (kind === 'user')
    parts.push(/^[^\\]{1,64}\\{1,4}([^\\@]+)$/.exec(value)?.[1] ?? value.split('@', 1)[0] ?? '');
  // `mail.example.com`, `gateway.example.com`: only a label with a digit or a hyphen cannot be an ordinary word.
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
