import { max } from '../integers';
import {
  type DebugRecord,
  detached,
  gluedTags,
  matchesIn,
  type Message,
  type PhraseMatch,
  placeIn,
  Within,
} from '../syntax';
import type { NegotiationStep, NegotiationValues } from './negotiationTypes';
import { firstHole, holeText } from './matchedSentences';

/** The names and numbers before a line of ike: `V=root:0:to-hq:267:p2:85`. */
export interface IkeTag {
  /** The phase 1; missing until a gateway is chosen. */
  readonly gateway: string | undefined;
  /** The initiator's cookie or SPI, until a gateway is chosen. */
  readonly spi: string | undefined;
  /** The number of the IKE SA, and that of the phase 2 in it. */
  readonly number: string | undefined;
  readonly childNumber: string | undefined;
  /** The name of the phase 2. */
  readonly child: string | undefined;
}

/** What one line of ike says, and about which negotiation. Its offsets move with the record. */
export interface NegotiationLine extends Within, NegotiationValues {
  readonly record: DebugRecord;
  readonly tag: IkeTag;
  /** The most specific first. */
  readonly steps: readonly NegotiationStep[];
  readonly user: string | undefined;
}

const NO_TAG: IkeTag = {
  gateway: undefined,
  spi: undefined,
  number: undefined,
  childNumber: undefined,
  child: undefined,
};
const SPI = /^([\da-f]{16})\/[\da-f]{16}$/i;
const NUMBER = /^\d{1,12}$/;

/** Reads what lines of ike say about negotiations. */
export class NegotiationLineReader {
  /** The last tag: consecutive lines often belong to one negotiation. */
  #tag: { readonly words: string; readonly tag: IkeTag } = { words: '', tag: NO_TAG };

  /**
   * Reads a line; undefined if it says nothing about a negotiation. Two lines that were printed without a line break
   * between them give two results.
   * @param tag what the line has before its message
   * @param matches the sentences in the message
   */
  read(
    record: DebugRecord,
    tag: string,
    message: Message,
    matches: readonly PhraseMatch[],
  ): readonly NegotiationLine[] | undefined {
    const named = matches.filter(({ row }) => row.facts?.named);
    const isNamed = named.length > 0 && matches.every(({ row }) => row.facts?.named ?? row.outcome);
    const name = isNamed ? firstHole(named, 'text') : undefined;
    if (name) {
      const part = { ...message, from: name.end + 1 };
      const line = this.#parse(record, tag, part, matchesIn(part), message.text.length, holeText(message, name)); // oxfmt-ignore
      return line && [line];
    }
    const first = message.text.indexOf('ike ', message.from);
    if (first < 0) {
      const { part, phase } = afterPhase(message, matches);
      const own = part === message ? matches : matchesIn(part);
      const line = this.#parse(record, tag, part, own, message.text.length, undefined, phase);
      return line && [line];
    }
    const found: (NegotiationLine | undefined)[] = [];
    let [from, own, phase] = [message.from, tag, NO_STEPS];
    const take = (end: number): void => {
      const part = { ...message, from, text: message.text.slice(0, end) };
      const matching = matchesIn(part);
      // `Negotiate IPsec SA Error: ` gives the phase of the line that it quotes.
      const head = end < message.text.length ? phaseOf(matching) : undefined;
      if (!head) found.push(this.#parse(record, own, part, matching, end, undefined, phase));
      phase = head ? oneStep(head) : NO_STEPS;
    };
    for (const { start, end, tag: next } of gluedTags(message.text, from)) {
      take(start);
      [from, own] = [end, next];
    }
    take(message.text.length);
    const lines = found.filter(line => line !== undefined);
    return lines.length > 0 ? lines : undefined;
  }

  #parse(
    record: DebugRecord,
    tag: string,
    message: Message,
    matches: readonly PhraseMatch[],
    end: number,
    named?: string,
    phase: readonly NegotiationStep[] = NO_STEPS,
  ): NegotiationLine | undefined {
    const own = stepsOf(matches, message);
    const steps = phase.length > 0 ? [...own, ...phase] : own;
    if (steps.length === 0) return undefined;
    const values = valuesOf(matches, message);
    const { text } = message;
    const from = named === undefined ? message.from : message.from - named.length - 1;
    const last = end === text.length ? record.messageEnd : placeIn(message, { start: from, end }).end;
    const { start } = placeIn(message, { start: from, end: from });
    return new ParsedLine(record, this.#tagOf(tag), steps, values, named, start, max(start, last));
  }

  #tagOf(words: string): IkeTag {
    if (words !== this.#tag.words) this.#tag = { words: detached(words), tag: tagOf(detached(words)) };
    return this.#tag.tag;
  }
}

/** Lines that refuse the phase 2 that is named before them. */
const REFUSES: ReadonlySet<NegotiationStep> = new Set([
  'no-proposal',
  'notify',
  'offered',
  'selectors-refused',
]);

/**
 * True for a line of a phase 2. A line that only starts one can name it before phase 1 exists; a line that refuses
 * one can name it without a number.
 */
export function isOfChild({ tag, steps }: NegotiationLine): boolean {
  if (tag.childNumber !== undefined) return true;
  return tag.child !== undefined && steps.some(step => REFUSES.has(step));
}

/** A line with the offsets of its record. */
class ParsedLine extends Within implements NegotiationLine {
  readonly name: string | undefined;
  readonly value: string | undefined;
  readonly own: string | undefined;
  readonly peer: string | undefined;
  readonly number: string | undefined;
  readonly error: string | undefined;
  readonly user: string | undefined;

  constructor(
    readonly record: DebugRecord,
    readonly tag: IkeTag,
    readonly steps: readonly NegotiationStep[],
    values: Values,
    named: string | undefined,
    start: number,
    end: number,
  ) {
    super(record, start, end);
    this.name = values['name'] ?? detached(named);
    this.value = values['state'] ?? values['reason'] ?? values['asked'];
    this.own = values['address'];
    this.peer = values['peer'];
    this.number = values['number'];
    this.error = values['error'];
    this.user = values['user'];
  }
}

/** The values of placeholders, by name. */
type Values = Readonly<Record<string, string>>;

/** The placeholders of all sentences. If several have the same name, the most specific sentence wins. */
function valuesOf(matches: readonly PhraseMatch[], { text }: Message): Values {
  const values: Record<string, string> = {};
  for (const { holes } of matches)
    for (const { name, start, end } of holes) values[name] ??= detached(text.slice(start, end));
  return values;
}

function stepsOf(matches: readonly PhraseMatch[], message: Message): readonly NegotiationStep[] {
  const [first, second] = matches;
  // Most lines have one sentence.
  if (!second) return first?.row.negotiation ? oneStep(first.row.negotiation) : loginSteps(matches, message);
  const steps = matches.map(({ row }) => row.negotiation).filter(step => step !== undefined);
  return steps.length > 0 ? steps : loginSteps(matches, message);
}

/** The most specific sentence about the negotiation. */
function statedIn(matches: readonly PhraseMatch[]): PhraseMatch | undefined {
  return matches.find(({ row }) => row.negotiation !== undefined);
}

/** The phase that a sentence names, if that is all it says. */
function phaseOf(matches: readonly PhraseMatch[]): NegotiationStep | undefined {
  const step = statedIn(matches)?.row.negotiation;
  return step === 'phase-1' || step === 'phase-2' ? step : undefined;
}

/** The rest of a message that names a phase first: `Negotiate IPsec SA Error: no SA proposal chosen`. */
function afterPhase(
  message: Message,
  matches: readonly PhraseMatch[],
): { readonly part: Message; readonly phase: readonly NegotiationStep[] } {
  const step = phaseOf(matches);
  const from = statedIn(matches)?.end ?? message.from;
  if (!step || message.text.slice(from).trim() === '') return { part: message, phase: NO_STEPS };
  const blanks = message.text.charCodeAt(from) === 32 ? 1 : 0;
  return { part: { ...message, from: from + blanks }, phase: oneStep(step) };
}

const NO_STEPS: readonly NegotiationStep[] = [];
const ONE_STEP = new Map<NegotiationStep, readonly NegotiationStep[]>();

/** A list of one step, shared by all lines with it. */
function oneStep(step: NegotiationStep): readonly NegotiationStep[] {
  let steps = ONE_STEP.get(step);
  if (!steps) ONE_STEP.set(step, (steps = [step]));
  return steps;
}

/** The state of the login inside a negotiation. */
function loginSteps(matches: readonly PhraseMatch[], message: Message): readonly NegotiationStep[] {
  if (!matches.some(({ holes }) => holes.some(({ name }) => name === 'method'))) return NO_STEPS;
  const state = valueOf(matches, message, 'state');
  const code = matches.find(({ row }) => row.event === 'result')?.row.facts?.code;
  if (state === 'challenged' || code === '2') return oneStep('login-challenged');
  if (state === 'succeeded' || code === '0') return oneStep('login-up');
  return oneStep(state === 'failed' || code !== undefined ? 'login-failed' : 'login-heard');
}

function valueOf(matches: readonly PhraseMatch[], { text }: Message, holeName: string): string | undefined {
  for (const { holes } of matches)
    for (const { name, start, end } of holes) if (name === holeName) return detached(text.slice(start, end));
  return undefined;
}

function tagOf(words: string): IkeTag {
  const parts = words.split(':', 8);
  // The VDOM and its number, or only that number.
  if (parts[0]?.startsWith('V=')) parts.shift();
  if (NUMBER.test(parts[0] ?? '')) parts.shift();
  const [first = '', ...rest] = parts;
  const spi = SPI.exec(first)?.[1]?.toLowerCase();
  const gateway = spi === undefined && first !== '' ? first : undefined;
  const numbers = rest.filter(part => NUMBER.test(part));
  const child = rest.find(part => part !== '' && part !== gateway && !NUMBER.test(part));
  return { gateway, spi, number: numbers[0], childNumber: numbers[1], child };
}
