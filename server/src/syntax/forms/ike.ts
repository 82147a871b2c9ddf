import { max, min } from '../../integers';
import { COLON, isDigit, skipDigits, skipSpace, skipToSpace } from '../characters';
import type { Line, LineForm, Reading } from '../line';
import { isApart } from '../quotation';
import type { DebugRecord, Span, Draft } from '../records';

const MAX_TAG_LENGTH = 240;
/** How an ike line within another one begins. An error of the unit quotes such a line, too. */
const EMBEDDED_IKE = /^ike (?:V=[\w.-]{1,31}:\d|\d{1,3}:)/;
const QUOTES_IKE = /\bError: $/;
const MAX_QUOTES = 8;
/** The vdom, a connection name with spaces, and its number. */
const BLANKS = /^(?:V=[\w.-]{1,31}:)?\d{1,9}:[^\s:,;="'()]{1,40}(?: [^\s:,;="'()]{1,20}){1,4}:\d{1,12}:(?= )/;
/** The same without a number: only a name as short as that of an interface, since other text has colons, too. */
const SHORT_BLANKS =
  /^(?:V=[\w.-]{1,31}:)?\d{1,9}:(?=[^\r\n:,;="'()]{3,15}: )[^\s:,;="'()]+(?: [^\s:,;="'()]+){1,3}:(?= )/;

/** `ike V=vdom:vfid:connection:number: message`, `ike 0:connection:number: message`, `ike message`. */
export const ikeLine: LineForm = {
  id: 'G09 G10 G11',
  first: 'i',
  strong: true,
  signs: [[4, /^i?ike (?:V=[\w.-]+:|\d+:|Negotiate \w+ SA Error: )/]],
  embedded: {
    trigger: 'k',
    startAt(text, at, from, end) {
      const start = at - 1;
      if (start <= from || !text.startsWith('ike ', start) || !isApart(text, start)) return -1;
      if (QUOTES_IKE.test(text.slice(max(from, start - MAX_QUOTES), start))) return -1;
      return EMBEDDED_IKE.test(text.slice(start, min(end, start + 40))) ? start : -1;
    },
  },
  examples: [
    'ike V=root:0:to-hq_0:35392: initiating XAUTH.',
    'ike V=root:0: comes 192.0.2.1:500->192.0.2.2:500,ifindex=4,vrf=0,len=453....',
    'ike V=root:0:to-hq:277821 EAP 9852881223178 result FNBAM_ERROR',
    'ike V=root:0:saml-vpn: EAP response is empty',
    'ike V=root:0:to hq: EAP response is empty',
    'ike 0:to-hq:14: out 12F2CB00',
    'ike 0: in C4FFA63B',
    'ike :shrank heap by 159744 bytes',
    'ike shrank heap by 159744 bytes',
    'ike V=root:Negotiate SA Error: [11909]',
  ],
  read(line: Line, { text }: Reading): Draft<DebugRecord> | undefined {
    // A key that the user pressed can precede it: `iike 0: in ...`.
    const at = text.startsWith('ike ', line.head)
      ? line.head + 4
      : text.startsWith('iike ', line.head)
        ? line.head + 5
        : -1;
    if (at < 0 || at > line.end) return undefined;
    const tagEnd = tagEndOf(text, at, line.end);
    const colon = tagEnd === at && text[at] === ':' ? 1 : 0;
    const after = skipSpace(text, tagEnd + colon, line.end);
    return {
      kind: 'debug',
      start: line.start,
      end: line.next,
      form: 'ike',
      stampStart: line.stampStart,
      stampEnd: line.stampEnd,
      nameStart: after,
      nameEnd: after,
      messageStart: after,
      messageEnd: line.end,
      tag: tagEnd > at ? { start: at, end: text[tagEnd - 1] === ':' ? tagEnd - 1 : tagEnd } : undefined,
    };
  },
};

/** The end of the tag at `at`: vdom, connection and number; `at` if there is none. */
function tagEndOf(text: string, at: number, end: number): number {
  const limit = min(end, at + MAX_TAG_LENGTH);
  const word = skipToSpace(text, at, limit);
  const vdom = /^V=[\w.-]{1,31}:/.exec(text.slice(at, min(word, at + 40)));
  // A number follows the vdom in a tag, words do not belong to it: `V=root:Negotiate SA Error`.
  if (vdom && !isDigit(text.charCodeAt(at + vdom[0].length))) return at + vdom[0].length;
  if (!vdom && !/^\d{1,9}:/.test(text.slice(at, min(word, at + 12)))) return at;
  if (text[word - 1] === ':') return word;
  // A connection name can contain spaces: only its number or a colon shows where it ends.
  const beginning = text.slice(at, min(limit, at + 80));
  const blanks = BLANKS.exec(beginning) ?? SHORT_BLANKS.exec(beginning);
  return blanks ? at + blanks[0].length : word;
}

/**
 * The connection name in the tag of an ike line, `V=root:0:to-hq_0:35392` or `0:to-hq_0:35392`, without the negotiation
 * number; undefined if the tag has none. Offsets are in the tag.
 */
export function ikeConnection(tag: string): Span | undefined {
  const vdomEnd = tag.startsWith('V=') ? tag.indexOf(':') + 1 : 0;
  const digits = skipDigits(tag, vdomEnd, tag.length);
  if (digits === vdomEnd || tag.charCodeAt(digits) !== COLON) return undefined;
  const start = digits + 1;
  const colon = tag.indexOf(':', start);
  const end = colon < 0 ? tag.length : colon;
  return end > start ? { start, end } : undefined;
}

const GLUED = /ike ((?:V=[\w.-]{1,31}:)?\d{1,9}(?::[^\s:]{0,64}){0,5}):? /g;

/** The tag of an ike line that was printed after another line without a line break. */
interface GluedTag {
  /** Where the line, its tag and its message begin. */
  readonly start: number;
  readonly tagStart: number;
  readonly end: number;
  readonly tag: string;
}

/** The ike lines that begin in the middle of a message. */
export function* gluedTags(message: string, from = 0): Generator<GluedTag> {
  if (message.indexOf('ike ', from) < 0) return;
  for (const { index, 0: head, 1: tag = '' } of message.matchAll(GLUED))
    if (index >= from) yield { start: index, tagStart: index + 'ike '.length, end: index + head.length, tag };
}
