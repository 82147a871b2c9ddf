import { max } from '../integers';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { negotiationCauseOf } from '../rules/negotiationCause';
import { contains, type DebugRecord, elapsed, momentAt, type Span } from '../syntax';
import type { Exchange, Login, Negotiation } from '../trace';
import { debugLinesOf } from './exchangeIndex';
import { Places } from './spans';

/**
 * An exchange, a login or an IPsec negotiation: what a user looks for in a capture. Its lines can be interleaved with
 * others.
 */
export type Scene = Span &
  (
    | { readonly about: 'exchange'; readonly exchange: Exchange }
    | { readonly about: 'login'; readonly login: Login }
    | { readonly about: 'negotiation'; readonly negotiation: Negotiation }
  );

/** The kinds of scenes. */
export const SCENE_KINDS = ['exchange', 'login', 'negotiation'] as const satisfies readonly Scene['about'][];

/** A part of the text that belongs to one scene, whatever surrounds it. */
interface Piece extends Span {
  readonly scene: Scene;
}

/** The IPsec negotiation that a login is part of, and the part of it up to the end of the login. */
export interface Carrier extends Span {
  readonly negotiation: Negotiation;
}

interface Stage {
  /** In the order in which they begin. */
  readonly scenes: readonly Scene[];
  readonly exchanges: Places<Scene>;
  readonly pieces: Places<Piece>;
  readonly carriers: ReadonlyMap<Login, Carrier>;
}

/** Returns the scenes of a capture, in the order in which they begin. */
export function scenesOf(analysis: Analysis): readonly Scene[] {
  return stageOf(analysis).scenes;
}

/** Returns the scene at `offset`: the one that owns these words, otherwise the exchange around them. */
export function sceneAt({ trace }: Analysis, offset: number): Scene | undefined {
  // A search costs less than an index that is used once, and an analysis is new after each edit.
  const around = [
    ...trace.exchanges.filter(one => one.start <= offset && offset < endOf(one)).map(sceneOfExchange),
    ...trace.logins.filter(one => contains(one, offset)).map(sceneOfLogin),
    ...trace.negotiations.filter(one => contains(one, offset) && isScene(one)).map(sceneOfNegotiation),
  ].sort(inOrder);
  const pieces = around.flatMap(scene => piecesOf(scene).map(({ start, end }) => ({ start, end, scene })));
  const exchanges = around.filter(({ about }) => about === 'exchange');
  return new Places(pieces).at(offset)?.scene ?? new Places(exchanges).at(offset);
}

/** Returns `sceneAt` for many offsets of a capture. */
export function sceneFinder(analysis: Analysis): (offset: number) => Scene | undefined {
  const { pieces, exchanges } = stageOf(analysis);
  return offset => pieces.at(offset)?.scene ?? exchanges.at(offset);
}

/** Returns `sceneAt` for each record of a capture. */
export const scenesOfRecords = cached((analysis: Analysis): readonly (Scene | undefined)[] => {
  const at = sceneFinder(analysis);
  return analysis.records.map(({ start }) => at(start));
});

/** Returns the negotiation that only carries a login and is not a scene itself; undefined if there is none. */
export function carrierOf(analysis: Analysis, login: Login): Carrier | undefined {
  return stageOf(analysis).carriers.get(login);
}

const stageOf = cached(makeStage);

function makeStage(analysis: Analysis): Stage {
  const { exchanges, logins, negotiations } = analysis.trace;
  const exchangeScenes = exchanges.map(sceneOfExchange);
  const scenes = [
    ...exchangeScenes,
    ...logins.map(sceneOfLogin),
    ...negotiations.filter(isScene).map(sceneOfNegotiation),
  ].sort(inOrder);
  const pieces = new Places(
    scenes.flatMap(scene => piecesOf(scene).map(({ start, end }) => ({ start, end, scene }))),
  );
  return {
    scenes,
    exchanges: new Places(exchangeScenes),
    pieces,
    carriers: carriersOf(negotiations, pieces),
  };
}

/** Orders scenes as they begin, the longer first: of pieces at one place, the last is found. */
function inOrder(a: Scene, b: Scene): number {
  return a.start - b.start || b.end - a.end;
}

/** A line that was assigned to the answer later can be after the end. */
function endOf({ end, received }: Exchange): number {
  return max(end, received?.end ?? 0);
}

/** The scene of an exchange, which moves with it. */
const sceneOfExchange = cached((exchange: Exchange): Scene => ({
  about: 'exchange',
  exchange,
  get start() {
    return exchange.start;
  },
  get end() {
    return endOf(exchange);
  },
}));

const sceneOfLogin = cached((login: Login): Scene => ({
  about: 'login',
  login,
  get start() {
    return login.start;
  },
  get end() {
    return login.end;
  },
}));

const sceneOfNegotiation = cached((negotiation: Negotiation): Scene => ({
  about: 'negotiation',
  negotiation,
  get start() {
    return negotiation.start;
  },
  get end() {
    return negotiation.end;
  },
}));

function carriersOf(negotiations: readonly Negotiation[], pieces: Places<Piece>): Map<Login, Carrier> {
  const carriers = new Map<Login, Carrier>();
  for (const negotiation of negotiations) {
    if (isScene(negotiation)) continue;
    const logins = new Set(
      negotiation.events.flatMap(({ step, start }) => {
        const scene = OF_LOGIN.has(step) ? pieces.at(start)?.scene : undefined;
        return scene?.about === 'login' ? scene.login : [];
      }),
    );
    // With several attempts, each begins where the previous one ended; the last one gets the remainder.
    let [{ start }, left] = [negotiation, logins.size];
    for (const login of logins) {
      const end = --left === 0 ? Infinity : login.end;
      carriers.set(login, { negotiation, start, end });
      start = end;
    }
  }
  return carriers;
}

/** Events of a negotiation that show a login inside it, which is a scene of its own. */
const OF_LOGIN: ReadonlySet<string> = new Set([
  'login-heard',
  'login-challenged',
  'login-up',
  'login-failed',
]);

/** False for a negotiation that only carries a login: then the login is the scene. */
function isScene(negotiation: Negotiation): boolean {
  if (negotiationCauseOf(negotiation)) return true;
  const { events } = negotiation;
  return !events.some(({ step }) => OF_LOGIN.has(step)) && events.some(({ step }) => step !== 'notify');
}

/** Returns the parts of the text that are the scene's own, as far as the trace names them. */
function piecesOf(scene: Scene): readonly Span[] {
  if (scene.about === 'login') return [...scene.login.records, ...scene.login.events];
  if (scene.about === 'negotiation') return scene.negotiation.records;
  const { request, answer, status } = scene.exchange;
  return [...exchangeSpans(scene.exchange), request?.payload, answer?.payload, status].filter(
    piece => piece !== undefined,
  );
}

/** Returns the steps of a scene, without lines that merely belong to it. */
export function ownStepsOf(scene: Scene): readonly Span[] {
  switch (scene.about) {
    case 'login':
      return scene.login.events;
    case 'negotiation':
      return [...scene.negotiation.messages, ...scene.negotiation.events];
    case 'exchange':
      return exchangeSpans(scene.exchange);
  }
}

/** Returns the debug lines of an exchange and its HTTP message. */
function exchangeSpans(exchange: Exchange): readonly Span[] {
  const lines = debugLinesOf(exchange);
  return exchange.http ? [...lines, exchange.http] : lines;
}

/** Returns the debug lines of a scene, in the order in which the unit writes them. */
export function linesOfScene(scene: Scene): readonly DebugRecord[] {
  switch (scene.about) {
    case 'login':
      return scene.login.records;
    case 'negotiation':
      return scene.negotiation.records;
    case 'exchange':
      return debugLinesOf(scene.exchange);
  }
}

/** Returns the duration of a scene in milliseconds; undefined if fewer than two of its lines have a time. */
export function sceneDuration({ text }: Analysis, scene: Scene): number | undefined {
  if (scene.about === 'login') return scene.login.duration;
  const moments = linesOfScene(scene)
    .map(({ stampStart, stampEnd }) => momentAt(text, stampStart, stampEnd))
    .filter(({ time }) => Number.isFinite(time));
  let [first, last] = [moments[0], moments[0]];
  for (const moment of moments) {
    if (first && moment.time < first.time) first = moment;
    if (last && moment.time > last.time) last = moment;
  }
  return first && last && moments.length > 1 ? elapsed(first, last) : undefined;
}
