import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { IDENTITY_KINDS, plantOf, type Planted, SECRET_KINDS } from '../server/secrets/plants';

/** The material for texts: whole captures, their lines, and their words. */
export interface Samples {
  readonly lines: readonly (readonly string[])[];
  readonly words: readonly string[];
}

const MAX_LENGTH = 1 << 14;
const LONG_SAMPLE = 1 << 15;
const WIDTHS = [60, 72, 76, 78, 80, 100, 120, 138, 200];
const REPEATS = [2, 3, 8, 34, 60, 200, 1000, 4000];
const STRANGE = ['\0', '\b', '\x1b[0m', '\t', '\r', '\r\r\n', '\u00a0', '\u2028', '\u202e', '\ufeff', '\ud800', 'é', '“', '”', '"', "'", '\\', '{', '}', '[', ']', '<', '>', '#', '=', ':', '*', '****', '--More--', 'ENC ', '%3D', '&quot;', '> ', '| ', '[09:12:31]']; // oxfmt-ignore

/** The samples in folders of `.log` files; only the beginning of long ones. */
export function samplesIn(folders: readonly string[]): Samples {
  const files = folders.flatMap(folder =>
    statSync(folder).isDirectory()
      ? readdirSync(folder)
          .filter(name => name.endsWith('.log'))
          .sort()
          .map(name => path.join(folder, name))
      : [folder],
  );
  const lines = files.map(file =>
    readFileSync(file, 'utf8')
      .slice(0, LONG_SAMPLE)
      .split(/(?<=\n)/),
  );
  const words = new Set(lines.flat().flatMap(line => line.match(/\w+\W{1,3}|\W\w+/g) ?? []));
  return { lines, words: [...words] };
}

/** Reads numbers from bytes; 0 once they are used up. */
class Numbers {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isEmpty(): boolean {
    return this.#at >= this.bytes.length;
  }

  below(limit: number): number {
    let value = 0;
    for (let size = 1; size < limit; size *= 256) value = value * 256 + (this.bytes[this.#at++] ?? 0);
    return value % Math.max(1, limit);
  }

  of<Value>(values: readonly Value[]): Value | undefined {
    return values[this.below(values.length)];
  }
}

type Mutation = (text: string, numbers: Numbers, samples: Samples) => string;

const MUTATIONS: readonly Mutation[] = [
  // Splice: a run of lines, a line, a word.
  (text, numbers, { lines }) => {
    const sample = numbers.of(lines) ?? [];
    const from = numbers.below(sample.length);
    return text + sample.slice(from, from + 1 + numbers.below(40)).join('');
  },
  (text, numbers, { lines }) => text + (numbers.of(numbers.of(lines) ?? []) ?? ''),
  (text, numbers, { words }) => text + (numbers.of(words) ?? ''),
  (text, numbers) => text + (numbers.of(['\n', '\r\n', ' ', '\n\n', '\r']) ?? ''),
  // Truncate, join, copy, replace.
  (text, numbers) => text.slice(0, numbers.below(text.length + 1)),
  (text, numbers) => text.slice(numbers.below(text.length + 1)),
  (text, numbers) => {
    const at = text.indexOf('\n', numbers.below(text.length + 1));
    return at < 0 ? text : text.slice(0, at) + text.slice(at + 1);
  },
  (text, numbers) => {
    const [at, length, to] = [numbers.below(text.length + 1), numbers.below(300), numbers.below(text.length + 1)];
    return text.slice(0, to) + text.slice(at, at + length) + text.slice(to);
  },
  (text, numbers) => {
    const at = numbers.below(text.length + 1);
    return text.slice(0, at) + (numbers.of(STRANGE) ?? '') + text.slice(at + numbers.below(3));
  },
  // A line of another daemon in the middle of a line.
  (text, numbers, { lines }) => {
    const at = numbers.below(text.length + 1);
    return `${text.slice(0, at)}\n${numbers.of(numbers.of(lines) ?? []) ?? ''}${text.slice(at)}`;
  },
  // Repeat the end: the last few code units, or the last line.
  (text, numbers) => {
    const unit = text.slice(-1 - numbers.below(40));
    return text + unit.repeat(Math.min(numbers.of(REPEATS) ?? 2, Math.ceil(MAX_LENGTH / (unit.length + 1))));
  },
  (text, numbers) => {
    const unit = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
    return text + unit.repeat(Math.min(numbers.of(REPEATS) ?? 2, Math.ceil(MAX_LENGTH / (unit.length + 1))));
  },
  // Change the layout: a narrow terminal, a mail, a console, a page without line breaks.
  (text, numbers) => text.replace(new RegExp(`[^\\r\\n]{${String(numbers.of(WIDTHS) ?? 80)}}(?=.)`, 'g'), '$&\n'),
  text => text.replace(/^/gm, '> '),
  text => text.replace(/\r?\n/g, '\r\n'),
  text => text.replace(/\r?\n/g, '\r\r\n'),
  text => text.replace(/\r?\n/g, ' '),
  (text, numbers) => text.replace(/^/gm, numbers.of(['[09:12:31]', '09:12:31 ', '2025-05-06T09:12:31Z ', '| ', '\x1b[0m', '2025-05-06 09:12:31 ']) ?? ''),
  text => JSON.stringify(text),
]; // oxfmt-ignore

/**
 * Generates the text for some bytes: pieces of samples, mutated, with planted secrets at the end. The same bytes always
 * give the same text, so that coverage feedback on bytes works for texts.
 */
export function textOf(bytes: Uint8Array, samples: Samples): Planted {
  const numbers = new Numbers(bytes);
  let text = '';
  while (!numbers.isEmpty && text.length < MAX_LENGTH)
    text = (MUTATIONS[numbers.below(MUTATIONS.length)] ?? MUTATIONS[0] ?? (same => same))(
      text,
      numbers,
      samples,
    );
  return { text: text.slice(0, MAX_LENGTH), plants: [] };
}

const MAX_SHORT = 300;
const LINE_ENDS = ['\n', '\r', '\r\n', ' ', '\n\n'];
/** How values are announced, and how lines begin. */
const ANNOUNCEMENTS = ['user=', 'password=', 'psk ', 'token:', 'set passwd ', '"seed":"', 'license ', 'otp: ', '<password>', 'group ', 'for user ', '[1:2:3]', 'ike 0:', 'FGT # ', '2025-01-01 10:00:00 ', 'Ab3dEf7h', '192.0.2.1', '1', 'x']; // oxfmt-ignore

/** A piece of a line, a word or what announces a value. */
function pieceOf(numbers: Numbers, { lines, words }: Samples): string {
  const line = numbers.of(numbers.of(lines) ?? [])?.trimEnd() ?? '';
  const from = numbers.below(line.length + 1);
  const pieces = [line.slice(from, from + 120), line.slice(0, from), numbers.of(words), numbers.of(ANNOUNCEMENTS), numbers.of(STRANGE)]; // oxfmt-ignore
  return numbers.of(pieces) ?? '';
}

const SHORT_MUTATIONS: readonly Mutation[] = [
  (text, numbers, samples) => {
    const at = numbers.below(text.length + 1);
    return text.slice(0, at) + pieceOf(numbers, samples) + text.slice(at + numbers.below(12));
  },
  (text, numbers) => {
    const at = numbers.below(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + numbers.below(12));
  },
  (text, numbers) => {
    const at = numbers.below(text.length + 1);
    return text.slice(0, at) + (numbers.of(LINE_ENDS) ?? '') + text.slice(at);
  },
  (text, numbers, samples) => text + (numbers.of(LINE_ENDS) ?? '') + pieceOf(numbers, samples),
  (text, numbers, samples) => pieceOf(numbers, samples) + (numbers.of(LINE_ENDS) ?? '') + text,
  (text, numbers) => {
    const at = numbers.below(text.length + 1);
    return text.slice(at) + text.slice(0, at);
  },
]; // oxfmt-ignore

/**
 * Generates a short text for some bytes: one of `texts` or a few lines of a sample, with a few changes. In a short text
 * more of the changes meet.
 */
export function shortTextOf(bytes: Uint8Array, samples: Samples, texts: readonly string[]): Planted {
  const numbers = new Numbers(bytes);
  const lines = numbers.of(samples.lines) ?? [];
  const from = numbers.below(lines.length);
  const few = lines.slice(from, from + 1 + numbers.below(4)).join('');
  let text = (numbers.below(2) === 0 ? numbers.of(texts) : few) ?? '';
  for (let count = 1 + numbers.below(4); count > 0; count--)
    text = (numbers.of(SHORT_MUTATIONS) ?? (same => same))(text, numbers, samples);
  return { text: text.slice(0, MAX_SHORT), plants: [] };
}

/** The text with a planted secret or identity on separate lines at its end. */
export function withPlant({ text }: Planted, seed: number): Planted {
  const [plant] = fc.sample(plantOf([...SECRET_KINDS, ...IDENTITY_KINDS]), { seed, numRuns: 1 });
  if (!plant) return { text, plants: [] };
  return { text: `${text}\n\n${plant.text.replace('§', '2025-02-03 10:00:00 ')}\n`, plants: [plant] };
}
