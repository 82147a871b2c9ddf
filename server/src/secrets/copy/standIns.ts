import { detached } from '../../syntax';
import { Address6StandIns, AddressStandIns } from './addressStandIns';
import { numberedMask } from '../masked';
import { NameStandIns } from './nameStandIns';
import { type FoundKind, isSecretClass } from '../types';

/** Id of values without a stand-in: they are kept. */
export const KEPT = -1;
/** Bytes of a dump: their digits become `0`; the spaces between them are kept. */
export const BYTES = -2;
/** The text column of a dump: its characters become `.`. */
export const COLUMN = -3;

/** The set from which stand-ins for a kind of value are taken. */
export type Category = 'secret' | 'digits' | 'hex' | 'address' | 'address6' | 'name';

const HEX = /^[0-9A-Fa-f]+$/;
/** Minimum number of zeros before the number of a stand-in of hex digits. */
const MIN_ZEROS = 12;
/** From this length on, a name of hex digits gets digits: FortiOS uses such names for users of SAML. */
const HEX_NAME = 16;
/** Minimum number of ones before the number of a stand-in for a number. */
const MIN_ONES = 4;

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
  #numbers = 0;

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

  /** Uses the stand-in that a value had in an earlier run. */
  restore(kind: FoundKind, value: string, standIn: string): void {
    const id = this.add(kind, value);
    const known = this.#values[id];
    if (!known || known.standIn !== undefined) return;
    known.standIn = standIn;
    this.#assigned.add(standIn);
    if (known.category === 'address') this.#addresses.restore(value, standIn);
    else if (known.category === 'address6') this.#addresses6.keeps(standIn);
    else this.#names.reserve(standIn);
    const key = normalFormOf(kind, value);
    if (key !== undefined) this.#byNormalForm.set(key, standIn);
  }

  /** The stand-in for the value with this id. */
  of(id: number): string {
    const value = this.#values[id];
    if (!value) return '';
    return (value.standIn ??= this.#make(value));
  }

  /** The kind under which the value with this id was first found. */
  kindOf(id: number): FoundKind | undefined {
    return this.#values[id]?.kind;
  }

  valueOf(id: number): string {
    return this.#values[id]?.value ?? '';
  }

  isSecret(id: number): boolean {
    const kind = this.#values[id]?.kind;
    return kind === 'run' || (kind !== undefined && isSecretClass(kind));
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
        return kind === 'number'
          ? numberedMask('1', value.length, ++this.#numbers, MIN_ONES)
          : '1'.repeat(value.length);
      case 'hex':
        return numberedMask('0', value.length, ++this.#runs, MIN_ZEROS);
      case 'secret':
        return numberedMask('*', value.length, ++this.#secrets, 2);
    }
  }
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
  // A serial number keeps its model.
  if (kind === 'serial' && /[A-Z]/.test(value)) return standIn;
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

function categoryOf(kind: FoundKind, value: string): Category {
  if (kind === 'number') return 'digits';
  if (kind === 'address' && HEX.test(value)) return 'hex';
  if (kind === 'address' || kind === 'address6') return kind;
  // Nothing is known of a run of hex digits, and a line can be recognised by one, such as a checksum.
  if (kind === 'run') return HEX.test(value) ? 'hex' : 'secret';
  if (isSecretClass(kind)) return 'secret';
  if (kind === 'phone') return 'name';
  return value.length >= HEX_NAME && HEX.test(value) ? 'hex' : 'name';
}
