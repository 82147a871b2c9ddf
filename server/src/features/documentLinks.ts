import { max, min } from '../integers';
import type { DocumentLink } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { Span } from '../syntax';
import { rangeOf } from './diagnostics';
import { overlapsSecret } from '../presentation/displayNames';

/** Hosts of public pages. Any other address in a log belongs to a network or a service. */
const PUBLIC: ReadonlySet<string> = new Set([
  'community.fortinet.com', 'docs.fortinet.com', 'help.fortinet.com', 'kb.fortinet.com', 'support.fortinet.com',
  'www.fortinet.com', 'fortinet.com', 'www.fortiguard.com', 'fortiguard.com', 'training.fortinet.com',
  'github.com', 'gist.github.com', 'www.ietf.org', 'ietf.org', 'datatracker.ietf.org', 'tools.ietf.org',
  'www.rfc-editor.org', 'rfc-editor.org', 'www.iana.org', 'learn.microsoft.com', 'developer.mozilla.org',
]); // oxfmt-ignore
/** Parts of an address that may carry credentials or identities: opening it would send them along. */
const SENSITIVE =
  /saml|relay|token|sess|pass|secret|sig|key|auth|code|ticket|jwt|cred|otp|pin|sid|user|mail/i;
const MAX_ADDRESS_LENGTH = 500;
const END = /[\s"'<>\\^`{|}]/;

/** Returns links for addresses of public pages in a log, but not for addresses of the customer's network. */
export function documentLinksOf(analysis: Analysis, document: TextDocument): DocumentLink[] {
  const { text } = analysis;
  const links: DocumentLink[] = [];
  for (let colon = text.indexOf('://'); colon >= 0; colon = text.indexOf('://', colon + 3)) {
    const span = addressAt(text, colon);
    if (!span || overlapsSecret(analysis, span)) continue;
    const target = publicAddress(text.slice(span.start, span.end));
    if (target !== undefined) links.push({ range: rangeOf(document, span), target });
  }
  return links;
}

function addressAt(text: string, colon: number): Span | undefined {
  const start = ['https', 'http']
    .map(scheme => colon - scheme.length)
    .find((at, index) => at >= 0 && text.slice(at, colon).toLowerCase() === ['https', 'http'][index]);
  if (start === undefined || /\w/.test(text[start - 1] ?? '')) return undefined;
  let end = colon + 3;
  const last = min(text.length, start + MAX_ADDRESS_LENGTH);
  while (end < last && !END.test(text[end] ?? '')) end++;
  // An address that continues after the searched text would be cut to a different one.
  if (end === last && last < text.length) return undefined;
  while (end > colon + 3 && isAside(text, start, end)) end--;
  return { start, end };
}

/** True if the last character belongs to the sentence: a full stop, or a closing bracket without its opening one. */
function isAside(text: string, start: number, end: number): boolean {
  const character = text[end - 1] ?? '';
  if (/[.,;:!?*[\]]/.test(character)) return true;
  return character === ')' && !text.slice(start, end).includes('(');
}

/** Returns the address if it is public and safe to open; otherwise undefined. */
function publicAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const { hostname, username, password, port, search, hash } = url;
  if (!PUBLIC.has(hostname) || username !== '' || password !== '' || port !== '') return undefined;
  return SENSITIVE.test(search) || SENSITIVE.test(hash) ? undefined : url.href;
}

/** A word of the log that looks like a file name. */
export interface FileName extends Span {
  readonly text: string;
}

/** Extensions of files that can belong to a capture. */
const ENDINGS: ReadonlySet<string> = new Set([
  'log', 'txt', 'png', 'jpg', 'jpeg', 'gif', 'pdf', 'csv', 'json', 'xml', 'html', 'htm', 'md', 'conf', 'cfg',
  'pcap', 'pcapng', 'cap', 'gz', 'tgz', 'zip', 'fgtlog', 'ftklog', 'fortilog', 'har', 'crt', 'cer', 'pem',
]); // oxfmt-ignore
const MAX_ENDING_LENGTH = 8;
const MAX_PATH_LENGTH = 260;
const IN_PATH = /[\w./\\~+@%-]/;
const LETTER = /[A-Za-z0-9]/;

/**
 * Returns the words of a log that look like file names. The core has no file system, so whether they exist is not
 * checked.
 */
export function fileNamesOf(analysis: Analysis): FileName[] {
  const { text, records } = analysis;
  const names: FileName[] = [];
  let at = 0;
  for (let dot = text.indexOf('.'); dot >= 0;) {
    while ((records[at]?.end ?? Infinity) <= dot) at++;
    const record = records[at];
    if (!record) break;
    // Payloads and headers contain addresses and versions but no file names, and are most of a text.
    const skipped = record.kind === 'json' || record.kind === 'http';
    const span = skipped ? undefined : fileAt(text, record, dot);
    if (span && !overlapsSecret(analysis, span))
      names.push({ ...span, text: text.slice(span.start, span.end) });
    dot = text.indexOf('.', span?.end ?? (skipped ? record.end : dot + 1));
  }
  return names;
}

function fileAt(text: string, record: Span, dot: number): Span | undefined {
  const end = endingEnd(text, record, dot);
  if (end < 0) return undefined;
  const first = max(record.start, dot - MAX_PATH_LENGTH);
  let start = dot;
  while (start > first && IN_PATH.test(text[start - 1] ?? '')) start--;
  if (start > record.start + 1 && /^[A-Za-z]:\\/.test(text.slice(start - 2, start + 1))) start -= 2;
  // The path of a URL is not a file.
  const isAddress = text.startsWith('//', start) || text.slice(max(record.start, start - 3), start) === '://';
  return start === dot || isAddress ? undefined : { start, end };
}

/**
 * Returns the end of a file name whose extension follows the dot at `dot`; -1 if it is not the extension of a text
 * file.
 */
function endingEnd(text: string, record: Span, dot: number): number {
  let end = dot + 1;
  while (end < record.end && end <= dot + MAX_ENDING_LENGTH && LETTER.test(text[end] ?? '')) end++;
  if (!ENDINGS.has(text.slice(dot + 1, end).toLowerCase())) return -1;
  // `a.log.1` and `a.png/` are other names, but a full stop may follow the name.
  return /^(?:[\w/\\-]|\.\w)/.test(text.slice(end, end + 2)) ? -1 : end;
}
