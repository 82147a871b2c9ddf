import type { Message } from './message';

/** How much of such a line is read, in UTF-16 code units: an event as XML has its reason after many fields. */
export const MAX_SERVER_LINE = 6000;

/** What comes before the reason in a line that reports a refused login. */
const REASONS: readonly RegExp[] = [
  /\bFailure ?Reason(?:=|:?[\t ]{1,8})\d{5} /,
  /\bError Message:\s{0,4}/,
  /: Duo authentication returned 'deny': '/,
  /\bAzure MFA response: (?!Success\b)/,
  /: User is not enrolled: '/,
  /\bonly performs Secondary Auth for .{1,200}? with response state (?=AccessReject\b)/,
  /\bErrorCode:: (?:CID ?:[\w-]{1,40} )?(?=[A-Z]+_[A-Z_]{2,40}\b)/,
];
/** Where a reason ends: before the next field, or at the closing quote. */
const END = /, (?:[A-Z][\w-]{1,40}(?: [A-Z][\w-]{1,40}){0,3}=|User-Name: )|'$|[\r\n]/;
/** The part of an event of NPS with the number of the reason, as Windows and as NPS write it; 0 is a success. */
const XML_REASON = /<(?:Data Name=["']ReasonCode["']|Reason-Code data_type="\d")>(?!0<)/;
/** How much of a reason is read, in UTF-16 code units. */
const MAX_REASON = 400;

/** The message of a line in the log of another authentication server: the reason, if it reports a refusal. */
export function serverMessage(plain: Message): Message {
  const { text } = plain;
  const xml = XML_REASON.exec(text);
  if (xml) return { ...plain, from: xml.index, text: text.slice(0, xml.index + MAX_REASON), failed: true };
  for (const reason of REASONS) {
    const found = reason.exec(text);
    if (!found) continue;
    const from = found.index + found[0].length;
    const length = text.slice(from, from + MAX_REASON).search(END);
    return { ...plain, from, text: text.slice(0, from + (length < 0 ? MAX_REASON : length)), failed: true };
  }
  return plain;
}
