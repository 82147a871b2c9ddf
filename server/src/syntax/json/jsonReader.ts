import { max, min } from '../../integers';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isDigit,
  isSpace,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  skipSpace,
  trimEnd,
} from '../characters';
import { Repairs } from './damage';
import { opensKey, quoteFamily, readString } from './strings';
import { ARRAY, type JsonTape, KEY, LITERAL, type NodeId, NUMBER, OBJECT, STRING, WORD } from './tree';

/** Maximum nesting depth; the answers of FortiCare nest 5 deep. */
export const MAX_DEPTH = 200;
/** Maximum length of a payload in UTF-16 code units; an answer for a token with its picture has about 1,500. */
export const MAX_LENGTH = 1 << 20;

const NUMBER_FORM = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What may come next. */
const enum Expect {
  Key,
  Colon,
  Value,
  Comma,
}

export interface JsonRead {
  readonly root: NodeId;
  /** The offset after the payload. */
  readonly end: number;
  /** False if the text ended before the brackets closed: more lines may belong to it. */
  readonly closed: boolean;
  /** A key must come next, so no object or array can. */
  readonly mustBeKey: boolean;
  readonly repairs: Repairs;
}

/**
 * Reads the JSON object at `start`, however damaged. It never fails: damage is repaired and noted. It reads no further than
 * `end`, and stops at `MAX_DEPTH` and `MAX_LENGTH`.
 */
export function readJson(source: string, start: number, end: number, tape: JsonTape): JsonRead {
  return new JsonReader(source, start, end, tape).read();
}

class JsonReader {
  readonly #repairs = new Repairs();
  /** The open containers, and how many of them are objects. */
  readonly #stack: NodeId[] = [];
  #objects = 0;
  #expect = Expect.Value;
  #at: number;
  /** The offset of the last comma if nothing has followed it, else -1. */
  #comma = -1;
  /** The offset after the last token, before white space: missing text is inserted there. */
  #tokenEnd: number;
  readonly #end: number;

  constructor(
    readonly source: string,
    readonly start: number,
    readonly textEnd: number,
    readonly tape: JsonTape,
  ) {
    this.#at = this.#tokenEnd = start;
    this.#end = min(textEnd, start + MAX_LENGTH);
  }

  read(): JsonRead {
    const root = this.tape.length;
    do {
      this.#tokenEnd = this.#at;
      this.#at = skipSpace(this.source, this.#at, this.#end);
      if (this.#at >= this.#end) return this.#endOfText(root);
      if (!this.#step(this.source.charCodeAt(this.#at))) return this.#stopped(root, 'too-deep');
    } while (this.#stack.length > 0);
    this.#extraClosers();
    return { root, end: this.#at, closed: true, mustBeKey: false, repairs: this.#repairs };
  }

  /** Reads the token at the current offset. False if it is nested too deep. */
  #step(code: number): boolean {
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) this.#closer(code);
    else if (code === COMMA) this.#commaAt();
    else if (code === COLON) this.#colonAt();
    else if (this.#strayQuote(code)) this.#remove('stray-quote', this.#at);
    else {
      if (this.#expect === Expect.Comma) this.#missing('comma', ',');
      else if (this.#expect === Expect.Colon) this.#missing('colon', ':');
      if (code === OPEN_BRACE || code === OPEN_BRACKET) return this.#open(code);
      if (this.#expect === Expect.Key) this.#key(code);
      else this.#value(code);
    }
    return true;
  }

  /** True for a quote in the place of a key that does not open one. */
  #strayQuote(code: number): boolean {
    const keyPlace = this.#expect === Expect.Key || (this.#expect === Expect.Comma && this.#inObject());
    return keyPlace && quoteFamily(code) > 0 && !opensKey(this.source, this.#at, this.#end);
  }

  #open(code: number): boolean {
    if (this.#stack.length >= MAX_DEPTH) return false;
    if (this.#expect === Expect.Key) {
      this.#repairs.damage('value', this.#at, this.#at + 1);
      this.#repairs.insert(this.#at, '"":');
    }
    this.#stack.push(this.tape.push(code === OPEN_BRACE ? OBJECT : ARRAY, this.#at, this.#at + 1));
    if (code === OPEN_BRACE) this.#objects++;
    this.#at++;
    this.#comma = -1;
    this.#expect = code === OPEN_BRACE ? Expect.Key : Expect.Value;
    return true;
  }

  #closer(code: number): void {
    const container = code === CLOSE_BRACE ? OBJECT : ARRAY;
    const there = container === OBJECT ? this.#objects : this.#stack.length - this.#objects;
    if (there === 0) {
      this.#remove('bracket', this.#at);
      return;
    }
    this.#endMember();
    while (this.tape.kind(this.#top()) !== container) {
      this.#repairs.damage('bracket', this.#at, this.#at + 1);
      this.#repairs.insert(this.#at, container === OBJECT ? ']' : '}');
      this.#pop(this.#at);
    }
    this.#at++;
    this.#pop(this.#at);
  }

  #pop(end: number): void {
    const node = this.#stack.pop() ?? -1;
    if (this.tape.kind(node) === OBJECT) this.#objects--;
    this.tape.close(node, end);
    this.#comma = -1;
    this.#expect = Expect.Comma;
  }

  /** Repairs an incomplete member at the end of its container: a comma without a member, a key without a value. */
  #endMember(): void {
    if (this.#comma >= 0) {
      this.#repairs.damage('comma', this.#comma, this.#comma + 1);
      this.#repairs.replace(this.#comma, this.#comma + 1, '');
      this.#comma = -1;
    } else if (this.#expect === Expect.Colon) {
      this.#missing('value', ':null');
    } else if (this.#expect === Expect.Value && this.#inObject()) {
      this.#missing('value', 'null');
    }
  }

  #commaAt(): void {
    if (this.#expect === Expect.Colon) this.#missing('value', ':null');
    else if (this.#expect === Expect.Value && this.#inObject()) this.#missing('value', 'null');
    if (this.#expect !== Expect.Comma) {
      this.#remove('comma', this.#at);
      return;
    }
    this.#comma = this.#at++;
    this.#expect = this.#inObject() ? Expect.Key : Expect.Value;
  }

  #colonAt(): void {
    if (this.#expect !== Expect.Colon) {
      this.#remove('colon', this.#at);
      return;
    }
    this.#at++;
    this.#expect = Expect.Value;
  }

  #key(code: number): void {
    if (quoteFamily(code) > 0) {
      const { end, next } = readString(this.source, this.#at, this.#end, true, this.#repairs);
      this.tape.push(KEY, this.#at + 1, end);
      this.#at = next;
    } else {
      this.#bare(KEY);
    }
    this.#comma = -1;
    this.#expect = Expect.Colon;
  }

  #value(code: number): void {
    const start = this.#at;
    if (quoteFamily(code) > 0) {
      const { end, next } = readString(this.source, start, this.#end, false, this.#repairs);
      this.tape.push(STRING, start + 1, end);
      this.#at = next;
    } else if (!this.#plain(code)) {
      this.#bare(WORD);
    }
    this.#comma = -1;
    this.#expect = Expect.Comma;
  }

  /** Reads a number or one of the words `null`, `true`, `false`, if there is one here. */
  #plain(code: number): boolean {
    let end = this.#at;
    while (end < this.#end && !isBoundary(this.source.charCodeAt(end))) {
      if (end - this.#at > 32) return false;
      end++;
    }
    const word = this.source.slice(this.#at, end);
    const number = (code === MINUS || isDigit(code)) && NUMBER_FORM.test(word);
    if (!number && word !== 'null' && word !== 'true' && word !== 'false') return false;
    const after = skipSpace(this.source, end, this.#end);
    if (after < this.#end && quoteFamily(this.source.charCodeAt(after)) > 0 && after === end) return false;
    this.tape.push(number ? NUMBER : LITERAL, this.#at, end);
    this.#at = end;
    return true;
  }

  /** Reads a key or value whose opening quote is missing; the closing one may be present. */
  #bare(kind: number): void {
    const start = this.#at;
    let end = start;
    while (end < this.#end && !isDelimiter(this.source.charCodeAt(end), kind)) end++;
    const closed = end < this.#end && quoteFamily(this.source.charCodeAt(end)) > 0 && end > start;
    const textEnd = closed ? end : trimEnd(this.source, start, end);
    // The end of the text cuts this word, so its quotes are unknown.
    if (closed || end < this.#end) {
      this.#repairs.damage(closed ? 'opening-quote' : 'quotes', start, max(textEnd, start + 1));
    }
    this.#repairs.insert(start, '"');
    this.#escapeInside(start, textEnd);
    if (closed) this.#repairs.replace(end, end + 1, '"');
    else this.#repairs.insert(textEnd, '"');
    this.tape.push(kind, start, textEnd);
    this.#at = closed ? end + 1 : max(end, start);
  }

  /** Escapes backslashes and control characters in bare text that gets quotation marks. */
  #escapeInside(start: number, end: number): void {
    for (let at = start; at < end; at++) {
      const code = this.source.charCodeAt(at);
      if (code === 92) this.#repairs.insert(at, '\\');
      else if (code < 32) this.#repairs.replace(at, at + 1, ' ');
    }
  }

  /** The text ended inside the payload. */
  #endOfText(root: NodeId): JsonRead {
    if (this.#end < this.textEnd) return this.#stopped(root, 'too-large');
    const mustBeKey = this.#expect === Expect.Key;
    this.#repairs.damage('cut', max(this.start, this.#tokenEnd - 1), this.#tokenEnd);
    while (this.#stack.length > 0) {
      this.#endMember();
      this.#repairs.insert(this.#tokenEnd, this.#inObject() ? '}' : ']');
      this.#pop(this.#tokenEnd);
    }
    return { root, end: this.#tokenEnd, closed: false, mustBeKey, repairs: this.#repairs };
  }

  /** The reader stopped at a limit: the rest of the text belongs to the payload, unread. */
  #stopped(root: NodeId, kind: 'too-deep' | 'too-large'): JsonRead {
    this.#repairs.first = { kind, start: this.#at, end: min(this.#at + 1, this.textEnd) };
    this.#repairs.complete = false;
    while (this.#stack.length > 0) this.#pop(this.#at);
    return { root, end: this.textEnd, closed: true, mustBeKey: false, repairs: this.#repairs };
  }

  /** Removes unmatched closing brackets at the end. */
  #extraClosers(): void {
    for (;;) {
      const at = skipSpace(this.source, this.#at, this.#end);
      const code = at < this.#end ? this.source.charCodeAt(at) : 0;
      if (code !== CLOSE_BRACE && code !== CLOSE_BRACKET) return;
      this.#at = at;
      this.#remove('bracket', at);
    }
  }

  #missing(kind: 'colon' | 'comma' | 'value', text: string): void {
    this.#repairs.damage(kind, this.#at, min(this.#at + 1, this.#end));
    this.#repairs.insert(this.#tokenEnd, text);
    if (kind === 'colon') this.#expect = Expect.Value;
    else this.#expect = kind === 'value' ? Expect.Comma : this.#inObject() ? Expect.Key : Expect.Value;
  }

  /** Removes the code unit at `at`. */
  #remove(kind: 'bracket' | 'colon' | 'comma' | 'stray-quote', at: number): void {
    this.#repairs.damage(kind, at, at + 1);
    this.#repairs.replace(at, at + 1, '');
    this.#at = at + 1;
  }

  #top(): NodeId {
    return this.#stack[this.#stack.length - 1] ?? -1;
  }

  #inObject(): boolean {
    return this.tape.kind(this.#top()) === OBJECT;
  }
}

/** True for characters that end a bare word; a colon ends only a bare key, since values contain times and addresses. */
function isDelimiter(code: number, kind: number): boolean {
  if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) return true;
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return true;
  return (code === COLON && kind === KEY) || quoteFamily(code) > 0;
}

function isBoundary(code: number): boolean {
  return isSpace(code) || isDelimiter(code, WORD) || code === COLON;
}
