import { VERBS } from './separators';
import type { Certainty } from './separatorTable';

/** A value whose name is in the line above. */
export interface NamedAbove {
  /** Matches the line of the value; `WORD_ALONE` for a line with a single word. */
  readonly value: RegExp;
  /** The characters with which that line can start after its blanks; if missing, any. */
  readonly begins?: string;
  /** True if that line must start with a blank. */
  readonly isIndented?: true;
  /** Matches the end of the text above, with the name; without a name if that text itself announces a password. */
  readonly above: RegExp;
  /** How many lines above it may need; if missing, two. */
  readonly lines?: number;
  /** True if the name is that of a field of a form, which may also hold the name of a user. */
  readonly isField?: true;
  /** True if the value may be a word that is neither a FortiOS term nor a result. */
  readonly takesWords?: true;
  /** A quick test: the text above must contain it. */
  readonly character?: string;
  /** How certain it is that the line is a value rather than an unrelated line. */
  readonly certainty?: Certainty;
}

/** A line with a single word, possibly quoted. */
export const WORD_ALONE = /^\s{0,40}(["']?)(?<value>[^\s"'<>[(][^\s"'<>]{3,255})\1[,;]?\s*$/d;
const DIGITS = '0123456789';
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
const TITLE = String.raw`(?:^|[\r\n])(?:[A-Z][a-z]{1,8}: )?[ \t#*_>-]{0,8}(?<name>(?:(?!${OF} )${LETTER}[\p{L}\w'’-]{0,20} ){0,4}(?!${OF} |(?:${VERBS.join('|')}|below|follows)[\s:.])${LETTER}[\p{L}\w-]{1,24})(?: ${OF} [^\r\n]{1,40}| (?:is )?(?:on the next line|below|as follows|follows)| (?:${VERBS.join('|')})|[*_]{1,3})?[.:?：？]?[*_]{0,3}[ \t]{0,4}`;
/** Who asked or answered, and when, as chats and reports write it. */
const SPEAKER = String.raw`(?:[[(<]?(?:\d{1,2}[:./-]){1,3}[\d ,:./-]{1,16}(?: ?[AP]M)?[\])>]? ?(?:- )?)?(?:<?[\p{L}][\p{L}\w. -]{0,24}[:>] )?`;
const ANSWER = String.raw`(?:(?:[Ss]ure|[Yy]es|[Oo][Kk]|[Oo]f course|[Hh]ere(?: you go| it is)?|[Jj]a|[Oo]ui|[Ss]í)[,.:!]? )?(?:(?:I (?:used|use|tried|typed|entered|set)|[Ww]e use|[Ii]t is|[Ii]t's|[Tt]hat's|[Ee]s ist|[Cc]'est) )?`;
/** A question about a secret, and an optional line that names the one who answers. */
const QUESTION = String.raw`(?:^|[\r\n])[^\r\n?]{0,80}?(?<name>[\p{L}_][\p{L}\w -]{1,40})[?][ \t]{0,4}(?:[\r\n]{1,2}[\p{L}][^\r\n:]{0,40}\d{1,2}:\d\d(?: ?[AP]M)?)?`;
const RULED = String.raw`(?:[\r\n]{1,2}[-=~]{3,80}|[\r\n]{1,2}[ \t]{0,8}(?=[\r\n]))?`;

/** The forms, in the order in which they are tried. */
export const NAMED_ABOVE: readonly NamedAbove[] = [
  // `- name: FGT_PASSWORD` and `value: "..."`
  {
    begins: 'v',
    value: /^\s{0,40}value:\s{1,4}(["']?)(?<value>[^\s"'][^\r\n]{0,255}?)\1\s*$/d,
    above: new RegExp(
      String.raw`(?:^|[\r\n])[\s>-]{0,40}(?:name|key): ["']?(?<name>[\w.-]{2,64})["']?` + BREAK,
    ),
  },
  // `"name": "SVPNCOOKIE",` and `"value": "..."`
  {
    begins: '"',
    value: /^\s{0,40}"value"\s?:\s{0,4}"(?<value>[^"\r\n]{4,255})",?\s*$/d,
    above: new RegExp(String.raw`"(?:name|key)"\s?:\s{0,4}"(?<name>[\w.-]{2,64})",?` + BREAK),
    character: '"',
  },
  // `Key: password` and `Value: ...`, as in a list of pairs
  {
    begins: 'V',
    value: /^\s{0,40}Value\s?:\s{1,4}(["']?)(?<value>[^\s"'][^\r\n]{0,255}?)\1\s*$/d,
    above: new RegExp(
      String.raw`(?:^|[\r\n])\s{0,40}(?:Name|Key|Field|Attribute)\s?: ["']?(?<name>[\w. -]{2,64})["']?` +
        BREAK,
    ),
  },
  // `"psk": {` and `"value": "..."`, `variable "psk" {` and `default = "..."`
  {
    begins: '"\'vdpc',
    value:
      /^\s{0,40}["']?(?:value|default|data|plain|plaintext|cleartext)["']?\s?[:=]\s{0,4}(["']?)(?<value>[^\s"'{[][^\r\n"']{0,255}?)\1,?\s*$/d,
    lines: 4,
    above: new RegExp(
      String.raw`(?:["'](?<name>[\w.-]{2,64})["']\s?[:=]?\s?\{|(?<=(?:^|[\r\n])[ \t-]{0,40})(?<key>[\w.-]{2,64}):)[ \t]{0,4}[\r\n]{1,2}(?:[^\r\n{}]{1,64}[\r\n]{1,2}){0,3}$`,
    ),
  },
  // `<key>Password</key>` and `<string>...</string>`
  {
    begins: '<',
    value: /^\s{0,40}<(?:string|data|value)>(?<value>[^<>\r\n]{4,255})<\/(?:string|data|value)>\s*$/d,
    above: new RegExp(String.raw`<(?:key|name)>(?<name>[\w .-]{2,64})</(?:key|name)>` + BREAK),
  },
  // A command that prints an object with a secret, its brace, and `"value": "..."`
  {
    begins: '"',
    value: /^\s{0,40}"(?:value|secret|key|data)"\s?:\s{0,4}"(?<value>[^"\r\n]{4,255})",?\s*$/d,
    above: new RegExp(COMMAND + String.raw`[\r\n]{1,2}\s{0,8}\{` + BREAK),
  },
  // `chpasswd:` or `chpasswd <<EOF`, and `user:password` in each line
  {
    value: /^\s{0,40}(?:- )?[A-Za-z_][\w.-]{0,31}:(?<value>(?!\s)[^\s:]{4,128})\s*$/d,
    lines: 7,
    above: /(?:^|[\r\n])[^\r\n]{0,40}chpasswd[^\r\n]{0,24}[\r\n]{1,2}(?:[^\r\n]{1,80}[\r\n]{1,2}){0,6}$/,
  },
  // `$ cat /run/secrets/db_password`, `PS C:\> Get-Content psk.txt`, and only the value
  { value: WORD_ALONE, above: new RegExp(COMMAND + BREAK, 'u'), certainty: 'likely' },
  // `password<<EOF`, `cat <<EOF > psk.txt`, and only the value
  {
    value: WORD_ALONE,
    character: '<<',
    above: new RegExp(String.raw`(?:^|[\s])(?<name>[\w.-]{2,64}) ?<<-?["']?[A-Z]{2,16}["']?` + BREAK),
    certainty: 'likely',
  },
  {
    value: WORD_ALONE,
    character: '<<',
    above: new RegExp(
      String.raw`<<-?["']?[A-Z]{2,16}["']? ?>{1,2} ?(?:[\w.~-]{0,24}/){0,6}(?<name>[\w-]{2,40})(?:\.\w{1,6})?` +
        BREAK,
    ),
    certainty: 'likely',
  },
  // `secret:` and `- ...`
  {
    begins: '-',
    value: /^\s{0,40}- (["']?)(?<value>[^\s"'<>[(:][^\s"'<>]{3,255})\1\s*$/d,
    lines: 5,
    above: new RegExp(
      String.raw`(?:^|[\r\n])[ \t]{0,40}(?<name>[\w.-]{2,64}):[ \t]{0,4}[\r\n]{1,2}(?:\s{0,40}- [^\r\n]{1,80}[\r\n]{1,2}){0,4}$`,
    ),
    certainty: 'likely',
  },
  // `Recovery codes:`, and one code per line
  {
    begins: DIGITS,
    value: /^\s{0,40}(?<value>\d{6,10})\s*$/d,
    lines: 11,
    above:
      /(?:^|[\r\n])[ \t]{0,40}(?<name>[A-Za-z][\w -]{2,40}s):[ \t]{0,4}[\r\n]{1,2}(?:\s{0,40}\d{6,10}[\r\n]{1,2}){1,10}$/,
  },
  // `password:` alone, and only the value, which may be a word
  {
    value: WORD_ALONE,
    above: new RegExp(String.raw`(?:^|[\r\n])[ \t]{0,8}(?<name>[A-Za-z][A-Za-z -]{2,24}):` + BREAK),
    character: ':',
    certainty: 'likely',
    takesWords: true,
  },
  // `Shared Secret`, `# new psk` or `Password for user01`, a ruler if any, and only the value
  { value: WORD_ALONE, above: new RegExp(TITLE + RULED + BREAK, 'u'), certainty: 'likely' },
  // `expect "assword:"` and `send "...\r"`
  {
    begins: 's',
    value: /^\s{0,40}send (?:-- )?\\?["'](?<value>[^"'\\\r\n]{4,64})/d,
    above: new RegExp(String.raw`assword:?\s{0,2}["'}]?(?: ?\{)?` + BREAK, 'i'),
  },
  // `child.expect('assword:')` and `child.sendline('...')`
  {
    value:
      /^\s{0,40}[\w.]{1,40}\.(?:send|sendline|send_command|write)\([bru]?["'](?<value>[^"'\\\r\n]{4,64})/d,
    above: new RegExp(
      String.raw`(?:expect|read_until|waitfor)\w{0,8}\([^\r\n]{0,24}assword[^\r\n]{0,24}\)` + BREAK,
      'i',
    ),
    character: '(',
  },
  // `PSK="..." \\` and `"..."`
  {
    begins: '"\'',
    value: /^\s{0,40}(["'])(?<value>[^\s"']{4,255})\1(?: \\)?\s*$/d,
    above: new RegExp(String.raw`(?:^|[\s;])(?<name>[\w-]{2,64})[= ](["'])[^"'\r\n]{1,80}\2 ?\\` + BREAK),
  },
  // `aaa-server ...` or `radius server ...`, and `key ...`
  {
    begins: 'k',
    value: /^\s{1,8}key (?:\d )?(?<value>[^\s"']{4,128})\s*$/d,
    lines: 3,
    above: new RegExp(
      String.raw`(?:^|[\r\n])\s{0,4}(?:aaa-server|radius[ -]server|tacacs[ -]server|aaa authentication-server) [^\r\n]{1,64}[\r\n]{1,2}(?:[ \t]{1,8}[^\r\n]{1,48}[\r\n]{1,2}){0,2}$`,
    ),
    certainty: 'likely',
  },
  // `What is the PSK?`, `09:12 user01: psk?`, and an answer that is one word
  {
    value: new RegExp(String.raw`^\s{0,8}${SPEAKER}${ANSWER}(?<value>[^\s"'<>[(][^\s"'<>]{3,255})\s*$`, 'du'),
    above: new RegExp(QUESTION + BREAK, 'u'),
    character: '?',
    certainty: 'likely',
  },
  // `passwords:` or `psk = {`, and one value per line
  {
    isIndented: true,
    value: /^\s{1,40}["']?[\w.-]{1,40}["']?\s?[:=]\s{1,4}(["']?)(?<value>[^\s"'{[][^\s"']{3,255})\1,?\s*$/d,
    lines: 4,
    above: new RegExp(
      String.raw`(?:^|[\r\n])[ \t]{0,40}["']?(?<name>[\w.-]{2,64})["']?(?:(?<=s["']?)\s?:|\s?=\s?\{)[ \t]{0,4}[\r\n]{1,2}(?:[ \t]{1,40}["']?[\w.-]{1,40}["']?\s?[:=]\s[^\r\n]{1,64}[\r\n]{1,2}){0,3}$`,
    ),
    certainty: 'likely',
  },
  // `<dt>Password</dt>` and `<dd>...</dd>`
  {
    begins: '<',
    value:
      /^\s{0,40}<(?:td|dd|p|span|code|div)(?: [^<>]{0,60})?>(?:<(?:b|code|tt|strong|span)>)?(?<value>[^<>\s]{4,255})(?:<\/\w{1,8}>){1,2}\s*$/d,
    lines: 3,
    above: new RegExp(
      String.raw`<(?:td|th|dt|p|b|label|span|strong|div)(?: [^<>]{0,60})?>\s{0,40}(?<name>[\p{L}\w. -]{2,64}):?\s{0,40}</\w{1,8}>` +
        BREAK,
      'u',
    ),
    certainty: 'likely',
  },
  // The same with line breaks around the value
  {
    value: WORD_ALONE,
    character: '</',
    lines: 4,
    above: new RegExp(
      String.raw`<(?:td|th|dt)(?: [^<>]{0,60})?>\s{0,40}(?<name>[\p{L}\w. -]{2,64}):?\s{0,40}</\w{1,8}>\s{0,40}<(?:td|dd)(?: [^<>]{0,60})?>` +
        BREAK,
      'u',
    ),
    certainty: 'likely',
  },
  // `credentials:`, and `- [user01, password]` in each line
  {
    begins: '-',
    value: /^\s{0,40}- [[(]["']?[^\s"',]{1,64}["']?, ?["']?(?<value>[^\s"',]{4,128})["']?[\])]\s*$/d,
    lines: 7,
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
    begins: ':',
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
    character: '334 ',
    value: /^(?:\S{1,16} )?(?<value>[\w+/]{4,252}={0,2})\s*$/d,
    above: new RegExp(`334 (?:VXNlcm5hbWU6|UGFzc3dvcmQ6)` + BREAK),
  },
  // `Content-Disposition: form-data; name="password"`, an empty line, and the value
  {
    value: WORD_ALONE,
    character: 'form-data',
    above: /form-data; name="(?<name>[\w.-]{2,64})"(?:\r\n|\n|\r){2}$/,
    isField: true,
  },
];
