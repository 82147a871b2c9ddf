import { ENTRIES, RULES } from '../knowledge';
import common from '../knowledge/data/vocabulary/common.json';
import constants from '../knowledge/data/vocabulary/constants.json';
import toneWords from '../knowledge/data/failures/words.json';
import recipes from '../knowledge/data/recipes.json';
import { SENTENCES } from '../knowledge/domains/sentences';
import { secretKeys } from '../knowledge/secretWords';
import { chunkFrom, splitName } from './chunks';

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

const technical = technicalWords();

/** The words of the vocabulary, in lower case and with blanks between them. Bundles hold the result. */
export default {
  technical: [...technical].sort().join(' '),
  // What is technical is not looked for among the common words.
  common: [...new Set(common.flatMap(({ words }) => words.split(' ')))]
    .filter(word => !technical.has(word))
    .sort()
    .join(' '),
  function: common
    .filter(({ language }) => language === 'function')
    .map(({ words }) => words)
    .join(' '),
};

/** The vocabulary of FortiOS as the knowledge has it, and of its protocols. */
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
      for (const word of splitName(whole)) words.add(word);
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
  for (const host of secretKeys('public-host')) words.add(host.replace(/^\*\./, ''));
  for (const form of NAMES) secretKeys(form).forEach(addText);
  return words;
}
