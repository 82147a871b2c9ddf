import { CR, FILLER, LF, type Span } from '../../syntax';
import type { FoundKind } from '../types';
import { isBlankUnit } from './blanks';
import { isCertain } from './certainty';
import { kindsOf } from './keys';
import {
  isDistinctiveWord,
  isMixed,
  isName,
  isNoAnswer,
  isNumberedWord,
  isOwnWord,
  isScrambled,
} from './looks';
import { nameKeyOf } from './nameParts';
import { type NamedAbove, NAMED_ABOVE, WORD_ALONE } from './namesAbove';
import type { Certainty } from './separatorTable';
import { serialsIn } from './shapes';

const MAX_ABOVE = 160;
const MAX_TIME = 48;
const MAX_INDENT = 40;
/** Most forms need the line above, and one between it and the value: a ruler, a brace, or who answered. */
const USUAL_LINES = 2;

/** The span of the value in a line that matches `form`. */
const placeOfValue = (form: RegExp, line: string): [number, number] | undefined =>
  form.exec(line)?.indices?.groups?.['value'];

/** Without closing brackets at its beginning, which belong to a list or a payload above. */
function withoutClosing(line: string, place: [number, number] | undefined): [number, number] | undefined {
  if (!place) return undefined;
  const [from, end] = place;
  let start = from;
  while (start < end && CLOSING.has(line[start] ?? '')) start++;
  return start < end ? [start, end] : undefined;
}

const CLOSING: ReadonlySet<string> = new Set(']})');

/**
 * The text before `end` that can contain the name of a value there.
 * @param above the end of the text before `text`
 */
export function textAbove(text: string, end: number, above: string): string {
  const near = text.slice(Math.max(0, end - MAX_ABOVE), end);
  return near.length < MAX_ABOVE ? (above + near).slice(-MAX_ABOVE) : near;
}

const BLANK = /\s/;
const NO_FORMS: readonly NamedAbove[] = [];
/** The number of kinds of lines: of one word or more, with a blank before them or not. */
const KINDS = 4;
const ASCII = 128;
/** The forms that a line can have, by its kind and its first character; other characters share the last entry. */
const FORMS = Array.from({ length: KINDS }, (_, kind) => {
  const [isAlone, isIndented] = [kind % 2 === 1, kind >= 2];
  const forms = NAMED_ABOVE.filter(
    form => (isAlone || form.value !== WORD_ALONE) && (isIndented || !form.isIndented),
  );
  return Array.from({ length: ASCII + 1 }, (_, code) =>
    forms.filter(({ begins }) => begins?.includes(String.fromCharCode(code)) ?? true),
  );
});

/** The forms that a line can have, by its first character: asking each of every line would take longer than all else. */
function formsFor(line: string): readonly NamedAbove[] {
  const words = line.trim();
  if (words === '') return NO_FORMS;
  const kind = (BLANK.test(words) ? 0 : 1) + (BLANK.test(line.charAt(0)) ? 2 : 0);
  return FORMS[kind]?.[Math.min(words.charCodeAt(0), ASCII)] ?? NO_FORMS;
}

/**
 * The value of a line, if the text above contains the name of a secret.
 * @param beyond the end of the text before `text`
 */
export function namedAbove(
  text: string,
  { start, end }: Span,
  beyond: string,
): ({ readonly kind: FoundKind } & Span) | undefined {
  if (end - start > MAX_NAMED_LINE) return undefined;
  const slice = text.slice(start, end);
  let near: string | undefined;
  for (const form of formsFor(slice)) {
    const { value, above, lines, character, certainty } = form;
    const place = withoutClosing(slice, placeOfValue(value, slice));
    if (!place || (certainty === 'likely' && PAIR.test(slice.slice(place[0], place[1])))) continue;
    near ??= linesAbove(text, start, beyond, USUAL_LINES);
    if (character !== undefined && !near.includes(character)) continue;
    const match = above.exec(lines === undefined ? near : linesAbove(text, start, beyond, lines));
    if (!match) continue;
    const kind = kindIn(match.groups, slice.slice(place[0], place[1]), form);
    if (kind === undefined || isOfSerial(near, slice.slice(place[0], place[1]), kind)) continue;
    return { kind, start: start + place[0], end: start + place[1] };
  }
  return undefined;
}

/** The end of the text above a line: capitals and digits. */
const CUT_SERIAL = /([A-Z\d]{2,15})[\s\ufeff>]*$/;

/**
 * True if a terminal wrapped a serial number, and a value is the rest of it: `token:FTK`, `MOB0000000001`; or if it is one
 * in the place of anything but a password.
 */
function isOfSerial(above: string, value: string, kind: FoundKind): boolean {
  const whole = (CUT_SERIAL.exec(above)?.[1] ?? '') + value;
  const isPart = whole.length > value.length || kind !== 'password';
  return isPart && serialsIn(whole, 0, whole.length).length > 0;
}

/**
 * The lines above the line in which a value starts at `start`, without the times before them.
 * @param count how many lines, not counting blank ones
 */
function linesAbove(text: string, start: number, beyond: string, count: number): string {
  let lineStart = start;
  while (start - lineStart < MAX_INDENT && isBlankUnit(text.charCodeAt(lineStart - 1))) lineStart--;
  const own = OWN_TIME.exec(text.slice(Math.max(0, lineStart - MAX_TIME), lineStart))?.[0].length ?? 0;
  const near = textAbove(text, lineStart - own, beyond);
  return near.slice(startOfLines(near, count)).replace(TIMES, '');
}

/** The offset of the last `count` lines of a text, not counting blank ones. */
function startOfLines(text: string, count: number): number {
  let lines = 0;
  let isBlank = true;
  for (let at = text.length - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) {
      if (!isBlank && ++lines === count) return at + 1;
      isBlank = true;
    } else if (code !== FILLER && !isBlankUnit(code)) isBlank = false;
  }
  return 0;
}

const TIME = String.raw`[[(]?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?[\])]?:?[ \t]{0,4}`;
/** A time at the start of a line, up to the end of the text. */
const OWN_TIME = new RegExp(String.raw`(?<=^|[\r\n])${TIME}$`);
/** The times at the start of lines, and the fillers that a view of the text has in their places. */
const TIMES = new RegExp(String.raw`(?<=^|[\r\n])(?:\ufeff{1,64}(?:${TIME})?|${TIME})`, 'g');

const MAX_NAMED_LINE = 320;
/** A name and its own value. */
const PAIR = /^[A-Za-z][\w-]{1,31}=/;
/** The names of fields that hold the name of a user, a host or a group. */
const FIELDS = kindsOf('pair');
const NAME_IN_COMMAND = /[A-Za-z][\w-]{1,40}/g;

const HOST_NAME = /^[\w-]+(?:\.[\w-]+)+\.[a-z]{2,24}$/;

/** True for a word that is hardly the name of a group or a user. */
function isMadeUp(value: string): boolean {
  return (
    isMixed(value) ||
    isScrambled(value) ||
    isOwnWord(value) ||
    isNumberedWord(value) ||
    (value.length >= MIN_MADE_UP && isDistinctiveWord(value))
  );
}

const MIN_MADE_UP = 12;

/** The kind of a value by the names in a match of the text above. */
function kindIn(
  groups: Readonly<Record<string, string>> | undefined,
  value: string,
  { certainty, isField, takesWords }: NamedAbove,
): FoundKind | undefined {
  const command = groups?.['command'];
  const names =
    command === undefined
      ? [groups?.['name'] ?? groups?.['key']]
      : (command.match(NAME_IN_COMMAND) ?? ['']).reverse();
  const sure = takesWords === true && isOwnWord(value) ? undefined : certainty;
  const kind = names.map(name => kindAbove(name, value, sure)).find(one => one !== undefined);
  return kind ?? (isField && isName(value) ? FIELDS.get(names[0]?.toLowerCase() ?? '') : undefined);
}

/** The kind of a value by the name above it. Without a name, the text above asks for a password. */
function kindAbove(
  name: string | undefined,
  value: string,
  certainty: Certainty | undefined,
): FoundKind | undefined {
  if (!isNoAnswer(value)) return undefined;
  if (name === undefined) return certainty && !isMadeUp(value) ? undefined : 'password';
  if (certainty === 'likely' && HOST_NAME.test(value)) return undefined;
  const key = nameKeyOf(name.trimEnd());
  return key && (!certainty || isCertain(certainty, value, key, true)) ? key.kind : undefined;
}
