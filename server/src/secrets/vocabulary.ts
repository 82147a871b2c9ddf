import { min } from '../integers';
import type { Span } from '../syntax';
import { numbered } from './chunks';
import table from './vocabulary.table';

/** What a copy may show wherever it stands: technical words, and words of everyday language, which may be a password. */
interface Vocabulary {
  /** In lower case: words and compounds; a number at the end of a word can be written `#`. */
  readonly technical: ReadonlySet<string>;
  readonly common: ReadonlySet<string>;
  /** Words that only join others: a copy keeps them even beside the name of a secret. */
  readonly function: ReadonlySet<string>;
}

let known: Vocabulary | undefined;

function vocabulary(): Vocabulary {
  return (known ??= {
    technical: new Set(table.technical.split(' ')),
    common: new Set(table.common.split(' ')),
    function: new Set(table.function.split(' ')),
  });
}

/** What is known of a word or a compound; a constant is technical and no password: `port2`, `Message-Authenticator`. */
export type Familiarity = 'function' | 'constant' | 'technical' | 'common' | undefined;

/** Words with a hyphen, an underscore or a capital between them. */
const COMPOUND = /[A-Za-z\d][-_][A-Za-z\d]|[a-z][A-Z]/;

/** Whether a chunk is known as a whole. */
export function familiarity(chunk: string): Familiarity {
  const { technical, common: everyday, function: joining } = vocabulary();
  const word = chunk.toLowerCase();
  if (joining.has(word)) return 'function';
  const hasDigit = /\d/.test(word);
  if (technical.has(word) || (hasDigit && technical.has(numbered(word))))
    return hasDigit || COMPOUND.test(chunk) ? 'constant' : 'technical';
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
