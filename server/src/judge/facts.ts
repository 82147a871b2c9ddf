import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { max, min } from '../integers';
import { lookUpBuild } from '../knowledge';
import { scopeOf } from '../knowledge/factKinds';
import type { Finding } from '../rules';
import { isMasked } from '../secrets';
import {
  type CaptureRecord,
  contains,
  type DebugRecord,
  eventField,
  messageIn,
  phrasesIn,
  type Span,
  WRAPS,
} from '../syntax';
import type { Exchange, Located } from '../trace';
import { buildOfExchange } from './exchangeIndex';
import { captureAt, exchangeAt, recordAt, recordIndexAt } from './places';
import { linesOfScene, type Scene, sceneAt } from './scenes';
import { stampOf } from './stamps';
import { configurationIn } from './configuration';
import { isEnded } from './ends';
import { BUILD, type FactPlace, type FactValue, fieldsIn, firstPackets, isKnown, isVersion, located, matched, MIN_QUOTED, type Placed, RELEASE, sentenceValues, valuesInCapture } from './readings'; // oxfmt-ignore
import { routesTo } from './routes';
import { reachedBy } from './stages';
import { isOfVdom, vdomOf } from './scope';
import { areUnitsMixed, hostsIn, pathOf, unitAt, type UnitFact } from './units';

/** Maximum length of the text with the XML of a login that is read, in UTF-16 code units. */
const MAX_XML = 1 << 16;

/** What is known of a problem, to look up its facts. */
export interface Subject {
  readonly analysis: Analysis;
  readonly finding: Finding;
  readonly at: number;
  readonly exchange: Exchange | undefined;
  readonly scene: Scene | undefined;
  /** The name of the unit in the prompts around the problem; undefined if they show none. */
  readonly host: string | undefined;
  /** The serial number of its unit; undefined if unknown. */
  readonly unit: string | undefined;
  /** Its VDOM; undefined if the capture does not show it. */
  readonly vdom: string | undefined;
  /** What other captures show of this unit. */
  readonly others: readonly UnitFact[];
}

/** @param at the place of the problem that is asked about: a problem can repeat */
export function subjectOf(analysis: Analysis, finding: Finding, at: number): Subject {
  const exchange = exchangeAt(analysis, at);
  const asking = exchange?.request?.unit ?? exchange?.answer?.unit;
  const scene = sceneAt(analysis, at);
  return {
    analysis,
    finding,
    at,
    exchange,
    scene,
    vdom: vdomOf(analysis, at, scene),
    host: captureAt(analysis, at)?.host?.text,
    unit: asking?.text ?? unitAt(analysis, at),
    others: [],
  };
}

/**
 * The values of a fact at an address of `Condition.fact`, without those that are masked or of another unit. What the capture
 * does not show is looked up in the others.
 */
export function valuesOf(address: string, subject: Subject): readonly FactValue[] {
  const [kind, rest] = partsOf(address, subject);
  const own = shownValues(address, subject).filter(({ value }) => isKnown(value));
  return own.length > 0 ? own : agreed(`${kind}/${rest}`, subject);
}

/** What this capture shows, with what is masked. */
export function shownValues(address: string, subject: Subject): readonly FactValue[] {
  const [kind, rest] = partsOf(address, subject);
  const values = PROVIDERS[kind]?.(rest, subject) ?? [];
  return values.filter(one => isOfSubject(`${kind}/${rest}`.toLowerCase(), one, subject));
}

/** True for a fact of the VDOM or the attempt of the problem that nothing between the two has ended. */
function isOfSubject(address: string, { start, isDerived, other }: FactValue, subject: Subject): boolean {
  if (isDerived || other) return true;
  const { analysis, at, vdom } = subject;
  if (isEnded(analysis, address, start < at ? [start, at] : [at, start], tokensOf(subject))) return false;
  if (address.startsWith('capture/') && scopeOf(address) === 'attempt') return isOfAttempt(start, subject);
  return isOfVdom(analysis, address, start, vdom);
}

/** `[413:root:15]`: sslvpnd puts it before the lines of one connection. */
const CONNECTION = /^\d{1,10}:[\w.-]{1,31}:[\da-f]{1,16}$/;

/** Whether a line that names no attempt is of that of the problem: no line between the two is of another one. */
function isOfAttempt(start: number, { analysis, at, scene }: Subject): boolean {
  const { text, records } = analysis;
  const connectionOf = (record: CaptureRecord | undefined): string | undefined =>
    record?.kind === 'debug' && record.tag
      ? CONNECTION.exec(text.slice(record.tag.start, record.tag.end))?.[0]
      : undefined;
  const own = scene ? linesOfScene(scene) : [];
  if (own.some(line => contains(line, start))) return true;
  const connections = new Set([recordAt(analysis, at), ...own].flatMap(one => connectionOf(one) ?? []));
  if (connections.size === 0) return true;
  const end = max(start, at);
  for (let index = recordIndexAt(analysis, min(start, at)); ; index++) {
    const record = records[index];
    if (!record || record.start >= end) return true;
    const connection = connectionOf(record);
    if (connection !== undefined && !connections.has(connection)) return false;
  }
}

function partsOf(address: string, subject: Subject): readonly [kind: string, rest: string] {
  const at = address.indexOf('/');
  return [address.slice(0, at), withNames(address.slice(at + 1), subject)];
}

/** The values in other captures, whose times are unknown: if they contradict each other, none is known. */
function agreed(address: string, subject: Subject): readonly FactValue[] {
  const path = subject.others.length > 0 && pathOf(address);
  if (!path) return [];
  const paths = path[0] === 'token' ? tokensOf(subject).map(token => [...path, token.toLowerCase()]) : [path];
  const found = subject.others.filter(
    one => paths.some(other => isAt(other, one)) && isSameVdom(one, subject.vdom),
  );
  const known = new Map(found.map(one => [one.path.join('/'), one.value]));
  return found.every(one => known.get(one.path.join('/')) === one.value) ? found : [];
}

/** True for a fact of the VDOM of a problem, or of a unit that shows no other one. */
function isSameVdom({ vdom, isOnlyVdom }: UnitFact, own: string | undefined): boolean {
  return vdom === undefined || vdom === own || (own === undefined && isOnlyVdom === true);
}

/**
 * The values in the output of the unit of the problem: in a file of several units, those after prompts with its name, and
 * without such prompts those beside its serial number.
 */
export function ofUnit<Value extends Span>(values: readonly Value[], subject: Subject): readonly Value[] {
  const { analysis, at, host, unit } = subject;
  if (areUnitsMixed(analysis))
    return values.filter(({ start }) => unit !== undefined && unitAt(analysis, start) === unit);
  if (hostsIn(analysis).size < 2) return values;
  return values.filter(({ start }) => {
    const there = captureAt(analysis, start);
    return host === undefined ? there === captureAt(analysis, at) : there?.host?.text === host;
  });
}

/** Addresses of private networks, of carriers behind NAT, and of a link: RFC 1918, 6598 and 3927. */
const PRIVATE: FactValue = {
  value: '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 169.254.0.0/16',
  start: 0,
  end: 0,
  isDerived: true,
};

type Provider = (name: string, subject: Subject) => readonly FactValue[];

const PROVIDERS: Readonly<Record<string, Provider>> = {
  problem: (name, subject) => {
    const { rule, facts, start, end } = subject.finding;
    if (name === 'rule') return [{ value: rule, start, end }];
    const value = facts[name];
    return value === undefined ? [] : [{ value, ...placeIn(subject, value) }];
  },
  unit: (name, subject) => ofUnit(UNIT[name]?.(subject) ?? [], subject),
  member: (name, { exchange }) =>
    name === 'error'
      ? located(exchange?.answer?.members.map(({ error }) => error?.message ?? error?.code) ?? [])
      : [],
  token: (name, subject) => ofUnit(tokenFacts(name, subject), subject),
  saml: samlFacts,
  service: (name, { analysis }) => timesOfAnswers(analysis)[name] ?? [],
  setting: (path, subject) =>
    last(placedAt('setting', path, configurationIn(subject.analysis).settings, subject), subject),
  entry: (path, subject) =>
    last(placedAt('entry', path, configurationIn(subject.analysis).entries, subject), subject),
  table: (path, subject) =>
    last(placedAt('table', path, configurationIn(subject.analysis).tables, subject), subject),
  field(path, subject) {
    const fields = fieldsIn(subject.analysis);
    const own = placedAt('field', path, fields, subject);
    // A copy can lack the command.
    const all = own.length > 0 ? own : placedAt('field', path.replace(/^[^/]+/, ''), fields, subject);
    return last([...all.map(one => withLife(one, subject)), ...typedFor(path, subject)], subject);
  },
  line: (name, subject) => {
    const { analysis, scene } = subject;
    const lines = scene ? linesOfScene(scene) : [];
    const values = sentenceValues(name, lines, analysis);
    // Lines that name no login belong to the only one.
    const isOnly = scene?.about === 'login' && analysis.trace.logins.length === 1;
    if (values.length > 0 || (lines.length > 0 && !isOnly)) return values;
    return ofUnit(valuesInCapture(name, analysis), subject).filter(one =>
      isOfVdom(analysis, `capture/${name}`, one.start, subject.vdom),
    );
  },
  capture: (name, subject) => ofUnit(valuesInCapture(name, subject.analysis), subject),
  stage: (name, subject) =>
    sentenceValues(name, linesOfNegotiation(subject), subject.analysis, 'negotiation'),
  reached: (name, { analysis, scene, at }) => reachedBy(name, analysis, scene, at),
  packet: packetFacts,
  interface: interfacesWith,
  addresses: name => (name === 'private' ? [PRIVATE] : []),
  route: (name, subject) =>
    ofUnit(routesTo(subject.analysis, subject.finding.facts[name] ?? '', 'route'), subject),
  kernel: (name, subject) =>
    ofUnit(routesTo(subject.analysis, subject.finding.facts[name] ?? '', 'kernel'), subject),
  sender(name, { analysis, finding }) {
    const packet = firstPackets(analysis).get(finding.facts[name] ?? '');
    return packet ? [packet] : [];
  },
  event(name, { analysis, at }) {
    const record = recordAt(analysis, at);
    if (!record) return [];
    const { start, end } = record;
    const event = analysis.text.slice(start, end);
    // Old releases wrote `out_intf`.
    const value = name === 'client' ? clientOf(event) : eventField(event, name.replace('intf', '_?intf'));
    return value === undefined ? [] : [{ value, start, end }];
  },
  at(name, { analysis, at }) {
    const record = recordAt(analysis, at);
    return record ? sentenceValues(name, [record], analysis) : [];
  },
};

/** The fields of an event that have the address that a login comes from; old releases wrote `ui="ssh(192.0.2.7)"`. */
const CLIENT_FIELDS = ['srcip', 'remip', 'ui'];

function clientOf(event: string): string | undefined {
  const addresses = CLIENT_FIELDS.flatMap(
    name => /[\da-f]*[.:][\da-f.:]+/i.exec(eventField(event, name) ?? '')?.[0] ?? [],
  );
  return addresses[0];
}

/** Replaces `{name}` in an address or a word by a value in the message of the problem; what is unknown matches nothing. */
export function withNames(address: string, subject: Subject): string {
  return address.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => LOOKED_UP[name]?.(subject) ?? subject.finding.facts[name] ?? whole,
  );
}

/** The interface of the unit that has the destination address of the problem; undefined if the capture does not show it. */
export function ownerOf(subject: Subject): string | undefined {
  return valuesOf('interface/target', subject)[0]?.value;
}

/** The settings `ip` with an address of the message. */
function interfacesAt(subject: Subject, name = 'target'): readonly Placed[] {
  const address = subject.finding.facts[name];
  const configured = configurationIn(subject.analysis).settings.filter(
    ({ path, value }) =>
      path[0] === 'system interface' && path.at(-1) === 'ip' && value.split(/[ /]/, 1)[0] === address,
  );
  return last(ofUnit(configured, subject), subject);
}

/** The interfaces that have an address of the message: by their configuration, or by a route of the kernel. */
function interfacesWith(name: string, subject: Subject): readonly FactValue[] {
  const { analysis, finding } = subject;
  const address = finding.facts[name];
  const configured = interfacesAt(subject, name);
  if (configured.length > 0) return configured.map(one => ({ ...one, value: one.entry ?? '' }));
  const [addresses, interfaces] = (['address', 'interface'] as const).map(hole =>
    ofUnit(valuesInCapture(`flow/kernel-local#${hole}`, analysis), subject),
  );
  const found = interfaces?.[addresses?.findIndex(one => one.value === address) ?? -1];
  return found ? [found] : [];
}

/** The entry that has the destination address: of an interface, or of its further addresses, which have settings of their own. */
function ownerPathOf(subject: Subject): string | undefined {
  const [owner] = interfacesAt(subject);
  return owner ? owner.path.slice(1, -1).join('/') : ownerOf(subject);
}

/** What `allowaccess` of an interface calls services at their usual ports. */
const ACCESSES: Readonly<Record<string, string>> = {
  icmp: 'ping',
  'tcp/22': 'ssh',
  'tcp/23': 'telnet',
  'tcp/80': 'http',
  'tcp/443': 'https',
  'udp/161': 'snmp',
};

/** The settings of the ports on which the unit serves its administrators. */
const ADMIN_PORTS: Readonly<Record<string, string>> = {
  ssh: 'admin-ssh-port',
  telnet: 'admin-telnet-port',
  http: 'admin-port',
  https: 'admin-sport',
};

/** What `allowaccess` calls the service of the message: at its usual port, unless the capture shows that it has another one. */
function accessOf(subject: Subject): string | undefined {
  const service = subject.finding.facts['service'] ?? '';
  const isAt = (port: string | undefined): boolean => port !== undefined && service === `tcp/${port}`;
  const portOf = (access: string): string | undefined => {
    const setting = ADMIN_PORTS[access];
    return setting === undefined
      ? undefined
      : valuesOf(`setting/system global//${setting}`, subject)[0]?.value;
  };
  const moved = Object.keys(ADMIN_PORTS).find(access => isAt(portOf(access)));
  if (moved !== undefined) return moved;
  const usual = ACCESSES[service];
  return usual === undefined || portOf(usual) === undefined ? usual : undefined;
}

/** Names in addresses that the message of a problem need not have. */
const LOOKED_UP: Readonly<Record<string, (subject: Subject) => string | undefined>> = {
  server: serverOf,
  owner: ownerPathOf,
  access: accessOf,
  certificate: subject =>
    valuesOf('setting/vpn ipsec phase1-interface/{connection}/certificate', subject)[0]?.value,
};

/** The server of the problem: if its message has none, the only one that the lines of the attempt name. */
export function serverOf({ analysis: { text }, finding, scene }: Subject): string | undefined {
  const { server } = finding.facts;
  if (server !== undefined || !scene) return server;
  const named = linesOfScene(scene)
    .flatMap(record => phrasesIn(text, record))
    .flatMap(({ values }) => values.filter(({ name }) => name === 'server'));
  const [only, ...others] = new Set(named.map(one => one.text));
  return only === undefined || others.length > 0 || isMasked(only) ? undefined : only;
}

/** Facts of the unit that made the request: from the request, otherwise from `get system status`. */
const UNIT: Readonly<Record<string, (subject: Subject) => readonly FactValue[]>> = {
  serial: ({ analysis, exchange }) => {
    const asking = exchange?.request?.unit ?? exchange?.answer?.unit;
    return located([asking ?? analysis.trace.system.get('serial-number')]);
  },
  members: ({ exchange }) => located(exchange?.request?.members.map(({ serial }) => serial) ?? []),
  build(subject) {
    const { exchange } = subject;
    const build = exchange?.request?.build;
    if (!build) return matched(versionOf(subject), BUILD);
    return located([build]).map(one => ({
      ...one,
      words: `build ${buildOfExchange(exchange) ?? one.value}`,
    }));
  },
  release(subject) {
    const { build, deviceVersion } = subject.exchange?.request ?? {};
    if (!build) return matched(versionOf(subject), RELEASE);
    const release = lookUpBuild(deviceVersion?.text ?? '', build.text)?.facts?.['release'];
    return release === undefined ? [] : [{ value: release, start: build.start, end: build.end }];
  },
  vdom: ({ analysis, at }) => located([captureAt(analysis, at)?.vdom]),
  time: subject => {
    const { analysis, at, scene } = subject;
    const lines = [...(scene ? linesOfScene(scene) : []), recordAt(analysis, at)];
    const stamped = lines.findLast(
      line => line?.kind === 'debug' && line.stampStart >= 0 && line.start <= at,
    );
    if (stamped?.kind === 'debug') return stampIn(analysis, stamped);
    const shown = valuesOf('field/get system status/system time', subject);
    return shown.length > 0 ? shown : valuesOf('capture/console/unit-date#time', subject);
  },
};

/** Where the problem, or the first line of its attempt, has a value of the message; in no line if it is derived. */
function placeIn({ analysis: { text }, finding: { start, end }, scene }: Subject, value: string): FactPlace {
  if (text.slice(start, end).includes(value)) return { start, end };
  const lines = scene && value.length >= MIN_QUOTED ? linesOfScene(scene) : [];
  const line = lines.find(one => text.slice(one.start, one.end).includes(value));
  if (!line) return { start, end, words: value, isDerived: true };
  const from = text.indexOf(value, line.start);
  return { start: from, end: from + value.length };
}

/** The entries that `+` in an address of a setting or an entry can stand for. */
export function entriesAt(address: string, subject: Subject): readonly string[] {
  const [kind, rest] = partsOf(address, subject);
  const parts = rest.toLowerCase().split('/');
  const { settings, entries } = configurationIn(subject.analysis);
  const any = parts.map(part => (part === '+' ? '*' : part)).join('/');
  const found = placedAt(kind, any, kind === 'entry' ? entries : settings, subject).filter(one =>
    holdsAt(one, subject),
  );
  return [...new Set(found.map(({ path }) => path[parts.indexOf('+')] ?? ''))];
}

function stampIn(analysis: Analysis, line: DebugRecord): FactValue[] {
  const value = stampOf(analysis, line);
  return value === undefined ? [] : [{ value, start: line.stampStart, end: line.stampEnd }];
}

/** A special build has a number of its own, and can have what later releases have. */
const SPECIAL_BUILD = /build[5-9]\d{3}|\((?!GA|Interim|Feature|Mature)[^)]*\)/;

/** The version in the output of `get system status`. */
function versionOf(subject: Subject): readonly FactValue[] {
  const versions = last(ofUnit(fieldsIn(subject.analysis).filter(isVersion), subject), subject);
  return versions.filter(({ value }) => !SPECIAL_BUILD.test(value));
}

/** The token of the problem; without one, the tokens of the request. */
function tokensOf({ finding, exchange }: Subject): readonly string[] {
  const { token } = finding.facts;
  return token === undefined ? [...(exchange?.request?.serials ?? [])] : [token];
}

/** What lists and configurations say of the tokens of the problem. */
function tokenFacts(name: string, subject: Subject): readonly FactValue[] {
  const { rows, configured } = subject.analysis.trace;
  const tokens = new Set(tokensOf(subject));
  const isMeant = ({ serial }: { serial: Located }): boolean => tokens.has(serial.text);
  if (name === 'status') return located(rows.filter(isMeant).map(({ status }) => status));
  return located(configured.filter(isMeant).map(({ fields }) => fields.get(name)));
}

/** When the unit asked for an assertion, by its own clock, and when the assertion is valid, by that of the identity provider. */
const SAML_TIMES: Readonly<Record<string, RegExp>> = {
  asked: /AuthnRequest\b[^<>]{0,1000}?\bIssueInstant="([^"<>]{1,40})"/g,
  from: /Conditions\b[^<>]{0,200}?\bNotBefore="([^"<>]{1,40})"/g,
  until: /Conditions\b[^<>]{0,200}?\bNotOnOrAfter="([^"<>]{1,40})"/g,
};

/** A terminal can wrap the XML anywhere, and only its first line belongs to the login. */
function samlFacts(name: string, { analysis: { text }, scene, at }: Subject): readonly FactValue[] {
  const form = SAML_TIMES[name];
  if (!form || scene?.about !== 'login') return [];
  const from = max(scene.start, at - MAX_XML);
  const wrapped = text.slice(from, at);
  const xml = wrapped.replace(WRAPS, '');
  if (isOfOtherRequest(xml)) return [];
  return Array.from(xml.matchAll(form), ({ 0: whole, 1: value = '', index }) => {
    const words = whole.slice(whole.lastIndexOf(' ') + 1);
    const start = from + offsetIn(wrapped, index + whole.length - words.length);
    return { value, words, start, end: start };
  });
}

const REQUEST_ID = /AuthnRequest\b[^<>]{0,1000}?\bID="([^"<>]{1,100})"/g;
const ANSWERED_ID = /\bInResponseTo="([^"<>]{1,100})"/g;

/** Whether the last answer in some XML is to another request than the last one. */
function isOfOtherRequest(xml: string): boolean {
  const [asked, answered] = [REQUEST_ID, ANSWERED_ID].map(form => Array.from(xml.matchAll(form)).at(-1)?.[1]);
  return asked !== undefined && answered !== undefined && asked !== answered;
}

/** The offset in a text of an offset in it without its line breaks. */
function offsetIn(wrapped: string, offset: number): number {
  let at = offset;
  for (const { 0: wrap, index } of wrapped.matchAll(WRAPS)) {
    if (index > at) break;
    at += wrap.length;
  }
  return at;
}

/** The daemons that ask Fortinet's services, whose clocks are right; a website, or its copy in a cache, can have any date. */
const ASKS_FORTINET: ReadonlySet<string> = new Set(['forticldd', 'ftm', 'update']);

/** The times in the answers of Fortinet's services, and the stamps of the lines before them. */
const timesOfAnswers = cached((analysis: Analysis): Readonly<Record<string, readonly FactValue[]>> => {
  const { text, records } = analysis;
  const times: Record<'date' | 'stamp', FactValue[]> = { date: [], stamp: [] };
  for (const [index, record] of records.entries()) {
    const before = records[index - 1];
    if (record.kind !== 'http' || before?.kind !== 'debug') continue;
    if (before.stampStart < 0 || !ASKS_FORTINET.has(messageIn(text, before).daemon)) continue;
    const date = record.headers.find(({ name }) => text.slice(name.start, name.end).toLowerCase() === 'date');
    if (!date) continue;
    const { start, end } = date.value;
    times.date.push({ value: text.slice(start, end), start, end });
    times.stamp.push(...stampIn(analysis, before));
  }
  return times;
});

/** The lines of the IPsec negotiation of the problem; a login can be in the middle of one. */
function linesOfNegotiation({ analysis, at }: Subject): readonly CaptureRecord[] {
  const around = analysis.trace.negotiations.filter(one => contains(one, at));
  return around.find(({ records }) => records.some(one => contains(one, at)))?.records ?? [];
}

/** What the first line of the packet of the problem says of it, and where its route and NAT lead. */
function packetFacts(name: string, { analysis, scene }: Subject): readonly FactValue[] {
  const packet = scene?.about === 'exchange' ? scene.exchange.packet : undefined;
  const first = packet?.lines[0];
  if (!packet || !first) return [];
  const { head, to, tunnel, translation, direction, verdict } = packet;
  if (name === 'handler') {
    const { nameStart: start, nameEnd: end } = verdict?.record ?? first;
    return [{ value: analysis.text.slice(start, end), start, end }];
  }
  const values: Readonly<Record<string, string>> = { ...head, to, tunnel, translation, direction };
  return [{ value: values[name] ?? '', start: first.messageStart, end: first.messageEnd }];
}

/** The values at an address whose parts can be `*` or `a|b`, of the unit and the VDOM of the problem. */
function placedAt(
  kind: string,
  address: string,
  all: readonly Placed[],
  subject: Subject,
): readonly Placed[] {
  const path = address.toLowerCase().split('/');
  const own = `${kind}/${address.toLowerCase()}`;
  const found = all.filter(
    one => isAt(path, one) && isOfVdom(subject.analysis, own, one.start, subject.vdom),
  );
  return ofUnit(found, subject);
}

/** `get` shows the settings of a table without entries, which commands change: they have one life. */
const SHOWN_SETTING = /^get ([^/]+)\/([^/]+)$/;

function withLife(field: Placed, { analysis }: Subject): Placed {
  const [, table, name = ''] = SHOWN_SETTING.exec(field.path.join('/')) ?? [];
  return table === undefined ? field : configurationIn(analysis).withLife(field, [table, '', name]);
}

/** What commands set of what `get` shows. */
function typedFor(address: string, subject: Subject): readonly Placed[] {
  const path = address.toLowerCase();
  const [, table, name = ''] = SHOWN_SETTING.exec(path) ?? [];
  if (table === undefined) return [];
  return placedAt('setting', `${table}//${name}`, configurationIn(subject.analysis).settings, subject)
    .filter(({ from }) => from !== undefined)
    .map(one => ({ ...one, path: path.split('/') }));
}

function isAt(path: readonly string[], { path: other }: { readonly path: readonly string[] }): boolean {
  return other.length === path.length && path.every((part, at) => isPart(part, other[at] ?? ''));
}

function isPart(form: string, part: string): boolean {
  if (form.includes('|')) return form.split('|').some(one => isPart(one, part));
  return form.endsWith('*') ? part.startsWith(form.slice(0, -1)) : form === part;
}

/** True for what was not changed between its own place and that of the problem. */
function holdsAt({ from = -1, until = Infinity }: Placed, { at }: Subject): boolean {
  return from <= at && at < until;
}

/** Of several values of one thing, those that held at the place of the problem: the last before it, or the first after. */
function last(all: readonly Placed[], subject: Subject): readonly Placed[] {
  const { at } = subject;
  const held = new Map<string, Placed[]>();
  for (const one of all) {
    if (!holdsAt(one, subject)) continue;
    const key = one.path.join('/');
    const known = held.get(key);
    if (known?.[0]?.start === one.start) known.push(one);
    else if (one.start <= at || !known) held.set(key, [one]);
  }
  return [...held.values()].flat();
}
