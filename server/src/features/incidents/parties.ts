import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../analysis';
import { label, prefixOf, type Translate } from '../../knowledge';
import type { Span } from '../../syntax';
import type { Exchange, Located, LoginEventKind, ServiceError } from '../../trace';
import { ENDINGS } from '../../telling/kept';
import { type Incident, incidentsOf } from '../../telling/incidents';
import { nameOf } from '../../telling/names';
import { type Ending, errorWords, eventName, type Outcome, tellScene } from '../../telling/outcomes';
import type { Scene } from '../../telling/scenes';
import { Positions } from '../positions';
import { shown } from '../shown';
import type { PartyState } from './data';

/** How many parties are listed, and how many states and scenes of each. */
const MAX_PARTIES = 5_000;
const MAX_STATES = 2;
const MAX_SCENES = 20;

interface Seen {
  readonly kind: PartyState['kind'];
  readonly name: string;
  readonly at: Span;
  /** By words: how good it is. */
  readonly states: Map<string, Ending>;
  readonly scenes: Set<string>;
}

/** One party of one scene. */
interface Mention {
  readonly kind: PartyState['kind'];
  readonly named: Located | undefined;
  readonly state: string;
  readonly ending: Ending;
}

/** Who takes part in a capture, or in some of its scenes, and what the capture says of each; those that failed come first. */
export function partiesOf(
  analysis: Analysis,
  document: TextDocument,
  translate: Translate,
  incidents: readonly Incident[] = incidentsOf(analysis),
): PartyState[] {
  const seen = new Map<string, Seen>();
  for (const incident of incidents)
    for (const mention of mentionsIn(analysis, incident.scene, translate))
      add(analysis, seen, incident, mention);
  const positions = new Positions(document);
  const parties = [...seen.values()].map(one => stateOf(one, positions));
  const rank = ({ ending }: PartyState): number => ENDINGS.indexOf(ending);
  return shown(parties.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_PARTIES));
}

function add(analysis: Analysis, seen: Map<string, Seen>, { id }: Incident, mention: Mention): void {
  const { kind, named, state, ending } = mention;
  const name = nameOf(analysis, named);
  if (!named || name === undefined) return;
  const key = `${kind}/${name}`;
  let known = seen.get(key);
  if (!known) seen.set(key, (known = { kind, name, at: named, states: new Map(), scenes: new Set() }));
  if (!known.states.has(state)) known.states.set(state, ending);
  known.scenes.add(id);
}

function stateOf({ kind, name, at, states, scenes }: Seen, positions: Positions): PartyState {
  const failures = [...states].filter(([, ending]) => ending === 'failed');
  // What failed is told alone: that a unit is a member, too, is known by then.
  const sorted = failures.length > 0 ? failures : [...states];
  const model = kind === 'unit' ? prefixOf(name)?.facts?.['model'] : undefined;
  return {
    kind,
    name,
    ...(model !== undefined && { model }),
    states: sorted.slice(0, MAX_STATES).map(([state]) => state),
    ending: ENDINGS.find(ending => sorted.some(([, one]) => one === ending)) ?? 'open',
    range: positions.range(at),
    count: scenes.size,
    scenes: [...scenes].slice(0, MAX_SCENES),
  };
}

function* mentionsIn(analysis: Analysis, scene: Scene, translate: Translate): Generator<Mention> {
  const { outcome, ending } = tellScene(analysis, scene, translate);
  if (scene.about === 'exchange') {
    yield* exchangeMentions(analysis, scene.exchange, { outcome, ending }, translate);
    return;
  }
  const { user, server, events } = scene.login;
  yield { kind: 'user', named: user, state: outcome, ending };
  const refusal = events.findLast(({ kind }) => SERVER_FAILED.has(kind));
  yield refusal
    ? { kind: 'server', named: server, state: eventName(refusal, translate), ending: 'failed' }
    : { kind: 'server', named: server, state: label('party.used', translate), ending: 'well' };
}

/** What a server did, or did not, that a login failed by. */
const SERVER_FAILED: ReadonlySet<LoginEventKind> = new Set<LoginEventKind>([
  'server-timeout',
  'server-rejected',
  'bind-refused',
  'tls-failed',
]);

function* exchangeMentions(
  analysis: Analysis,
  exchange: Exchange,
  { outcome, ending }: Outcome,
  translate: Translate,
): Generator<Mention> {
  const { request, answer, status, received, token, server } = exchange;
  const messages = [answer, request].filter(message => message !== undefined);
  const words = (error: ServiceError): string => errorWords(analysis, error, translate);
  const refused = new Set<string>();
  for (const { tokens, members, unit } of messages) {
    yield { kind: 'unit', named: unit, state: label('party.asked', translate), ending: 'well' };
    for (const { serial, error } of members)
      yield error
        ? { kind: 'unit', named: serial, state: words(error), ending: 'failed' }
        : { kind: 'unit', named: serial, state: label('party.member', translate), ending: 'well' };
    for (const { serial, error } of tokens) {
      if (error) {
        refused.add(serial?.text ?? '');
        const state = label('party.refused', translate, { reason: words(error) });
        yield { kind: 'token', named: serial, state, ending: 'failed' };
      } else if (!refused.has(serial?.text ?? ''))
        yield { kind: 'token', named: serial, state: outcome, ending };
    }
  }
  if (!refused.has(token?.text ?? '')) yield { kind: 'token', named: token, state: outcome, ending };
  const answered = (answer ?? status ?? received) !== undefined;
  yield answered
    ? { kind: 'server', named: server, state: label('outcome.answered', translate), ending: 'well' }
    : { kind: 'server', named: server, state: outcome, ending };
}
