import { min } from '../integers';
import { detached, type Source, type Span, withoutRuns } from '../syntax';
import type { ListedChecksum, ListedDnsServer, ListedRatingServer, Shown } from './shownTypes';

/** Maximum length of a line that is read, in UTF-16 code units. */
const MAX_LINE = 240;
/** Maximum number of lines kept until they are taken out; lists of a unit with many VDOMs are shorter. */
const MAX_LISTED = 4096;
/** The name of a unit in a rule (`==== name ====`) before its list. */
const UNIT = /^={3,} ?(?<unit>[\w.-]{1,64}) ?={3,}/;
/** A checksum of the configuration, a VDOM or a table, as pairs of digits or as one word; old releases name the role first. */
const CHECKSUM =
  /^(?:(?<role>MASTER|SLAVE) ?: )?(?<name>[\w.-]{1,64}): (?:: )?(?<value>(?:[0-9a-f]{2} ){15}[0-9a-f]{2}|[0-9a-f]{32})(?![0-9a-z])/i;
/** The name of the second of two units that a list does not tell apart. */
const SECOND_UNIT = '2';
/** Two lists beside each other have two checksums in a line, below two names. */
const BESIDE = /^(?<left>[\w.-]{1,64}: \S.*?) (?<right>[\w.-]{1,64}: \S.*)$/;
const HEADINGS = /^(?<left>[\w.()-]{1,64}) (?<right>[\w.()-]{1,64})$/;
/** A heading of a list that names its unit by its role or by its serial number. */
const HEADING =
  /^[=*# -]{0,20}(?<unit>(?:master|slave|primary|secondary|subordinate)|F[A-Z]{1,4}\d?[A-Z\d]{10,14})(?: unit)?:?[=*# -]{0,20}$/i;
const ROLE = /^is_manage_(?:master|primary)\(\)=(?<primary>[01])/;
/** A server of the DNS proxy, with the number of requests and answers. */
const SERVER =
  /^(?<server>\[?[0-9a-f.:]{2,45}\]?:\d{1,5}) (?:[\w.-]+=[\w.-]* ){0,8}req=(?<asked>\d{1,10}) to=(?<late>\d{1,10}) res=(?<answered>\d{1,10})\b/i;

/** The heading of the FortiGuard servers that `diagnose debug rating` lists, and one of them. */
const RATING_SERVERS = /^-=- Server List/;
const RATING_SERVER =
  /^(?<server>[0-9a-f.:]{3,45}) +-?\d{1,6} +-?\d{1,6} +(?<flags>[A-Z]{1,6} +)?-?\d{1,3} +(?<asked>\d{1,10}) +\d{1,10} +(?<lost>\d{1,10}) /i;

/** Reads lists about the units of a cluster and the DNS and FortiGuard servers of a unit, which no daemon prints. */
export class UnitListBuilder {
  #checksums: ListedChecksum[] = [];
  #dnsServers: ListedDnsServer[] = [];
  /** The unit and the zone of the checksums being read. */
  #unit = '';
  #zone: ListedChecksum['zone'] = '';
  /** The VDOM whose tables a command lists. */
  scope = '';
  /** The object of the checksum on the previous line. */
  #object = '';
  /** The last line of two words: the names above two lists beside each other. */
  #beside: readonly string[] | undefined;
  #dns: 'none' | 'begins' | 'goes on' = 'none';
  #ratingServers: ListedRatingServer[] = [];
  #rating: 'none' | 'begins' | 'goes on' = 'none';

  constructor(readonly text: Source) {}

  /** A command was typed at the prompt of a unit, whose name may be unknown. */
  command(host: string, { start, end }: Span): void {
    this.#unit = host;
    this.#zone = '';
    this.scope = '';
    this.#object = '';
    this.#beside = undefined;
    this.#dns = 'none';
    this.#rating = 'none';
    // A copy has the name of the unit before each line.
    const checksum =
      host === '' || start === end ? undefined : CHECKSUM.exec(withoutRuns(this.#line(start, end)))?.groups;
    if (checksum) this.#checksum({ start, end }, checksum);
  }

  /** A rule (`====`), which can contain the name of a unit. */
  banner({ start, end }: Span): void {
    const unit = UNIT.exec(withoutRuns(this.#line(start, end)))?.groups?.['unit'];
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

  /** A line that no form recognises; true if it is one of a list. */
  line({ start, end }: Span): boolean {
    const whole = this.#line(start, end);
    const place = { start, end: start + whole.length };
    const line = withoutRuns(whole);
    if (line === 'debugzone' || line === 'checksum') {
      this.#zone = line;
      return true;
    }
    if (RATING_SERVERS.test(line)) {
      this.#rating = 'begins';
      return true;
    }
    const rating = this.#rating === 'none' ? undefined : RATING_SERVER.exec(line)?.groups;
    if (rating) {
      this.#ratingServer(place, rating);
      return true;
    }
    if (line === 'DNS servers:') {
      this.#dns = 'begins';
      return true;
    }
    if (this.#readHeading(line) || this.#readBeside(place, line)) return true;
    const checksum = CHECKSUM.exec(line)?.groups;
    if (checksum) {
      this.#checksum(place, checksum);
      return true;
    }
    const server = this.#dns === 'none' ? undefined : SERVER.exec(line)?.groups;
    if (server) this.#server(place, server);
    else this.#dns = 'none';
    return server !== undefined;
  }

  /** Reads a heading that names one unit or two; false for another line. */
  #readHeading(line: string): boolean {
    const unit = HEADING.exec(line)?.groups?.['unit'];
    if (unit !== undefined) {
      [this.#unit, this.#zone] = [detached(unit), ''];
      return true;
    }
    const { left, right } = HEADINGS.exec(line)?.groups ?? {};
    if (left === undefined || right === undefined) return false;
    if (left !== right) this.#beside = detached([left, right]);
    else if (left === 'debugzone' || left === 'checksum') this.#zone = left;
    return left === right;
  }

  /** Reads a line of two lists beside each other; false for another line. */
  #readBeside(place: Span, line: string): boolean {
    const { left = '', right = '' } = BESIDE.exec(line)?.groups ?? {};
    const sides = [left, right].map(side => CHECKSUM.exec(side)?.groups);
    if (!sides.every(side => side !== undefined)) return false;
    for (const [index, side] of sides.entries()) {
      this.#unit = this.#beside?.[index] ?? String(1 - index);
      this.#checksum(place, side);
    }
    return true;
  }

  /** Takes out what was listed since the last call. */
  take(): Pick<Shown, 'checksums' | 'dnsServers' | 'ratingServers'> {
    const listed = {
      checksums: this.#checksums,
      dnsServers: this.#dnsServers,
      ratingServers: this.#ratingServers,
    };
    [this.#checksums, this.#dnsServers, this.#ratingServers] = [[], [], []];
    return listed;
  }

  #checksum(
    place: Span,
    { role, name = '', value = '' }: Readonly<Record<string, string | undefined>>,
  ): void {
    if (this.#checksums.length >= MAX_LISTED) return;
    const isSecond = this.#unit === '' && this.#zone === '' && this.#object === name;
    const unit = role ?? (isSecond ? SECOND_UNIT : this.#unit);
    this.#object = detached(name);
    const one = { unit: detached(unit), zone: this.#zone, name: this.#object, scope: this.scope };
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

  #ratingServer(
    place: Span,
    { server = '', flags = '', ...counts }: Readonly<Record<string, string | undefined>>,
  ): void {
    if (this.#ratingServers.length >= MAX_LISTED) return;
    this.#ratingServers.push({
      ...place,
      server: detached(server),
      // F: the server failed.
      isSilent: flags.includes('F') && Number(counts['asked']) > 0 && Number(counts['lost']) > 0,
      isFirst: this.#rating === 'begins',
    });
    this.#rating = 'goes on';
  }

  #line(start: number, end: number): string {
    return this.text.slice(start, min(end, start + MAX_LINE)).trimEnd();
  }
}
