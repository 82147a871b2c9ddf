import { min } from '../integers';
import { ENTRIES, RULES } from '../knowledge';
import common from '../knowledge/data/vocabulary/common.json';
import constants from '../knowledge/data/vocabulary/constants.json';
import toneWords from '../knowledge/data/failures/words.json';
import recipes from '../knowledge/data/recipes.json';
import { SENTENCES } from '../knowledge/domains/sentences';
import { secretKeys } from '../knowledge/secretWords';
import type { Span } from '../syntax';
import { chunkFrom, numbered, wordsOf } from './chunks';

/** What a copy may show wherever it stands: technical words, and words of everyday language, which may be a password. */
export interface Vocabulary {
  /** In lower case: words and compounds; a number at the end of a word can be written `#`. */
  readonly technical: ReadonlySet<string>;
  readonly common: ReadonlySet<string>;
  /** Words that only join others: a copy keeps them even beside the name of a secret. */
  readonly function: ReadonlySet<string>;
}

/** Reviewed constants of one kind, with blanks between them, and names with `#` for a number. */
interface Constants {
  readonly words: string;
  readonly patterns?: readonly string[];
}

/** Parts of the data that show captures, or lead elsewhere. */
const NO_WORDS: ReadonlySet<string> = new Set([
  'id',
  'examples',
  'example',
  'sources',
  'source',
  'url',
  'rule',
  'variant',
]);

/** Forms of the names of values. */
const NAMES = ['name', 'pair', 'setting', 'header', 'element', 'column', 'edit', 'rdn', 'no-value'] as const;

let known: Vocabulary | undefined;

/** The vocabulary of FortiOS as the knowledge has it, of its protocols, and of everyday language. Read when first needed. */
export function vocabulary(): Vocabulary {
  return (known ??= {
    technical: technicalWords(),
    common: new Set(common.flatMap(({ words }) => words.split(' '))),
    function: new Set(
      common.filter(({ language }) => language === 'function').flatMap(({ words }) => words.split(' ')),
    ),
  });
}

function technicalWords(): ReadonlySet<string> {
  const words = new Set<string>();
  // Most words of the texts are written often, and splitting one takes longer than looking it up.
  const seen = new Set<string>();
  const addText = (text: string): void => {
    for (
      let chunk = chunkFrom(text, 0, text.length);
      chunk;
      chunk = chunkFrom(text, chunk.end, text.length)
    ) {
      const whole = text.slice(chunk.start, chunk.end);
      if (seen.has(whole)) continue;
      seen.add(whole);
      words.add(whole.toLowerCase());
      for (const word of wordsOf(whole)) words.add(word);
    }
  };
  const addAll = (data: unknown): void => {
    if (typeof data === 'string') addText(data);
    else if (Array.isArray(data)) data.forEach(addAll);
    else if (typeof data === 'object' && data !== null)
      for (const [key, value] of Object.entries(data)) if (!NO_WORDS.has(key)) addAll(value);
  };
  [ENTRIES, RULES, SENTENCES, toneWords, recipes].forEach(addAll);
  for (const { words: all, patterns = [] } of constants as readonly Constants[]) {
    addText(all);
    for (const pattern of patterns) words.add(pattern.toLowerCase().replace(/#+/g, '#'));
  }
  for (const host of secretKeys('public-host')) words.add(host);
  for (const form of NAMES) secretKeys(form).forEach(addText);
  return words;
}

/** What is known of a word or a compound. */
export type Knowledge = 'function' | 'technical' | 'common' | undefined;

/** Whether a chunk is known as a whole. */
export function knowledgeOf(chunk: string): Knowledge {
  const { technical, common: everyday, function: joining } = vocabulary();
  const word = chunk.toLowerCase();
  if (joining.has(word)) return 'function';
  if (technical.has(word) || (/\d/.test(word) && technical.has(numbered(word)))) return 'technical';
  return everyday.has(word) ? 'common' : undefined;
}

const MAX_LENGTH = 12;
/** Particles of Japanese: other single characters are known only alone, since names are made of them. */
const PARTICLES = 'はがをにでともへの';

/** The length of the longest known word at `at` of a run `[start, end)` without blanks; 0 if none begins there. */
export function longestKnown(text: string, at: number, { start, end }: Span): number {
  const { technical, common: everyday } = vocabulary();
  for (let length = min(MAX_LENGTH, end - at); length > 1 || (length === 1 && end - start === 1); length--) {
    const word = text.slice(at, at + length);
    if (everyday.has(word) || technical.has(word)) return length;
  }
  return PARTICLES.includes(text[at] ?? ' ') ? 1 : 0;
}
