import type { Range } from 'vscode-languageserver-types';
import type { Analysis } from '../../analysis';
import { label, lookUpPrefix, type Translate } from '../../knowledge';
import { detached } from '../../syntax';
import type { Exchange, Located, LoginEventKind, ServiceError, ServiceMessage } from '../../trace';
import { ENDINGS } from '../../presentation/relevance';
import { type Incident, incidentsOf } from '../../presentation/incidents';
import { displayName } from '../../presentation/displayNames';
import { type Ending, errorWords, eventName, type Outcome, describeScene } from '../../presentation/outcomes';
import type { Scene } from '../../judge/scenes';
import { type DocumentPositions, Positions } from '../positions';
import { shown } from '../shown';
import type { PartyState } from './data';

/** Maximum number of listed parties, and of states and scenes for each. */
const MAX_PARTIES = 5_000;
const MAX_STATES = 2;
const MAX_SCENES = 20;
/** Maximum number of collected parties and of states of one party. */
const MAX_SEEN = 20_000;
const MAX_WORDS = 20;

interface Seen {
  readonly kind: PartyState['kind'];
  readonly name: string;
  /** The place where it is first named. */
  readonly range: Range;
  /** The ending by state. */
  readonly states: Map<string, Ending>;
  /** The first scenes that it takes part in, the last one, and their number. */
  readonly scenes: string[];
  count: number;
}

/** One party in one scene. */
interface Mention {
  readonly kind: PartyState['kind'];
  readonly named: Located | undefined;
  readonly state: string;
  readonly ending: Ending;
}

/** Returns the parties of a capture, or of some of its scenes, with their states; failed ones come first. */
export function partyStates(
  analysis: Analysis,
  document: DocumentPositions,
  translate: Translate,
  incidents: readonly Incident[] = incidentsOf(analysis),
): PartyState[] {
  const gatherer = new PartyGatherer(translate);
  gatherer.add(analysis, document, incidents);
  return gatherer.parties();
}

/** Collects the parties of a capture whose analysis may come in parts. */
export class PartyGatherer {
  readonly #seen = new Map<string, Seen>();

  constructor(readonly translate: Translate) {}

  /** Adds some scenes of an analysis; `document` converts offsets to positions in the whole capture. */
  add(analysis: Analysis, document: DocumentPositions, incidents: readonly Incident[]): void {
    const positions = new Positions(document);
    for (const { id, scene } of incidents)
      for (const mention of mentionsIn(analysis, scene, this.translate))
        this.#mention(analysis, positions, id, mention);
  }

  parties(): PartyState[] {
    const rank = ({ ending }: PartyState): number => ENDINGS.indexOf(ending);
    const parties = Array.from(this.#seen.values(), stateOf);
    return shown(parties.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_PARTIES));
  }

  #mention(analysis: Analysis, positions: Positions, id: string, mention: Mention): void {
    const { kind, named, state, ending } = mention;
    const name = displayName(analysis, named);
    if (!named || name === undefined) return;
    const key = `${kind}/${name}`;
    let known = this.#seen.get(key);
    if (!known) {
      if (this.#seen.size >= MAX_SEEN) return;
      known = {
        kind,
        name: detached(name),
        range: positions.range(named),
        states: new Map(),
        scenes: [],
        count: 0,
      };
      this.#seen.set(detached(key), known);
    }
    if (!known.states.has(state) && known.states.size < MAX_WORDS) known.states.set(detached(state), ending);
    if (known.scenes[known.scenes.length - 1] === id) return;
    known.count++;
    known.scenes.push(detached(id));
    if (known.scenes.length > MAX_SCENES) known.scenes.splice(MAX_SCENES - 1, 1);
  }
}

function stateOf({ kind, name, range, states, scenes, count }: Seen): PartyState {
  const failures = [...states].filter(([, ending]) => ending === 'failed');
  // If there is a failure, only that is listed: it implies the other states.
  const sorted = failures.length > 0 ? failures : [...states];
  const model = kind === 'unit' ? lookUpPrefix(name)?.facts?.['model'] : undefined;
  return {
    kind,
    name,
    ...(model !== undefined && { model }),
    states: sorted.slice(0, MAX_STATES).map(([state]) => state),
    ending: ENDINGS.find(ending => sorted.some(([, one]) => one === ending)) ?? 'open',
    range,
    count,
    scenes,
  };
}

function* mentionsIn(analysis: Analysis, scene: Scene, translate: Translate): Generator<Mention> {
  const { outcome, ending } = describeScene(analysis, scene, translate);
  if (scene.about === 'exchange') {
    yield* exchangeMentions(analysis, scene.exchange, { outcome, ending }, translate);
    return;
  }
  if (scene.about === 'negotiation') return;
  const { user, server, events } = scene.login;
  yield { kind: 'user', named: user, state: outcome, ending };
  const refusal = events.findLast(({ kind }) => SERVER_FAILED.has(kind));
  yield refusal
    ? { kind: 'server', named: server, state: eventName(refusal, translate), ending: 'failed' }
    : { kind: 'server', named: server, state: label('party.used', translate), ending: 'well' };
}

/** Events that show a failure of the server. */
const SERVER_FAILED: ReadonlySet<LoginEventKind> = new Set<LoginEventKind>([
  'server-timeout',
  'server-rejected',
  'bind-refused',
  'tls-failed',
]);

function* exchangeMentions(
  analysis: Analysis,
  exchange: Exchange,
  outcome: Outcome,
  translate: Translate,
): Generator<Mention> {
  const { request, answer, status, received, token, server } = exchange;
  const words = (error: ServiceError): string => errorWords(analysis, error, translate);
  const refused = new Set<string>();
  const state = { state: outcome.outcome, ending: outcome.ending };
  for (const message of [answer, request]) {
    if (!message) continue;
    yield* unitMentions(message, words, translate);
    for (const { serial, error } of message.tokens) {
      const name = serial?.text ?? '';
      if (error) {
        refused.add(name);
        const reason = label('party.refused', translate, { reason: words(error) });
        yield { kind: 'token', named: serial, state: reason, ending: 'failed' };
      } else if (!refused.has(name)) yield { kind: 'token', named: serial, ...state };
    }
  }
  if (!refused.has(token?.text ?? '')) yield { kind: 'token', named: token, ...state };
  const answered = (answer ?? status ?? received) !== undefined;
  yield answered
    ? { kind: 'server', named: server, state: label('outcome.answered', translate), ending: 'well' }
    : { kind: 'server', named: server, ...state };
}

/** Yields the unit that asked and the members of its cluster. */
function* unitMentions(
  { unit, members }: ServiceMessage,
  words: (error: ServiceError) => string,
  translate: Translate,
): Generator<Mention> {
  yield { kind: 'unit', named: unit, state: label('party.asked', translate), ending: 'well' };
  for (const { serial, error } of members)
    yield error
      ? { kind: 'unit', named: serial, state: words(error), ending: 'failed' }
      : { kind: 'unit', named: serial, state: label('party.member', translate), ending: 'well' };
}
