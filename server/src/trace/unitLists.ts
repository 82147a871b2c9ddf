import { detached, type Source, type Span } from '../syntax';
import type { ListedChecksum, ListedDnsServer } from './shownTypes';

/** Maximum length of a line that is read, in UTF-16 code units. */
const MAX_LINE = 160;
/** Maximum number of lines kept until they are taken out; lists of a unit with many VDOMs are shorter. */
const MAX_LISTED = 4096;
/** The name of a unit in a rule (`==== name ====`) before its list. */
const UNIT = /^={3,} ?(?<unit>[\w.-]{1,64}) ?={3,}/;
/** A checksum of the configuration, a VDOM or a table, as pairs of digits or as one word. */
const CHECKSUM =
  /^(?<name>[\w.-]{1,64}): (?:: )?(?<value>(?:[0-9a-f]{2} ){15}[0-9a-f]{2}|[0-9a-f]{32})(?![0-9a-z])/i;
const ROLE = /^is_manage_(?:master|primary)\(\)=(?<primary>[01])/;
/** A server of the DNS proxy, with the number of requests and answers. */
const SERVER =
  /^(?<server>\[?[0-9a-f.:]{2,45}\]?:\d{1,5}) (?:[\w.-]+=[\w.-]* ){0,8}req=(?<asked>\d{1,10}) to=(?<late>\d{1,10}) res=(?<answered>\d{1,10})\b/i;

/** Reads lists about the units of a cluster and the DNS servers of a unit, which no daemon prints. */
export class UnitListBuilder {
  #checksums: ListedChecksum[] = [];
  #dnsServers: ListedDnsServer[] = [];
  /** The unit and the zone of the checksums being read. */
  #unit = '';
  #zone: ListedChecksum['zone'] = '';
  #dns: 'none' | 'begins' | 'goes on' = 'none';

  constructor(readonly text: Source) {}

  /** A command was typed at the prompt of a unit, whose name may be unknown. */
  command(host: string): void {
    this.#unit = host;
    this.#zone = '';
    this.#dns = 'none';
  }

  /** A rule (`====`), which can contain the name of a unit. */
  banner({ start, end }: Span): void {
    const unit = UNIT.exec(this.#line(start, end))?.groups?.['unit'];
    if (unit === undefined) return;
    this.#unit = detached(unit);
    this.#zone = '';
  }

  /** A sentence: the role names a unit that has no other name. */
  sentence(message: string): void {
    const primary = ROLE.exec(message)?.groups?.['primary'];
    if (primary === undefined) return;
    if (this.#unit === '' || /^[01]$/.test(this.#unit)) this.#unit = primary;
    this.#zone = '';
  }

  /** A line that no form recognises. */
  line({ start, end }: Span): void {
    const line = this.#line(start, end);
    if (line === 'debugzone' || line === 'checksum') {
      this.#zone = line;
      return;
    }
    if (line === 'DNS servers:') {
      this.#dns = 'begins';
      return;
    }
    const checksum = CHECKSUM.exec(line)?.groups;
    if (checksum) return this.#checksum({ start, end: start + line.length }, checksum);
    const server = this.#dns === 'none' ? undefined : SERVER.exec(line)?.groups;
    if (server) this.#server({ start, end: start + line.length }, server);
    else this.#dns = 'none';
  }

  /** Takes out what was listed since the last call. */
  take(): { readonly checksums: readonly ListedChecksum[]; readonly dnsServers: readonly ListedDnsServer[] } {
    const [checksums, dnsServers] = [this.#checksums, this.#dnsServers];
    [this.#checksums, this.#dnsServers] = [[], []];
    return { checksums, dnsServers };
  }

  #checksum(place: Span, { name = '', value = '' }: Readonly<Record<string, string | undefined>>): void {
    if (this.#checksums.length >= MAX_LISTED) return;
    const one = { unit: this.#unit, zone: this.#zone, name: detached(name) };
    this.#checksums.push({ ...place, ...one, value: detached(value.replaceAll(' ', '').toLowerCase()) });
  }

  #server(place: Span, { server = '', ...counts }: Readonly<Record<string, string | undefined>>): void {
    if (this.#dnsServers.length >= MAX_LISTED) return;
    this.#dnsServers.push({
      ...place,
      server: detached(server),
      asked: Number(counts['asked']),
      late: Number(counts['late']),
      answered: Number(counts['answered']),
      isFirst: this.#dns === 'begins',
    });
    this.#dns = 'goes on';
  }

  #line(start: number, end: number): string {
    return this.text.slice(start, Math.min(end, start + MAX_LINE)).trimEnd();
  }
}
