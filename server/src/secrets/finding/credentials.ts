import { isMasked } from '../masked';
import { isDistinctiveWord, isMixed, isName, isNumberedWord, isScrambled } from './looks';
import type { Passage, Sink } from './passage';

const LOGIN = /^[ =]["']?(?<user>[^\s:"']{1,64}):(?<password>[^\s"']{4,128})/d;

/** `-u user:password`. */
export function login({ text, to }: Passage, at: number, sink: Sink): number {
  const places = LOGIN.exec(text.slice(at, Math.min(to, at + 200)))?.indices?.groups;
  const [user, password] = [places?.['user'], places?.['password']];
  if (!user || !password) return -1;
  const value = text.slice(at + password[0], at + password[1]);
  if (isMasked(value)) return -1;
  if (sink.identities && isName(text.slice(at + user[0], at + user[1])))
    sink.take('user', at + user[0], at + user[1]);
  sink.take('password', at + password[0], at + password[1]);
  return at + password[1];
}

/** A user and a password after a name for both: `login: user:password`, `auth: [user, password]`, `login user/password`. */
const CREDENTIALS_OF =
  /^["']?\s?(?<given>(?:\([^()\r\n]{1,24}\)\s?)?(?:=>|->|[:=]|(?<=\s)[-–—](?=\s)|(?<=\s)(?:are|is|were|was|sind|lauten)(?=\s)))?\s{0,4}(?<open>[["'({]{0,3})(?<user>(?![A-Z]:\S{1,64};)[\w.@\\-]{1,64})["']?(?<character>:| ?(?:[,/|+]|%(?![\dA-F]{2})) ?)["']?(?<password>[^\s"',;\])}<>]{4,128})/d;

export function credentials({ text, to }: Passage, at: number, sink: Sink): number {
  const match = CREDENTIALS_OF.exec(text.slice(at, Math.min(to, at + MAX_CREDENTIALS_LENGTH)));
  const places = match?.indices?.groups;
  const [user, password] = [places?.['user'], places?.['password']];
  if (!user || !password) return -1;
  const isLast = ENDS_LINE.test(text.slice(at + password[1], Math.min(to, at + password[1] + 4)));
  if (!isPasswordOf(match?.groups, isLast)) return -1;
  const isOne = isPasswordWith(text.slice(at + user[0], at + user[1]), match?.groups);
  if (!isOne) takeUser(text, at + user[0], at + user[1], sink);
  sink.take('password', at + (isOne ? user[0] : password[0]), at + password[1]);
  return isList(match?.groups) ? furtherPairs(text, at + password[1], to, sink) : at + password[1];
}

function takeUser(text: string, start: number, end: number, sink: Sink): void {
  if (sink.identities && isName(text.slice(start, end))) sink.take('user', start, end);
}

const MAX_CREDENTIALS_LENGTH = 220;
const MAX_PAIRS = 64;
/** The next of a list of pairs: `["user01","password"],["user02","password"]`, or in round brackets. */
const NEXT_PAIR =
  /^["']\s?[\])]\s?,\s?[[(]\s?["'](?<user>[\w.@\\-]{1,64})["']\s?,\s?["'](?<password>[^\s"']{4,128})(?=["'])/d;

/** Takes the further pairs of a list; returns where to continue. */
function furtherPairs(text: string, at: number, to: number, sink: Sink): number {
  let end = at;
  for (let count = 0; count < MAX_PAIRS; count++) {
    const places = NEXT_PAIR.exec(text.slice(end, Math.min(to, end + MAX_CREDENTIALS_LENGTH)))?.indices
      ?.groups;
    const [user, password] = [places?.['user'], places?.['password']];
    if (!user || !password) break;
    takeUser(text, end + user[0], end + user[1], sink);
    if (!isMasked(text.slice(end + password[0], end + password[1])))
      sink.take('password', end + password[0], end + password[1]);
    end += password[1];
  }
  return end;
}
/** Letters with single characters between them, and a number at the end. */
const USER_NAME = /^(?!.*[._-]{2})[A-Za-z.@\\_-]{1,64}\d{0,4}$/;

type Groups = Readonly<Record<string, string | undefined>>;

/** True for a pair in brackets, which another can follow. */
function isList({ open = '' }: Groups = {}): boolean {
  return /^[[(]/.test(open);
}

/** True if a character belongs to base64 or a password instead of following a user. */
function isPasswordWith(name: string, { character = '' }: Groups = {}): boolean {
  return '+:%/|'.includes(character) && !USER_NAME.test(name);
}

/** True if the value after a user is a password. Algorithms and file names also contain a slash, and lists of names a comma. */
function isPasswordOf(groups: Groups = {}, isLast = false): boolean {
  const { given, user = '', character, password = '' } = groups;
  if (isMasked(password)) return false;
  const isMadeUp = isMixed(password) || isScrambled(password);
  // `login user01/password`; a name in capitals may be a domain.
  if (given === undefined) return isMadeUp && character === '/' && /[a-z]/.test(user);
  if (isMadeUp) return true;
  if (isAnnounced(groups)) return isDistinctiveWord(password) || isNumberedWord(password);
  return isLast && /[A-Z]/.test(password) && isNumberedWord(password);
}

/** The end of a line after a value. */
const ENDS_LINE = /^["'`)\].]{0,3}(?:[\0-\x1f]|$)/;

/** True if what is before and between two values is common only with a user and a password. */
function isAnnounced({ given = '', open = '', character = '' }: Groups): boolean {
  return character === ':' || (character.startsWith(',') && open !== '') || /[a-z]$/.test(given);
}
