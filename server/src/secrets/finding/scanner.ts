import { isDigit } from '../../syntax';
import { isSecretClass } from '../types';
import { commandEnd, typedValues } from './commands';
import { type BoundedShape, EVERY_GUESS, type Guesses, kindOf } from './heuristics';
import { keyed } from './keyed';
import { mayBeKey } from './keys';
import { mayEndName } from './nameParts';
import { nonAsciiName, named } from './named';
import type { Passage, Sink } from './passage';
import { isMixedRun, isJoiningCharacter, MAX_MIXED } from './runs';
import type { Scope } from './lineShapes';
import { serialsOf } from './serials';
import { isBlankUnit } from './blanks';
import { BEYOND_HEX, CHARACTERS, DIGIT, type Word } from './words';

/** Maximum number of consecutive punctuation characters in base64. */
const MAX_MARKS = 8;
const STAR = 42;
/** The length of `diagnose`, the longest first word of a command with a secret. */
const MAX_FIRST_LENGTH = 8;
const GLUED_COMMANDS = ['diagnose', 'execute'];
/** Minimum distance between two commands that were glued together. */
const BETWEEN_COMMANDS = 64;
const LETTER_D = 100;
const LETTER_E = 101;
/** Maximum length of a number that is skipped at once: a longer one may be the start of a run. */
const MAX_SMALL = 7;
/** Characters inside an address, a name, a run or a number. */
const JOINS_NUMBER = new Uint8Array(128);
for (const character of '+-./:@_') JOINS_NUMBER[character.charCodeAt(0)] = 1;

/**
 * Scans the words of a passage and takes the values they contain or look like. Each word is read once, and filtered by a
 * hash (keys) and by its characters (shapes), because a 50 MB capture has millions of words.
 */
export function scan(passage: Passage, scope: Scope, sink: Sink, guesses: Guesses = EVERY_GUESS): void {
  new Walk(passage, scope, sink, guesses).toEnd();
}

/** The state of a scan: the passage, and the current word. */
class Walk implements Word {
  start = 0;
  end = 0;
  characters = 0;
  next = 0;
  run: number;
  readonly #text: string;
  /** The end of the last word of the current run of base64. */
  #runEnd = -1;
  /** The offset from which the next command can start. */
  #commandsFrom: number;
  /** The run that was already checked for base64. */
  #decided = -1;
  #isPlain = false;

  constructor(
    readonly passage: Passage,
    readonly scope: Scope,
    readonly sink: Sink,
    readonly guesses: Guesses,
  ) {
    this.#text = passage.text;
    this.run = this.#commandsFrom = passage.from;
  }

  toEnd(): void {
    const text = this.#text;
    const { from, to } = this.passage;
    for (let at = from; at < to;) {
      const code = text.charCodeAt(at);
      if (code < 128 && CHARACTERS[code] !== 0) at = this.#word(at);
      else at = code === 32 ? at + 1 : this.#character(at, code);
    }
  }

  /** Takes the value around the character at `at`; returns where to continue. */
  #character(at: number, code: number): number {
    const { passage, sink } = this;
    if (code >= 128) return Math.max(at + 1, nonAsciiName(passage, at, sink));
    if (code === STAR) return maskEnd(this.#text, at, passage.to);
    const shape = this.guesses.characters[code];
    return shape ? Math.max(at + 1, shape.read(passage, at, sink)) : at + 1;
  }

  /** Takes the value that the word at `start` is, contains or introduces; returns where to continue. */
  #word(start: number): number {
    const text = this.#text;
    const { to } = this.passage;
    let hash = 0;
    let characters = 0;
    let end = start;
    for (; end < to; end++) {
      const unit = text.charCodeAt(end);
      const kind = unit < 128 ? (CHARACTERS[unit] ?? 0) : 0;
      if (kind === 0) break;
      hash = (Math.imul(hash, 31) + (unit | 32)) | 0;
      characters |= kind;
    }
    const next = end < to ? text.charCodeAt(end) : 0;
    this.#joinRun(start, end);
    const shapes = this.#shapesOf(start, end, characters, next);
    const first = this.guesses.first[characters];
    const isKey = mayBeKey(hash);
    // No name of a secret consists of hex digits only.
    const isName = (characters & BEYOND_HEX) !== 0 && mayEndName(text, start, end, to);
    if (!shapes && !first && !isKey && !isName && !this.#mayBeCommand(start, end, next)) return end;
    this.start = start;
    this.end = end;
    this.characters = characters;
    this.next = next;
    const last = first ? this.#shaped(first) : -1;
    return last >= 0 ? this.#restart(last) : this.#taken(isKey, isName, shapes);
  }

  /** Takes the value that the word introduces or looks like; returns where to continue. */
  #taken(isKey: boolean, isName: boolean, shapes: readonly BoundedShape[] | undefined): number {
    const { passage, sink, start, end, next } = this;
    if (this.#mayBeCommand(start, end, next)) this.#command();
    let value = isKey ? keyed(passage, start, end, sink) : -1;
    if (value <= end && isName) value = named(passage, start, end, sink);
    if (value > end) {
      serialsOf(this);
      // Neither a key nor its value is part of base64.
      return this.#restart(value);
    }
    const last = shapes ? this.#shaped(shapes) : -1;
    // A value with its own shape is not part of base64.
    return last > end ? this.#restart(last) : end;
  }

  #shapesOf(
    start: number,
    end: number,
    characters: number,
    next: number,
  ): readonly BoundedShape[] | undefined {
    if (characters === DIGIT && this.#isSmallNumber(start, end, next)) return undefined;
    const isRun = end - this.run >= this.scope.base64 && !(this.#isPlain && this.run === this.#decided);
    return this.guesses.words[kindOf(characters, next, isRun, this.sink.identities)];
  }

  #restart(at: number): number {
    this.run = this.#runEnd = at;
    return at;
  }

  /** Continues a run of base64 after punctuation. */
  #joinRun(start: number, end: number): void {
    if (start > this.#runEnd + MAX_MARKS || !isGlue(this.#text, this.#runEnd, start)) this.run = start;
    this.#runEnd = end;
    if (end - this.run >= MAX_MIXED && this.run !== this.#decided) this.#decide(end);
  }

  #decide(end: number): void {
    this.#decided = this.run;
    this.#isPlain = !isMixedRun(this.#text, this.run, end, this.scope);
  }

  #mayBeCommand(start: number, end: number, next: number): boolean {
    if (start < this.#commandsFrom || !isBlankUnit(next)) return false;
    if (end - start > MAX_FIRST_LENGTH) return this.#gluedCommand(start, end) > start;
    const first = this.#text.charCodeAt(start) | 32;
    return first === LETTER_D || first === LETTER_E;
  }

  /** The start of a command glued to the word before it by a lost line break, or `start`. */
  #gluedCommand(start: number, end: number): number {
    if (this.#text.charCodeAt(end - 1) !== LETTER_E) return start;
    const word = GLUED_COMMANDS.find(command => this.#text.startsWith(command, end - command.length));
    return word === undefined ? start : Math.max(start, end - word.length);
  }

  /** Takes the values of the command that starts with the word. */
  #command(): void {
    const { passage, sink, end } = this;
    const start = this.#gluedCommand(this.start, end);
    const last = commandEnd(this.#text, passage.from, start, end, passage.to);
    if (last <= 0) return;
    for (const { kind, start: from, end: to } of typedValues(this.#text, { start, end: last }))
      if (sink.identities || isSecretClass(kind)) sink.take(kind, from, to);
    this.#commandsFrom = Math.min(last, start + BETWEEN_COMMANDS);
  }

  /** True for a number that neither starts an address nor is glued to the text before it. */
  #isSmallNumber(start: number, end: number, next: number): boolean {
    if (end - start > MAX_SMALL || JOINS_NUMBER[next] === 1) return false;
    return start === this.passage.from || JOINS_NUMBER[this.#text.charCodeAt(start - 1)] !== 1;
  }

  /** Takes the value if one of the shapes matches; returns where to continue, or -1. */
  #shaped(shapes: readonly BoundedShape[]): number {
    const length = this.end - this.start;
    for (const { minLength, maxLength, read } of shapes) {
      if (length < minLength || length > maxLength) continue;
      const end = read(this);
      if (end >= 0) return end;
    }
    return -1;
  }
}

/** The end of the mask at `at`, including its number. A mask is not a word, even if text is glued to it. */
function maskEnd(text: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && text.charCodeAt(end) === STAR) end++;
  while (end > at + 1 && end < to && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isGlue(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isJoiningCharacter(text.charCodeAt(at))) return false;
  return true;
}
