import type { Analysis } from '../analysis';
import { inEnglish, label } from '../knowledge';
import type { Span } from '../syntax';
import type { Exchange, PacketFlow, ServiceError } from '../trace';
import { spanOf } from '../telling/exchangeIndex';
import { errorName, errorSaying, nameOf } from '../telling/names';
import { type Ending, errorWords, tellScene } from '../telling/outcomes';
import type { Scene } from '../telling/scenes';
import type { Mood, Party, Step } from './story';
import { say } from './words';

/** A step, still with its place in the text instead of a line and a time. */
export interface PlacedStep extends Omit<Step, 'line' | 'time'> {
  readonly at: Span;
}

/** The party at the other end of an exchange. */
export function farParty({ service }: Exchange): Party {
  return service === 'ftm' ? 'service' : service === 'cloud' ? 'cloud' : 'server';
}

/** What happened in an exchange, as far as the capture shows it, in the order in which the unit goes on. */
export function exchangeSteps(analysis: Analysis, scene: Scene & { about: 'exchange' }): PlacedStep[] {
  const { exchange } = scene;
  const { began, connected, provisioned, codeSent } = exchange;
  const far = farParty(exchange);
  const { what } = tellScene(analysis, scene, inEnglish);
  if (exchange.packet) return packetSteps(analysis, scene, exchange.packet);
  const steps: (PlacedStep | undefined)[] = [
    began && step(began, 'unit', 'unit', say('step.began', { what })),
    connected && step(connected, 'unit', far, label('step.connected', inEnglish)),
    requestStep(analysis, exchange, far),
    answerStep(analysis, exchange, far),
    provisioned && step(provisioned, 'unit', 'unit', label('step.provisioned', inEnglish), 'good'),
    codeSent && step(codeSent, 'unit', 'user', label('step.codeSent', inEnglish), 'good'),
  ];
  return steps.filter(one => one !== undefined);
}

const MOODS: Readonly<Record<Ending, Mood>> = { well: 'good', failed: 'bad', open: 'plain' };

/** A packet comes in, and its fate. */
function packetSteps(analysis: Analysis, scene: Scene, { lines, verdict }: PacketFlow): PlacedStep[] {
  const { what, outcome, ending } = tellScene(analysis, scene, inEnglish);
  const [first] = lines;
  const decided = verdict?.record ?? lines[lines.length - 1];
  return [
    ...(first ? [step(first, 'unit', 'unit', say('step.began', { what }))] : []),
    ...(decided ? [step(decided, 'unit', 'unit', outcome, MOODS[ending])] : []),
  ];
}

export function step(
  at: Span,
  from: Party,
  to: Party,
  text: string,
  mood: Mood = 'plain',
  more: readonly string[] = [],
): PlacedStep {
  return { at, from, to, text, mood, more };
}

function requestStep(analysis: Analysis, exchange: Exchange, far: Party): PlacedStep | undefined {
  const { sent, request, http } = exchange;
  const at = sent ?? (request && spanOf(request.payload)) ?? (http?.request ? http : undefined);
  if (!at) return undefined;
  const type = nameOf(analysis, request?.type);
  const more = type === undefined ? [] : [type];
  return step(at, 'unit', far, label('step.sent', inEnglish), 'plain', more);
}

function answerStep(analysis: Analysis, exchange: Exchange, far: Party): PlacedStep | undefined {
  const { received, answer, status, sent, http, request, connected, began } = exchange;
  const at = received ?? (answer && spanOf(answer.payload)) ?? status;
  if (!at) {
    const asked = sent ?? http ?? (request && spanOf(request.payload));
    if (asked) return step(asked, far, 'unit', label('outcome.noAnswer', inEnglish), 'lost');
    const missing = connected ? undefined : began;
    return missing && step(missing, 'unit', far, label('outcome.noConnection', inEnglish), 'lost');
  }
  const wrong = answer ? wrongParts(analysis, exchange) : [];
  const [first, ...more] = wrong;
  if (first !== undefined) return step(at, far, 'unit', first, 'bad', more);
  if (status) {
    const text = label('symbol.status', inEnglish, { code: String(status.code) });
    return step(at, far, 'unit', text, status.code >= 400 ? 'bad' : 'plain');
  }
  const shown = answer ? label('step.received', inEnglish) : label('outcome.notShown', inEnglish);
  return step(at, far, 'unit', shown, answer ? 'good' : 'plain');
}

/** How many errors of one answer are told. */
const MOST_WRONG = 6;

/** What an answer says is wrong: at a token before the whole, since the whole follows from it. */
function wrongParts(analysis: Analysis, { answer }: Exchange): string[] {
  const { tokens = [], members = [], error } = answer ?? {};
  const words = (one: ServiceError): string => wholeError(analysis, one);
  const of = (part: (typeof members)[number]): string[] => {
    if (!part.error) return [];
    const name = nameOf(analysis, part.serial);
    const said = words(part.error);
    return [name === undefined ? said : label('scene.title', inEnglish, { what: name, outcome: said })];
  };
  const wrong = tokens.flatMap(of);
  if (error) wrong.push(wrong.length > 0 ? say('step.whole', { error: words(error) }) : words(error));
  wrong.push(...members.flatMap(of));
  return wrong.slice(0, MOST_WRONG);
}

/** An error with its number and its words. */
function wholeError(analysis: Analysis, error: ServiceError): string {
  const short = errorWords(analysis, error, inEnglish);
  const text = errorName(analysis, error).code === undefined ? undefined : errorSaying(analysis, error);
  return text === undefined ? short : say('step.error', { error: short, text });
}
