import { isStandIn } from '../../server/src/secrets';
import { ENTRIES, RULES, type Translate } from '../../server/src/knowledge';
import commands from '../../server/src/knowledge/data/commands.json';
import sources from '../../server/src/knowledge/data/sources.json';

/** Mathematical bold letters: no capture contains them. */
const PSEUDO = 0x1d5ee;
const FIRST = 'a'.charCodeAt(0);
/** The parts of a text that are not words: placeholders. */
const KEPT = /(\{\w+\})/;

/** A pseudo-language that replaces every letter, so that untranslated English is visible. */
export const inPseudo: Translate = english =>
  english
    .split(KEPT)
    .map(piece => (KEPT.test(piece) ? piece : piece.replace(/[a-z]/gi, pseudoLetter)))
    .join('');

function pseudoLetter(letter: string): string {
  return String.fromCodePoint(PSEUDO + letter.toLowerCase().charCodeAt(0) - FIRST);
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[a-z]{3,}/g) ?? [];

/** Titles of sources, which are the same in every language. */
const TITLES = Object.values(sources).map(({ title }) => title);

/** The commands that decide about possible causes. */
const asked = [...ENTRIES, ...RULES, ...RULES.flatMap(({ variants }) => Object.values(variants ?? {}))]
  .flatMap(({ causes = [] }) => causes)
  .flatMap(({ askWith = [] }) => askWith);

/** Words that are the same in every language: commands, and severities. */
const SAME = new Set(
  [
    ...commands.flatMap(({ keys }) => keys),
    ...RULES.flatMap(({ severity, commands: own = [] }) => [severity, ...own]),
    ...ENTRIES.flatMap(({ commands: own = [] }) => own),
    // Without the values of a capture.
    ...asked.map(command => command.replace(/\[[^\]]*\]|\{\w+\}/g, '').trim()),
  ].flatMap(wordsIn),
);

/**
 * Runs of words in a pseudo-translated text in which at least one word is neither from the capture nor the same in every
 * language.
 * @param own the text that was read or typed, which is quoted unchanged
 */
export function leftInEnglish(content: string, own: string): string[] {
  const quoted = new Set(wordsIn(own));
  const isEnglish = (word: string): boolean => !quoted.has(word) && !SAME.has(word) && !isStandIn(word);
  // A quotation can end within a word, and the extension's commands contain names.
  const runs = TITLES.reduce((rest, title) => rest.replaceAll(title, ''), content.replaceAll('\\', ''))
    .replace(/\w+…|fortios-debug \w+ [\w-]+/g, '')
    .match(/(?<![\w/-])[A-Za-z]{2,}(?: [A-Za-z]{2,})+(?![\w/-])/g);
  return (runs ?? []).filter(run => wordsIn(run).some(isEnglish));
}
