import { CLOSE_BRACKET, COLON, isSpace, MINUS, OPEN_BRACKET, SPACE, skipDigits, skipSpace, skipWord } from '../characters';
import type { Line, LineForm, Reading } from '../line';
import type { DebugForm, DebugRecord } from '../records';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';

function debug(line: Line, form: DebugForm, nameStart: number, nameEnd: number, messageStart: number): DebugRecord {
  const { start, stampStart, stampEnd, end, next } = line;
  return { kind: 'debug', start, end: next, form, stampStart, stampEnd, nameStart, nameEnd, messageStart, messageEnd: end };
}

/** The offset behind `[digits]` at `at`, or -1. */
function lineNumberEnd(text: string, at: number, end: number): number {
  if (at >= end || text.charCodeAt(at) !== OPEN_BRACKET) return -1;
  const digits = skipDigits(text, at + 1, end);
  return digits > at + 1 && digits < end && text.charCodeAt(digits) === CLOSE_BRACKET ? digits + 1 : -1;
}

/** `func[417]:message`: the FortiToken Mobile client of the unit (ftm). */
export const functionLine: LineForm = {
  id: 'G01',
  first: LETTERS,
  strong: true,
  examples: [
    '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789',
    'ftm_fc_comm_connect[66]:ftm TCPS connected.',
  ],
  read(line: Line, { text }: Reading) {
    const nameEnd = skipWord(text, line.head, line.end);
    const behind = lineNumberEnd(text, nameEnd, line.end);
    if (behind < 0 || behind >= line.end || text.charCodeAt(behind) !== COLON) return undefined;
    return debug(line, 'function-line', line.head, nameEnd, skipSpace(text, behind + 1, line.end));
  },
};

/** `[1906] func-message` of fnbamd and `[328] func: message` of forticldd. */
export const lineFunction: LineForm = {
  id: 'G02 G03',
  first: '[',
  strong: true,
  examples: [
    '[1906] handle_req-Rcvd auth req 1516264661 for user01 in opt=00200400 prot=11',
    '2025-12-10 21:54:01 [95] ftc_res: FortiToken-Cloud internal error',
    '[37] fds_queue_task: req-33 is added to ftc',
  ],
  read(line: Line, { text }: Reading) {
    const behind = lineNumberEnd(text, line.head, line.end);
    if (behind < 0 || behind >= line.end || text.charCodeAt(behind) !== SPACE) return undefined;
    const nameStart = behind + 1;
    const nameEnd = skipWord(text, nameStart, line.end);
    const separator = nameEnd < line.end ? text.charCodeAt(nameEnd) : 0;
    if (nameEnd === nameStart || (separator !== MINUS && separator !== COLON)) return undefined;
    return debug(line, 'line-function', nameStart, nameEnd, skipSpace(text, nameEnd + 1, line.end));
  },
};

/** A time stamp, and behind it nothing that another form knows: a daemon's own sentence, or a line that was cut short. */
export function stampedLine(line: Line, { text }: Reading): DebugRecord | undefined {
  if (line.stampStart < 0) return undefined;
  const blank = line.head >= line.end || isSpace(text.charCodeAt(line.head));
  return debug(line, 'stamp', line.head, line.head, blank ? line.end : line.head);
}
