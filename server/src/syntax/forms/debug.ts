import { max, min } from '../../integers';
import {
  CLOSE_BRACKET,
  COLON,
  isSpace,
  MINUS,
  OPEN_BRACKET,
  SPACE,
  skipDigits,
  skipSpace,
  skipWord,
} from '../characters';
import { afterSpace, type Line, type LineForm, type Reading } from '../line';
import type { DebugForm, DebugRecord, Span, Draft } from '../records';

const MAX_BLANKS = 4;
const LINE_NUMBER = /^\[\d{1,5}\]:/;
const SAMLD = /(?:^|[^\w.])(?<name>\w{0,8}samld_\w{1,48})\s$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';

function debug(
  line: Line,
  form: DebugForm,
  nameStart: number,
  nameEnd: number,
  messageStart: number,
  tag?: Span,
): Draft<DebugRecord> {
  const { start, stampStart, stampEnd, end, next } = line;
  return {
    kind: 'debug',
    start,
    end: next,
    form,
    stampStart,
    stampEnd,
    nameStart,
    nameEnd,
    messageStart,
    messageEnd: end,
    tag,
  };
}

/** The offset after `[digits]` at `at`, or -1. */
function lineNumberEnd(text: string, at: number, end: number): number {
  if (at >= end || text.charCodeAt(at) !== OPEN_BRACKET) return -1;
  const digits = skipDigits(text, at + 1, end);
  return digits > at + 1 && digits < end && text.charCodeAt(digits) === CLOSE_BRACKET ? digits + 1 : -1;
}

/**
 * `func[417]:message` of ftm, `func [447]: message` of samld, `func[48] message` and `func :142 message` of others,
 * `func[392]-message` of the FortiGuard update.
 */
export const functionLine: LineForm = {
  id: 'G01 G07 G14 G16',
  first: LETTERS,
  strong: true,
  signs: [
    [4, /^(?:(?:ftm|ftc|fnbamd|fds|upd)_[a-z_]+|ssl_connect_fds)\[\d+\]/],
    [3, /^(?:__samld_|samld_|_fnbamd_|fnbamd_)\w+ ?\[\d+\]/],
    [3, /^(?:(?:\[\w:\d+\])+ )?wad_\w+ :\d+ /],
  ],
  embedded: {
    trigger: '[',
    // Words in prose have numbers in brackets after them, too: only samld's lines have no time stamp.
    startAt(text, at, from, end) {
      if (at <= from || !isSpace(text.charCodeAt(at - 1))) return -1;
      if (!LINE_NUMBER.test(text.slice(at, min(end, at + 10)))) return -1;
      const name = SAMLD.exec(text.slice(max(from, at - 64), at))?.groups?.['name'];
      return name === undefined ? -1 : at - 1 - name.length;
    },
  },
  examples: [
    '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789',
    'ftm_fc_comm_connect[66]:ftm TCPS connected.',
    '__samld_sp_create_auth_req [467]: SAML SP algo: 0',
    'fnbamd_dbg_hex_pnt[48] EAP msg from server (4)-03 3D 00 04',
    'wad_group_info_auth_on_fnbam_resp :142 auth result:9',
    'upd_comm_connect_fds[457]-Trying FDS 192.0.2.6:443',
  ],
  read(line: Line, { text }: Reading) {
    const nameEnd = skipWord(text, line.head, line.end);
    const spaced = nameEnd < line.end && text.charCodeAt(nameEnd) === SPACE;
    const at = spaced ? nameEnd + 1 : nameEnd;
    if (at >= line.end) return undefined;
    if (spaced && text.charCodeAt(at) === COLON) return wadLine(line, text, nameEnd);
    const numberEnd = lineNumberEnd(text, at, line.end);
    if (numberEnd < 0 || numberEnd >= line.end) return undefined;
    const separator = text.charCodeAt(numberEnd);
    // Without a colon, only a daemon's function counts: words in prose have numbers in brackets after them, too.
    const named =
      !spaced && (separator === SPACE || separator === MINUS) && text.slice(line.head, nameEnd).includes('_');
    if (separator !== COLON && !named) return undefined;
    // The process of FortiAuthenticator that sends events to a collector.
    if (text.startsWith('category=', skipSpace(text, numberEnd + 1, line.end))) return undefined;
    return debug(line, 'function-line', line.head, nameEnd, skipSpace(text, numberEnd + 1, line.end));
  },
};

/** `func :142 message` of wad. */
function wadLine(line: Line, text: string, nameEnd: number): Draft<DebugRecord> | undefined {
  const digits = skipDigits(text, nameEnd + 2, line.end);
  if (digits === nameEnd + 2 || !text.slice(line.head, nameEnd).includes('_')) return undefined;
  return debug(line, 'function-line', line.head, nameEnd, skipSpace(text, digits, line.end));
}

/** `[1906] func-message` of fnbamd and `[328] func: message` of forticldd. */
export const lineFunction: LineForm = {
  id: 'G02 G03',
  first: '[',
  strong: true,
  signs: [
    [
      3,
      /^\[\d+\] {0,4}(?:__)?(?:fnbam|handle_req|fds_|ftc_|ldap|rad|auth_|tcps_|ssl_|cert|create_auth|destroy_auth|start_remote|find_matched|update_auth|group_match|match_and|compose|extract_|ftm_|get_all_dn|parse_auth|retrieve_group|start_(?:search|next)_dn|tac_plus|verify_)\w*/,
    ],
  ],
  embedded: afterSpace(/^\[\d{2,5}\] {1,4}\w{0,40}_\w{0,40}[-:]/, 96),
  examples: [
    '[1906] handle_req-Rcvd auth req 1516264661 for user01 in opt=00200400 prot=11',
    '2025-12-10 21:54:01 [95] ftc_res: FortiToken-Cloud internal error',
    '[37] fds_queue_task: req-33 is added to ftc',
    '[376]  auth_local-started for user01',
    '[376]auth_local-started for user01',
  ],
  read(line: Line, { text }: Reading) {
    const numberEnd = lineNumberEnd(text, line.head, line.end);
    if (numberEnd < 0 || numberEnd >= line.end) return undefined;
    // Copies align the names with additional spaces, or have lost the only one.
    const nameStart = skipSpace(text, numberEnd, min(line.end, numberEnd + MAX_BLANKS));
    const nameEnd = skipWord(text, nameStart, line.end);
    const separator = nameEnd < line.end ? text.charCodeAt(nameEnd) : 0;
    if (nameEnd === nameStart || (separator !== MINUS && separator !== COLON)) return undefined;
    if (nameStart === numberEnd && !/^_*[a-z]+_/.test(text.slice(nameStart, nameEnd))) return undefined;
    return debug(line, 'line-function', nameStart, nameEnd, skipSpace(text, nameEnd + 1, line.end));
  },
};

const SOURCE_FILE = /^[a-z]\w{1,40}\.c\[\d{1,5}\] {1,4}(?<name>_{0,2}[a-z]\w{1,78})-/;

/** `fnbamd_fsm.c[1274] func-message` of FortiOS 4 and 5. */
export const sourceFile: LineForm = {
  id: 'G49',
  first: LETTERS,
  strong: true,
  signs: [[4, /^fnbamd_\w{1,30}\.c\[\d{1,5}\] /]],
  examples: [
    'fnbamd_fsm.c[1274] handle_req-Rcvd auth req 1 for user01 in ldap1 opt=27 prot=0',
    'fnbamd_ldap.c[266] get_all_dn-Found no DN',
  ],
  read(line: Line, { text }: Reading) {
    const match = SOURCE_FILE.exec(text.slice(line.head, min(line.end, line.head + 160)));
    const name = match?.groups?.['name'];
    if (match === null || name === undefined) return undefined;
    const matchEnd = line.head + match[0].length;
    const nameEnd = matchEnd - 1;
    return debug(line, 'line-function', nameEnd - name.length, nameEnd, skipSpace(text, matchEnd, line.end));
  },
};

// Before FortiOS 5.4 there is no connection number.
const CONNECTION =
  /^\[(?<tag>\d{1,10}:(?:[\w.-]{1,31}:[0-9a-fA-F]{1,16}|[A-Za-z][\w.-]{0,30}(?=\][\w*])))\](?<apart> ?)(?:\[(?<bracketed>\w+):\d+\] ?|(?<named>\w+):\d+ )?/;

/**
 * `[pid:vdom:conn]` of sslvpn, followed by a function with its line number or by a sentence; a redacted copy can begin with
 * `***`.
 */
export const connection: LineForm = {
  id: 'G04 G05 G06',
  first: '[',
  strong: true,
  signs: [
    [
      4,
      /^\[\d+:(?:[\w.-]{1,31}:[0-9a-f]{1,8}\]|[a-z][\w.-]{0,30}\](?:SSL |sslvpn_|login_failed|rmt_|fam_))/i,
    ],
  ],
  embedded: afterSpace(/^\[\d{1,6}:[\w.-]{1,31}:[\da-f]{1,8}\] {0,4}[[\w*]/i, 80),
  examples: [
    '[5784:root:d9]fam_auth_send_req_internal:514 fnbam_auth return: 7',
    '[5784:root:d9][fam_auth_send_req_internal:438] FNBAM opt = 0X201400',
    '[275:root:1f0]SSL state:before SSL initialization (192.0.2.1)',
    '[275:root:1f0] SSL state:before SSL initialization (192.0.2.1)',
    '[5784:root:d9] fam_auth_send_req_internal:514 fnbam_auth return: 7',
    '[282:root]login_failed:260 user[user01],auth_type=1 failed [sslvpn_login_no_matching_policy]',
  ],
  read(line: Line, { text }: Reading) {
    const match = CONNECTION.exec(text.slice(line.head, min(line.end, line.head + 160)));
    if (!match?.groups) return undefined;
    const { tag = '', apart = '', bracketed, named } = match.groups;
    const message = line.head + match[0].length;
    const tagEnd = line.head + 1 + tag.length;
    const name = bracketed ?? named;
    const start = name === undefined ? message : tagEnd + apart.length + (bracketed === undefined ? 1 : 2);
    return debug(line, 'connection', start, start + (name ?? '').length, message, {
      start: line.head + 1,
      end: tagEnd,
    });
  },
};

/** `[func:1696]: message` of authd and `[func:1696] message` of fcnacd. */
export const bracketedFunction: LineForm = {
  id: 'G08',
  first: '[',
  strong: true,
  signs: [
    [
      3,
      /^\[(?:[a-z]{1,16}_\w{1,60}:\d{1,5}\]:|(?:ec_|_{1,2}(?:worker|get_ec|match_server))\w{1,60}:\d{1,5}\] )/,
    ],
  ],
  embedded: afterSpace(/^\[[a-z]{1,16}_\w{1,60}:\d{1,5}\]:/, 96),
  examples: [
    '[authd_http_change_state:2812]: src 192.0.2.1 flag 10208000',
    '[ec_ez_worker_process:387] reply:',
  ],
  read(line: Line, { text }: Reading) {
    const nameEnd = skipWord(text, line.head + 1, line.end);
    const digits = skipDigits(text, nameEnd + 1, line.end);
    if (nameEnd === line.head + 1 || text.charCodeAt(nameEnd) !== COLON || digits === nameEnd + 1)
      return undefined;
    if (text.charCodeAt(digits) !== CLOSE_BRACKET) return undefined;
    const separator = text.charCodeAt(digits + 1);
    const isNamed = separator === SPACE && text.slice(line.head + 1, nameEnd).includes('_');
    if (separator !== COLON && !isNamed) return undefined;
    return debug(
      line,
      'bracketed-function',
      line.head + 1,
      nameEnd,
      skipSpace(text, min(digits + 2, line.end), line.end),
    );
  },
};

/** A time stamp followed by nothing that another form matches: a daemon's own sentence, or a line that was cut short. */
export function stampedLine(line: Line, { text }: Reading): Draft<DebugRecord> | undefined {
  if (line.stampStart < 0) return undefined;
  const blank = line.head >= line.end || isSpace(text.charCodeAt(line.head));
  return debug(line, 'stamp', line.head, line.head, blank ? line.end : line.head);
}
