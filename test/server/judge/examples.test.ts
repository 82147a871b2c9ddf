import { describe, expect, test } from 'vitest';
import { type EvidenceExample, evidenceExamplesOf, judgedIn } from '../../../server/src/evidenceExamples';
import { isOfUnit } from '../../../server/src/knowledge/factKinds';
import { DOMAINS } from '../../../server/src/knowledge/domains';
import { every } from '../../support/rows';

// `knowledge test` runs the examples of the evidence as they are written. Here each that decides by a fact is spoilt by machine:
// without the fact, or with one that is not of the problem, nothing decides.

const OWNERS = DOMAINS.flatMap(({ causes = [], terms = [] }) => [...causes, ...terms]);
const EXAMPLES = evidenceExamplesOf(OWNERS).filter(
  ({ verdict }) => verdict === 'confirmed' || verdict === 'excluded',
);

const nameOf = ({ id, reason, verdict }: EvidenceExample): string => `${id} ${reason.id}: ${verdict}`;

/** The lines of an example with those of its problem, and the lines, from 0, that its verdict names. */
interface Whole extends EvidenceExample {
  readonly text: readonly string[];
  readonly named: ReadonlySet<number>;
}

const WHOLE: readonly Whole[] = EXAMPLES.map(example => {
  const isAlone = judgedIn({ ...example, problem: [] }) !== undefined;
  const text = (isAlone ? example.lines : [...example.lines, ...example.problem]).flatMap(line =>
    line.split('\n'),
  );
  const joined = text.join('\n');
  const places = judgedIn(example, text)?.places ?? [];
  const lines = places.map(({ start }) => joined.slice(0, start).split('\n').length - 1);
  return { ...example, problem: [], text, named: new Set(lines) };
});

const verdictIn = (example: Whole, text: readonly string[]): string =>
  judgedIn(example, text)?.verdict ?? 'none';

test('Without the lines that a verdict names, it is another, or something else decides', () => {
  every(WHOLE, nameOf, example => {
    const left = example.text.filter((_, line) => !example.named.has(line));
    const { verdict, places = [] } = judgedIn(example, left) ?? {};
    const still = places.map(({ start }) => left.join('\n').slice(0, start).split('\n').length - 1);
    const words = new Set(Array.from(example.named, line => example.text[line]));
    const isSame = verdict === example.verdict && still.every(line => words.has(left[line]));
    expect(isSame).toBe(false);
  });
});

/** How many kinds of evidence of possible causes have no example yet: it may only get less. */
const WITHOUT = 18;

test('What confirms or excludes a possible cause has an example', () => {
  const reasons = OWNERS.flatMap(({ id, causes = [] }) =>
    // What the message asserts stays so, whatever else the capture shows of it.
    causes.flatMap(reason =>
      typeof reason === 'string' || (reason.assertedIn ?? reason.assertedBy) ? [] : [{ id, reason }],
    ),
  );
  const missing = reasons.flatMap(({ id, reason: { confirmedBy, excludedBy, examples, ...reason } }) => [
    ...(confirmedBy && !examples?.confirmed ? [`${id} ${reason.id} confirmed`] : []),
    ...(excludedBy && !examples?.excluded ? [`${id} ${reason.id} excluded`] : []),
  ]);
  expect(missing.length, missing.join('\n')).toBeLessThanOrEqual(WITHOUT);
});

const PROMPT = /^[\w-]+(?: \([\w-]+\))? # /;

/** The end of what a command or a configuration prints, before the lines of daemons; 0 if an example begins with these. */
function endOfOutput({ text, named }: Whole): number {
  const isOutput = (line: string): boolean =>
    PROMPT.test(line) || /^\s*(?:config|edit|set|next|end)\b/.test(line);
  const last = text.findLastIndex(isOutput);
  const first = text.findIndex(
    (line, at) => at > last && /^(?:ike |\[|id=|date=|\d{4}-|__|samld|\{)/.test(line),
  );
  const end = first < 0 ? 0 : first;
  return last >= 0 && [...named].every(line => line < end) ? end : 0;
}

/** The examples that decide by the output of a command before the lines of the problem. */
const SHOWN = WHOLE.filter(one => endOfOutput(one) > 0).map(one => ({ ...one, end: endOfOutput(one) }));
const withHost = (line: string, host: string): string => line.replace(/^[\w-]+(?= (?:\([\w-]+\) )?# )/, host);

describe('What a command prints before the lines of a problem decides nothing', () => {
  test('if it is of another unit', () => {
    every(SHOWN, nameOf, ({ text, end, ...example }) => {
      const output = text.slice(0, end).map(line => withHost(line, 'FGT-Z'));
      const whole = [
        'FGT-Z # get system arp',
        ...output,
        'FGT-Y # diagnose debug enable',
        ...text.slice(end).map(line => withHost(line, 'FGT-Y')),
      ];
      expect(verdictIn({ ...example, text }, whole)).not.toBe(example.verdict);
    });
  });

  test('if it is of another VDOM', () => {
    const isOfVdom = ({ text, end }: { readonly text: readonly string[]; readonly end: number }): boolean => {
      const tables = text.slice(0, end).flatMap(line => /^config (.*)/.exec(line)?.[1] ?? []);
      const isShown = /\bV=root:|\bvd-root:|\d:root:/.test(text.slice(end).join('\n'));
      return isShown && tables.length > 0 && !tables.some(isOfUnit);
    };
    every(SHOWN.filter(isOfVdom), nameOf, ({ text, end, ...example }) => {
      const whole = [
        'FGT-A # config vdom',
        'FGT-A (vdom) # edit dmz',
        'current vf=dmz:1',
        ...text.slice(0, end).map(line => line.replace(PROMPT, 'FGT-A (dmz) # ')),
        'FGT-A (dmz) # end',
        'FGT-A # diagnose debug enable',
        ...text.slice(end).map(line => withHost(line, 'FGT-A')),
      ];
      expect(verdictIn({ ...example, text }, whole)).not.toBe(example.verdict);
    });
  });

  test('if the unit then got another firmware, configuration and date', () => {
    every(SHOWN, nameOf, ({ text, end, ...example }) => {
      const whole = [
        ...text.slice(0, end),
        'FGT-A # execute restore image tftp image.out 192.0.2.99',
        'FGT-A # execute restore config tftp backup.conf 192.0.2.99',
        'FGT-A # execute date 2031-01-01',
        'FGT-A # diagnose debug enable',
        ...text.slice(end),
      ].map(line => withHost(line, 'FGT-A'));
      expect(verdictIn({ ...example, text }, whole)).not.toBe(example.verdict);
    });
  });
});
