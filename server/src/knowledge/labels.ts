import labels from './data/labels.json';
import { fill } from './messageTemplate';
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

/** A duration for people: `0.25 s`, `12 s`, `3 min 5 s`, `2 h 10 min`, `1 d 4 h`. */
export function duration(milliseconds: number, translate: Translate): string {
  const unit = speaker(translate);
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Number(seconds.toFixed(seconds < 1 ? 6 : 3))} ${unit('second')}`;
  const steps = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const first = steps.findIndex(([, length]) => seconds >= length);
  const [big, small] = [steps[first], steps[first + 1]];
  if (!big) return `0 ${unit('second')}`;
  const whole = Math.floor(seconds / big[1]);
  const rest = small ? Math.floor((seconds - whole * big[1]) / small[1]) : 0;
  return small && rest > 0
    ? `${whole} ${unit(big[0])} ${rest} ${unit(small[0])}`
    : `${whole} ${unit(big[0])}`;
}
