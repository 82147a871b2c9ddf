import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { isAlphanumeric, type CaptureRecord, type DebugRecord, ikeConnection, type Span } from '../syntax';
import type { Located, ServiceMessage } from '../trace';
import { loginsByLine } from './loginStory';

/** The kind of thing that a name identifies. */
export type NameKind = 'token' | 'device' | 'request' | 'user' | 'connection' | 'licence';

/** A name at one of its places. */
export interface Name extends Span {
  readonly kind: NameKind;
  readonly text: string;
}

/** Maximum length of a line to search for user names. */
const MAX_LENGTH = 400;
/** The length of current serial numbers; only one of this length can be joined to another. */
const WHOLE_SERIAL = 16;

/** Serial numbers, licence numbers and request ids; `*` and `X` are masked parts of them. */
const NAMES =
  /FTK[0-9A-Z*]{5,13}|EFTM[0-9A-Z*]{4,12}|FTMTRIAL[0-9A-Z*]{2,12}|FTM-ELIC-[0-9A-Z*]{2,20}|F[0-9A-Z*]{15}|\b(?:req(?:uest)?(?:_id=| id: ?| id=| id | for | )|[Ss]ession |XAUTH |EAP |ID: )(?<request>\d{4,20})\b/g;

/**
 * Returns every name of a text, in order and without overlaps. It makes one pass, and another line by line for users.
 */
export function scanNames(analysis: Analysis): Name[] {
  return withoutOverlaps([...serials(analysis.text), ...wrapped(analysis), ...lineNames(analysis)]);
}

function serials(text: string): Name[] {
  const names: Name[] = [];
  let glued = -1;
  for (const match of text.matchAll(NAMES)) {
    const end = match.index + match[0].length;
    const request = match.groups?.['request'];
    if (request !== undefined) {
      names.push({ kind: 'request', text: request, start: end - request.length, end });
      continue;
    }
    const kind = kindOf(match[0]);
    const begins = match.index === glued || isFree(text, match.index);
    if (!kind || !begins || !endsSo(text, match[0], end)) continue;
    names.push({ kind, text: match[0], start: match.index, end });
    glued = end;
  }
  return names;
}

function kindOf(serial: string): NameKind | undefined {
  if (serial.startsWith('FTK')) return 'token';
  if (serial.startsWith('EFTM') || serial.startsWith('FTM')) return 'licence';
  // Hex dumps contain words of the same form, but a device has the letters of a model and a number.
  const digits = serial.replace(/\D/g, '').length;
  return digits >= 4 && !/^[0-9A-F]*$/.test(serial) ? 'device' : undefined;
}

/** True if a name can begin at `at`: not after a letter or digit, except after `%27`, a quotation mark in a URL. */
function isFree(text: string, at: number): boolean {
  return at === 0 || !isAlphanumeric(text.charCodeAt(at - 1)) || text[at - 3] === '%';
}

function endsSo(text: string, serial: string, end: number): boolean {
  if (end >= text.length || !isAlphanumeric(text.charCodeAt(end))) return true;
  return serial.length === WHOLE_SERIAL && (text[end] === 'F' || text.startsWith('EFTM', end));
}

/** Returns serial numbers that a terminal wrapped: only the payload reader knows that the halves belong together. */
function wrapped({ trace }: Analysis): Name[] {
  const messages = [
    ...trace.messages,
    ...trace.exchanges.flatMap(({ request, answer }) => [request, answer].filter(one => one !== undefined)),
  ];
  return messages
    .filter(({ payload }) => payload.pieces.length > 1)
    .flatMap(serialsOf)
    .filter(({ text, start, end }) => end - start !== text.length);
}

function serialsOf({ unit, tokens, members }: ServiceMessage): Name[] {
  const named = (kind: NameKind, places: readonly (Located | undefined)[]): Name[] =>
    places.flatMap(place => (place ? [{ kind, text: place.text, start: place.start, end: place.end }] : []));
  return [
    ...named(
      'token',
      tokens.map(({ serial }) => serial),
    ),
    ...named('device', [unit, ...members.map(({ serial }) => serial)]),
  ];
}

/** Returns the names that are recognised by the line around them: connections and users. */
function lineNames(analysis: Analysis): Name[] {
  const users = new Set(analysis.trace.logins.flatMap(({ user }) => (user ? [user.text] : [])));
  const names: Name[] = [];
  for (const record of analysis.records) {
    const connection = connectionOf(analysis.text, record);
    if (connection) names.push(connection);
    if (users.size > 0) names.push(...usersIn(analysis, record, users));
  }
  return names;
}

function connectionOf(text: string, record: CaptureRecord): Name | undefined {
  if (record.kind !== 'debug' || !record.tag) return undefined;
  const { start, end } = record.tag;
  const line = text.slice(start, end);
  if (record.form === 'connection') return { kind: 'connection', text: line, start, end };
  const name = record.form === 'ike' ? ikeConnection(line) : undefined;
  if (!name) return undefined;
  return {
    kind: 'connection',
    text: line.slice(name.start, name.end),
    start: start + name.start,
    end: start + name.end,
  };
}

function usersIn(analysis: Analysis, record: CaptureRecord, users: ReadonlySet<string>): Name[] {
  const { text } = analysis;
  switch (record.kind) {
    case 'debug':
      return usersOfLine(analysis, record, users);
    case 'sentence':
      return usersAmong(text, record.message, users);
    case 'command':
      return usersAmong(text, record.command, users);
    case 'config':
    case 'field': {
      const { start, end } = record.value;
      const value = text.slice(start, min(end, start + MAX_LENGTH));
      return users.has(value) ? [{ kind: 'user', text: value, start, end }] : [];
    }
    default:
      return [];
  }
}

/**
 * Returns the users of a line. A line of a login names its user, whatever characters the name has; elsewhere a name
 * is a single word.
 */
function usersOfLine(analysis: Analysis, record: DebugRecord, users: ReadonlySet<string>): Name[] {
  const { text } = analysis;
  const user = loginsByLine(analysis).get(record)?.user;
  const message = { start: record.messageStart, end: record.messageEnd };
  if (!user) return usersAmong(text, message, users);
  const line = text.slice(message.start, min(message.end, message.start + MAX_LENGTH));
  const names: Name[] = [];
  for (let at = line.indexOf(user.text); at >= 0; at = line.indexOf(user.text, at + user.text.length)) {
    const end = at + user.text.length;
    if (!isWhole(line, at, end)) continue;
    names.push({ kind: 'user', text: user.text, start: message.start + at, end: message.start + end });
  }
  return names;
}

/**
 * Returns the words that are users. It walks code units, since a long capture has a million words and few are users.
 */
function usersAmong(text: string, { start, end }: Span, users: ReadonlySet<string>): Name[] {
  const names: Name[] = [];
  const limit = min(end, start + MAX_LENGTH);
  for (let at = start; at < limit;) {
    const from = at;
    while (at < limit && isNamePart(text.charCodeAt(at))) at++;
    let last = at;
    // A full stop after a name ends the sentence.
    while (last > from && (text[last - 1] === '.' || text[last - 1] === '-')) last--;
    const word = last > from ? text.slice(from, last) : '';
    if (users.has(word)) names.push({ kind: 'user', text: word, start: from, end: last });
    at++;
  }
  return names;
}

/** True for letters, digits and the other characters of names: `_`, `@`, `\`, `.`, `-`. */
function isNamePart(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 64 || code === 92 || code === 46 || code === 45;
}

/** False for a part of a longer name, such as `user01` in `user01@example.com` or `user01.old`. */
function isWhole(line: string, start: number, end: number): boolean {
  const before = line.slice(max(0, start - 2), start);
  const after = line.slice(end, end + 2);
  return !/[\w@\\]$|\w[.-]$/.test(before) && !/^[\w@\\]|^[.-]\w/.test(after);
}

function withoutOverlaps(names: Name[]): Name[] {
  names.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Name[] = [];
  let end = 0;
  for (const name of names) {
    if (name.start < end || name.end <= name.start) continue;
    kept.push(name);
    end = name.end;
  }
  return kept;
}
