/** Networks of 256 addresses that RFC 5737 keeps for documentation. */
const DOCUMENTATION = ['192.0.2', '203.0.113', '198.51.100'] as const;
/** RFC 2544 keeps 198.18.0.0/15 for tests of devices: 512 networks. RFC 1112 keeps 240.0.0.0/4. */
const TESTS = 512;
const RESERVED = 15 * 65536;
/** With how many characters a network of these ranges is written. */
const SHORTEST = 7;
const LONGEST = 10;

/**
 * Stand-ins of IPv4 addresses. A network of 256 addresses becomes another such network, and the last number stays: two
 * addresses that shared a network still do, and no two become one. Where there is a choice, the stand-in is as long as the
 * address; a network that is written with fewer than 7 characters or more than 10 has none of its length.
 */
export class AddressStandIns {
  readonly #networks = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** How far the networks of each length are given away. */
  readonly #next = new Map<number, number>();

  /** Whether an address is a stand-in already; its network is given to no other then. */
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
      standIn = this.#free(Math.min(LONGEST, Math.max(SHORTEST, network.length)));
      this.#networks.set(network, standIn);
      this.#taken.add(standIn);
    }
    return standIn + address.slice(network.length);
  }

  #free(length: number): string {
    const documentation = DOCUMENTATION.filter(network => !this.#taken.has(network));
    return (
      documentation.find(network => network.length === length) ??
      this.#test(length) ??
      documentation[0] ??
      this.#test(8) ??
      this.#test(9) ??
      this.#test(10) ??
      this.#reserved()
    );
  }

  /** A free network of 198.18.0.0/15 that is written with so many characters. */
  #test(length: number): string | undefined {
    for (let index = this.#next.get(length) ?? 0; index < TESTS; index++) {
      const network = `198.${18 + (index >> 8)}.${index & 255}`;
      this.#next.set(length, index + 1);
      if (network.length === length && !this.#taken.has(network)) return network;
    }
    return undefined;
  }

  #reserved(): string {
    for (let index = this.#next.get(0) ?? 0; index < RESERVED; index++) {
      const network = `${240 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
      this.#next.set(0, index + 1);
      if (!this.#taken.has(network)) return network;
    }
    // A million networks in one run: there is no address left that is nobody's.
    return '240.0.0';
  }
}

function networkOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}

function isStandIn(network: string): boolean {
  return /^(?:192\.0\.2|203\.0\.113|198\.51\.100|198\.1[89]\.\d{1,3}|24\d\.\d{1,3}\.\d{1,3})$/.test(network);
}

/** Stand-ins of IPv6 addresses, of 2001:db8::/32 (RFC 3849): a network of 64 bits becomes another, hosts are numbered. */
export class Address6StandIns {
  readonly #networks = new Map<string, { number: number; hosts: Map<string, number> }>();
  readonly #taken = new Set<string>();
  #numbers = 0;

  keeps(address: string): boolean {
    const groups = expand(address);
    const keeps = (groups[0] === '2001' && groups[1] === 'db8') || /^fe80::[0-9a-f]{1,4}$/i.test(address);
    if (keeps) this.#taken.add(groups.join(':'));
    return keeps;
  }

  of(address: string): string {
    const groups = expand(address);
    const prefix = groups.slice(0, 4).join(':');
    const host = groups.slice(4).join(':');
    let network = this.#networks.get(prefix);
    if (!network) this.#networks.set(prefix, (network = { number: ++this.#numbers, hosts: new Map() }));
    const local = groups[0] === 'fe80';
    for (;;) {
      const known = network.hosts.get(host);
      const number = known ?? network.hosts.size + 1;
      network.hosts.set(host, number);
      const head = local ? ['fe80', '0', '0', '0'] : ['2001', 'db8', '0', network.number.toString(16)];
      const standIn = [...head, '0', '0', '0', number.toString(16)];
      if (known === undefined && this.#taken.has(standIn.join(':'))) {
        network.hosts.delete(host);
        network.hosts.set(`taken ${number}`, number);
        continue;
      }
      return local ? `fe80::${number.toString(16)}` : written(standIn, address.length);
    }
  }
}

/** The eight groups of an address, without zeros before them, in small letters. */
function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Math.max(0, 8 - before.length - behind.length);
  const groups = tail === undefined ? before : [...before, ...Array<string>(zeros).fill('0'), ...behind];
  return groups.map(group => group.replace(/^0+(?=.)/, ''));
}

/** The address written with `length` characters, as far as zeros before its groups and `::` go. */
function written(groups: readonly string[], length: number): string {
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
