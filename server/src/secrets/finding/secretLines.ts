import type { Span } from '../../syntax';
import type { FoundKind } from '../types';
import { isNumberedWord, isOwnWord } from './looks';
import { nameKeyOf } from './nameParts';

/** A secret in a line, with offsets of the text. */
type ListedSecret = { readonly kind: FoundKind } & Span;

/**
 * Lines of secrets files: `user * secret *` (PPP), `user : EAP "secret"` (IPsec), `"user" PEAP "secret" [2]` (hostapd);
 * marked secrets of Junos, `key 7 secret` of a Cisco server, `user/secret@//host` (Oracle), `'secret' | ConvertTo-SecureString`,
 * `3 SHA1 secret` (NTP).
 */
const SECRET_LINES: readonly RegExp[] = [
  /^\s{0,8}["']?(?<user>[^\s"'*]{1,64})["']?[ \t]{1,40}\*[ \t]{1,40}["']?(?<value>[^\s"'*]{4,128})["']?[ \t]{1,40}(?:\*|\d{1,3}(?:\.\d{1,3}){3})\s*$/d,
  /^\s{0,8}(?<user>[^\s:"]{0,64}) ?: (?:EAP|XAUTH|NTLM|PSK) ["'](?<value>[^"'\r\n]{4,128})["']\s*$/d,
  /^\s{0,8}(?<user>[^\s:"]{0,64}) ?: (?:EAP|XAUTH|NTLM|PSK) (?<value>(?=\S*[a-z])(?=\S*\d)[^\s"']{6,128})\s*$/di,
  /^\s{0,8}[^\s:"]{0,64} ?: (?:RSA|ECDSA|PKCS8|P12|BLISS) \S{1,128} ["'](?<value>[^"'\r\n]{4,128})["']\s*$/d,
  /^\s{0,8}(?<user>[\w.@\\-]{1,64})[ \t]{1,40}(?:Cleartext|User|Crypt|NT)-Password[ \t]{0,8}:=[ \t]{0,8}["']?(?<value>[^\s"',]{4,128})/d,
  /"(?:PASS|pass) (?<value>[^\s"]{4,128})"/d,
  / : PSK 0[sx](?<value>[\w+/=]{8,128})/d,
  /assword:? ?\\?["'];? send (?:-- )?\\?["'](?<value>[^"'\\\r\n]{4,64})/d,
  /["' ](?<value>[^\s"';]{4,128})["']?; ## SECRET-DATA/d,
  /\bpassword "[\w. -]{1,40}" "(?<value>[^"\r\n]{4,128})"/d,
  / ?["'](?<value>[^"'\r\n]{4,128})["'] \| ConvertTo-SecureString\b/d,
  /^\s{0,8}"[^"\s]{1,64}"\s{1,8}[A-Z][A-Z\d,-]{2,40}\s{1,8}"(?<value>[^"\r\n]{4,128})" \[2\]\s*$/d,
  /(?:^|[\s"'=])[\w.]{1,30}\/(?<value>[^\s"'<>/@]{4,64})@\/\/[\w.-]{1,64}(?:[:/]|$)/d,
  /^\s{0,8}(?:server-)?key \d (?<value>\S{4,128})\s*$/d,
  /(?:\.connect|\bFTP(?:_TLS)?)\(\s?["'][^"'\r\n]{1,64}["'],\s?(?:\d{1,5},\s?)?["'](?<user>[^"'\r\n]{1,64})["'],\s?["'](?<value>[^"'\r\n]{4,64})["']/d,
  /(?:^|[\s:>])[A-Za-z]{0,4}\d{1,5} LOGIN ["']?(?<user>[^\s"']{1,64})["']? ["']?(?<value>[^\s"']{4,128})["']?\s*$/d,
  /\b(?:radius|tacacs)-server (?:host \S{1,64} )?(?:[\w-]{1,16} \d{1,5} ){0,4}key (?:\d )?["']?(?<value>[^\s"']{4,128})["']?\s*$/d,
  /pre-shared-key (?:address|hostname) \S{1,64}(?: \d\S{1,15})? key (?:\d )?(?<value>[^\s"']{4,128})\s*$/d,
  /(?:^\s{0,8}|\bkey )\d{1,5} (?:M|MD5|SHA1|SHA256|SHA512|AES128CMAC) (?<value>(?=\S*[a-z])(?=\S*\d)[^\s:,;]{6,128})\s*$/d,
];

const MAX_LINE = 320;
/** A quick test for these forms. */
const MAY_HOLD =
  /:=|\*|: |##|\d (?:M|SHA|AES)|key \d |password "|assword.{1,8}send|\| Conv|\[2\]|@\/\/|connect\(|FTP|PASS |"pass |LOGIN |-server |-key /;

/**
 * Lines that contain only the name of a secret and its value: a setting of another unit, `enable password secret`, or the
 * command of a mail or file server, `PASS secret`.
 */
const SETTING_LINE =
  /^\s{0,24}(?:(?:[\w -]{0,32}[:>] |[CS<>-]{1,2}:? ?)?PASS(?= )|(?:enable|ip ftp|ip http client) (?:password|secret)|(?<=\s)(?:pre-)?shared-(?:key|secret)) (?<value>[^\s"'{;]{4,128})\s*$/d;

/** The columns and rows of a SQL INSERT statement. */
const INSERT = /\bINSERT\s+INTO\s[^()\r\n]{1,80}\((?<columns>[^()\r\n]{1,400})\)\s*VALUES\s*(?<rows>\(.*)/di;
const QUOTED = String.raw`(?:'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.)*)")`;
/** A value of a row, possibly the argument of a function, and whether it ends the row. */
const CELL = new RegExp(
  String.raw`\s*(?:${QUOTED}|[^,()'"]*\(\s*${QUOTED}?[^()'"]*\)|[^,()'"]*)\s*(?<end>[,)])`,
  'dy',
);
const MAX_STATEMENT = 8192;
const MAX_CELLS = 1024;

/** The values of an INSERT statement whose columns are named like secrets, with offsets relative to the line. */
function insertedSecrets(line: string): readonly ListedSecret[] {
  if (!line.includes('(')) return [];
  const match = INSERT.exec(line);
  const rows = match?.indices?.groups?.['rows'];
  const columns = match?.groups?.['columns'];
  if (!rows || columns === undefined) return [];
  const kinds = columns.split(',').map(name => nameKeyOf(name.replace(/["'`\s]/g, ''))?.kind);
  if (kinds.every(kind => kind === undefined)) return [];
  return [...cellsOf(line, rows[0] + 1)].flatMap(({ column, start, end }) => {
    const kind = kinds[column];
    return kind === undefined ? [] : [{ kind, start, end }];
  });
}

/** The quoted values of the rows that start at `at`, with their column numbers. */
function* cellsOf(line: string, at: number): Generator<{ readonly column: number } & Span> {
  let column = 0;
  for (let count = 0; count < MAX_CELLS; count++) {
    CELL.lastIndex = at;
    const cell = CELL.exec(line);
    if (!cell) return;
    const [start, end] = cell.indices?.slice(1, 5).find(place => place) ?? [at, at];
    if (end > start) yield { column, start, end };
    column++;
    at = CELL.lastIndex;
    if (cell.groups?.['end'] === ',') continue;
    at = line.indexOf('(', at) + 1;
    if (at === 0) return;
    column = 0;
  }
}

/** The secrets of a line in a secrets file, or of an INSERT statement. */
export function listedSecrets(text: string, { start, end }: Span): readonly ListedSecret[] {
  const slice = text.slice(start, Math.min(end, start + MAX_STATEMENT));
  const inserted = insertedSecrets(slice);
  if (inserted.length > 0)
    return inserted.map(secret => ({ ...secret, start: start + secret.start, end: start + secret.end }));
  if (slice.length > MAX_LINE) return [];
  const places = settingIn(slice) ?? secretIn(slice);
  return Object.entries(places ?? {}).flatMap(([name, [from, to]]) => {
    const kind = name === 'user' ? 'user' : 'password';
    const isValue = kind === 'password' || USER.test(slice.slice(from, to));
    return isValue ? [{ kind, start: start + from, end: start + to } as const] : [];
  });
}

/** The name of a user. A mail address and `%any` are no such name. */
const USER = /^[\w.\\-]+$/;

type Places = Readonly<Record<string, readonly [start: number, end: number]>>;

/** The value of a line that is a setting or a command and an own word. */
function settingIn(line: string): Places | undefined {
  const places = SETTING_LINE.exec(line)?.indices?.groups;
  const place = places?.['value'];
  const value = place ? line.slice(place[0], place[1]) : '';
  return isOwnWord(value) || isNumberedWord(value) ? places : undefined;
}

/** The values of the first form that a line has. */
function secretIn(line: string): Places | undefined {
  if (!MAY_HOLD.test(line)) return undefined;
  for (const form of SECRET_LINES) {
    const places = form.exec(line)?.indices?.groups;
    if (places) return places;
  }
  return undefined;
}
