import { familyOf, label, speaker, type Translate } from '../knowledge';
import { causeIdOf, causeNamed, causeTitle } from '../knowledge/causes';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { touches } from '../syntax';
import { overlapsSecret } from '../presentation/displayNames';
import type { PartyKind } from '../presentation/sceneNames';
import { namesOfScene } from '../presentation/sceneNames';
import { scenesOf } from '../judge/scenes';
import { stampOf } from '../judge/stamps';
import { daemonOf } from './evaluate';
import { filterWord, queryWords, type QueryWord } from './query';
import { timeWord } from './times';
import { ENDINGS, type Key, KEYS, KINDS, PARTY_KEYS, type PartyKey } from './keywords';

/** The names in a capture that can be completed, with their number of incidents or places, most frequent first. */
export interface FilterNames {
  readonly parties: Readonly<Record<PartyKind, ReadonlyMap<string, number>>>;
  readonly daemons: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, number>;
  /** The whole time range of the capture, as an expression. */
  readonly time: string | undefined;
}

const NONE: ReadonlyMap<string, number> = new Map();
/** The names in a capture that is not open: they are not known. */
export const NO_NAMES: FilterNames = {
  parties: { unit: NONE, token: NONE, user: NONE, server: NONE },
  daemons: NONE,
  rules: NONE,
  time: undefined,
};

/** A completion that replaces `[start, end)`, in UTF-16 code units. */
export interface FilterProposal {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly detail: string;
}

/** Maximum number of completions, and of names collected per kind. */
const MAX_PROPOSALS = 50;
const MAX_NAMES = 5000;
/** Maximum length of a completed name, in UTF-16 code units. */
const MAX_NAME = 100;

/** Returns the completions at `offset` of a filter: keywords with their meaning, and names of the capture. */
export function proposalsAt(
  text: string,
  offset: number,
  names: FilterNames,
  translate: Translate,
): FilterProposal[] {
  const word = queryWords(text).find(one => touches(one, offset));
  const proposals =
    word?.key === undefined && !word?.values[0]?.isQuoted
      ? wordProposals(text, word, names, translate)
      : undefined;
  const found = proposals ?? valueProposals(text, word, offset, names, translate);
  const range = { start: word?.start ?? offset, end: word?.end ?? offset };
  return found.slice(0, MAX_PROPOSALS).map(proposal => ({ ...range, ...proposal }));
}

type Proposal = Pick<FilterProposal, 'text' | 'detail'> & Partial<FilterProposal>;

/** What a first look at a list of words should offer: what the capture has, and what is common. */
const PROPOSED_KEYS = KEYS.filter(key => key !== 'incident' && key !== 'line');
const PROPOSED_SEVERITIES = ['error', 'warning', 'information'] as const;

function isProposed(key: (typeof PROPOSED_KEYS)[number], sign: string, names: FilterNames): boolean {
  return key === 'context' ? sign === '' : names === NO_NAMES || valuesOf(key, names).size > 0;
}

/** Participants of incidents whose name has the typed text, as words. */
function partiesNamed(
  key: PartyKey,
  written: string,
  known: ReadonlyMap<string, number>,
  translate: Translate,
): Proposal[] {
  return [...known]
    .filter(([name]) => name.toLowerCase().includes(written))
    .map(([name, many]) => ({ text: filterWord(key, name), detail: detailOf(key, name, many, translate) }));
}

/** Returns keywords that begin with the typed text, and names in which it occurs. */
function wordProposals(
  text: string,
  word: QueryWord | undefined,
  names: FilterNames,
  translate: Translate,
): Proposal[] {
  const { time, parties } = names;
  const say = speaker(translate);
  const sign = word?.isExcluded === true ? '-' : '';
  const written = word ? text.slice(word.from, word.end).toLowerCase() : '';
  const all: Proposal[] = [
    ...PROPOSED_KEYS.filter(key => isProposed(key, sign, names)).map(key => ({
      text: key === 'context' ? 'context:3' : `${key}:`,
      detail: say(`filter.about.${key}`),
    })),
    ...PROPOSED_SEVERITIES.map(severity => ({
      text: `>=${severity}`,
      detail: say(`filter.from.${severity}`),
    })),
    ...ENDINGS.map(ending => ({ text: ending, detail: say(`filter.about.${ending}`) })),
    ...(time === undefined ? [] : [{ text: time, detail: say('filter.about.time') }]),
    ...(written === '' ? [] : KINDS.map(kind => ({ text: kind, detail: say(`filter.about.${kind}`) }))),
  ];
  const named =
    written === '' ? [] : PARTY_KEYS.flatMap(key => partiesNamed(key, written, parties[key], translate));
  return [...all.filter(proposal => proposal.text.startsWith(written)), ...named].map(proposal => ({
    ...proposal,
    text: sign + proposal.text,
  }));
}

/** Returns values that contain the typed text, those that begin with it first. */
function valueProposals(
  text: string,
  word: QueryWord | undefined,
  offset: number,
  names: FilterNames,
  translate: Translate,
): Proposal[] {
  const key = KEYS.find(one => one === word?.key);
  const value = word?.values.find(one => touches(one, offset));
  if (!word || !key || !value || key === 'context' || key === 'incident' || key === 'line') return [];
  const written = value.text.toLowerCase();
  const found = [...valuesOf(key, names)].filter(([name]) => name.toLowerCase().includes(written));
  const begins = (name: string): number => (name.toLowerCase().startsWith(written) ? 0 : 1);
  return found
    .sort(([a], [b]) => begins(a) - begins(b))
    .map(([name, count]) => ({
      text:
        text.slice(word.start, value.start) +
        (key === 'rule' ? name : filterWord(key, name).slice(key.length + 1)) +
        text.slice(value.end, word.end),
      detail: detailOf(key, name, count, translate),
    }));
}

function valuesOf(
  key: Exclude<Key, 'context' | 'incident' | 'line'>,
  names: FilterNames,
): ReadonlyMap<string, number> {
  if (key === 'daemon') return names.daemons;
  return key === 'rule' ? names.rules : names.parties[key];
}

function detailOf(key: Key, name: string, count: number, translate: Translate): string {
  if (key === 'rule') {
    const cause = causeNamed(name);
    return cause ? causeTitle(cause, translate) : '';
  }
  if (count === 0) return '';
  const isLines = key === 'daemon';
  const one = isLines ? 'filter.oneLine' : 'filter.oneIncident';
  const more = isLines ? 'filter.lines' : 'filter.incidents';
  return label(count === 1 ? one : more, translate, { count: String(count) });
}

/** Returns the names of a capture that can be completed. Names that contain a secret are left out. */
export const completableNames = cached((analysis: Analysis): FilterNames => {
  const rules = new Map<string, number>();
  for (const finding of analysis.findings)
    for (const id of new Set([causeIdOf(finding), finding.rule, familyOf(finding.rule)])) count(rules, id);
  return {
    parties: partiesIn(analysis),
    daemons: daemonsIn(analysis),
    rules: sorted(rules),
    time: timeIn(analysis),
  };
});

function partiesIn(analysis: Analysis): FilterNames['parties'] {
  const parties = { unit: new Map(), token: new Map(), user: new Map(), server: new Map() } as Record<
    PartyKind,
    Map<string, number>
  >;
  for (const scene of scenesOf(analysis)) {
    const own = new Set<string>();
    for (const [kind, named] of namesOfScene(scene)) {
      const isNew = !own.has(`${kind} ${named.text}`) && named.text !== '' && named.text.length <= MAX_NAME;
      if (!isNew || /[\r\n]/.test(named.text) || overlapsSecret(analysis, named)) continue;
      own.add(`${kind} ${named.text}`);
      count(parties[kind], named.text);
    }
  }
  const { unit, token, user, server } = parties;
  return { unit: sorted(unit), token: sorted(token), user: sorted(user), server: sorted(server) };
}

function daemonsIn({ text, records }: Analysis): FilterNames['daemons'] {
  const daemons = new Map<string, number>();
  for (const record of records) {
    const daemon = record.kind === 'debug' ? daemonOf(text, record) : '';
    if (daemon !== '' && daemon.length <= MAX_NAME) count(daemons, daemon);
  }
  return sorted(daemons);
}

/** The word for the time from the first stamp to the last. */
function timeIn(analysis: Analysis): FilterNames['time'] {
  let [first, last]: [string | undefined, string | undefined] = [undefined, undefined];
  for (const record of analysis.records) {
    const stamp = record.kind === 'debug' ? stampOf(analysis, record) : undefined;
    if (stamp === undefined) continue;
    if (first === undefined || stamp < first) first = stamp;
    if (last === undefined || stamp > last) last = stamp;
  }
  return first === undefined ? undefined : timeWord(first, last);
}

function count(names: Map<string, number>, name: string): void {
  const known = names.get(name);
  if (known !== undefined || names.size < MAX_NAMES) names.set(name, (known ?? 0) + 1);
}

function sorted(names: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...names].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)));
}
