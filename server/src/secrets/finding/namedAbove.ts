import type { Span } from '../../syntax';
import type { FoundKind } from '../types';
import { isBlankUnit } from './blanks';
import { isCertain } from './certainty';
import { isMixed, isOwnWord, isScrambled, isDistinctiveWord } from './looks';
import { nameKeyOf } from './nameParts';
import { VERBS } from './separators';
import type { Certainty } from './separatorTable';

/** A value whose name is in the line above. */
interface Named {
  /** Matches the line of the value. */
  readonly value: RegExp;
  /** Matches the end of the text above, with the name; without a name if that text itself announces a password. */
  readonly above: RegExp;
  /** A quick test: the text above must contain it. */
  readonly sign?: string;
  /** How certain it is that the line is a value rather than an unrelated line. */
  readonly certainty?: Certainty;
}

/** A line with a single word, possibly quoted. */
const WORD_ALONE = /^\s{0,40}(["']?)(?<value>[^\s"'<>[(][^\s"'<>]{3,255})\1[,;]?\s*$/d;
const BREAK = String.raw`[ \t]{0,4}[\r\n]{1,3}$`;

/** A shell prompt: `$ `, `user@host:~# `, `[user@host ~]$ `, `host% `, `PS C:\\>`, `C:\\>`. */
const PROMPT = String.raw`(?:(?:\[?[\w.-]{1,32}@[\w.-]{1,64}[^\r\n$#%>]{0,64}|[\w.-]{1,32})?[$#%>] |(?:PS )?[A-Z]:\\[^\r\n>]{0,80}> ?|PS[^\r\n>]{0,40}> ?|[➜❯λ] {1,2})`;
/** A command at a shell prompt, or of a known tool, whose arguments may include the name of a secret. */
const COMMAND = String.raw`(?:^|[\r\n])(?:${PROMPT}|(?=(?:az|aws|gcloud|kubectl|vault|op|oc|oathtool) ))(?<command>[^\r\n]{4,140})`;
const LETTER = String.raw`[\p{L}_]`;
const OF = String.raw`(?:for|of|für|von|de|del|di|pour|para|voor)`;
/**
 * A line that contains only the name of a secret, optionally with a few words before it, and an owner, a verb or a question
 * mark after it.
 */
const TITLE = String.raw`(?:^|[\r\n])[ \t#*_>-]{0,8}(?<name>(?:(?!${OF} )${LETTER}[\p{L}\w-]{0,20} ){0,4}(?!${OF} |(?:${VERBS.join('|')})[\s:])${LETTER}[\p{L}\w-]{1,24})(?: ${OF} [^\r\n]{1,40}| is on the next line| (?:${VERBS.join('|')})|[*_]{1,3})?[:?：？]?[*_]{0,3}[ \t]{0,4}`;
/** Who asked or answered, and when, as chats and reports write it. */
const SPEAKER = String.raw`(?:[[(<]?(?:\d{1,2}[:./-]){1,3}[\d ,:./-]{1,16}(?: ?[AP]M)?[\])>]? ?(?:- )?)?(?:<?[\p{L}][\p{L}\w. -]{0,24}[:>] )?`;
const ANSWER = String.raw`(?:(?:[Ii]t is|[Ii]t's|[Tt]hat's|[Ee]s ist|[Cc]'est) )?`;
/** A question about a secret, and an optional line that names the one who answers. */
const QUESTION = String.raw`(?:^|[\r\n])[^\r\n?]{0,80}?(?<name>[\p{L}_][\p{L}\w -]{1,40})[?][ \t]{0,4}(?:[\r\n]{1,2}[\p{L}][^\r\n:]{0,40}\d{1,2}:\d\d(?: ?[AP]M)?)?`;
const RULED = String.raw`(?:[\r\n]{1,2}[-=~]{3,80}|[\r\n]{1,2}[ \t]{0,8}(?=[\r\n]))?`;

const NAMED_ABOVE: readonly Named[] = [
  // `- name: FGT_PASSWORD` and `value: "..."`
  {
    value: /^\s{0,40}value:\s{1,4}(["']?)(?<value>[^\s"'][^\r\n]{0,255}?)\1\s*$/d,
    above: new RegExp(
      String.raw`(?:^|[\r\n])[\s>-]{0,40}(?:name|key): ["']?(?<name>[\w.-]{2,64})["']?` + BREAK,
    ),
  },
  // `"name": "SVPNCOOKIE",` and `"value": "..."`
  {
    value: /^\s{0,40}"value"\s?:\s{0,4}"(?<value>[^"\r\n]{4,255})",?\s*$/d,
    above: new RegExp(String.raw`"(?:name|key)"\s?:\s{0,4}"(?<name>[\w.-]{2,64})",?` + BREAK),
    sign: '"',
  },
  // `Key: password` and `Value: ...`, as in a list of pairs
  {
    value: /^\s{0,40}Value\s?:\s{1,4}(["']?)(?<value>[^\s"'][^\r\n]{0,255}?)\1\s*$/d,
    above: new RegExp(
      String.raw`(?:^|[\r\n])\s{0,40}(?:Name|Key|Field|Attribute)\s?: ["']?(?<name>[\w. -]{2,64})["']?` +
        BREAK,
    ),
  },
  // `"psk": {` and `"value": "..."`, `variable "psk" {` and `default = "..."`
  {
    value:
      /^\s{0,40}["']?(?:value|default|data|plain|plaintext|cleartext)["']?\s?[:=]\s{0,4}(["']?)(?<value>[^\s"'{[][^\r\n"']{0,255}?)\1,?\s*$/d,
    above: new RegExp(
      String.raw`(?:["'](?<name>[\w.-]{2,64})["']\s?[:=]?\s?\{|(?<=(?:^|[\r\n])[ \t-]{0,40})(?<key>[\w.-]{2,64}):)[ \t]{0,4}[\r\n]{1,2}(?:[^\r\n{}]{1,64}[\r\n]{1,2}){0,3}$`,
    ),
  },
  // `<key>Password</key>` and `<string>...</string>`
  {
    value: /^\s{0,40}<(?:string|data|value)>(?<value>[^<>\r\n]{4,255})<\/(?:string|data|value)>\s*$/d,
    above: new RegExp(String.raw`<(?:key|name)>(?<name>[\w .-]{2,64})</(?:key|name)>` + BREAK),
  },
  // A command that prints an object with a secret, its brace, and `"value": "..."`
  {
    value: /^\s{0,40}"(?:value|secret|key|data)"\s?:\s{0,4}"(?<value>[^"\r\n]{4,255})",?\s*$/d,
    above: new RegExp(COMMAND + String.raw`[\r\n]{1,2}\s{0,8}\{` + BREAK),
  },
  // `$ cat /run/secrets/db_password`, `PS C:\> Get-Content psk.txt`, and only the value
  { value: WORD_ALONE, above: new RegExp(COMMAND + BREAK, 'u'), certainty: 'likely' },
  // `password<<EOF`, `cat <<EOF > psk.txt`, and only the value
  {
    value: WORD_ALONE,
    above: new RegExp(String.raw`(?:^|[\s])(?<name>[\w.-]{2,64}) ?<<-?["']?[A-Z]{2,16}["']?` + BREAK),
    certainty: 'likely',
  },
  {
    value: WORD_ALONE,
    above: new RegExp(
      String.raw`<<-?["']?[A-Z]{2,16}["']? ?>{1,2} ?(?:[\w.~-]{0,24}/){0,6}(?<name>[\w-]{2,40})(?:\.\w{1,6})?` +
        BREAK,
    ),
    certainty: 'likely',
  },
  // `secret:` and `- ...`
  {
    value: /^\s{0,40}- (["']?)(?<value>[^\s"'<>[(:][^\s"'<>]{3,255})\1\s*$/d,
    above: new RegExp(String.raw`(?:^|[\r\n])[ \t]{0,40}(?<name>[\w.-]{2,64}):` + BREAK),
    certainty: 'likely',
  },
  // `Recovery codes:`, and one code per line
  {
    value: /^\s{0,40}(?<value>\d{6,10})\s*$/d,
    above:
      /(?:^|[\r\n])[ \t]{0,40}(?<name>[A-Za-z][\w -]{2,40}s):[ \t]{0,4}[\r\n]{1,2}(?:\s{0,40}\d{6,10}[\r\n]{1,2}){1,10}$/,
  },
  // `Shared Secret`, `# new psk` or `Password for user01`, a ruler if any, and only the value
  { value: WORD_ALONE, above: new RegExp(TITLE + RULED + BREAK, 'u'), certainty: 'likely' },
  // `expect "assword:"` and `send "...\r"`
  {
    value: /^\s{0,40}send (?:-- )?\\?["'](?<value>[^"'\\\r\n]{4,64})/d,
    above: new RegExp(String.raw`assword:?\s{0,2}["'}]?(?: ?\{)?` + BREAK, 'i'),
  },
  // `PSK="..." \\` and `"..."`
  {
    value: /^\s{0,40}(["'])(?<value>[^\s"']{4,255})\1(?: \\)?\s*$/d,
    above: new RegExp(String.raw`(?:^|[\s;])(?<name>[\w-]{2,64})[= ](["'])[^"'\r\n]{1,80}\2 ?\\` + BREAK),
  },
  // `aaa-server ...` or `radius server ...`, and `key ...`
  {
    value: /^\s{1,8}key (?:\d )?(?<value>[^\s"']{4,128})\s*$/d,
    above: new RegExp(
      String.raw`(?:^|[\r\n])\s{0,4}(?:aaa-server|radius[ -]server|tacacs[ -]server|aaa authentication-server) [^\r\n]{1,64}[\r\n]{1,2}(?:[ \t]{1,8}[^\r\n]{1,48}[\r\n]{1,2}){0,2}$`,
    ),
    certainty: 'likely',
  },
  // `What is the PSK?`, `09:12 user01: psk?`, and an answer that is one word
  {
    value: new RegExp(String.raw`^\s{0,8}${SPEAKER}${ANSWER}(?<value>[^\s"'<>[(][^\s"'<>]{3,255})\s*$`, 'du'),
    above: new RegExp(QUESTION + BREAK, 'u'),
    sign: '?',
    certainty: 'likely',
  },
  // `passwords:` or `psk = {`, and one value per line
  {
    value: /^\s{1,40}["']?[\w.-]{1,40}["']?\s?[:=]\s{1,4}(["']?)(?<value>[^\s"'{[][^\s"']{3,255})\1,?\s*$/d,
    above: new RegExp(
      String.raw`(?:^|[\r\n])[ \t]{0,40}["']?(?<name>[\w.-]{2,64})["']?(?:(?<=s["']?)\s?:|\s?=\s?\{)[ \t]{0,4}[\r\n]{1,2}(?:[ \t]{1,40}["']?[\w.-]{1,40}["']?\s?[:=]\s[^\r\n]{1,64}[\r\n]{1,2}){0,3}$`,
    ),
    certainty: 'likely',
  },
  // `<dt>Password</dt>` and `<dd>...</dd>`
  {
    value:
      /^\s{0,40}<(?:td|dd|p|span|code|div)(?: [^<>]{0,60})?>(?:<(?:b|code|tt|strong|span)>)?(?<value>[^<>\s]{4,255})(?:<\/\w{1,8}>){1,2}\s*$/d,
    above: new RegExp(
      String.raw`<(?:td|th|dt|p|b|label|span|strong|div)(?: [^<>]{0,60})?>\s?(?<name>[\p{L}\w. -]{2,64}):?\s?</\w{1,8}>` +
        BREAK,
      'u',
    ),
    certainty: 'likely',
  },
  // `credentials:`, and `- [user01, password]` in each line
  {
    value: /^\s{0,40}- [[(]["']?[^\s"',]{1,64}["']?, ?["']?(?<value>[^\s"',]{4,128})["']?[\])]\s*$/d,
    above:
      /(?:^|[\r\n])\s{0,40}(?:users|accounts|logins|credentials|auth|admins):[ \t]{0,4}[\r\n]{1,2}(?:\s{0,40}- [[(][^\r\n]{1,80}[\r\n]{1,2}){0,6}$/,
    certainty: 'likely',
  },
  // `New credentials:`, a user, and a value
  {
    value: WORD_ALONE,
    above: new RegExp(
      String.raw`(?:^|[\r\n])(?:[\w ]{0,24} )?(?:(?:credentials|login(?: details| data)?|zugangsdaten|identifiants):|<auth-user-pass>)[ \t]{0,4}[\r\n]{1,2}[ \t]{0,40}[\w.@\\-]{1,64}` +
        BREAK,
      'i',
    ),
    certainty: 'likely',
  },
  // `? password` and `: ...`
  {
    value: /^\s{0,40}: (["']?)(?<value>[^\s"'][^\r\n]{3,255}?)\1\s*$/d,
    above: new RegExp(String.raw`(?:^|[\r\n])\s{0,40}\? ["']?(?<name>[\w.-]{2,64})["']?` + BREAK),
  },
  // `password: >-`, `password=` or `Activation Code:`, and only the value
  {
    value: WORD_ALONE,
    above: new RegExp(
      String.raw`(?:^|[\r\n"'{,])[ \t>|-]{0,40}(?<name>[\p{L}\w. -]{2,64})["']?\s?[:=：]\s?(?:[>|][+-]?)?` +
        BREAK,
      'u',
    ),
    certainty: 'likely',
  },
  // `<sharedKey>`, and only the value
  {
    value: WORD_ALONE,
    above: new RegExp(String.raw`<(?<name>[\w:.-]{2,64})(?: [^<>\r\n]{0,80})?>` + BREAK),
    certainty: 'spoken',
  },
  // The prompt of a mail server for a user or a password in base64, and the answer
  {
    value: /^(?:\S{1,16} )?(?<value>[\w+/]{4,252}={0,2})\s*$/d,
    above: new RegExp(`334 (?:VXNlcm5hbWU6|UGFzc3dvcmQ6)` + BREAK),
  },
  // `Content-Disposition: form-data; name="password"`, an empty line, and the value
  { value: WORD_ALONE, above: /form-data; name="(?<name>[\w.-]{2,64})"(?:\r\n|\n|\r){2}$/ },
];
const MAX_ABOVE = 160;

/** The span of the value in a line that matches `form`. */
const placeOfValue = (form: RegExp, line: string): [number, number] | undefined =>
  form.exec(line)?.indices?.groups?.['value'];

/**
 * The text before `end` that can contain the name of a value there.
 * @param above the end of the text before `text`
 */
export function textAbove(text: string, end: number, above: string): string {
  const near = text.slice(Math.max(0, end - MAX_ABOVE), end);
  return near.length < MAX_ABOVE ? (above + near).slice(-MAX_ABOVE) : near;
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
  // Most forms need a single word, and most lines have more.
  const alone = placeOfValue(WORD_ALONE, slice);
  let before: string | undefined;
  for (const { value, above, sign, certainty } of NAMED_ABOVE) {
    if (sign !== undefined && !(before ??= linesAbove(text, start, beyond)).includes(sign)) continue;
    const place = value === WORD_ALONE ? alone : placeOfValue(value, slice);
    if (!place) continue;
    before ??= linesAbove(text, start, beyond);
    const match = above.exec(before);
    if (!match) continue;
    const kind = kindIn(match.groups, slice.slice(place[0], place[1]), certainty);
    if (kind === undefined) continue;
    return { kind, start: start + place[0], end: start + place[1] };
  }
  return undefined;
}

/** The text above the line in which a value starts at `start`, without the times before its lines. */
function linesAbove(text: string, start: number, beyond: string): string {
  let lineStart = start;
  while (start - lineStart < MAX_INDENT && isBlankUnit(text.charCodeAt(lineStart - 1))) lineStart--;
  const own = OWN_TIME.exec(text.slice(Math.max(0, lineStart - MAX_TIME), lineStart))?.[0].length ?? 0;
  return textAbove(text, lineStart - own, beyond).replace(TIMES, '');
}

const TIME = String.raw`[[(]?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?[\])]?:?[ \t]{0,4}`;
const MAX_TIME = 48;
/** A time at the start of a line, up to the end of the text. */
const OWN_TIME = new RegExp(String.raw`(?<=^|[\r\n])${TIME}$`);
/** The times at the start of lines, and the fillers that a view of the text has in their places. */
const TIMES = new RegExp(String.raw`(?<=^|[\r\n])(?:\ufeff{1,64}(?:${TIME})?|${TIME})`, 'g');

const MAX_NAMED_LINE = 320;
const MAX_INDENT = 40;
const NAME_IN_COMMAND = /[A-Za-z][\w-]{1,40}/g;

const HOST_NAME = /^[\w-]+(?:\.[\w-]+)+\.[a-z]{2,24}$/;

/** True for a word that is hardly the name of a group or a user. */
function isMadeUp(value: string): boolean {
  return (
    isMixed(value) ||
    isScrambled(value) ||
    isOwnWord(value) ||
    (value.length >= MIN_MADE_UP && isDistinctiveWord(value))
  );
}

const MIN_MADE_UP = 12;

/** The kind of a value by the names in a match of the text above. */
function kindIn(
  groups: Readonly<Record<string, string>> | undefined,
  value: string,
  certainty: Certainty | undefined,
): FoundKind | undefined {
  const command = groups?.['command'];
  const names =
    command === undefined
      ? [groups?.['name'] ?? groups?.['key']]
      : (command.match(NAME_IN_COMMAND) ?? ['']).reverse();
  return names.map(name => kindAbove(name, value, certainty)).find(kind => kind !== undefined);
}

/** The kind of a value by the name above it. Without a name, the text above asks for a password. */
function kindAbove(
  name: string | undefined,
  value: string,
  certainty: Certainty | undefined,
): FoundKind | undefined {
  if (name === undefined) return certainty && !isMadeUp(value) ? undefined : 'password';
  if (certainty === 'likely' && HOST_NAME.test(value)) return undefined;
  const key = nameKeyOf(name.trimEnd());
  return key && (!certainty || isCertain(certainty, value, key, true)) ? key.kind : undefined;
}
