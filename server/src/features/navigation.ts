import { max } from '../integers';
import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { type CaptureRecord, encloses, type Span, touches } from '../syntax';
import type { Exchange, Located, Login, ServiceMessage } from '../trace';
import { rangeOf } from './diagnostics';
import {
  firstPart,
  exchangeOfRecord,
  lineSpan,
  messagePlaceOf,
  exchangeParts,
  spanOf,
} from '../judge/exchangeIndex';
import { loginOfRecord } from './loginStory';
import { firstFrom, nameAt, type LocatedName, occurrencesOf } from './occurrences';
import { recordAt } from '../judge/places';
import { sceneAt } from '../judge/scenes';

/** Maximum number of highlights; those nearest to the cursor are kept. */
const MAX_HIGHLIGHTS = 5000;

/** Returns the definition at `offset`: the request of an answer, the line that began it, the first place of a name. */
export function definitionOf(analysis: Analysis, document: TextDocument, offset: number): Location[] {
  return locations(document, definitionSpans(analysis, offset));
}

function definitionSpans(analysis: Analysis, offset: number): readonly Span[] {
  const record = recordAt(analysis, offset);
  if (!record) return [];
  const name = nameAt(analysis, offset);
  const asked = requestPlacesOf(analysis, record, offset, name);
  if (asked.length > 0) return asked;
  if (name) return occurrencesOf(analysis, name.kind, name.text).slice(0, 1);
  const login = loginAt(analysis, record);
  if (login) return linesOf(login).slice(0, 1);
  const own = exchangeOfRecord(analysis, record);
  const scene = own ? undefined : sceneAt(analysis, offset);
  const exchange = own ?? (scene?.about === 'exchange' ? scene.exchange : undefined);
  return exchange ? [firstPart(exchange)] : [];
}

/** Returns the place in the request that a place in an answer refers to; empty elsewhere. */
function requestPlacesOf(
  analysis: Analysis,
  record: CaptureRecord,
  offset: number,
  name: LocatedName | undefined,
): Span[] {
  const place = record.kind === 'json' ? messagePlaceOf(analysis, record.payload) : undefined;
  const { message, exchange } = place ?? {};
  if (!message || !exchange || message.direction !== 'answer') return [];
  const began = exchange.began ? [lineSpan(exchange.began)] : [];
  const serials = serialsAt(message, offset);
  if (serials) {
    const asked = serials.flatMap(serial => requestedSerials(exchange, serial));
    if (asked.length + began.length > 0) return [...asked, ...began];
  }
  const device = name?.kind === 'device' ? requestedDevice(exchange, name.text) : undefined;
  if (device) return [device];
  const { request } = exchange;
  return [request ? spanOf(request.payload) : firstPart(exchange)];
}

/** Returns the tokens that an answer names at `offset`, or that the error there is about. */
function serialsAt({ tokens, members, error }: ServiceMessage, offset: number): Located[] | undefined {
  for (const { serial, error: own } of tokens)
    if (isAt(serial, offset) || isAt(own, offset)) return serial ? [serial] : [];
  for (const { serial, error: own } of members) if (isAt(own, offset)) return serial ? [serial] : [];
  if (!isAt(error, offset)) return undefined;
  return tokens.flatMap(({ serial }) => (serial ? [serial] : []));
}

function isAt(span: Span | undefined, offset: number): boolean {
  return span !== undefined && touches(span, offset);
}

function requestedSerials({ request }: Exchange, { text }: Located): Located[] {
  const members = request?.members.map(({ serial }) => serial) ?? [];
  const tokens = request?.tokens.map(({ serial }) => serial) ?? [];
  return [...members, ...tokens]
    .filter(serial => serial !== undefined)
    .filter(serial => serial.text === text);
}

function requestedDevice({ request }: Exchange, text: string): Located | undefined {
  const devices = [request?.unit, ...(request?.members.map(({ serial }) => serial) ?? [])];
  return devices.find(serial => serial?.text === text);
}

/** Returns the login of a record; a line without a prefix is found by its event. */
function loginAt(analysis: Analysis, record: CaptureRecord): Login | undefined {
  if (record.kind !== 'sentence') return loginOfRecord(analysis, record);
  return analysis.trace.logins.find(
    login => encloses(login, record) && login.events.some(event => event.start === record.message.start),
  );
}

function linesOf({ start, end, records }: Login): Span[] {
  return records.length > 0 ? records.map(lineSpan) : [{ start, end }];
}

/**
 * Returns every place of the name at `offset`; without a name, the parts of the exchange or the lines of the login
 * there.
 */
export function referencesOf(
  analysis: Analysis,
  document: TextDocument,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  const spans = referenceSpans(analysis, offset);
  return locations(document, includeDeclaration ? spans : spans.slice(1));
}

function referenceSpans(analysis: Analysis, offset: number): readonly Span[] {
  const name = nameAt(analysis, offset);
  if (name) return occurrencesOf(analysis, name.kind, name.text);
  const record = recordAt(analysis, offset);
  if (!record) return [];
  const exchange = exchangeOfRecord(analysis, record);
  if (exchange) return exchangeParts(exchange);
  const login = loginAt(analysis, record);
  return login ? linesOf(login) : [];
}

/** Returns every place of the name at `offset`; for the type of a message, those in its request and its answer. */
export function highlightsOf(
  analysis: Analysis,
  document: TextDocument,
  offset: number,
): DocumentHighlight[] {
  const name = nameAt(analysis, offset);
  if (!name) return typesAt(analysis, document, offset);
  const places = occurrencesOf(analysis, name.kind, name.text);
  const from = max(0, firstFrom(places, name.span.start) - MAX_HIGHLIGHTS / 2);
  return places
    .slice(from, from + MAX_HIGHLIGHTS)
    .map(place => ({ range: rangeOf(document, place), kind: DocumentHighlightKind.Text }));
}

function typesAt(analysis: Analysis, document: TextDocument, offset: number): DocumentHighlight[] {
  const record = recordAt(analysis, offset);
  const place = record?.kind === 'json' ? messagePlaceOf(analysis, record.payload) : undefined;
  if (!place || !isAt(place.message.type, offset)) return [];
  const { request, answer } = place.exchange ?? {};
  const highlight = (span: Span | undefined, kind: DocumentHighlightKind): DocumentHighlight[] =>
    span ? [{ range: rangeOf(document, span), kind }] : [];
  const both = [
    ...highlight(request?.type, DocumentHighlightKind.Write),
    ...highlight(answer?.type, DocumentHighlightKind.Read),
  ];
  return both.length > 0 ? both : highlight(place.message.type, DocumentHighlightKind.Text);
}

function locations(document: TextDocument, spans: readonly Span[]): Location[] {
  return spans.map(span => ({ uri: document.uri, range: rangeOf(document, span) }));
}
