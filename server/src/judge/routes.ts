import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { type AddressRange, covers, rangeOf } from './addresses';
import { type FactValue, MAX_KEPT } from './readings';

/** A route that is in use: from the routing table, or from the kernel, which forwards by its own table. */
interface Route extends FactValue {
  readonly table: 'route' | 'kernel';
  /** Its destination. */
  readonly range: AddressRange;
}

/** Maximum length of a line of a list of routes, in UTF-16 code units. */
const MAX_LINE = 300;

const SUBNET = String.raw`(?<subnet>(?:\d{1,3}\.){3}\d{1,3}/\d{1,2})`;
const INTERFACE = String.raw`(?<name>[\w./ -]{1,35}?)(?=$|,| \[| vrf\b| tun\b|\s*\r?\n)`;
/** The first line of a route: `S*  0.0.0.0/0 [5/0] via 192.0.2.1, port1`, `Routing entry for 192.0.2.0/24`. */
const HEAD = new RegExp(String.raw`^\s*(?:(?<codes>[A-Z][A-Z\d*> ]{0,8}) |Routing entry for )\s*${SUBNET}`);
/** The way of a route, in its first line or below: several have the same cost. */
const WAY = new RegExp(String.raw`(?:via (?:[\d.]{7,15}, )?|directly connected, )${INTERFACE}`);
/** `tab=254 vf=0 ... 0.0.0.0/0.0.0.0/0->192.0.2.0/24 pref=0.0.0.0 gwy=198.51.100.1 dev=5(port3)` */
const KERNEL = new RegExp(
  String.raw`^\s*tab=25[45] .{0,120}->${SUBNET} .{0,100}\bdev=\d{1,6}\((?<name>[^)\s]{1,35})\)`,
);
/** In the database of routes, this marks those in use. */
const IN_USE = '>';

/** The routes that a capture shows, of the routing table and of the kernel. */
const routesIn = cached(({ text, records }: Analysis): readonly Route[] => {
  const found: Route[] = [];
  let range: AddressRange | undefined;
  let isDatabase = false;
  for (const record of records) {
    const { kind, start, end } = record;
    if (record.kind === 'command') isDatabase = /\bdatabase\b/.test(record.kept?.typed ?? '');
    if (OTHERS.has(kind) || found.length >= MAX_KEPT) {
      range = undefined;
      continue;
    }
    const { table, subnet, codes, name } = readLine(text.slice(start, Math.min(end, start + MAX_LINE)));
    // Further ways of a route stand below it.
    if (subnet !== undefined) range = isDatabase && !codes.includes(IN_USE) ? undefined : rangeOf(subnet);
    if (range && name !== undefined) found.push({ table, range, value: name.trim(), start, end });
  }
  return found;
});

/** Records after which no list of routes goes on. */
const OTHERS: ReadonlySet<string> = new Set(['command', 'debug', 'blank']);

interface RouteLine {
  readonly table: Route['table'];
  readonly subnet: string | undefined;
  readonly codes: string;
  /** The interface. */
  readonly name: string | undefined;
}

function readLine(line: string): RouteLine {
  const kernel = KERNEL.exec(line)?.groups;
  if (kernel) return { table: 'kernel', subnet: kernel['subnet'], codes: '', name: kernel['name'] };
  const { subnet, codes = '' } = HEAD.exec(line)?.groups ?? {};
  return { table: 'route', subnet, codes, name: WAY.exec(line)?.groups?.['name'] };
}

/** Names the VRF of the routes below it. */
const VRF = /^Routing table for VRF=(\d{1,4})/;

/** The VRFs whose routes a capture shows. */
const vrfsIn = cached(
  ({ text, records }: Analysis): ReadonlySet<string> =>
    new Set(
      records.flatMap(
        ({ kind, start }) => (kind === 'text' && VRF.exec(text.slice(start, start + 40))?.[1]) || [],
      ),
    ),
);

/** The interfaces of the most specific route to an address; none if the capture shows no route to it, or of several VRFs: no message names its own. */
export function routesTo(analysis: Analysis, address: string, table: Route['table']): readonly FactValue[] {
  const wanted = rangeOf(address);
  if (!wanted || (table === 'route' && vrfsIn(analysis).size > 1)) return [];
  const routes = routesIn(analysis).filter(({ table: own, range }) => own === table && covers(range, wanted));
  const sizes = routes.map(({ range: [from, to] }) => to - from);
  const least = Math.min(...sizes);
  return routes.filter((_, at) => sizes[at] === least);
}
