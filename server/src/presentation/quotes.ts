import type { Analysis } from '../analysis';
import { max, min } from '../integers';
import type { FactValue } from '../judge';
import { label, type Translate } from '../knowledge';
import { maskedText } from './mask';
import { visible } from './visible';

/** Maximum number of facts that are quoted. */
const MAX_QUOTED = 2;
/** Maximum length of a quoted fact, and of the name before a masked value, in UTF-16 code units. */
const MAX_QUOTE = 60;
const MAX_NAME = 40;

/** Returns the lines of some facts, with their words: `line 12: \`set status disable\``. */
export function quotedPlaces(
  places: readonly FactValue[],
  analysis: Analysis,
  { translate, lineAt }: { readonly translate: Translate; readonly lineAt?: (offset: number) => number },
): string {
  const shown = places.filter(({ isDerived }) => !isDerived);
  const quoted = (shown.length > 0 ? shown : places).slice(0, MAX_QUOTED).map(place => {
    const words = quoteOf(place, analysis);
    const { name, line = lineAt?.(place.start) } = place.other ?? {};
    if (line === undefined) return `\`${words}\``;
    const facts = { line: String(line + 1), words };
    if (name === undefined) return label('evidence.line', translate, facts);
    return label('evidence.lineOf', translate, { ...facts, file: visible(name) });
  });
  return [...new Set(quoted)].join(', ');
}

/** The words that show a fact, with secrets masked; a value that is masked as a whole has its name before it. */
export function quoteOf({ words, start, end }: FactValue, analysis: Analysis): string {
  const last = min(end, start + MAX_QUOTE + 1);
  const own = words ?? maskedText(analysis, start, last);
  const quote = analysis.text[last] === '"' ? 1 : 0;
  const said = /^[*\s]+$/.test(own) ? maskedText(analysis, nameBefore(analysis, start), last + quote) : own;
  const line = visible(said.replace(/\s+/g, ' ').trim());
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1)}…` : line;
}

/** The start of the last word before a value in its line: `license` of `set license "EFTM…"`. */
function nameBefore({ text }: Analysis, start: number): number {
  const before = text.slice(max(0, start - MAX_NAME), start);
  return start - (/[\w-]+[^\w\r\n]*$/.exec(before)?.[0].length ?? 0);
}
