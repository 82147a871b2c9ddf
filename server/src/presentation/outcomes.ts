import type { Analysis } from '../analysis';
import { cached } from '../cached';
import {
  duration,
  isRuleId,
  label,
  type LabelName,
  lookUp,
  ruleNamed,
  type Say,
  speaker,
  type Translate,
} from '../knowledge';
import { userName } from '../knowledge/logNames';
import { type Finding, findingReason, severityOf, titleAsReason } from '../rules';
import { compact } from '../rules/compact';
import { endsBeforeAnswer, isExchangeCutOff, isLoginCutOff, isNegotiationCutOff } from '../rules/cutOff';
import { endsOf } from '../rules/packetFlows';
import { loginCauseOf, type LoginCause } from '../rules/loginCause';
import { entryOfError } from '../rules/errorEntry';
import { negotiationCauseOf } from '../rules/negotiationCause';
import { negotiationFacts } from '../rules/failedNegotiations';
import type { Span } from '../syntax';
import type {
  Exchange,
  Login,
  LoginEvent,
  Negotiation,
  NegotiationEvent,
  PacketFlow,
  ServiceError,
  ServiceMessage,
} from '../trace';
import { isIncidental } from './findings';
import { errorName, displayName } from './displayNames';
import { sceneDuration, type Scene } from '../judge/scenes';
import { problemsByScene } from './findings';
import { Places } from '../judge/spans';
import { visible } from './visible';

/** How a scene ended: success, failure, or unknown because the capture does not show it. */
export type Ending = 'well' | 'failed' | 'open';

/** How a scene ended, in a few words: `licence at another serial number (31)`, `accepted`. */
export interface Outcome {
  readonly outcome: string;
  readonly ending: Ending;
  /** The capture ends before its result. */
  readonly isCutOff?: boolean;
}

/** A scene as text. */
export interface SceneText extends Outcome {
  /** Its title: `provision FTKMOB947FDC1754`. */
  readonly what: string;
  /** Its duration in words; undefined if unknown or below the resolution of the time stamps. */
  readonly length: string | undefined;
  /** Its duration in milliseconds. */
  readonly duration: number | undefined;
}

const VERDICTS: Readonly<Record<Ending, LabelName>> = {
  well: 'scene.well',
  failed: 'scene.failed',
  open: 'scene.open',
};

/** Caches the words of scenes by language: outline, folds and lenses request the same ones. */
const wordsIn = cached<Translate, WeakMap<Scene, SceneText>>(() => new WeakMap());

export function describeScene(analysis: Analysis, scene: Scene, translate: Translate): SceneText {
  const words = wordsIn(translate);
  let own = words.get(scene);
  if (!own) {
    own = {
      what: nameOfScene(analysis, scene, translate),
      ...outcomeOf(analysis, scene, translate),
      ...lengthOfScene(analysis, scene, translate),
    };
    words.set(scene, own);
  }
  return own;
}

/** Returns the title of a scene and how it ended: `provision FTKMOB947FDC1754: no token accepted (17)`. */
export function sceneTitle(analysis: Analysis, scene: Scene, translate: Translate): string {
  const { what, outcome } = describeScene(analysis, scene, translate);
  return label('scene.title', translate, { what, outcome });
}

/** Returns how a scene ended, then its title: `✗ no token accepted (17) · provision FTKMOB947FDC1754`. */
export function verdictOfScene(analysis: Analysis, scene: Scene, translate: Translate): string {
  const { what, outcome, ending } = describeScene(analysis, scene, translate);
  return label(VERDICTS[ending], translate, { what, outcome });
}

function nameOfScene(analysis: Analysis, scene: Scene, translate: Translate): string {
  switch (scene.about) {
    case 'login':
      return loginName(analysis, scene.login, translate);
    case 'negotiation':
      return negotiationName(scene.negotiation, translate);
    case 'exchange':
      return exchangeName(analysis, scene.exchange, translate);
  }
}

function outcomeOf(analysis: Analysis, scene: Scene, translate: Translate): Outcome {
  const seen = reportedOutcome(analysis, scene, translate);
  const problem = seen.ending === 'well' ? undefined : errorIn(analysis, scene);
  if (!problem) return seen.ending === 'open' && isCutOff(scene) ? { ...seen, isCutOff: true } : seen;
  return { outcome: findingReason(problem, translate), ending: 'failed' };
}

function isCutOff(scene: Scene): boolean {
  switch (scene.about) {
    case 'login':
      return isLoginCutOff(scene.login);
    case 'negotiation':
      return isNegotiationCutOff(scene.negotiation);
    case 'exchange':
      return isExchangeCutOff(scene.exchange);
  }
}

function reportedOutcome(analysis: Analysis, scene: Scene, translate: Translate): Outcome {
  switch (scene.about) {
    case 'login':
      return loginOutcome(analysis, scene.login, translate);
    case 'negotiation':
      return negotiationOutcome(analysis, scene.negotiation, translate);
    case 'exchange':
      return exchangeOutcome(analysis, scene.exchange, translate);
  }
}

/** Returns the first error of a scene, if any. */
function errorIn(analysis: Analysis, scene: Scene): Finding | undefined {
  return problemsIn(analysis, scene).find(problem => severityOf(problem) === 'error');
}

function problemsIn(analysis: Analysis, scene: Scene): readonly Finding[] {
  return problemsOfScenes(analysis).get(scene) ?? [];
}

const problemsOfScenes = cached((analysis: Analysis) => problemsByScene(analysis, {}));

/** Returns the problem that explains why a scene failed: its first error, otherwise its first warning. */
export function problemOfScene(analysis: Analysis, scene: Scene): Finding | undefined {
  const problems = problemsIn(analysis, scene).filter(problem => !isIncidental(problem));
  return (
    problems.find(problem => severityOf(problem) === 'error') ??
    problems.find(problem => severityOf(problem) === 'warning')
  );
}

function lengthOfScene(
  analysis: Analysis,
  scene: Scene,
  translate: Translate,
): Pick<SceneText, 'duration' | 'length'> {
  const length = sceneDuration(analysis, scene);
  if (length === undefined || length <= 0) return { length: undefined, duration: undefined };
  return { length: duration(length < 10 ? length : Math.round(length), translate), duration: length };
}

/** Returns what an exchange requested, without its tokens: `provision`. */
export function requestName(analysis: Analysis, exchange: Exchange, translate: Translate): string {
  return exchangeName(analysis, exchange, translate, '');
}

function exchangeName(
  analysis: Analysis,
  exchange: Exchange,
  translate: Translate,
  of = tokensName(analysis, exchange, speaker(translate)),
): string {
  const say = speaker(translate);
  if (exchange.packet) return packetName(exchange.packet, translate);
  if (exchange.service === 'cloud') return say('scene.cloud');
  const server = displayName(analysis, exchange.server);
  if (exchange.service === 'other')
    return server === undefined ? say('scene.http') : say('scene.server', { server });
  const type = messageKind(exchange);
  const named = type === 'provision' || type === 'poll' ? say(`scene.${type}`, { of }) : `${type} ${of}`;
  return named.trim() || say('scene.ftm');
}

/** Returns the kind of request: by its message, otherwise by the line that began it; empty if neither is present. */
export function messageKind({ request, answer, began, token }: Exchange): string {
  const type = (request?.type ?? answer?.type)?.text ?? '';
  if (/provision/i.test(type)) return 'provision';
  if (/poll/i.test(type)) return 'poll';
  const plain = /^(?:SoftToken\.)?([A-Za-z]{1,40}?)(?:Request|Response)?$/.exec(type)?.[1];
  if (plain !== undefined) return plain;
  if (token) return 'provision';
  return began ? 'poll' : '';
}

function tokensName(analysis: Analysis, { token, request, answer }: Exchange, say: Say): string {
  const { tokens = [] } = request ?? answer ?? {};
  const serial = token ?? (tokens.length === 1 ? tokens[0]?.serial : undefined);
  if (serial) return displayName(analysis, serial) ?? '';
  return tokens.length > 1 ? say('scene.tokens', { count: String(tokens.length) }) : '';
}

function exchangeOutcome(analysis: Analysis, exchange: Exchange, translate: Translate): Outcome {
  const say = (ending: Ending, name: LabelName): Outcome => ({ outcome: label(name, translate), ending });
  const { answer, status, received, codeSent, provisioned, packet } = exchange;
  if (packet) return packetOutcome(packet, translate);
  const failed = answer && wrongIn(answer);
  if (failed) return { outcome: errorWords(analysis, failed, translate), ending: 'failed' };
  if (status && status.code >= 400) return { outcome: statusWords(status.code, translate), ending: 'failed' };
  if (codeSent) return say('well', 'outcome.codeSent');
  if (provisioned) return say('well', 'outcome.provisioned');
  if (answer) return say('well', 'outcome.answered');
  if (status) return { outcome: String(status.code), ending: 'well' };
  if (received) return say('open', 'outcome.notShown');
  const [ending, name] = missingOutcome(exchange);
  return say(ending, name);
}

/** Returns how an exchange ended that has no answer. */
function missingOutcome(exchange: Exchange): readonly [Ending, LabelName] {
  const { connected, sent, http, request } = exchange;
  if (!(sent ?? http ?? request))
    return connected ? ['open', 'outcome.connected'] : ['failed', 'outcome.noConnection'];
  return endsBeforeAnswer(exchange) ? ['open', 'outcome.notShown'] : ['failed', 'outcome.noAnswer'];
}

function packetName(packet: PacketFlow, translate: Translate): string {
  return label('scene.packet', translate, compact({ ...endsOf(packet), in: packet.head.from }));
}

/** Returns the outcome of a packet. */
export function packetOutcome(packet: PacketFlow, translate: Translate): Outcome {
  const { verdict, translation, tunnel } = packet;
  const policy = verdict?.policy || '0';
  if (verdict && verdict.kind !== 'allowed') {
    const variant = policy === '0' ? undefined : 'policy';
    return {
      outcome: findingReason({ rule: `flow/${verdict.kind}`, variant, facts: { policy } }, translate),
      ending: 'failed',
    };
  }
  const [ending, name] = undroppedEnding(packet);
  return { outcome: label(name, translate, { policy, text: translation, tunnel }), ending };
}

/** Returns how a packet ended that was not dropped. */
function undroppedEnding(packet: PacketFlow): readonly [Ending, LabelName] {
  const { verdict, session, direction, isLocal, isSent, translation, tunnel } = packet;
  // A tunnel without an SA takes packets that nobody ever sees again.
  const isInTunnel = tunnel !== '' && !isSent;
  if (verdict && isInTunnel) return ['open', 'outcome.notEncrypted'];
  if (verdict) return ['well', translation ? 'outcome.translated' : 'outcome.allowed'];
  if (session !== '' && direction !== '') return [isInTunnel ? 'open' : 'well', 'outcome.knownSession'];
  if (isSent) return ['well', 'outcome.sent'];
  return ['open', isLocal ? 'outcome.local' : 'outcome.noVerdict'];
}

/** Returns the error of an answer: that of a token before that of the whole answer, which follows from it. */
function wrongIn({ tokens, error }: ServiceMessage): ServiceError | undefined {
  return tokens.find(token => token.error)?.error ?? error;
}

/**
 * Returns an error in a few words, as far as it is known: `licence at another serial number (31)`, otherwise `error
 * 99`.
 */
export function errorWords(analysis: Analysis, error: ServiceError, translate: Translate): string {
  const { code, text } = errorName(analysis, error);
  const entry = entryOfError(error);
  const rule = entry?.cause ?? '';
  if (isRuleId(rule))
    return findingReason({ rule, facts: compact({ code: code ?? entry?.facts?.['code'] }) }, translate);
  if (entry) return titleAsReason(entry.title, translate);
  if (code !== undefined) return label('outcome.error', translate, { code });
  return text ?? label('outcome.unknown', translate);
}

/** Returns an HTTP status in a few words: `403 access denied`. */
function statusWords(code: number, translate: Translate): string {
  const entry = lookUp('http-status', String(code));
  return entry ? `${code} ${titleAsReason(entry.title, translate)}` : String(code);
}

function loginName(analysis: Analysis, login: Login, translate: Translate): string {
  const { method } = login;
  const user = displayName(analysis, login.user);
  return label(
    'scene.login',
    translate,
    compact({ user: user === undefined ? undefined : userName(user, translate), method }),
  );
}

function negotiationName(negotiation: Negotiation, translate: Translate): string {
  const { isChild, child, gateway, peer } = negotiation;
  const name = isChild ? 'scene.phase2' : 'scene.negotiation';
  return visible(label(name, translate, compact({ child, connection: gateway ?? peer })));
}

function negotiationOutcome(analysis: Analysis, negotiation: Negotiation, translate: Translate): Outcome {
  const cause = negotiationCauseOf(negotiation);
  if (cause)
    return {
      outcome: findingReason({ ...cause, facts: negotiationFacts(negotiation, cause) }, translate),
      ending: 'failed',
    };
  const has = (step: NegotiationEvent['step']): boolean => reaches(negotiation, step);
  if (has('child-up')) return { outcome: label('outcome.phase2', translate), ending: 'well' };
  if (has('established')) {
    // Without phase 2 there is no tunnel; it can come up later, or have been up before.
    const isTunnel = connectionsUp(analysis).has(connectionOf(negotiation));
    return isTunnel
      ? { outcome: label('outcome.phase1', translate), ending: 'well' }
      : { outcome: label('outcome.phase1Only', translate), ending: 'open' };
  }
  if (has('timeout')) return { outcome: label('outcome.timedOut', translate), ending: 'open' };
  return { outcome: label('outcome.open', translate), ending: 'open' };
}

function reaches({ events }: Negotiation, expected: NegotiationEvent['step']): boolean {
  return events.some(({ step }) => step === expected);
}

function connectionOf({ gateway, peer }: Negotiation): string {
  return gateway ?? peer ?? '';
}

/** The connections whose phase 2 comes up in the capture. */
const connectionsUp = cached(
  ({ trace }: Analysis): ReadonlySet<string> =>
    new Set(trace.negotiations.filter(one => reaches(one, 'child-up')).map(connectionOf)),
);

function loginOutcome(analysis: Analysis, login: Login, translate: Translate): Outcome {
  const say = (ending: Ending, name: LabelName, code = ''): Outcome => ({
    outcome: label(name, translate, { code }),
    ending,
  });
  const cause = loginCauseOf(login);
  if (cause) return causeOutcome(cause, translate);
  // A line that reports a failure, with no success after it, contradicts a login that seems open or accepted.
  if (hasLaterFailure(analysis, login)) return say('failed', 'outcome.said');
  const result = login.events.findLast(({ kind }) => kind === 'result');
  if (!result) return say('open', 'outcome.open');
  return result.code === '0' ? say('well', 'outcome.accepted') : say('open', 'event.result', result.code);
}

/** True if a line of the login reports another failure, and no success follows it. */
function hasLaterFailure(analysis: Analysis, { records }: Login): boolean {
  if (analysis.trace.failed.length === 0) return false;
  const places = mainFailuresIn(analysis);
  return records.some(({ messageStart, messageEnd }) => places.overlaps(messageStart, messageEnd));
}

const mainFailuresIn = cached(({ trace }: Analysis): Places<Span> => {
  const failures = trace.failed.flatMap(thread => thread.failures);
  return new Places(failures.filter(({ follows }) => !follows));
});

/** Returns the outcome that a cause implies for its login. */
export function causeOutcome(
  { rule, variant, event, open, facts }: LoginCause,
  translate: Translate,
): Outcome {
  if (rule === 'login/token-drift' && open)
    return { outcome: label('outcome.drifting', translate), ending: 'open' };
  const reasonFacts = compact({ ...event.facts, ...facts, code: event.code });
  return {
    outcome: findingReason({ rule, variant, facts: reasonFacts }, translate),
    ending: variant === 'done' ? 'well' : open ? 'open' : 'failed',
  };
}

/** Returns a step of a login in a few words. */
export function eventName({ kind, code, cause }: LoginEvent, translate: Translate): string {
  if (kind === 'cause') return translate(ruleNamed(cause?.rule ?? '')?.title ?? '');
  return label(`event.${kind}`, translate, { code: code ?? '' }).trim();
}
