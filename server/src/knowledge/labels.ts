import labels from './data/labels.json';
import { fill } from './template';
import type { Translate } from './translate';

/** The name of a label: a key of `labels.json`. */
export type LabelName = keyof typeof labels;

/** The part of label names after a prefix: `NameAfter<'step.'>` includes `sent`, since there is a label `step.sent`. */
export type NameAfter<Prefix extends string> = LabelName extends infer Name
  ? Name extends `${Prefix}${infer Rest}`
    ? Rest
    : never
  : never;

/** Returns the text of a label in one language. */
export type Say = (name: LabelName, facts?: Readonly<Record<string, string>>) => string;

/** Returns a function for the texts of labels in the language of `translate`. */
export const speaker =
  (translate: Translate): Say =>
  (name, facts) =>
    label(name, translate, facts);

/** The labels around entries: headings, names of facts, quick fixes. Facts fill the placeholders. */
export function label(
  name: LabelName,
  translate: Translate,
  facts: Readonly<Record<string, string>> = {},
): string {
  return fill(translate(labels[name]), facts);
}
