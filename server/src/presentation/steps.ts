import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import { endsBeforeAnswer } from '../rules/cutOff';
import type { Span } from '../syntax';
import type { Exchange, PacketFlow, ServiceError } from '../trace';
import { spanOf } from '../judge/exchangeIndex';
import { errorName, errorText, displayName } from './displayNames';
import { type Ending, errorWords, describeScene } from './outcomes';
import type { Scene } from '../judge/scenes';

/** The parties of a scene, from the user's side to the far side. */
export const PARTIES = ['user', 'phone', 'unit', 'peer', 'server', 'service', 'cloud', 'dns'] as const;
export type Party = (typeof PARTIES)[number];

/** `lost`: something expected did not arrive. */
export const MOODS = ['plain', 'good', 'bad', 'lost'] as const;
export type Mood = (typeof MOODS)[number];

/** One step of a scene with its place in the text: from one party to another, or within one party. */
export interface PlacedStep {
  /** Identifies equal steps, whatever their subject, so that scenes can be compared. */
  readonly kind: string;
  readonly at: Span;
  /** The words that show the step, if not at `at`, which is the line with its time. */
  readonly shows?: Span | undefined;
  readonly from: Party;
  readonly to: Party;
  readonly text: string;
  /** Notes, one line each. */
  readonly more: readonly string[];
  readonly mood: Mood;
}

/** Returns the party at the other end of an exchange. */
export function farParty({ service }: Exchange): Party {
  return service === 'ftm' ? 'service' : service === 'cloud' ? 'cloud' : 'server';
}

/** Returns the steps of an exchange that the capture shows, in the order in which the unit takes them. */
export function exchangeSteps(
  analysis: Analysis,
  scene: Scene & { about: 'exchange' },
  translate: Translate,
): PlacedStep[] {
  const { exchange } = scene;
  const { began, connected, provisioned, codeSent } = exchange;
  const far = farParty(exchange);
  const { what } = describeScene(analysis, scene, translate);
  if (exchange.packet) return packetSteps(analysis, scene, exchange.packet, translate);
  const steps: (PlacedStep | undefined)[] = [
    began && step('began', began, 'unit', 'unit', label('report.step.began', translate, { what })),
    connected && step('connected', connected, 'unit', far, label('step.connected', translate)),
    requestStep(analysis, exchange, far, translate),
    answerStep(analysis, exchange, far, translate),
    provisioned &&
      step('provisioned', provisioned, 'unit', 'unit', label('step.provisioned', translate), 'good'),
    codeSent && step('codeSent', codeSent, 'unit', 'user', label('step.codeSent', translate), 'good'),
  ];
  return steps.filter(one => one !== undefined);
}

const MOOD_OF: Readonly<Record<Ending, Mood>> = { well: 'good', failed: 'bad', open: 'plain' };

/** Returns the arrival of a packet and its verdict. */
function packetSteps(
  analysis: Analysis,
  scene: Scene,
  { lines, verdict }: PacketFlow,
  translate: Translate,
): PlacedStep[] {
  const { what, outcome, ending } = describeScene(analysis, scene, translate);
  const [first] = lines;
  const decided = verdict?.record ?? lines[lines.length - 1];
  return [
    ...(first ? [step('began', first, 'unit', 'unit', label('report.step.began', translate, { what }))] : []),
    ...(decided ? [step(`verdict-${ending}`, decided, 'unit', 'unit', outcome, MOOD_OF[ending])] : []),
  ];
}

export function step(
  kind: string,
  at: Span,
  from: Party,
  to: Party,
  text: string,
  mood: Mood = 'plain',
  more: readonly string[] = [],
): PlacedStep {
  return { kind, at, from, to, text, mood, more };
}

function requestStep(
  analysis: Analysis,
  exchange: Exchange,
  far: Party,
  translate: Translate,
): PlacedStep | undefined {
  const { sent, request, http } = exchange;
  const at = sent ?? (request && spanOf(request.payload)) ?? (http?.request ? http : undefined);
  if (!at) return undefined;
  const type = displayName(analysis, request?.type);
  const more = type === undefined ? [] : [type];
  const sentStep = step('sent', at, 'unit', far, label('step.sent', translate), 'plain', more);
  return { ...sentStep, shows: request?.type };
}

function answerStep(
  analysis: Analysis,
  exchange: Exchange,
  far: Party,
  translate: Translate,
): PlacedStep | undefined {
  const { received, answer, status } = exchange;
  const at = received ?? (answer && spanOf(answer.payload)) ?? status;
  if (!at) return missingStep(exchange, far, translate);
  return refusalStep(analysis, exchange, at, far, translate) ?? shownStep(exchange, at, far, translate);
}

/** Returns the step of an answer that reports an error. */
function refusalStep(
  analysis: Analysis,
  exchange: Exchange,
  at: Span,
  far: Party,
  translate: Translate,
): PlacedStep | undefined {
  const { answer } = exchange;
  if (!answer) return undefined;
  const [first, ...more] = wrongParts(analysis, exchange, translate);
  if (first === undefined) return undefined;
  const shows = answer.tokens.find(({ error }) => error)?.error ?? answer.error;
  return { ...step('refused', at, far, 'unit', first, 'bad', more), shows };
}

/** Returns the step of an answer without an error: its status, or that it arrived. */
function shownStep({ answer, status }: Exchange, at: Span, far: Party, translate: Translate): PlacedStep {
  if (status) {
    const text = label('symbol.status', translate, { code: String(status.code) });
    return step(`status-${status.code}`, at, far, 'unit', text, status.code >= 400 ? 'bad' : 'plain');
  }
  const shown = answer ? label('step.received', translate) : label('outcome.notShown', translate);
  const kind = answer ? 'answered' : 'not-shown';
  return { ...step(kind, at, far, 'unit', shown, answer ? 'good' : 'plain'), shows: answer?.head };
}

/** Returns the step of an answer or a connection that did not arrive. */
function missingStep(exchange: Exchange, far: Party, translate: Translate): PlacedStep | undefined {
  const { sent, http, request, connected, began } = exchange;
  const asking = sent ?? http ?? (request && spanOf(request.payload));
  if (asking) {
    const missing = endsBeforeAnswer(exchange)
      ? // Nothing is known of an answer after the end of the capture.
        step('not-shown', asking, 'unit', 'unit', label('outcome.notShown', translate), 'plain')
      : step('no-answer', asking, far, 'unit', label('outcome.noAnswer', translate), 'lost');
    return { ...missing, shows: request?.type };
  }
  if (connected || !began) return undefined;
  return step('no-connection', began, 'unit', far, label('outcome.noConnection', translate), 'lost');
}

/** Maximum number of errors listed for one answer. */
const MAX_ERRORS = 6;

/** Returns the errors of an answer: those of tokens before that of the whole answer, which follows from them. */
function wrongParts(analysis: Analysis, { answer }: Exchange, translate: Translate): string[] {
  const { tokens = [], members = [], error } = answer ?? {};
  const words = (one: ServiceError): string => errorWithText(analysis, one, translate);
  const of = (part: (typeof members)[number]): string[] => {
    if (!part.error) return [];
    const name = displayName(analysis, part.serial);
    const outcome = words(part.error);
    return [name === undefined ? outcome : label('scene.title', translate, { what: name, outcome })];
  };
  const wrong = tokens.flatMap(of);
  if (error)
    wrong.push(
      wrong.length > 0 ? label('report.step.whole', translate, { error: words(error) }) : words(error),
    );
  wrong.push(...members.flatMap(of));
  return wrong.slice(0, MAX_ERRORS);
}

/** Returns an error with its number and its text. */
function errorWithText(analysis: Analysis, error: ServiceError, translate: Translate): string {
  const short = errorWords(analysis, error, translate);
  const text = errorName(analysis, error).code === undefined ? undefined : errorText(analysis, error);
  return text === undefined ? short : label('report.step.error', translate, { error: short, text });
}
