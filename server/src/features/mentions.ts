import { min } from '../integers';
import type { Analysis } from '../analysis';
import {
  lookUpBuild,
  type Entry,
  type EntryKind,
  ENTRIES,
  lookUpError,
  lookUp,
  matchCommand,
  lookUpPrefix,
} from '../knowledge';
import { exchangeAt } from '../judge/places';
import {
  type CaptureRecord,
  encloses,
  type JsonPayload,
  KEY,
  NUMBER,
  OBJECT,
  phrasesIn,
  type Span,
  STRING,
  readConfig,
} from '../syntax';

/** A term in the capture that can be explained. */
export interface Mention extends Span {
  /** The kind of term; it has no entry if no source explains it. */
  readonly about: EntryKind | 'time' | 'serial';
  readonly entry?: Entry;
  /** The value of a field, if the field or its value is mentioned. */
  readonly value?: Span;
}

/** Entries that are matched anywhere in a line: sentences, error texts, terms of several words. */
const PHRASES = ENTRIES.filter(({ kind }) =>
  ['sentence', 'error', 'word', 'cli-error'].includes(kind),
).flatMap(entry =>
  entry.keys
    .filter(key => entry.kind === 'sentence' || key.includes(' '))
    .map(key => ({ entry, key: key.toLowerCase() })),
);
/** The kind of entry that explains a number in a phrase, by the name of its slot. */
const NUMBERS: Readonly<Record<string, EntryKind>> = {
  result: 'fnbam-result',
  radius: 'radius-code',
  saml: 'saml-result',
  port: 'port',
  error: 'error',
};
/** Maximum length of a record to search for terms. */
const MAX_LENGTH = 4000;
const WORD = /[#A-Za-z0-9_][A-Za-z0-9_.:-]*/g;
const SERIAL = /^F[A-Z0-9-]{15}$/;

/** Returns every term of `record`, larger ones before smaller ones. */
export function mentionsOf(analysis: Analysis, record: CaptureRecord): Mention[] {
  const { text } = analysis;
  switch (record.kind) {
    case 'debug':
      return [
        ...debugMentions(analysis, record),
        ...wordMentions(text, record.messageStart, record.messageEnd),
      ];
    case 'command':
      return [...commandMentions(text, record.command), ...numberMentions(analysis, record)];
    case 'config':
      return [
        ...commandMentions(text, trimmed(text, record)),
        ...numberMentions(analysis, record),
        ...fieldMentions(text, record.name, record.value),
        ...portMentions(text, record.name, record.value),
        ...wordMentions(text, record.start, record.end),
      ];
    case 'field':
      return [
        ...fieldMentions(text, record.name, record.value),
        ...portMentions(text, record.name, record.value),
        ...wordMentions(text, record.start, record.end),
      ];
    case 'table':
      return [...tableMentions(text, record), ...wordMentions(text, record.start, record.end)];
    case 'http':
      return httpMentions(analysis, record);
    case 'json':
      return jsonMentions(record.payload).filter(mention => encloses(record, mention));
    case 'cli-error':
      return [
        ...entryMention('cli-error', text.slice(record.message.start, record.message.end), record.message),
        ...entryMention('cli-error', text.slice(record.code.start, record.code.end), record.code),
        ...sentenceMentions(text, record),
        ...numberMentions(analysis, record),
      ];
    case 'blank':
      return [];
    default:
      return [
        ...sentenceMentions(text, record),
        ...numberMentions(analysis, record),
        ...wordMentions(text, record.start, record.end),
      ];
  }
}

function entryMention(kind: EntryKind, key: string, { start, end }: Span): Mention[] {
  const entry = key === '' ? undefined : lookUp(kind, key);
  return entry ? [{ about: kind, entry, start, end }] : [];
}

function debugMentions(analysis: Analysis, record: Extract<CaptureRecord, { kind: 'debug' }>): Mention[] {
  const { text } = analysis;
  const mentions = sentenceMentions(text, { start: record.messageStart, end: record.messageEnd });
  if (record.stampStart >= 0)
    mentions.push({ about: 'time', start: record.stampStart, end: record.stampEnd });
  const name = { start: record.nameStart, end: record.nameEnd };
  return [
    ...mentions,
    ...entryMention('function', text.slice(name.start, name.end), name),
    ...numberMentions(analysis, record),
  ];
}

/** Returns the numbers with a meaning in the phrases of a record; the same number in two phrases is one mention. */
function numberMentions(analysis: Analysis, record: CaptureRecord): Mention[] {
  const mentions = new Map<number, Mention>();
  for (const { values } of phrasesIn(analysis.text, record))
    for (const { name, text, start, end } of values) {
      const kind = NUMBERS[name];
      const found =
        name === 'status'
          ? statusMentions(analysis, record, { start, end })
          : kind
            ? entryMention(kind, text, { start, end })
            : [];
      for (const mention of found) mentions.set(start, mention);
    }
  return [...mentions.values()];
}

/** Returns the sentences in a span that the knowledge explains. */
function sentenceMentions(text: string, { start, end }: Span): Mention[] {
  const lowered = text.slice(start, min(end, start + 400)).toLowerCase();
  const mentions: Mention[] = [];
  for (const { entry, key } of PHRASES) {
    const at = lowered.indexOf(key);
    // A match must end at the end of a word: `set token` is not in `set tokens`.
    if (at >= 0 && !/\w\w/.test(lowered.slice(at + key.length - 1, at + key.length + 1)))
      mentions.push({ about: entry.kind, entry, start: start + at, end: start + at + key.length });
  }
  return mentions.sort((a, b) => b.end - b.start - (a.end - a.start));
}

function commandMentions(text: string, command: Span): Mention[] {
  const typed = text
    .slice(command.start, min(command.end, command.start + 400))
    .split(/\s+/)
    .filter(Boolean);
  if (typed.length === 0) return [];
  const { entry } = matchCommand(typed);
  const part = readConfig(text, command, true);
  return [
    { about: 'command', ...command, ...(entry && { entry }) },
    ...wordMentions(text, command.start, command.end),
    ...sentenceMentions(text, command),
    ...(part?.verb === 'set' ? fieldMentions(text, part.name, part.value) : []),
  ];
}

/** Returns the mentions of a configuration field, at its name and at its value. */
function fieldMentions(text: string, name: Span, value: Span): Mention[] {
  const entry = lookUp('config-field', text.slice(name.start, name.end).trim());
  const status = entryMention('token-status', text.slice(value.start, value.end), value);
  if (!entry) return status;
  const about = { about: entry.kind, entry, value };
  return [
    ...status,
    { ...about, start: name.start, end: name.end },
    { ...about, start: value.start, end: value.end },
  ];
}

function portMentions(text: string, name: Span, value: Span): Mention[] {
  const isPort = text.slice(name.start, name.end).trim().endsWith('port');
  return isPort ? entryMention('port', text.slice(value.start, value.end), value) : [];
}

/** Returns a span without surrounding white space. */
function trimmed(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end);
  return {
    start: start + words.length - words.trimStart().length,
    end: end - words.length + words.trimEnd().length,
  };
}

function tableMentions(text: string, record: Extract<CaptureRecord, { kind: 'table' }>): Mention[] {
  const status = text.slice(record.status.start, record.status.end);
  if (record.part === 'row') return entryMention('token-status', status, record.status);
  if (record.part === 'server')
    return entryMention('token-status', `Token server status: ${status}`, record.status);
  return sentenceMentions(text, record);
}

function httpMentions(analysis: Analysis, record: Extract<CaptureRecord, { kind: 'http' }>): Mention[] {
  const { text } = analysis;
  const mentions: Mention[] = [];
  if (record.request) {
    const { start, end } = record.request.target;
    const target = text.slice(start, end).split('?')[0] ?? '';
    mentions.push(...entryMention('path', target, { start, end }), ...wordMentions(text, start, end));
  }
  if (record.status) mentions.push(...statusMentions(analysis, record, record.status.code));
  for (const { name, value } of record.headers) {
    mentions.push(...entryMention('header', text.slice(name.start, name.end), name));
    mentions.push(...sentenceMentions(text, value), ...wordMentions(text, value.start, value.end));
  }
  return mentions;
}

/** Returns the mention of a status code, whose meaning depends on the service that answered. */
function statusMentions(analysis: Analysis, record: CaptureRecord, code: Span): Mention[] {
  const exchange = exchangeAt(analysis, record.start);
  const number = analysis.text.slice(code.start, code.end);
  const target = exchange?.http?.request?.target;
  const pushed = target && analysis.text.slice(target.start, target.end).startsWith('/pushauthresp/');
  const service = exchange?.service === 'cloud' ? 'ftc/' : pushed ? 'fac/' : '';
  const own = service === '' ? [] : entryMention('http-status', service + number, code);
  return own.length > 0 ? own : entryMention('http-status', number, code);
}

/** Returns the keys and values of a payload; a value is explained by its key. */
function jsonMentions(payload: JsonPayload): Mention[] {
  const { tree } = payload;
  const mentions: Mention[] = [];
  const version = tree.scalar(tree.member(bodyOf(payload), '__device_version')) ?? '';
  let [key, owner] = ['', ''];
  let error: string | undefined;
  for (const node of tree.nodes()) {
    const kind = tree.kind(node);
    const span = payload.span(node);
    if (kind === KEY) {
      key = tree.text(node);
      const valueNode = tree.tape.next(node);
      const value = { value: payload.span(valueNode) };
      mentions.push(...entryMention('json-field', key, span).map(mention => ({ ...mention, ...value })));
      continue;
    }
    if (kind === OBJECT) {
      error = tree.scalar(tree.member(node, 'error_message'));
      owner = key;
    } else if (kind === STRING || kind === NUMBER) {
      const role = key === 'name' ? owner : key;
      mentions.push(...valueMentions(role, tree.text(node), version, error, span));
    }
  }
  return mentions;
}

function bodyOf(payload: JsonPayload): number {
  const { tree } = payload;
  const wrapped = tree.member(tree.root, 'd');
  return tree.kind(wrapped) === OBJECT ? wrapped : tree.root;
}

function valueMentions(
  key: string,
  value: string,
  version: string,
  message: string | undefined,
  span: Span,
): Mention[] {
  const found = (about: Mention['about'], entry: Entry | undefined): Mention[] => [
    { about, ...span, ...(entry && { entry }) },
  ];
  switch (key) {
    case '__type':
      return found('message-type', lookUp('message-type', value));
    case '__device_build':
      return found('build', lookUpBuild(version, value));
    case 'code_expire':
      return found('json-field', lookUp('json-field', key)).map(mention => ({ ...mention, value: span }));
    case 'error_code':
      return found('error', lookUpError(value, message));
    case 'error_message':
    case 'error':
      return found('error', lookUpError(undefined, value));
    case 'result':
      return entryMention('result', `result=${value}`, span);
    case 'status':
      return entryMention('token-status', value, span);
    default:
      return wordMention(value, span);
  }
}

/** Returns the words that have a meaning anywhere in a line. */
function wordMentions(text: string, start: number, end: number): Mention[] {
  const mentions: Mention[] = [];
  for (const match of text.slice(start, min(end, start + MAX_LENGTH)).matchAll(WORD)) {
    const word = match[0].replace(/[.:-]+$/, '');
    mentions.push(
      ...wordMention(word, { start: start + match.index, end: start + match.index + word.length }),
    );
  }
  return mentions;
}

/** Returns the mention of a serial number, with the entry of its prefix if that is known. */
function serialMention(word: string, span: Span): Mention | undefined {
  const isSerial = SERIAL.test(word);
  const entry = isSerial || TOKEN_OR_LICENCE.test(word) ? lookUpPrefix(word) : undefined;
  if (entry) return { about: 'prefix', entry, ...span };
  return isSerial && /\d{4}/.test(word) ? { about: 'serial', ...span } : undefined;
}

/** Serial number of a token or number of a licence, possibly partly masked. */
const TOKEN_OR_LICENCE = /^(?:FTK|EFTM|FTMTRIAL|FTM-ELIC-)[A-Za-z0-9*]{2,}$/;

function wordMention(word: string, span: Span): Mention[] {
  const serial = serialMention(word, span);
  if (serial) return [serial];
  const [host = '', port] = word.split(':');
  const named = lookUp('host', host);
  const service = port === undefined ? undefined : lookUp('port', port);
  if (named) {
    const portPlace = { start: span.start + host.length + 1, end: span.end };
    return [
      { about: 'host', entry: named, ...span },
      ...(service ? [{ about: service.kind, entry: service, ...portPlace }] : []),
    ];
  }
  const known =
    (word.startsWith('FNBAM_') ? lookUp('fnbam-result', word) : undefined) ??
    lookUp('daemon', word) ??
    lookUp('event', word) ??
    lookUp('word', word);
  if (known) return [{ about: known.kind, entry: known, ...span }];
  return service ? [{ about: 'port', entry: service, ...span }] : [];
}
