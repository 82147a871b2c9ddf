import { max, min } from '../../integers';
import { isSpace, skipSpace, skipWord } from '../characters';
import type { Line, LineForm, Reading } from '../line';
import { CLI, PHRASES } from '../phrases';
import type { BannerRecord, CommandRecord, Span, Draft, RecordDraft } from '../records';

/** A FortiOS host name has at most 35 characters; a config path in the prompt is longer. */
const MAX_PROMPT_LENGTH = 160;
const PROMPT =
  /^(?:(?<host>[A-Za-z0-9](?:[\w.-]|(?<!^\d{1,62})\s(?=[^#$]{0,40}\()){0,62}?)\s{0,4}(?:\((?<context>[^()#]{1,80})\)\s{0,4})?)?(?<sign>[#$])(?:\s|$)/;
const PROMPT_BEFORE =
  /(?:^|\s)(?<host>[A-Za-z0-9][\w.-]{0,62})\s{0,4}(?:\((?<context>[^()#]{1,80})\)\s{0,4})?$/d;

const span = (start: number, end: number): Span => ({ start, end });

/** `HOST # `, `HOST (vdom) # `, `HOST (Interim)# `, `# `, perhaps doubled by a paste, and the command after it. */
export const prompt: LineForm = {
  id: 'G23 G24 G25',
  first: '#$abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  strong: true,
  examples: [
    'FGT (root) # di de cons time en',
    'FGT-60F # diagnose debug enable',
    'FGT_Node2 (Interim)# diagnose debug reset',
    'FGT# get system status',
    '# exec ping 192.0.2.1',
    '$ diagnose debug enable',
    'FGT # # diag deb en',
    'Firewall A (global) # config system ftm-push',
    // A terminal can put the time before every line.
    '2024-05-06 10:11:12 FGT (root) # di de en',
    '[2024-05-06 10:11:12] FGT # di de en',
  ],
  begins(line: Line, { text }: Reading) {
    return promptAt(line, text) ? 'command' : undefined;
  },
  read(line: Line, reading: Reading) {
    const { text } = reading;
    const match = promptAt(line, text);
    if (!match) return undefined;
    const { host = '', context, sign = '' } = match.groups ?? {};
    let at = line.head + match[0].length - (match[0].endsWith(sign) ? 0 : 1);
    const hostSpan = span(line.head, line.head + host.length);
    const contextStart = line.head + match[0].indexOf('(', host.length) + 1;
    const contextSpan = context === undefined ? undefined : span(contextStart, contextStart + context.length);
    for (;;) {
      at = skipSpace(text, at, line.end);
      if (text[at] !== '#' || (at + 1 < line.end && !isSpace(text.charCodeAt(at + 1)))) break;
      at++;
    }
    const kind = at < line.end ? reading.kindAt(reading.lineAt(at), prompt) : undefined;
    if (kind) return command(line, hostSpan, contextSpan, span(at, at), at);
    return command(line, hostSpan, contextSpan, span(at, max(at, line.last)), line.next);
  },
};

function promptAt(line: Line, text: string): RegExpExecArray | undefined {
  const head = text.slice(line.head, min(line.end, line.head + MAX_PROMPT_LENGTH));
  const match = head.includes('#') || head.includes('$') ? PROMPT.exec(head) : null;
  if (!match) return undefined;
  // A shell's `$ ` is alone or after a path; FortiOS prints it after the host for an administrator with restricted rights.
  const isShell = match.groups?.['sign'] === '$' && !match.groups['host'];
  return isShell && !COMMAND_WORD.test(head.slice(match[0].length)) ? undefined : match;
}

function command(
  line: Line,
  host: Span | undefined,
  context: Span | undefined,
  text: Span,
  end: number,
): Draft<CommandRecord> {
  return {
    kind: 'command',
    start: line.start,
    end,
    host,
    context,
    command: text,
  };
}

/**
 * The start of the next prompt within a command, in copies that lost their line breaks: a prompt with text in brackets, or
 * with the host that the capture already showed. `from` is inside the line, `at` is the offset of a `#`.
 */
export function promptBefore(text: string, from: number, at: number, host: string): number {
  const start = max(from, at - MAX_PROMPT_LENGTH);
  const match = PROMPT_BEFORE.exec(text.slice(start, at));
  const place = match?.indices?.groups?.['host'];
  if (!match || !place) return -1;
  const known = match.groups?.['context'] !== undefined || match.groups?.['host'] === host;
  return known && start + place[0] > from ? start + place[0] : -1;
}

const COMMAND_WORD =
  /^(?:(?:d|di|dia|diag|diagn|diagno|diagnos|diagnose|ex|exe|exec|execu|execut|execute)\s+[a-z]|(?:get|sh|sho|show)\s+(?:full|sys|user|vpn|fire|router|hardw|log|sy\b))/i;

/** The rest of a dump row that a terminal cut within a byte: `D F8 AD 68`. */
const CUT_BYTES = /^[DdEe] [0-9A-Fa-f]{2} [0-9A-Fa-f]{2}(?:\s|$)/;

/** A command that was copied without its prompt. */
export const bareCommand: LineForm = {
  id: 'G23 without a prompt',
  mayBeRest: true,
  first: 'degsDEGS',
  strong: false,
  examples: [
    'diagnose debug application fnbamd -1',
    'di de en',
    'exec ping fds1.fortinet.com',
    'get system status',
  ],
  read(line: Line, { text }: Reading) {
    const head = text.slice(line.head, min(line.end, line.head + 40));
    if (line.stampStart >= 0 || !COMMAND_WORD.test(head) || CUT_BYTES.test(head)) return undefined;
    return command(line, undefined, undefined, span(line.head, line.last), line.next);
  },
};

const BANNERS: readonly (readonly [BannerRecord['about'], RegExp])[] = [
  ['duration', /^Debug messages will be on for (?<value>\d{1,9}|unlimited)\b/d],
  ['duration', /^Current duration is set to (?<value>unlimited)\b/d],
  ['vdom', /^current vf=(?<value>[\w.-]{1,31}):\d+/d],
  // Asterisks before a quotation mark are the rest of a wrapped masked value.
  ['rule', /^(?:={6,}|-{6,}|~{6,}|\*{4,}(?![*"'\\])|(?:=~){4,})/],
  [
    'firmware',
    /^(?:Fortinet cannot verify the authenticity|there may be a risk that the firmware|In short, Fortinet cannot|or representations concerning the firmware)/,
  ],
  ['session', /^(?:SSH Connection:|Started: \d{4}-|Connection to .{1,80} closed|Timeout$)/],
];

/** Output of the console itself between commands and debug lines. */
export const banner: LineForm = {
  id: 'G31',
  first: 'DCcF=*-~tIoST',
  strong: true,
  signs: [
    [4, /^(?:Debug messages will be on for |Current duration is set to unlimited)/],
    [4, /^current vf=[\w.-]+:\d+/],
    [2, /^=+Forticare response/],
  ],
  examples: [
    'Debug messages will be on for 30 minutes.',
    'Debug messages will be on for unlimited time.',
    'Current duration is set to unlimited.',
    'current vf=root:0',
    '******WARNING: This firmware failed signature validation.******',
    '========Forticare response error========',
  ],
  read(line: Line, { text }: Reading): RecordDraft | undefined {
    const head = text.slice(line.head, min(line.end, line.head + 120));
    for (const [about, form] of BANNERS) {
      const match = form.exec(head);
      if (!match) continue;
      const place = match.indices?.groups?.['value'];
      const value = place ? span(line.head + place[0], line.head + place[1]) : span(line.head, line.head);
      return { kind: 'banner', start: line.start, end: line.next, about, value };
    }
    return undefined;
  },
};

/** How much of a line is matched against sentences, in UTF-16 code units. */
const MAX_REFUSAL = 160;
const REFUSALS = PHRASES.rows.filter(({ refuses }) => refuses);

/** The command line reports that a command failed. */
export const cliError: LineForm = {
  id: 'G32',
  first: Array.from(new Set(REFUSALS.flatMap(({ texts }) => texts.map(text => text.charAt(0))))).join(''),
  strong: true,
  examples: [
    'Command fail. Return code -56',
    'object check operator error, -56, discard the setting',
    "Command parse error before 'fortitokn'",
    'Cannot find ftc server!',
  ],
  read(line: Line, { text }: Reading): RecordDraft | undefined {
    const content = text.slice(line.head, min(line.end, line.head + MAX_REFUSAL));
    const match = PHRASES.find(content, 0, '', CLI)[0];
    if (!match?.row.refuses) return undefined;
    const number = match.holes.find(({ name }) => name === 'code');
    const code = number ? span(line.head + number.start, line.head + number.end) : span(line.head, line.head);
    const message = span(line.head, line.last);
    const { refuses } = match.row;
    return { kind: 'cli-error', start: line.start, end: line.next, message, code, refuses };
  },
};

/** The first word of a command, which determines what its output may look like. */
export function firstWord(text: string, { start, end }: Span): string {
  return text.slice(start, skipWord(text, start, min(end, start + 16))).toLowerCase();
}
