import { isLineBreak, phrasesIn, readRecords } from '../../syntax';
import type { SiteKnowledge } from '../../site/knowledge';
import { type Chunk, chunkFrom, isIdeographAt, readable, splitName } from '../chunks';
import { isPublicHost, isPublicMail } from '../positions/shapes';
import { isNoSecret } from '../secretNames';
import { familiarity, longestKnown } from '../vocabulary';
import type { ChunkFacts } from './chunkFacts';
import type { RedactEdit } from './edit';

const HEX = /^(?:0x)?[\da-f]+$/i;
const HAS_DIGIT = /\d/;
/** A part of the mask of a netmask. */
const ONES = /^f{4}$/i;
/** Units after a number, ordinals, and the letters of versions. */
const MAX_BESIDE_DIGITS = 2;

/**
 * The edits after which each word of a finished copy is known to the vocabulary, is printed by FortiOS itself (a function, a
 * command, a known sentence), or is a stand-in. It knows nothing of how the copy was made: what a position took for harmless is a
 * mask if no vocabulary has it. Numbers are not its matter. Accepts any text, in time proportional to its length.
 */
export function proofEdits(copy: string, facts: ChunkFacts, site: SiteKnowledge): RedactEdit[] {
  const edits: RedactEdit[] = [];
  let line: { readonly end: number; readonly words: ReadonlySet<string> } = { end: 0, words: new Set() };
  for (let chunk = chunkFrom(copy, 0, copy.length); chunk; chunk = chunkFrom(copy, chunk.end, copy.length)) {
    const { start, end } = chunk;
    const word = readable(copy.slice(start, end));
    if (isKnown(word, facts) || site.keeps.has(word.toLowerCase())) continue;
    if (goesOnAsStandIn(copy, chunk, facts)) continue;
    if (isIdeographAt(copy, start)) {
      edits.push(...unknownIdeographs(copy, start, end));
      continue;
    }
    if (start >= line.end) line = ofFortiOs(copy, start, site);
    if (parts(word).every(part => isKnown(part, facts) || line.words.has(part.toLowerCase()))) continue;
    edits.push({ start, end, text: '*'.repeat(end - start) });
  }
  return edits;
}

function isKnown(word: string, facts: ChunkFacts): boolean {
  const { known, isMasked, isStandIn, hasLetter, words } = facts.of(word);
  if (known !== undefined || isMasked || isStandIn || !hasLetter || isNoSecret(word)) return true;
  if (isHex(word) || ONES.test(word) || isPublicHost(word) || isPublicMail(word)) return true;
  return words.every(
    part =>
      part.length <= (HAS_DIGIT.test(word) ? MAX_BESIDE_DIGITS : 1) ||
      /^\d/.test(part) ||
      familiarity(part) !== undefined,
  );
}

/** Also `fe`, a part of an address. */
const isHex = (word: string): boolean => HEX.test(word) && (HAS_DIGIT.test(word) || word.length <= 2);

/** Whether a stand-in is wrapped after this chunk. */
function goesOnAsStandIn(copy: string, { start, end }: Chunk, facts: ChunkFacts): boolean {
  const next = isLineBreak(copy.charCodeAt(end)) ? chunkFrom(copy, end, copy.length) : undefined;
  return next !== undefined && facts.of(copy.slice(start, end) + copy.slice(next.start, next.end)).isStandIn;
}

/** What joiners join: each can be a stand-in. */
const parts = (word: string): string[] => word.split(/[-.@'+]+/).filter(part => part !== '');

/** The words that FortiOS itself prints in the line at `at`. */
function ofFortiOs(
  copy: string,
  at: number,
  site: SiteKnowledge,
): { end: number; words: ReadonlySet<string> } {
  let [start, end] = [at, at];
  while (start > 0 && !isLineBreak(copy.charCodeAt(start - 1))) start--;
  while (end < copy.length && !isLineBreak(copy.charCodeAt(end))) end++;
  const text = copy.slice(start, end);
  const words = readRecords(text, undefined, site.templates).flatMap(record => {
    const said = phrasesIn(text, record).flatMap(({ row }) => row.texts);
    if (record.kind === 'debug') said.push(text.slice(0, record.messageStart));
    if (record.kind === 'command') said.push(text.slice(record.command.start, record.command.end));
    return said.flatMap(one => [...splitName(one), ...(one.match(/[\p{L}\p{N}_]+/gu) ?? [])]);
  });
  return { end, words: new Set(words.map(word => word.toLowerCase())) };
}

function unknownIdeographs(copy: string, start: number, end: number): RedactEdit[] {
  const edits: RedactEdit[] = [];
  for (let at = start; at < end;) {
    const known = longestKnown(copy, at, { start, end });
    if (known === 0 && copy[at] !== '名') edits.push({ start: at, end: at + 1, text: '*' });
    at += known || 1;
  }
  return edits;
}
