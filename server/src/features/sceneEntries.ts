import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import type { Span } from '../syntax';
import type { Exchange, Login, PacketFlow, ServiceMessage } from '../trace';
import { withoutRepeats } from '../presentation/loginSteps';
import { displayName } from '../presentation/displayNames';
import {
  errorWords,
  eventName,
  packetOutcome,
  describeScene,
  verdictOfScene,
} from '../presentation/outcomes';
import { type Entry, SymbolKind } from './outline';
import { negotiationSteps } from '../presentation/negotiationSteps';
import { linesOfScene, ownStepsOf, type Scene } from '../judge/scenes';
import { around } from '../judge/spans';

/** How much of an exchange or login to show: all parts, messages, or only its own entry. */
export type Depth = 'full' | 'messages' | 'alone';

/** Maximum number of steps, since a retry storm has thousands. */
const MAX_STEPS = 200;

/** Returns the outline entry of a scene with its children. */
export function sceneEntry(analysis: Analysis, scene: Scene, depth: Depth, translate: Translate): Entry {
  const { length } = describeScene(analysis, scene, translate);
  const verdict = verdictOfScene(analysis, scene, translate);
  return {
    name: verdict,
    detail: length,
    kind: SymbolKind.Event,
    start: scene.start,
    end: scene.end,
    selection: headOf(scene),
    children: partsOf(analysis, scene, depth, translate),
  };
}

function partsOf(analysis: Analysis, scene: Scene, depth: Depth, translate: Translate): Entry[] {
  if (depth === 'alone') return [];
  if (scene.about === 'login') return depth === 'full' ? loginSteps(scene.login, translate) : [];
  if (scene.about === 'negotiation') return depth === 'full' ? stepEntries(scene, translate) : [];
  const steps = depth === 'full' ? exchangeSteps(scene.exchange, translate) : [];
  return [...steps, ...exchangeMessages(analysis, scene.exchange, depth, translate)];
}

/** Returns the first words of a scene, to select them. */
function headOf(scene: Scene): Span {
  if (scene.about !== 'exchange') {
    const first = linesOfScene(scene)[0] ?? ownStepsOf(scene)[0];
    return first ? wordsOf(first) : scene;
  }
  return headOfExchange(scene.exchange) ?? wordsOf(scene);
}

function headOfExchange({
  start,
  began,
  connected,
  http,
  request,
  answer,
  sent,
}: Exchange): Span | undefined {
  const line = began ?? connected ?? sent;
  if (line && line.start <= start) return wordsOf(line);
  return http?.request?.target ?? http?.status?.code ?? (request ?? answer)?.payload;
}

/** Returns the text of a debug line without its time stamp. */
function wordsOf(
  span: Span | (Span & { nameStart: number; messageStart: number; messageEnd: number }),
): Span {
  if (!('messageEnd' in span)) return { start: span.start, end: span.end };
  const start = span.nameStart >= 0 ? span.nameStart : span.messageStart;
  return start >= 0 ? { start, end: max(start, span.messageEnd) } : { start: span.start, end: span.end };
}

function exchangeSteps(exchange: Exchange, translate: Translate): Entry[] {
  if (exchange.packet) return verdictEntry(exchange.packet, translate);
  return (['connected', 'sent', 'received', 'provisioned', 'codeSent'] as const).flatMap(name => {
    const line = exchange[name];
    return line ? [stepEntry(label(`step.${name}`, translate), wordsOf(line))] : [];
  });
}

function stepEntries(scene: Scene & { about: 'negotiation' }, translate: Translate): Entry[] {
  return negotiationSteps(scene, translate)
    .slice(0, MAX_STEPS)
    .map(({ text, at }) => stepEntry(text, { start: at.start, end: at.end }));
}

function verdictEntry(packet: PacketFlow, translate: Translate): Entry[] {
  const { verdict } = packet;
  return verdict ? [stepEntry(packetOutcome(packet, translate).outcome, wordsOf(verdict.record))] : [];
}

function exchangeMessages(
  analysis: Analysis,
  exchange: Exchange,
  depth: Depth,
  translate: Translate,
): Entry[] {
  const { http, request, answer, status } = exchange;
  const entries: Entry[] = [];
  if (request) {
    const entry = messageEntry(analysis, request, 'symbol.request', depth, translate);
    // Headers belong to the request that they are sent with.
    entries.push(http?.request ? { ...entry, ...around(entry, [http]) } : entry);
  } else if (http?.request) {
    const { start, end } = http;
    const name = label('symbol.request', translate);
    entries.push({ name, kind: SymbolKind.Method, start, end, selection: http.request.target });
  }
  if (answer) entries.push(messageEntry(analysis, answer, 'symbol.answer', depth, translate));
  if (status) {
    const name = label('symbol.status', translate, { code: String(status.code) });
    entries.push({ name, kind: SymbolKind.Number, start: status.start, end: status.end });
  }
  return entries;
}

/** Returns the entry of an answer that belongs to no exchange. */
export function serviceEntry(analysis: Analysis, message: ServiceMessage, translate: Translate): Entry {
  const kind = message.direction === 'request' ? 'symbol.request' : 'symbol.answer';
  return messageEntry(analysis, message, kind, 'full', translate);
}

function messageEntry(
  analysis: Analysis,
  message: ServiceMessage,
  name: 'symbol.request' | 'symbol.answer',
  depth: Depth,
  translate: Translate,
): Entry {
  const { payload, members, tokens, error, type, unit } = message;
  const { start, end } = payload;
  const detail = error ? errorWords(analysis, error, translate) : displayName(analysis, unit);
  return {
    name: label(name, translate),
    detail,
    kind: name === 'symbol.request' ? SymbolKind.Method : SymbolKind.Interface,
    start,
    end,
    selection: type ?? { start, end: min(end, start + 1) },
    children:
      depth === 'full'
        ? [
            ...members.map(one => partEntry(analysis, one, SymbolKind.Struct, translate)),
            ...tokens.map(one => partEntry(analysis, one, SymbolKind.Key, translate)),
          ]
        : [],
  };
}

/** Returns the entry of a token or cluster member; without a serial number it is named by its kind. */
function partEntry(
  analysis: Analysis,
  part: ServiceMessage['members'][number],
  kind: SymbolKind,
  translate: Translate,
): Entry {
  const { serial, error, start, end } = part;
  return {
    name:
      displayName(analysis, serial) ??
      label(kind === SymbolKind.Key ? 'fact.token' : 'fact.member', translate),
    detail: error && errorWords(analysis, error, translate),
    kind,
    start,
    end,
    selection: serial ?? { start, end: min(end, start + 1) },
  };
}

function loginSteps({ events }: Login, translate: Translate): Entry[] {
  return withoutRepeats(events)
    .slice(0, MAX_STEPS)
    .map(event => stepEntry(eventName(event, translate), event));
}

function stepEntry(name: string, { start, end }: Span): Entry {
  return { name, kind: SymbolKind.Property, start, end };
}
