import type { DocumentLink } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { Span } from '../syntax';
import { rangeOf } from './diagnostics';
import { holdsSecret } from '../telling/names';

/** Hosts with public pages. Any other address in a log belongs to a network or a service. */
const PUBLIC: ReadonlySet<string> = new Set([
  'community.fortinet.com', 'docs.fortinet.com', 'help.fortinet.com', 'kb.fortinet.com', 'support.fortinet.com',
  'www.fortinet.com', 'fortinet.com', 'www.fortiguard.com', 'fortiguard.com', 'training.fortinet.com',
  'github.com', 'gist.github.com', 'www.ietf.org', 'ietf.org', 'datatracker.ietf.org', 'tools.ietf.org',
  'www.rfc-editor.org', 'rfc-editor.org', 'www.iana.org', 'learn.microsoft.com', 'developer.mozilla.org',
]); // prettier-ignore
/** What an address can carry that must not be opened: whoever opens it would send it along. */
const TELLING = /saml|relay|token|sess|pass|secret|sig|key|auth|code|ticket|jwt|cred|otp|pin|sid|user|mail/i;
const MAX_ADDRESS_LENGTH = 500;
const END = /[\s"'<>\\^`{|}]/;

/** Links for the addresses of public pages in a log, but not for those of the customer's network. */
export function documentLinksOf(analysis: Analysis, document: TextDocument): DocumentLink[] {
  const { text } = analysis;
  const links: DocumentLink[] = [];
  for (let colon = text.indexOf('://'); colon >= 0; colon = text.indexOf('://', colon + 3)) {
    const span = addressAt(text, colon);
    if (!span || holdsSecret(analysis, span)) continue;
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
  const last = Math.min(text.length, start + MAX_ADDRESS_LENGTH);
  while (end < last && !END.test(text[end] ?? '')) end++;
  // An address that does not end here would be another one when it is cut.
  if (end === last && last < text.length) return undefined;
  while (end > colon + 3 && isAside(text, start, end)) end--;
  return { start, end };
}

/** True if the last character belongs to the sentence: a dot, or a bracket that the address did not open. */
function isAside(text: string, start: number, end: number): boolean {
  const character = text[end - 1] ?? '';
  if (/[.,;:!?*[\]]/.test(character)) return true;
  return character === ')' && !text.slice(start, end).includes('(');
}

/** The address as a link, where anybody may open it. */
function publicAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const { hostname, username, password, port, search, hash } = url;
  if (!PUBLIC.has(hostname) || username !== '' || password !== '' || port !== '') return undefined;
  return TELLING.test(search) || TELLING.test(hash) ? undefined : url.href;
}

/** A name in the log that looks like that of a file. */
export interface FileName extends Span {
  readonly text: string;
}

/** What files that belong to a capture are called. */
const ENDINGS: ReadonlySet<string> = new Set([
  'log', 'txt', 'png', 'jpg', 'jpeg', 'gif', 'pdf', 'csv', 'json', 'xml', 'html', 'htm', 'md', 'conf', 'cfg',
  'pcap', 'pcapng', 'cap', 'gz', 'tgz', 'zip', 'fgtlog', 'ftklog', 'fortilog', 'har', 'crt', 'cer', 'pem',
]); // prettier-ignore
const MAX_ENDING_LENGTH = 8;
const MAX_PATH_LENGTH = 260;
const IN_PATH = /[\w./\\~+@%-]/;
const LETTER = /[A-Za-z0-9]/;

/** The names in a log that look like names of files; whether there is such a file, the core cannot know. */
export function fileNamesOf(analysis: Analysis): FileName[] {
  const { text, records } = analysis;
  const names: FileName[] = [];
  let at = 0;
  for (let dot = text.indexOf('.'); dot >= 0;) {
    while ((records[at]?.end ?? Infinity) <= dot) at++;
    const record = records[at];
    if (!record) break;
    // Payloads and headers name addresses and versions, no files, and are most of a text.
    const skipped = record.kind === 'json' || record.kind === 'http';
    const span = skipped ? undefined : fileAt(text, record, dot);
    if (span && !holdsSecret(analysis, span)) names.push({ ...span, text: text.slice(span.start, span.end) });
    dot = text.indexOf('.', span?.end ?? (skipped ? record.end : dot + 1));
  }
  return names;
}

function fileAt(text: string, record: Span, dot: number): Span | undefined {
  const end = endingEnd(text, record, dot);
  if (end < 0) return undefined;
  const first = Math.max(record.start, dot - MAX_PATH_LENGTH);
  let start = dot;
  while (start > first && IN_PATH.test(text[start - 1] ?? '')) start--;
  if (start > record.start + 1 && /^[A-Za-z]:\\/.test(text.slice(start - 2, start + 1))) start -= 2;
  // The path of an address is no path here.
  const isAddress =
    text.startsWith('//', start) || text.slice(Math.max(record.start, start - 3), start) === '://';
  return start === dot || isAddress ? undefined : { start, end };
}

/** The end of a name whose ending follows the dot; -1 if that is not the ending of a file with text. */
function endingEnd(text: string, record: Span, dot: number): number {
  let end = dot + 1;
  while (end < record.end && end <= dot + MAX_ENDING_LENGTH && LETTER.test(text[end] ?? '')) end++;
  if (!ENDINGS.has(text.slice(dot + 1, end).toLowerCase())) return -1;
  // `a.log.1` and `a.png/` are other names; a sentence may end after the name.
  return /^(?:[\w/\\-]|\.\w)/.test(text.slice(end, end + 2)) ? -1 : end;
}
