import { cached } from '../cached';
import type { Analysis } from '../analysis';
import { ENTRIES, RULES } from '../knowledge';
import { addressesOf } from '../knowledge/evidence';
import { isStandIn } from '../secrets';
import { countBefore } from '../syntax';
import { captureAt } from './places';
import { configurationIn } from './configuration';
import { type SharedScope, sharedScope } from './scope';
import { BUILD, type FactValue, fieldsIn, isKnown, isVersion, matched, type Placed, RELEASE, sentenceValues, STATUS } from './readings'; // oxfmt-ignore

/** A fact of a unit for problems in other captures of it. A copy is plain data, for captures whose text is not kept. */
export interface UnitFact extends FactValue, SharedScope {
  /** Its serial number; undefined if the capture does not show it. */
  readonly unit: string | undefined;
  /** Its address, part by part, in lower case. */
  readonly path: readonly string[];
}

/** Returns what other captures show of the unit with a serial number; nothing of a unit that is not known. */
export type OtherFacts = (unit: string | undefined) => readonly UnitFact[];

/** A place where a unit shows its own serial number. */
interface Mark {
  /** Undefined if it is masked. */
  readonly serial: string | undefined;
  readonly start: number;
  /** It is the output of `get system status`, which is where the output of another unit can begin. */
  readonly isStatus: boolean;
  /** The name of the unit in the prompt. */
  readonly host: string | undefined;
}

/** The places where units show their own serial numbers: in `get system status` and in requests; not those of peers. */
const marksIn = cached((analysis: Analysis): readonly Mark[] => {
  const marks: Mark[] = [];
  const add = (serial: string, start: number, isStatus: boolean): void => {
    const host = captureAt(analysis, start)?.host?.text;
    marks.push({ serial: isKnown(serial) ? serial : undefined, start, isStatus, host });
  };
  for (const { request, answer, start } of analysis.trace.exchanges) {
    const unit = request?.unit ?? answer?.unit;
    if (unit) add(unit.text, start, false);
  }
  let version: Placed | undefined;
  for (const field of fieldsIn(analysis)) {
    const [command, name] = field.path;
    if (isVersion(field)) version = field;
    if (name !== 'serial-number') continue;
    const isSame = version?.path[0] === command;
    if (isSame || command === STATUS) add(field.value, (isSame && version ? version : field).start, true);
    version = undefined;
  }
  return marks.sort((a, b) => a.start - b.start);
});

/** Serial numbers that only one unit has: no stand-in, and no zeros of a unit without a licence. */
export function isIdentity(serial: string | undefined): serial is string {
  return (
    serial !== undefined && /^[A-Z][A-Z\d]{15}$/.test(serial) && !/0{10}$/.test(serial) && !isStandIn(serial)
  );
}

/** The units whose own serial numbers a capture shows. */
export const unitsIn = cached(
  (analysis: Analysis): ReadonlySet<string> =>
    new Set(marksIn(analysis).flatMap(({ serial }) => serial ?? [])),
);

/** The names of units in the prompts of a capture. */
export const hostsIn = cached(
  ({ trace }: Analysis): ReadonlySet<string> =>
    new Set(trace.captures.flatMap(({ host }) => (host ? [host.text] : []))),
);

/** True for a capture of several units whose prompts do not tell them apart; the members of one cluster are no such units. */
export const areUnitsMixed = cached((analysis: Analysis): boolean => {
  const units = [...unitsIn(analysis)];
  if (units.length < 2 || hostsIn(analysis).size > 1) return false;
  return !analysis.trace.exchanges.some(({ request }) => {
    const members = new Set(request?.members.map(({ serial }) => serial?.text));
    return units.every(unit => members.has(unit));
  });
});

/** The same places by the name of the unit in the prompts. */
const marksByHost = cached((analysis: Analysis): ReadonlyMap<string | undefined, readonly Mark[]> => {
  const byHost = new Map<string | undefined, Mark[]>();
  for (const mark of marksIn(analysis)) {
    const known = byHost.get(mark.host);
    if (known) known.push(mark);
    else byHost.set(mark.host, [mark]);
  }
  return byHost;
});

/** The serial number of the unit whose output is at a place; undefined if unknown. */
export function unitAt(analysis: Analysis, offset: number): string | undefined {
  const marks = marksByHost(analysis).get(captureAt(analysis, offset)?.host?.text) ?? [];
  const next = countBefore(marks.length, index => (marks[index]?.start ?? 0) <= offset);
  const [before, after] = [marks[next - 1], marks[next]];
  if (!before && marks.every(({ serial }) => serial === after?.serial)) return after?.serial;
  // Where the output of a unit begins that shows its number later is unknown.
  return after && !after.isStatus && after.serial !== before?.serial ? undefined : before?.serial;
}

/** Maximum number of facts of one capture that are kept. */
const MAX_FACTS = 2000;

/** How facts of a capture are named in the problems of others. */
export interface FactsOptions {
  /** The capture, as users know it. */
  readonly name: string;
  /** Its lines, from 0, by offsets. */
  readonly lineAt: (offset: number) => number;
  /** The words that show a fact, with secrets masked. */
  readonly quote: (fact: FactValue) => string;
  /** Also facts of a unit whose serial number is not known. */
  readonly isAny?: boolean | undefined;
}

/** Returns the facts of a capture that problems in other captures can need. */
export function unitFactsOf(
  analysis: Analysis,
  { name, lineAt, quote, isAny = false }: FactsOptions,
): readonly UnitFact[] {
  if (!isAny && unitsIn(analysis).size === 0) return [];
  return (
    askedFacts(analysis)
      // What was changed later is no state of the unit.
      .filter(({ value, until }) => isKnown(value) && until === undefined)
      .flatMap(fact => {
        const scope = sharedScope(analysis, fact.path.join('/'), fact.start);
        return scope ? [{ fact, scope }] : [];
      })
      .map(({ fact, scope }) => ({
        ...fact,
        ...scope,
        unit: unitAt(analysis, fact.start),
        other: { name, line: lineAt(fact.start) },
        // Few are quoted, and a mask takes time.
        get words() {
          return quote(fact);
        },
      }))
      .filter(({ unit }) => isAny || isIdentity(unit))
      .slice(0, MAX_FACTS)
  );
}

/** What a capture shows of the configuration and the state of a unit. What a daemon did is no such fact. */
function askedFacts(analysis: Analysis): readonly Placed[] {
  const asked = askedIn(RULES);
  const under = (kind: string, places: readonly Placed[]): Placed[] =>
    places.flatMap(place => {
      const path = [kind, ...place.path];
      return asked.has(keyOf(path)) ? [{ ...place, path }] : [];
    });
  const of = (name: string, values: readonly FactValue[]): Placed[] =>
    values.map(one => ({ ...one, path: [name] }));
  const versions = fieldsIn(analysis).filter(isVersion);
  const tokens = analysis.trace.configured.flatMap(({ serial, fields }) =>
    Array.from(fields, ([name, { text: value, start, end }]) => {
      const path = [name, serial.text.toLowerCase()];
      return { value, start, end, path };
    }),
  );
  const printed = analysis.records.filter(({ kind }) => kind !== 'debug');
  const rows = Array.from(asked, key => /^capture (.*)$/.exec(key)?.[1] ?? []).flat();
  return [
    ...under('unit', [
      ...of('release', matched(versions, RELEASE)),
      ...of('build', matched(versions, BUILD)),
    ]),
    ...under('token', tokens),
    ...under('setting', configurationIn(analysis).settings),
    ...under('field', fieldsIn(analysis)),
    ...rows.flatMap(row => {
      const values = sentenceValues(row, printed, analysis);
      // A sentence without a placeholder has no other value than that it is there.
      return under(
        'capture',
        of(row, row.includes('#') ? values : values.map(one => ({ ...one, value: row }))),
      );
    }),
  ];
}

/** The facts that the knowledge asks for and that another capture of the unit can show. */
const askedIn = cached((rules: typeof RULES): ReadonlySet<string> => {
  const guidances = [...ENTRIES, ...rules, ...rules.flatMap(({ variants = {} }) => Object.values(variants))];
  const addresses = guidances
    .flatMap(({ causes = [], steps = [] }) => [...causes, ...steps])
    .flatMap(({ confirmedBy = [], excludedBy = [], unless = [], onlyIf = [] }) =>
      [confirmedBy, excludedBy, unless, onlyIf].flat(),
    )
    .flatMap(addressesOf);
  return new Set(addresses.map(pathOf).flatMap(path => (path ? [keyOf(path)] : [])));
});

/** Returns the path of an address; undefined for a fact that belongs to an attempt, as the status of a token does. */
export function pathOf(address: string): readonly string[] | undefined {
  const [, kind = '', rest = ''] = /^(setting|field|token(?=\/license)|unit|capture(?=\/console))\/(.*)$/.exec(address.toLowerCase()) ?? []; // oxfmt-ignore
  if (kind === '') return undefined;
  return [kind, ...(isPlaced(kind) ? rest.split('/') : [rest])];
}

/** What the addresses of one fact have in common, whatever entry they name. */
function keyOf(path: readonly string[]): string {
  const [kind = '', first = ''] = path;
  return `${kind} ${first}${isPlaced(kind) ? ` ${path.at(-1)}` : ''}`;
}

function isPlaced(kind: string): boolean {
  return kind === 'setting' || kind === 'field';
}
