import type { Analysis } from '../analysis';
import { inUserLanguage, label, lookUpPrefix, type NameAfter } from '../knowledge';
import type { Span } from '../syntax';
import type { Exchange, Located, ServiceMessage, TokenEntry } from '../trace';
import { displayName } from '../presentation/displayNames';
import { requestName, type Ending, errorWords, type Outcome, describeScene } from '../presentation/outcomes';
import { type Scene, scenesOf } from '../judge/scenes';
import { sceneStamp } from '../judge/stamps';
import type { CaptureReader } from './captureReader';
import type { StoryProblem, StoryToken, TokenEvent } from './story';
import { reportText } from './reportText';

/** Maximum number of events listed for one token. */
const MAX_EVENTS = 12;

/** The events of one token while they are collected. */
interface History {
  readonly events: TokenEvent[];
  omitted: number;
  readonly problems: StoryProblem[];
}

/** An event of a token in a capture, with its place in the text. */
interface SeenEvent {
  readonly serial: string;
  readonly at: Span;
  readonly stamp: string | undefined;
  readonly text: string;
  readonly ending: Ending | undefined;
}

/** The events of each token in one capture, in the order of their first occurrence. */
export function tokensOf(reader: CaptureReader, problems: readonly StoryProblem[]): StoryToken[] {
  const { analysis } = reader;
  const histories = new Map<string, History>();
  const historyOf = (serial: string): History => {
    let history = histories.get(serial);
    if (!history) histories.set(serial, (history = { events: [], omitted: 0, problems: [] }));
    return history;
  };
  const events = [...exchangeEvents(analysis), ...shownEvents(analysis)].sort(
    (a, b) => a.at.start - b.at.start,
  );
  for (const { serial, at, ...event } of events)
    addEvent(historyOf(serial), { ...reader.place(at.start), ...event, times: 1 });
  for (const problem of problems)
    if (problem.token !== undefined) historyOf(problem.token).problems.push(problem);
  return Array.from(histories, ([serial, history]) => ({ serial, model: modelOf(serial), ...history }));
}

/**
 * Joins the events of each token in several captures, with problems across captures; tokens with problems come first.
 */
export function joinTokens(
  stories: readonly (readonly StoryToken[])[],
  across: readonly StoryProblem[],
): StoryToken[] {
  const histories = new Map<string, History>();
  for (const { serial, events, omitted, problems } of stories.flat()) {
    const known = histories.get(serial);
    if (!known) {
      histories.set(serial, { events: [...events], omitted, problems: [...problems] });
      continue;
    }
    for (const event of events) addEvent(known, event);
    known.omitted += omitted;
    known.problems.push(...problems);
  }
  for (const problem of across) histories.get(problem.token ?? '')?.problems.push(problem);
  const all = Array.from(histories, ([serial, history]) => ({ serial, model: modelOf(serial), ...history }));
  return all.sort((a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0));
}

function modelOf(serial: string): string | undefined {
  return lookUpPrefix(serial)?.facts?.['model'];
}

/** Adds an event; repeats from polling are listed once. */
function addEvent(history: History, event: TokenEvent): void {
  const { events } = history;
  const last = events[events.length - 1];
  if (last?.text === event.text && last.file === event.file)
    events[events.length - 1] = { ...last, times: last.times + event.times };
  else if (events.length < MAX_EVENTS) events.push(event);
  else history.omitted++;
}

function* exchangeEvents(analysis: Analysis): Generator<SeenEvent> {
  for (const scene of scenesOf(analysis)) if (scene.about === 'exchange') yield* eventsOf(analysis, scene);
}

function* eventsOf(analysis: Analysis, scene: Scene & { about: 'exchange' }): Generator<SeenEvent> {
  const { exchange } = scene;
  const { token, answer } = exchange;
  const sceneOutcome = describeScene(analysis, scene, inUserLanguage);
  const what = requestName(analysis, exchange, inUserLanguage);
  const stamp = sceneStamp(analysis, scene);
  const answers = new Map(answer?.tokens.map(entry => [displayName(analysis, entry.serial), entry]));
  const serials = new Set(
    [token, ...entriesOf(exchange).map(({ serial }) => serial)].map(one => displayName(analysis, one)),
  );
  serials.delete(undefined);
  for (const serial of serials) {
    if (serial === undefined) continue;
    const alone = serials.size === 1 && !answers.get(serial)?.error;
    const { outcome, ending } =
      alone || !answer ? sceneOutcome : outcomeFor(analysis, answers.get(serial), answer);
    yield { serial, at: scene, stamp, text: label('scene.title', inUserLanguage, { what, outcome }), ending };
  }
}

function entriesOf({ request, answer }: Exchange): readonly TokenEntry[] {
  return [...(request?.tokens ?? []), ...(answer?.tokens ?? [])];
}

/** Returns the outcome for one token of an answer about several. */
function outcomeFor(
  analysis: Analysis,
  entry: TokenEntry | undefined,
  { error: whole }: ServiceMessage,
): Outcome {
  const error = entry?.error ?? whole;
  if (error) return { outcome: errorWords(analysis, error, inUserLanguage), ending: 'failed' };
  return { outcome: label('outcome.answered', inUserLanguage), ending: 'well' };
}

/** Yields the token states that the unit prints. */
function* shownEvents(analysis: Analysis): Generator<SeenEvent> {
  const { rows, configured } = analysis.trace;
  for (const { serial, status, start, end } of rows)
    yield* shown(analysis, serial, status, { start, end }, 'token.row');
  for (const { serial, fields, start, end } of configured) {
    const status = fields.get('status');
    if (status) yield* shown(analysis, serial, status, { start, end }, 'token.configured');
  }
}

function* shown(
  analysis: Analysis,
  serial: Located,
  status: Located,
  at: Span,
  words: NameAfter<'report.'>,
): Generator<SeenEvent> {
  const [name, state] = [displayName(analysis, serial), displayName(analysis, status)];
  if (name !== undefined && state !== undefined)
    yield { serial: name, at, stamp: undefined, text: reportText(words, { state }), ending: undefined };
}
