import labels from './data/labels.json';
import { fill, type Translate } from './translate';

const byName: Readonly<Record<string, string>> = labels;

/** The words that stand around what is known: headings, names of facts, quick fixes. Facts fill the placeholders. */
export function label(
  name: string,
  translate: Translate,
  facts: Readonly<Record<string, string>> = {},
): string {
  return fill(translate(byName[name] ?? name), facts);
}
