import { max } from '../integers';
import {
  OPEN_BRACKET,
  type DebugRecord,
  detached,
  type FilledHole,
  type HttpRecord,
  type Message,
  type PhraseMatch,
  type SentenceStep,
  placeIn,
  linePlace,
  type Source,
  type LocatedWithin,
  locatedAt,
  Within,
  within,
} from '../syntax';
import { firstHole, locatedHole, hasFact, holeText } from './matchedSentences';
import type { AnswerStatus, HttpBody } from './types';

/** What a line of debug output says about an exchange with the FortiToken Mobile service or with a server of forticldd. */
export type ExchangeLine = FtmLine | CloudLine;

export interface FtmLine {
  readonly daemon: 'ftm';
  readonly record: DebugRecord;
  /** The words that show where an exchange begins. */
  readonly head: Within;
  readonly step: SentenceStep | undefined;
  /** The configuration daemon prints it, not the client. */
  readonly configures: boolean;
  /** The token of `provision token: ...`. */
  readonly token: LocatedWithin | undefined;
}

export interface CloudLine {
  readonly daemon: 'cloud';
  readonly record: DebugRecord;
  readonly head: Within;
  /** When the line begins an exchange; `where-none-is`: only if none is open. */
  readonly begins: 'always' | 'where-none-is' | 'never';
  /** It shows a request to FortiToken Cloud. `cloud` applies to any exchange, `queued` only to one that the line begins. */
  readonly queued: boolean;
  readonly cloud: boolean;
  readonly server: LocatedWithin | undefined;
  /** The last segment of the requested path: `balance`. */
  readonly call: LocatedWithin | undefined;
  readonly step: SentenceStep | undefined;
  readonly connected: boolean;
  /** The status in a sentence, and that of a status line, which is part of a message only if a terminal wrapped it. */
  readonly status: (Within & AnswerStatus) | undefined;
  readonly wrappedStatus: (Within & AnswerStatus) | undefined;
  readonly ends: boolean;
}

/** What the start of an HTTP message shows about its exchange. */
export interface HttpHead {
  readonly record: HttpRecord;
  /** It is in brackets, as forticldd prints it: no body follows. */
  readonly bracketed: boolean;
  readonly declared: (Within & HttpBody['declared']) | undefined;
  readonly status: (Within & AnswerStatus) | undefined;
  /** The request is for the FortiToken Mobile service. */
  readonly ofService: boolean;
  readonly host: LocatedWithin | undefined;
}

declare module '../syntax/kept' {
  interface KeptFacts {
    http: HttpHead;
  }
}

/** The digits of an HTTP status. */
const STATUS_LENGTH = 3;
/** Prefixes of the names of forticldd's functions. */
const CLOUD_FUNCTION = /^(?:fds_|ftc_|tcps_|https_|ssl_|__ssl_|__tcps_)/;

/**
 * Reads what a line says about an exchange.
 * @param message what it says
 * @param matches the sentences in it
 */
export function exchangeLineOf(
  record: DebugRecord,
  message: Message,
  matches: readonly PhraseMatch[],
): ExchangeLine | undefined {
  switch (serviceOf(record, message)) {
    case 'cloud':
      return cloudLineOf(record, message, matches);
    case 'ftm':
      return ftmLineOf(record, message, matches);
    case 'none':
      return undefined;
  }
}

/** The service whose exchange the functions of a template print. */
type Service = ExchangeLine['daemon'] | 'none';

declare module '../syntax/template' {
  interface TemplateFacts {
    service: Service;
  }
}

function serviceOf({ template }: DebugRecord, { name }: Message): Service {
  const known = template?.facts.service;
  if (known) return known;
  const isFtm = name.startsWith('ftm_') || name === '__get_json_cluster_obj';
  const service = CLOUD_FUNCTION.test(name) ? 'cloud' : isFtm ? 'ftm' : 'none';
  if (template) template.facts.service = service;
  return service;
}

function ftmLineOf(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): FtmLine {
  return {
    daemon: 'ftm',
    record,
    head: headOf(record),
    step: stepOf(matches),
    configures: message.name.startsWith('ftm_cfg_'),
    token: locatedHole(record, message, firstHole(matches, 'token')),
  };
}

function cloudLineOf(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): CloudLine {
  const { name } = message;
  const mayBegin = name.startsWith('fds_https_') && name !== 'fds_https_stop_server';
  const step = stepOf(matches);
  return {
    daemon: 'cloud',
    record,
    head: headOf(record),
    begins: step === 'queued' ? 'always' : mayBegin ? 'where-none-is' : 'never',
    queued: hasFact(matches, 'queued'),
    cloud: name.startsWith('ftc_') || hasFact(matches, 'cloud'),
    server: locatedHole(record, message, firstHole(matches, 'server')),
    call: locatedHole(record, message, firstHole(matches, 'call')),
    step,
    connected: hasFact(matches, 'connected'),
    status: statusIn(record, message, firstHole(matches, 'status')),
    wrappedStatus: statusIn(record, message, firstHole(matches, 'code'), firstHole(matches, 'reason')),
    ends: step === 'done',
  };
}

/** The status that a sentence names. */
function statusIn(
  record: DebugRecord,
  message: Message,
  code: FilledHole | undefined,
  reason?: FilledHole,
): (Within & AnswerStatus) | undefined {
  if (!code || code.end - code.start !== STATUS_LENGTH) return undefined;
  const place = placeIn(message, { start: code.start, end: reason?.end ?? code.end });
  return within(record, place, {
    code: Number(holeText(message, code)),
    reason: reason ? detached(holeText(message, reason)) : '',
  });
}

function stepOf(matches: readonly PhraseMatch[]): SentenceStep | undefined {
  return matches.find(({ row }) => row.step)?.row.step;
}

/** Reads the start of an HTTP message, once. */
export function httpHeadOf(text: Source, record: HttpRecord): HttpHead {
  if (record.kept) return record.kept;
  const { headers, request } = record;
  const target = request?.target;
  const length = valueOf(text, record, headers, 'content-length');
  const head: HttpHead = {
    record,
    bracketed: text.charCodeAt(record.start) === OPEN_BRACKET,
    declared:
      length && /^\d{1,12}$/.test(length.text)
        ? within(record, length, { bytes: Number(length.text) })
        : undefined,
    status: statusOf(text, record),
    ofService: target !== undefined && text.slice(target.start, target.end).startsWith('/SoftToken/'),
    host: valueOf(text, record, headers, 'host'),
  };
  record.kept = head;
  return head;
}

function statusOf(text: Source, record: HttpRecord): (Within & AnswerStatus) | undefined {
  if (!record.status) return undefined;
  const { code, reason } = record.status;
  const place = { start: code.start, end: max(code.end, reason.end) };
  return within(record, place, {
    code: Number(text.slice(code.start, code.end)),
    reason: detached(text.slice(reason.start, reason.end)),
  });
}

/** The value of a header; `headerName` is in lower case. */
function valueOf(
  text: Source,
  record: HttpRecord,
  headers: HttpRecord['headers'],
  headerName: string,
): LocatedWithin | undefined {
  for (const { name, value } of headers) {
    if (name.end - name.start !== headerName.length) continue;
    if (text.slice(name.start, name.end).toLowerCase() !== headerName) continue;
    return locatedAt(record, text, value);
  }
  return undefined;
}

function headOf(record: DebugRecord): Within {
  const { start, end } = linePlace(record);
  return new Within(record, start, end);
}
