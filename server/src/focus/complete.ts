import { familyOf, label, speaker, type Translate } from '../knowledge';
import { causeIdOf, causeNamed, causeTitle } from '../knowledge/causes';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { touches } from '../syntax';
import { overlapsSecret } from '../presentation/displayNames';
import type { PartyKind } from '../presentation/sceneNames';
import { namesOfScene } from '../presentation/sceneNames';
import { scenesOf } from '../presentation/scenes';
import { stampOf } from '../presentation/stamps';
import { daemonOf } from './evaluate';
import { focusWord, queryWords, type QueryWord } from './query';
import { timeWord } from './times';
import { ENDINGS, type Key, KEYS, KINDS, SEVERITY_LEVELS, USER_KEYS } from './keywords';

/** The names in a capture that can be completed, with their number of incidents or places, most frequent first. */
export interface FocusNames {
  readonly parties: Readonly<Record<PartyKind, ReadonlyMap<string, number>>>;
  readonly daemons: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, number>;
  /** The whole time range of the capture, as an expression. */
  readonly time: string | undefined;
}

/** A completion that replaces `[start, end)`, in UTF-16 code units. */
export interface FocusProposal {
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

/** Returns the completions at `offset` of a focus: keywords with their meaning, and names of the capture. */
export function proposalsAt(
  text: string,
  offset: number,
  names: FocusNames,
  translate: Translate,
): FocusProposal[] {
  const word = queryWords(text).find(one => touches(one, offset));
  const proposals = word?.key === undefined ? wordProposals(text, word, names, translate) : undefined;
  const found = proposals ?? valueProposals(text, word, offset, names, translate);
  const range = { start: word?.start ?? offset, end: word?.end ?? offset };
  return found.slice(0, MAX_PROPOSALS).map(proposal => ({ ...range, ...proposal }));
}

type Proposal = Pick<FocusProposal, 'text' | 'detail'> & Partial<FocusProposal>;

/** Returns keywords that begin with the typed text. */
function wordProposals(
  text: string,
  word: QueryWord | undefined,
  { time }: FocusNames,
  translate: Translate,
): Proposal[] {
  const say = speaker(translate);
  const sign = word?.isExcluded === true ? '-' : '';
  const written = word ? text.slice(word.from, word.end).toLowerCase() : '';
  const all: Proposal[] = [
    ...USER_KEYS.filter(key => key !== 'context' || sign === '').map(key => ({
      text: key === 'context' ? 'context:3' : key === 'line' ? 'line:"' : `${key}:`,
      detail: say(`focus.about.${key}`),
    })),
    ...SEVERITY_LEVELS.flatMap(severity => [
      ...(severity === 'error' ? [] : [{ text: `>${severity}`, detail: say(`focus.above.${severity}`) }]),
      { text: `>=${severity}`, detail: say(`focus.from.${severity}`) },
    ]).reverse(),
    ...ENDINGS.map(ending => ({ text: ending, detail: say(`focus.about.${ending}`) })),
    ...(time === undefined ? [] : [{ text: time, detail: say('focus.about.time') }]),
    ...KINDS.map(kind => ({ text: kind, detail: say(`focus.about.${kind}`) })),
  ];
  return all
    .filter(proposal => proposal.text.startsWith(written))
    .map(proposal => ({ ...proposal, text: sign + proposal.text }));
}

/** Returns values that contain the typed text, those that begin with it first. */
function valueProposals(
  text: string,
  word: QueryWord | undefined,
  offset: number,
  names: FocusNames,
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
        (key === 'rule' ? name : focusWord(key, name).slice(key.length + 1)) +
        text.slice(value.end, word.end),
      detail: detailOf(key, name, count, translate),
    }));
}

function valuesOf(
  key: Exclude<Key, 'context' | 'incident' | 'line'>,
  names: FocusNames,
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
  const one = isLines ? 'focus.oneLine' : 'focus.oneIncident';
  const more = isLines ? 'focus.lines' : 'focus.incidents';
  return label(count === 1 ? one : more, translate, { count: String(count) });
}

/** Returns the names of a capture that can be completed. Names that contain a secret are left out. */
export const completableNames = cached((analysis: Analysis): FocusNames => {
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

function partiesIn(analysis: Analysis): FocusNames['parties'] {
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

function daemonsIn({ text, records }: Analysis): FocusNames['daemons'] {
  const daemons = new Map<string, number>();
  for (const record of records) {
    const daemon = record.kind === 'debug' ? daemonOf(text, record) : '';
    if (daemon !== '' && daemon.length <= MAX_NAME) count(daemons, daemon);
  }
  return sorted(daemons);
}

/** The word for the time from the first stamp to the last. */
function timeIn(analysis: Analysis): FocusNames['time'] {
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
