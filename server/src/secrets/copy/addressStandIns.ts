/** Networks of 256 addresses reserved for documentation (RFC 5737). */
const DOCUMENTATION = ['192.0.2', '203.0.113', '198.51.100'] as const;

/** Numbered networks of 256 addresses that no host uses. */
interface Range {
  readonly size: number;
  readonly network: (index: number) => string;
}

/** 198.18.0.0/15 is reserved for benchmarks (RFC 2544), 0.0.0.0/8 by RFC 1122, 240.0.0.0/4 by RFC 1112. */
const RANGES: readonly Range[] = [
  { size: 512, network: index => `198.${18 + (index >> 8)}.${index & 255}` },
  { size: 255 * 256, network: index => `0.${1 + (index >> 8)}.${index & 255}` },
  { size: 15 * 65536, network: index => `${240 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}` },
];

/**
 * Stand-ins for IPv4 addresses. The first three numbers are replaced by a network of the same text length, if one is free;
 * the last number is kept. Addresses of one network stay in one network, and no two addresses get the same stand-in.
 */
export class AddressStandIns {
  readonly #networks = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** The next free index by range and text length. */
  readonly #nextIndex = new Map<string, number>();

  /** True for a stand-in of an earlier redaction; reserves its network. */
  keeps(address: string): boolean {
    const network = networkOf(address);
    if (!isStandIn(network)) return false;
    this.#taken.add(network);
    return true;
  }

  of(address: string): string {
    const network = networkOf(address);
    let standIn = this.#networks.get(network);
    if (standIn === undefined) {
      standIn = this.#free(network.length) ?? this.#free() ?? '240.0.0';
      this.#networks.set(network, standIn);
      this.#taken.add(standIn);
    }
    return standIn + address.slice(network.length);
  }

  /** A free network whose text has `length` characters, or undefined. */
  #free(length?: number): string | undefined {
    const fits = (network: string): boolean =>
      (length === undefined || network.length === length) && !this.#taken.has(network);
    const documentation = DOCUMENTATION.find(fits);
    if (documentation !== undefined) return documentation;
    for (const [number, { size, network }] of RANGES.entries()) {
      const key = `${number} ${length ?? 0}`;
      for (let index = this.#nextIndex.get(key) ?? 0; index < size; index++) {
        this.#nextIndex.set(key, index + 1);
        const candidate = network(index);
        if (fits(candidate)) return candidate;
      }
    }
    return undefined;
  }
}

function networkOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}

function isStandIn(network: string): boolean {
  return /^(?:192\.0\.2|203\.0\.113|198\.51\.100|198\.1[89]\.\d{1,3}|0\.[1-9]\d{0,2}\.\d{1,3}|2[45]\d\.\d{1,3}\.\d{1,3})$/.test(
    network,
  );
}

/** Blocks of stand-ins that consist of a number only: link-local, and discard-only (RFC 6666). */
const OWN_BLOCKS: ReadonlySet<string> = new Set(['fe80', '100']);
/** The length of `2001:db8:0:1::1`, and of the prefix of shorter stand-ins. */
const MIN_STAND_IN_LENGTH = 15;
const DOCUMENTATION6 = '2001:db8::';

/**
 * Stand-ins for IPv6 addresses, from 2001:db8::/32 (RFC 3849): each /64 network is mapped to another, and hosts are
 * numbered. Addresses too short for that are only numbered. The text length is kept.
 */
export class Address6StandIns {
  readonly #networks = new Map<string, { number: number; hosts: Map<string, number> }>();
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
    if (!network) this.#networks.set(prefix, (network = { number: ++this.#numbers, hosts: new Map() }));
    for (;;) {
      const known = network.hosts.get(host);
      const number = known ?? network.hosts.size + 1;
      network.hosts.set(host, number);
      const standIn = ['2001', 'db8', '0', network.number.toString(16), '0', '0', '0', number.toString(16)];
      if (known === undefined && this.#taken.has(standIn.join(':'))) {
        network.hosts.delete(host);
        network.hosts.set(`taken ${number}`, number);
        continue;
      }
      return paddedAddress(standIn, address.length);
    }
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
  const zeros = Math.max(0, 8 - before.length - after.length);
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
      const padded = group.padStart(Math.min(4, group.length + missing), '0');
      missing -= padded.length - group.length;
      return padded;
    })
    .join(':');
}
