import { max, min } from '../../integers';
/** First numbers that no host has (RFC 1112), one for each first number of a text. */
const FIRST = 240;
const GROUPS = 15;
/** Where further networks are, by their first two numbers: 0.0.0.0/8 (RFC 1122). */
const FURTHER = 0;

/** The numbers at one place of an address below the numbers before it, with those that replace them. */
interface Branch {
  readonly standIns: Map<string, number>;
  readonly used: Set<number>;
}

/**
 * Stand-ins for IPv4 addresses that keep their prefixes: addresses with one, two or three numbers in common have as many
 * in common afterwards, so that a network still contains its hosts. 0 and 255, which begin and end networks, stay; no other
 * number does. The text length stays where a number of that length is free.
 */
export class AddressStandIns {
  readonly #branches = new Map<string, Branch>();
  readonly #first = new Map<string, number>();
  /** First numbers of stand-ins of an earlier redaction. */
  readonly #taken = new Set<number>();

  /** True for a stand-in of an earlier redaction; reserves its network. */
  keeps(address: string): boolean {
    if (!isStandIn(address)) return false;
    this.#taken.add(Number(address.slice(0, address.indexOf('.'))));
    return true;
  }

  of(address: string): string {
    const [a = '', b = '', c = '', d = ''] = address.split('.');
    const first = this.#firstOf(a);
    // Without a free group, the first two numbers together are one.
    const [above, second] = first === FURTHER ? ['', `${a}.${b}`] : [a, b];
    const spare = String(first).length - a.length;
    const two = this.#numberOf(above, second, b.length - spare, isOfTwelve(a, b) ? TWELVE : undefined);
    const three = this.#numberOf(`${a}.${b}`, c, c.length);
    const four = this.#numberOf(`${a}.${b}.${c}`, d, d.length);
    return `${first}.${two}.${three}.${four}`;
  }

  /** Uses a stand-in of an earlier run again. */
  restore(address: string, standIn: string): void {
    const [from, to] = [address.split('.'), standIn.split('.')];
    const [a = '', b = '', c = '', d = ''] = from;
    const [first = NaN, two = NaN, three = NaN, four = NaN] = to.map(Number);
    if (Number.isNaN(first + two + three + four)) return;
    if (first !== FURTHER) this.#first.set(a, first);
    this.#set(first === FURTHER ? '' : a, first === FURTHER ? `${a}.${b}` : b, two);
    this.#set(`${a}.${b}`, c, three);
    this.#set(`${a}.${b}.${c}`, d, four);
  }

  #firstOf(number: string): number {
    const known = this.#first.get(number);
    if (known !== undefined) return known;
    const used = new Set([...this.#first.values(), ...this.#taken]);
    for (let first = FIRST; first < FIRST + GROUPS; first++) {
      if (used.has(first)) continue;
      this.#first.set(number, first);
      return first;
    }
    return FURTHER;
  }

  /** The number that replaces another below the numbers `above`, if possible with so many digits and in a range. */
  #numberOf(above: string, number: string, digits: number, within?: Range): number {
    const { standIns, used } = this.#branchOf(above);
    const known = standIns.get(number);
    if (known !== undefined) return known;
    if (number === '0' || number === '255') return Number(number);
    const free = firstFree(used, Number(number), within ?? RANGES[digits - 1]);
    this.#set(above, number, free);
    return free;
  }

  #set(above: string, number: string, standIn: number): void {
    const { standIns, used } = this.#branchOf(above);
    standIns.set(number, standIn);
    used.add(standIn);
  }

  #branchOf(above: string): Branch {
    const known = this.#branches.get(above);
    if (known) return known;
    const branch: Branch = { standIns: new Map(), used: new Set() };
    this.#branches.set(above, branch);
    return branch;
  }
}

/** The first and the last number. */
type Range = readonly [number, number];
/** The ranges of numbers with one, two and three digits. */
const RANGES: readonly Range[] = [
  [1, 9],
  [10, 99],
  [100, 254],
];

/** A number that is not used yet and not `own`, if possible in the preferred range; the last one if all are used. */
function firstFree(used: ReadonlySet<number>, own: number, preferred: Range | undefined): number {
  for (const [from, to] of preferred ? [preferred, ...RANGES] : RANGES)
    for (let number = from; number <= to; number++) if (number !== own && !used.has(number)) return number;
  return used.has(own) ? 254 : own;
}

/** The second numbers of 172.16.0.0/12 (RFC 1918), which stays one network. */
const TWELVE: Range = [16, 31];

function isOfTwelve(a: string, b: string): boolean {
  return a === '172' && Number(b) >= TWELVE[0] && Number(b) <= TWELVE[1];
}

/** Documentation (RFC 5737), benchmarks (RFC 2544), and the ranges of `AddressStandIns`. */
function isStandIn(address: string): boolean {
  return /^(?:192\.0\.2|203\.0\.113|198\.51\.100|198\.1[89]\.\d{1,3}|0\.[1-9]\d{0,2}\.\d{1,3}|2[45]\d\.\d{1,3}\.\d{1,3})\./.test(
    address,
  );
}

/** Blocks of stand-ins that consist of a number only: link-local, and discard-only (RFC 6666). */
const OWN_BLOCKS: ReadonlySet<string> = new Set(['fe80', '100']);
/** The length of `2001:db8:0:1::1`, and of the prefix of shorter stand-ins. */
const MIN_STAND_IN_LENGTH = 15;
const DOCUMENTATION6 = '2001:db8::';

/**
 * Stand-ins for IPv6 addresses, from 2001:db8::/32 (RFC 3849): each /48 and each /64 network is mapped to another, and hosts
 * are numbered. Addresses too short for that are only numbered. The text length is kept.
 */
export class Address6StandIns {
  readonly #sites = new Map<string, { number: number; subnets: number }>();
  readonly #networks = new Map<string, { site: number; number: number; hosts: Map<string, number> }>();
  readonly #taken = new Set<string>();
  readonly #alone = new Map<string, string>();
  #numbers = 0;

  keeps(address: string): boolean {
    const groups = expand(address);
    const isNumbered = OWN_BLOCKS.has(groups[0] ?? '') && groups.slice(1, 7).every(group => group === '0');
    const keeps = isNumbered || (groups[0] === '2001' && groups[1] === 'db8');
    if (keeps) this.#taken.add(groups.join(':'));
    return keeps;
  }

  of(address: string): string {
    const groups = expand(address);
    const isLocal = groups[0] === 'fe80';
    if (isLocal || address.length < MIN_STAND_IN_LENGTH)
      return this.#numbered(groups.join(':'), address.length, isLocal);
    const prefix = groups.slice(0, 4).join(':');
    const host = groups.slice(4).join(':');
    let network = this.#networks.get(prefix);
    if (!network) this.#networks.set(prefix, (network = this.#networkOf(groups)));
    for (;;) {
      const known = network.hosts.get(host);
      const number = known ?? network.hosts.size + 1;
      network.hosts.set(host, number);
      const standIn = [
        '2001',
        'db8',
        network.site.toString(16),
        network.number.toString(16),
        '0',
        '0',
        '0',
        number.toString(16),
      ];
      if (known === undefined && this.#taken.has(standIn.join(':'))) {
        network.hosts.delete(host);
        network.hosts.set(`taken ${number}`, number);
        continue;
      }
      return paddedAddress(standIn, address.length);
    }
  }

  #networkOf(groups: readonly string[]): { site: number; number: number; hosts: Map<string, number> } {
    const prefix = groups.slice(0, 3).join(':');
    const site = this.#sites.get(prefix) ?? { number: this.#sites.size, subnets: 0 };
    this.#sites.set(prefix, site);
    return { site: site.number, number: ++site.subnets, hosts: new Map() };
  }

  /** A stand-in that is a number in a separate block. */
  #numbered(address: string, length: number, isLocal: boolean): string {
    const key = `${length} ${address}`;
    let standIn = this.#alone.get(key);
    while (standIn === undefined) {
      const prefix = isLocal ? 'fe80::' : length > DOCUMENTATION6.length ? DOCUMENTATION6 : '100::';
      const candidate = prefix + filledGroups(length - prefix.length, (++this.#numbers).toString(16));
      if (!this.#taken.has(expand(candidate).join(':'))) standIn = candidate;
    }
    this.#alone.set(key, standIn);
    return standIn;
  }
}

/** The eight groups of an address, in lower case and without leading zeros. */
function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = max(0, 8 - before.length - after.length);
  const groups = tail === undefined ? before : [...before, ...Array<string>(zeros).fill('0'), ...after];
  return groups.map(group => group.replace(/^0+(?=.)/, ''));
}

/** A hex number as address groups, at least `length` characters long. */
function filledGroups(length: number, hex: string): string {
  const last = hex.slice(-4);
  if (length <= 4) return hex.padStart(length, '0');
  // A group cannot start with a lone colon.
  if (length === 5) return `0:${hex.padStart(3, '0')}`;
  return `${filledGroups(length - 5, hex.slice(0, -4))}:${last.padStart(4, '0')}`;
}

/** The address padded to `length` characters where leading zeros and `::` allow it. */
function paddedAddress(groups: readonly string[], length: number): string {
  const short = `${groups.slice(0, 4).join(':')}::${groups[7] ?? ''}`;
  const long = groups.join(':');
  const start = length >= long.length ? long : short;
  let missing = length - start.length;
  return start
    .split(':')
    .map((group, index) => {
      if (missing <= 0 || index === 0 || group === '') return group;
      const padded = group.padStart(min(4, group.length + missing), '0');
      missing -= padded.length - group.length;
      return padded;
    })
    .join(':');
}
