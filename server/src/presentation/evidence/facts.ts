import type { Analysis } from '../../analysis';
import { cached } from '../../cached';
import { lookUpBuild } from '../../knowledge';
import type { Finding } from '../../rules';
import { isMasked } from '../../secrets';
import { type CaptureRecord, type ConfigRecord, contains, phrasesIn, type Span } from '../../syntax';
import type { Exchange, Located } from '../../trace';
import { buildOfExchange } from '../displayNames';
import { captureAt, exchangeAt, recordAt } from '../places';
import { linesOfScene, type Scene, sceneAt } from '../scenes';

/** A value that a capture shows, with the words that show it. */
export interface FactValue extends Span {
  readonly value: string;
  /** What a user reads of it, if it is not what the capture has there. */
  readonly words?: string;
}

/** Maximum number of settings, of fields and of lines with sentences that are kept, each. */
const MAX_KEPT = 20_000;
/** Maximum length of a value, in UTF-16 code units. */
const MAX_VALUE = 200;

/** A setting, or a line of the output of a command: its address in lower case, part by part. */
interface Placed extends FactValue {
  readonly path: readonly string[];
  /** The entry of the configuration, as it is written. */
  readonly entry?: string;
}

/** What is known of a problem, to look up its facts. */
export interface Subject {
  readonly analysis: Analysis;
  readonly finding: Finding;
  readonly at: number;
  readonly exchange: Exchange | undefined;
  readonly scene: Scene | undefined;
  /** The name of the unit in the prompts around the problem; undefined if they show none. */
  readonly host: string | undefined;
}

/** @param at the place of the problem that is asked about: a problem can repeat */
export function subjectOf(analysis: Analysis, finding: Finding, at: number): Subject {
  return {
    analysis,
    finding,
    at,
    exchange: exchangeAt(analysis, at),
    scene: sceneAt(analysis, at),
    host: captureAt(analysis, at)?.host?.text,
  };
}

/** The values of a fact at an address of `Condition.fact`, without those that are masked or of another unit. */
export function valuesOf(address: string, subject: Subject): readonly FactValue[] {
  // 0 is a number here, not a mask.
  const isKnown = (value: string): boolean => value === '0' || (value !== '' && !isMasked(value));
  return shownValues(address, subject).filter(({ value }) => isKnown(value));
}

/** The same with those that are masked. */
export function shownValues(address: string, subject: Subject): readonly FactValue[] {
  const at = address.indexOf('/');
  const [kind, rest] = [address.slice(0, at), address.slice(at + 1)];
  const values = PROVIDERS[kind]?.(withNames(rest, subject), subject) ?? [];
  return values.filter(({ start }) => isOfUnit(start, subject));
}

/** True for a place in the output of the unit of the problem: in a file of several units, one with the same name in its prompts. */
function isOfUnit(offset: number, { analysis, at, host }: Subject): boolean {
  if (hostsIn(analysis).size < 2) return true;
  const there = captureAt(analysis, offset);
  return host === undefined ? there === captureAt(analysis, at) : there?.host?.text === host;
}

const hostsIn = cached(
  ({ trace }: Analysis): ReadonlySet<string> =>
    new Set(trace.captures.flatMap(({ host }) => (host ? [host.text] : []))),
);

type Provider = (name: string, subject: Subject) => readonly FactValue[];

const PROVIDERS: Readonly<Record<string, Provider>> = {
  problem: (name, { analysis, finding: { facts, variant = 'default', start, end } }) => {
    if (name === 'variant') return [{ value: variant, start, end }];
    const value = facts[name];
    if (value === undefined) return [];
    const isShown = analysis.text.slice(start, end).includes(value);
    return [{ value, start, end, ...(!isShown && { words: value }) }];
  },
  unit: (name, subject) => UNIT[name]?.(subject) ?? [],
  member: (name, { exchange }) =>
    name === 'error'
      ? located(exchange?.answer?.members.map(({ error }) => error?.message ?? error?.code) ?? [])
      : [],
  token: tokenFacts,
  setting: (path, subject) => last(placedAt(path, configurationIn(subject.analysis), subject), subject),
  field: (path, subject) => last(placedAt(path, fieldsIn(subject.analysis), subject), subject),
  line: (name, subject) => {
    const { analysis, scene } = subject;
    const lines = scene ? linesOfScene(scene) : [];
    return lines.length > 0 ? sentenceValues(name, lines, analysis) : valuesInCapture(name, analysis);
  },
  capture: (name, { analysis }) => valuesInCapture(name, analysis),
  stage: (name, subject) =>
    sentenceValues(name, linesOfNegotiation(subject), subject.analysis, 'negotiation'),
  packet: packetFacts,
  interface: interfacesWith,
  at(name, { analysis, at }) {
    const record = recordAt(analysis, at);
    return record ? sentenceValues(name, [record], analysis) : [];
  },
};

/** Replaces `{name}` in an address by a value in the message of the problem; what is unknown matches nothing. */
function withNames(address: string, subject: Subject): string {
  return address.replace(/\{(\w+)\}/g, (whole, name: string) => namedValue(name, subject) ?? whole);
}

function namedValue(name: string, subject: Subject): string | undefined {
  if (name === 'server') return serverOf(subject);
  return name === 'owner' ? ownerOf(subject) : subject.finding.facts[name];
}

/** The interface of the unit that has the destination address of the problem; undefined if the capture does not show it. */
export function ownerOf(subject: Subject): string | undefined {
  return valuesOf('interface/target', subject)[0]?.value;
}

/** The interfaces that have an address of the message: by their configuration, or by a route of the kernel. */
function interfacesWith(name: string, subject: Subject): readonly FactValue[] {
  const { analysis, finding } = subject;
  const address = finding.facts[name];
  const configured = last(
    configurationIn(analysis).filter(
      ({ path, value }) =>
        path[0] === 'system interface' && path.at(-1) === 'ip' && value.split(/[ /]/, 1)[0] === address,
    ),
    subject,
  );
  if (configured.length > 0) return configured.map(one => ({ ...one, value: one.entry ?? '' }));
  const at = valuesInCapture('flow/kernel-local#address', analysis).findIndex(one => one.value === address);
  const found = at < 0 ? undefined : valuesInCapture('flow/kernel-local#interface', analysis)[at];
  return found ? [found] : [];
}

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
  build: ({ analysis, exchange }) => {
    const build = exchange?.request?.build;
    if (!build) return matched(analysis.trace.system.get('version'), /build(\d{3,5})/i);
    return located([build]).map(one => ({
      ...one,
      words: `build ${buildOfExchange(exchange) ?? one.value}`,
    }));
  },
  release: ({ analysis, exchange }) => {
    const { build, deviceVersion } = exchange?.request ?? {};
    if (!build) return matched(analysis.trace.system.get('version'), /v(\d{1,2}\.\d{1,2}\.\d{1,2})/i);
    const release = lookUpBuild(deviceVersion?.text ?? '', build.text)?.facts?.['release'];
    return release === undefined ? [] : [{ value: release, start: build.start, end: build.end }];
  },
  vdom: ({ analysis, at }) => located([captureAt(analysis, at)?.vdom]),
};

/** What lists and configurations say of the token of the problem; without one, of the tokens of the request. */
function tokenFacts(name: string, { analysis, finding, exchange }: Subject): readonly FactValue[] {
  const { token } = finding.facts;
  const serials = token === undefined ? exchange?.request?.serials : new Set([token]);
  const { rows, configured } = analysis.trace;
  const isMeant = ({ serial }: { serial: Located }): boolean => serials?.has(serial.text) ?? false;
  if (name === 'status') return located(rows.filter(isMeant).map(({ status }) => status));
  return located(configured.filter(isMeant).map(({ fields }) => fields.get(name)));
}

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

function located(values: readonly (Located | undefined)[]): FactValue[] {
  return values.flatMap(one => (one ? [{ value: one.text, start: one.start, end: one.end }] : []));
}

/** The first group of an expression in a value. */
function matched(value: Located | undefined, expression: RegExp): FactValue[] {
  const found = value && expression.exec(value.text)?.[1];
  return value && found !== undefined ? [{ value: found, start: value.start, end: value.end }] : [];
}

/** The values at an address whose parts can be `*`, of the unit of the problem. */
function placedAt(address: string, all: readonly Placed[], subject: Subject): readonly Placed[] {
  const path = address.toLowerCase().split('/');
  return all.filter(
    one =>
      one.path.length === path.length &&
      path.every((part, at) => part === '*' || part === one.path[at]) &&
      isOfUnit(one.start, subject),
  );
}

/** Of several values of one thing, the one that held at the place of the problem: the last before it, or the first after. */
function last(all: readonly Placed[], { at }: Subject): readonly Placed[] {
  const held = new Map<string, Placed>();
  for (const one of all) {
    const key = one.path.join('/');
    if (one.start <= at || !held.has(key)) held.set(key, one);
  }
  return [...held.values()];
}

/** The settings of configurations that a capture shows, and of commands that were typed. */
const configurationIn = cached(({ text, records }: Analysis): readonly Placed[] => {
  const found: Placed[] = [];
  let path: string[] = [];
  let entry = '';
  for (const record of records) {
    const part =
      record.kind === 'command' ? record.kept?.config : record.kind === 'config' ? record : undefined;
    if (record.kind === 'command' && !part) path = [];
    if (!part || found.length >= MAX_KEPT) continue;
    path = pathAfter(path, part, text);
    // An entry within an entry, such as a secondary address, belongs to the outer one.
    if (part.verb === 'edit' && path.length === 2)
      entry = text.slice(part.value.start, part.value.end).trim();
    if (part.verb !== 'set') continue;
    const { start, end } = part.value;
    const name = text.slice(part.name.start, part.name.end).toLowerCase();
    const value = text.slice(start, Math.min(end, start + MAX_VALUE));
    const quote = text[end] === '"' ? 1 : 0;
    found.push({ path: [...path, name], entry, value, start: part.name.start, end: end + quote });
  }
  return found;
});

/** The configuration and the entry that lines after this one belong to. */
function pathAfter(
  path: readonly string[],
  { verb, name, value }: Pick<ConfigRecord, 'verb' | 'name' | 'value'>,
  text: string,
): string[] {
  const slice = ({ start, end }: Span): string => text.slice(start, end).trim().toLowerCase();
  // A path has a configuration and an entry by turns.
  const isInEntry = path.length % 2 === 0;
  if (verb === 'config') return isInEntry ? [...path, slice(name)] : [...path, '', slice(name)];
  if (verb === 'edit') return [...(isInEntry ? path.slice(0, -1) : path), slice(value)];
  if (verb === 'next') return isInEntry ? path.slice(0, -1) : [...path];
  if (verb === 'end') return path.slice(0, isInEntry ? -2 : -1);
  return verb === 'set' && !isInEntry ? [...path, ''] : [...path];
}

/** The lines `name: value` of the output of commands. */
const fieldsIn = cached(({ text, records }: Analysis): readonly Placed[] => {
  const found: Placed[] = [];
  let command = '';
  for (const record of records) {
    if (record.kind === 'command')
      command = record.kept?.typed.trim().toLowerCase().replace(/ +/g, ' ') ?? '';
    if (record.kind !== 'field' || found.length >= MAX_KEPT) continue;
    const { start, end } = record.value;
    const name = text.slice(record.name.start, record.name.end).trim().toLowerCase();
    const value = text.slice(start, Math.min(end, start + MAX_VALUE));
    found.push({ path: [command, name], value, start: record.name.start, end });
  }
  return found;
});

/** The values of a placeholder or of whole sentences in the whole capture, which are looked for once for each analysis. */
function valuesInCapture(name: string, analysis: Analysis): readonly FactValue[] {
  const known = valuesOfCapture(analysis);
  const values = known.get(name) ?? sentenceValues(name, analysis.records, analysis);
  known.set(name, values);
  return values;
}

const valuesOfCapture = cached<Analysis, Map<string, readonly FactValue[]>>(() => new Map());

/** The values of a placeholder, `ROW#HOLE`, or the whole sentences of a row or of a meaning, in some lines. */
function sentenceValues(
  name: string,
  records: readonly CaptureRecord[],
  { text }: Analysis,
  key: 'id' | 'negotiation' = 'id',
): readonly FactValue[] {
  const [id = '', hole] = name.split('#');
  const found: FactValue[] = [];
  for (const record of records) {
    if (found.length >= MAX_KEPT) break;
    if (record.kind !== 'debug' && record.kind !== 'sentence' && record.kind !== 'text') continue;
    for (const { row, values, start, end } of phrasesIn(text, record)) {
      if (row[key] !== id) continue;
      if (hole === undefined) found.push({ value: text.slice(start, end), start, end });
      else
        for (const one of values)
          if (one.name === hole) found.push({ value: one.text, start: one.start, end: one.end });
    }
  }
  return found;
}
