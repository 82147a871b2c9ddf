import { max, min } from '../../integers';
import { COLON, isSpace, isWord, MINUS, skipSpace, trimEnd } from '../characters';
import { beginsLine, isBlank, type Line, type LineForm, type Reading } from '../line';
import type { HttpHeader, HttpRecord, Span, Draft } from '../records';

const REQUEST =
  /^(?<method>GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS|CONNECT) {1,4}(?<target>\S{1,4000}) {1,4}(?<version>HTTP\/\d(?:\.\d)?)(?=\s|$)/d;
/** A reason phrase consists of words: other text that was pasted after it is not part of it, and may be a secret. */
const STATUS =
  /^\[?(?<version>HTTP\/\d(?:\.\d)?) {1,4}(?<code>\d{3})(?: {1,4}(?<reason>[A-Za-z][A-Za-z '-]{0,79}))?/d;
/** Methods of a request that begins in the middle of a line. */
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'PATCH',
  'OPTIONS',
  'CONNECT',
]);

/** Maximum number of lines of a wrapped header; a cookie has a few thousand code units at most. */
const MAX_WRAPPED = 64;

/** Names that identify a header even if the request line is missing or far away. */
const HEADER_NAMES: ReadonlySet<string> = new Set(
  `accept accept-charset accept-encoding accept-language authorization cache-control connection content-encoding
   content-length content-type cookie date etag expires host last-modified location origin pragma referer server
   set-cookie transfer-encoding upgrade user-agent vary www-authenticate x-forwarded-for x-requested-with`.split(
    /\s+/,
  ),
);

/** An HTTP request or status line with its headers, and headers whose first line is missing. */
export const http: LineForm = {
  id: 'G26',
  mayBeRest: true,
  first: '[abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  strong: true,
  examples: [
    'POST /SoftToken/Provisioning.asmx/Process HTTP/1.1\nHost: 192.0.2.1:443\nContent-Length: 2',
    'HTTP/1.1 200 OK\nContent-Length: 2',
    '[HTTP/1.1 403 FORBIDDEN\nServer: nginx\nConnection: close]',
    'Content-Type: application/json',
  ],
  begins(line: Line, reading: Reading) {
    return firstOf(line, reading) ? 'http' : undefined;
  },
  read(line: Line, reading: Reading) {
    const { text } = reading;
    const { request, status, header: first } = firstOf(line, reading) ?? NO_FIRST_LINE;
    if (!request && !status && !first) return undefined;
    const bracketed = text[line.head] === '[';
    const place = (match: RegExpExecArray | null, name: string): Span => {
      const [start, end] = match?.indices?.groups?.[name] ?? [0, 0];
      const from = line.head + start;
      const last = line.head + min(end, firstLength(match));
      return { start: from, end: last <= from ? from : trimEnd(text, from, last) };
    };
    // In a copy that lost its line breaks, headers and payload follow the first line directly.
    const from = first ? line.head : skipSpace(text, line.head + firstLength(request ?? status), line.end);
    const joined = first ? !beginsLine(text, line.start) : isHeader(text, from, line.end);
    let block: HeaderBlock;
    if (joined) block = readJoined(line, from, reading, bracketed);
    else if (request && from < line.end) block = { headers: [], end: from };
    else block = readHeaders(line, reading, bracketed);
    return {
      kind: 'http',
      start: line.start,
      end: block.end,
      request: request
        ? {
            method: place(request, 'method'),
            target: place(request, 'target'),
            version: place(request, 'version'),
          }
        : undefined,
      status: status
        ? { version: place(status, 'version'), code: place(status, 'code'), reason: place(status, 'reason') }
        : undefined,
      headers: first && !joined ? [first, ...block.headers] : block.headers,
    } satisfies Draft<HttpRecord>;
  },
};

/** What an HTTP record begins with: one of the three. */
interface First {
  readonly request: RegExpExecArray | null;
  readonly status: RegExpExecArray | null;
  readonly header: HttpHeader | undefined;
}

const NO_FIRST_LINE: First = { request: null, status: null, header: undefined };

function firstOf(line: Line, { text, isOfGet }: Reading): First | undefined {
  if (line.stampStart >= 0) return undefined;
  const head = text.slice(line.head, min(line.end, line.head + 4200));
  const request = REQUEST.exec(head);
  if (request) return { ...NO_FIRST_LINE, request };
  const status = STATUS.exec(head);
  if (status) return { ...NO_FIRST_LINE, status };
  // The output of `get` has fields of the same names: `host: a`.
  if (!isHeader(text, line.head, line.end) || isOfGet) return undefined;
  return { ...NO_FIRST_LINE, header: headerAt(text, line.head, line.last) };
}

interface HeaderBlock {
  readonly headers: HttpHeader[];
  readonly end: number;
}

/** The length of a request or status line. A last word before a colon is the name of a header, not part of the reason. */
function firstLength(first: RegExpExecArray | null): number {
  const matched = first?.[0] ?? '';
  const mayEndWithName = first?.groups?.['reason'] !== undefined && first.input[matched.length] === ':';
  return mayEndWithName ? matched.lastIndexOf(' ') : matched.length;
}

/** True if a header with a known name begins at `at`. */
function isHeader(text: string, at: number, end: number): boolean {
  const nameEnd = headerNameEnd(text, at, end);
  return nameEnd >= 0 && HEADER_NAMES.has(text.slice(at, nameEnd).toLowerCase());
}

/** The headers one after another on `line` from `from` on, and those on the lines below. */
function readJoined(line: Line, from: number, reading: Reading, bracketed: boolean): HeaderBlock {
  const { text } = reading;
  const end = reading.recordWithin(line, from);
  const headers: HttpHeader[] = [];
  for (let at = from; at < end;) {
    const name = { start: at, end: headerNameEnd(text, at, end) };
    if (name.end < 0) break;
    const valueStart = skipSpace(text, name.end + 1, end);
    at = valueStart;
    // A header ends where the next header with a known name begins.
    while (at < end && !(isSpace(text.charCodeAt(at - 1)) && isHeader(text, at, min(end, at + 40)))) at++;
    let last = trimEnd(text, valueStart, at);
    if (bracketed && at >= end && text[last - 1] === ']') last--;
    headers.push({ name, value: { start: valueStart, end: last } });
  }
  if (end < line.end) return { headers, end };
  const below = readHeaders(line, reading, bracketed);
  return { headers: [...headers, ...below.headers], end: below.end };
}

/**
 * The headers after `line`. A console that ends its lines with CR CR LF shows an empty line after each: empty lines are
 * skipped if one follows the first line and a header follows that.
 */
function readHeaders(line: Line, reading: Reading, bracketed: boolean): HeaderBlock {
  const { text, limit } = reading;
  const headers: HttpHeader[] = [];
  let end = line.next;
  if (bracketed && closesBracket(text, line)) return { headers, end };
  const second = reading.lineAt(line.next);
  const doubled = second.start < limit && isBlank(text, second);
  for (let at = line.next; at < limit;) {
    const next = reading.lineAt(at);
    if (isBlank(text, next)) {
      if (!doubled && !bracketed) break;
      at = next.next;
      if (at < limit && isBlank(text, reading.lineAt(at))) break;
      continue;
    }
    const header = headerAt(text, next.head, next.end, bracketed);
    if (!header || next.stampStart >= 0) break;
    const last = lastLineOf(next, reading);
    headers.push(
      last === next ? header : { name: header.name, value: { start: header.value.start, end: last.last } },
    );
    end = at = last.next;
    if (bracketed && closesBracket(text, last)) break;
  }
  return { headers, end };
}

/** The last line of the wrapped header that begins with `line`. */
function lastLineOf(line: Line, reading: Reading): Line {
  let last = line;
  for (let lines = 0; lines < MAX_WRAPPED; lines++) {
    const rest = reading.restOf(last);
    if (!rest || headerAt(reading.text, rest.head, rest.end)) break;
    last = rest;
  }
  return last;
}

function closesBracket(text: string, line: Line): boolean {
  const end = line.last;
  return end > line.head && text[end - 1] === ']';
}

/** The end of the header name at `start`, where its colon is; -1 if there is no header. */
function headerNameEnd(text: string, start: number, end: number): number {
  let nameEnd = start;
  while (
    nameEnd < end &&
    nameEnd - start < 64 &&
    (isWord(text.charCodeAt(nameEnd)) || text.charCodeAt(nameEnd) === MINUS)
  )
    nameEnd++;
  return nameEnd > start && nameEnd < end && text.charCodeAt(nameEnd) === COLON ? nameEnd : -1;
}

/** The header `Name: value` at `start`. */
function headerAt(text: string, start: number, end: number, bracketed = false): HttpHeader | undefined {
  const nameEnd = headerNameEnd(text, start, end);
  if (nameEnd < 0) return undefined;
  const valueStart = skipSpace(text, nameEnd + 1, end);
  let valueEnd = trimEnd(text, valueStart, end);
  if (bracketed && valueEnd > valueStart && text[valueEnd - 1] === ']') valueEnd--;
  return { name: { start, end: nameEnd }, value: { start: valueStart, end: valueEnd } };
}

/**
 * The start of the request line whose `HTTP/` is at `at`, in the middle of a line that is read from `from` on; -1 if there
 * is none.
 */
export function requestBefore(text: string, from: number, at: number): number {
  if (at - 1 <= from || text[at - 1] !== ' ') return -1;
  const floor = max(from, at - 4000);
  let target = at - 1;
  while (target > floor && text[target - 1] !== ' ') target--;
  let method = target - 1;
  while (method > floor && text.charCodeAt(method - 1) >= 65 && text.charCodeAt(method - 1) <= 90) method--;
  return method > from && METHODS.has(text.slice(method, target - 1)) && text[method - 1] === ' '
    ? method
    : -1;
}
