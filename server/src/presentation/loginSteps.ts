import type { Analysis } from '../analysis';
import { label, lookUp, type Translate } from '../knowledge';
import { loginCauseOf, FAILED_RESULTS } from '../rules/loginCause';
import type { LoginEvent, LoginEventKind } from '../trace';
import { eventName, describeScene } from './outcomes';
import { carriedSteps } from './negotiationSteps';
import { carrierOf, type Scene } from '../judge/scenes';
import { type Mood, type Party, type PlacedStep, step } from './steps';

/** The sender and receiver of each event of a login, and what it means for the login. */
const EVENTS: Readonly<Record<LoginEventKind, readonly [from: Party, to: Party, mood?: Mood]>> = {
  asked: ['user', 'unit'],
  'code-asked': ['unit', 'user'],
  'code-typed': ['user', 'unit'],
  'code-not-needed': ['unit', 'unit'],
  drifted: ['unit', 'user', 'bad'],
  'code-again': ['user', 'unit'],
  'push-sent': ['unit', 'phone'],
  'group-failed': ['unit', 'unit', 'bad'],
  'group-passed': ['unit', 'unit', 'good'],
  'no-groups': ['unit', 'unit', 'bad'],
  'groups-cut': ['unit', 'unit', 'bad'],
  'name-not-resolved': ['dns', 'unit', 'bad'],
  'no-more-server': ['unit', 'unit', 'bad'],
  'name-silent': ['dns', 'unit', 'lost'],
  'answer-dropped': ['server', 'unit', 'bad'],
  'eap-offered': ['server', 'user'],
  'eap-declined': ['user', 'server', 'bad'],
  'account-binds': ['unit', 'server'],
  'user-binds': ['unit', 'server'],
  'bind-refused': ['server', 'unit', 'bad'],
  'ldap-error': ['server', 'unit', 'bad'],
  'tls-failed': ['server', 'unit', 'bad'],
  'no-password': ['unit', 'unit', 'bad'],
  denied: ['unit', 'user', 'bad'],
  'denied-because': ['unit', 'unit'],
  'server-timeout': ['server', 'unit', 'lost'],
  'server-rejected': ['server', 'unit', 'bad'],
  'user-not-found': ['server', 'unit', 'bad'],
  'wrong-password': ['unit', 'unit', 'bad'],
  'not-started': ['unit', 'unit', 'bad'],
  'not-local': ['unit', 'unit'],
  'no-server': ['unit', 'unit', 'bad'],
  'not-in-policy': ['unit', 'unit', 'bad'],
  refused: ['unit', 'user', 'bad'],
  'saml-answered': ['server', 'unit', 'good'],
  'saml-lacks': ['server', 'unit', 'bad'],
  'saml-error': ['unit', 'unit', 'bad'],
  cause: ['unit', 'unit', 'bad'],
  result: ['unit', 'unit'],
};

/** Returns the steps of a login that the capture shows, with those of the negotiation that carries it, in their order. */
export function loginSteps(
  analysis: Analysis,
  scene: Scene & { about: 'login' },
  translate: Translate,
): PlacedStep[] {
  const carrier = carrierOf(analysis, scene.login);
  const carried = carrier ? carriedSteps(carrier, translate) : [];
  const own = ownSteps(analysis, scene, translate);
  return carried.length === 0 ? own : [...own, ...carried].sort((a, b) => a.at.start - b.at.start);
}

function ownSteps(analysis: Analysis, scene: Scene & { about: 'login' }, translate: Translate): PlacedStep[] {
  const { events, records } = scene.login;
  const { what, ending } = describeScene(analysis, scene, translate);
  const harmless =
    ending === 'well' ? EVERY : loginCauseOf(scene.login)?.rule === 'login/name-not-resolved' ? NEVER : DNS;
  const final = events.findLast(({ kind }) => kind === 'result');
  const steps = withoutRepeats(events).map(event =>
    event.kind === 'result'
      ? resultStep(event, event === final, translate)
      : eventStep(event, what, harmless, translate),
  );
  const first = records[0] ?? events[0];
  if (events[0]?.kind === 'asked' || !first) return steps;
  // If the capture does not show the request, the first line stands for it: the login was under way by then.
  const beginning = scene.login.begins
    ? step('asked', first, 'user', 'unit', what)
    : step('before', first, 'unit', 'unit', label('event.before', translate));
  return [beginning, ...steps];
}

/** Returns the listed events of a login; immediate repeats are listed once. */
export function withoutRepeats(events: readonly LoginEvent[]): readonly LoginEvent[] {
  return events.filter(
    ({ kind, code }, index) => kind !== events[index - 1]?.kind || code !== events[index - 1]?.code,
  );
}

const EVERY = (): boolean => true;
const NEVER = (): boolean => false;
/** An empty answer to an IPv6 (AAAA) query is harmless. */
const DNS = ({ kind }: LoginEvent): boolean => kind === 'name-not-resolved';

function eventStep(
  event: LoginEvent,
  what: string,
  harmless: (event: LoginEvent) => boolean,
  translate: Translate,
): PlacedStep {
  const [from, to, mood = 'plain'] = EVENTS[event.kind];
  const text = event.kind === 'asked' ? what : eventName(event, translate);
  return step(event.kind, event, from, to, text, mood !== 'good' && harmless(event) ? 'plain' : mood);
}

function resultStep(event: LoginEvent, final: boolean, translate: Translate): PlacedStep {
  const code = event.code ?? '';
  const known = lookUp('fnbam-result', code);
  const mood = code === '0' ? 'good' : final && FAILED_RESULTS.has(code) ? 'bad' : 'plain';
  return step(
    `result-${code}`,
    event,
    'unit',
    'unit',
    eventName(event, translate),
    mood,
    known ? [translate(known.title)] : [],
  );
}
