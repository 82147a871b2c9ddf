import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterWord, parseQuery, queryWords } from '../../../server/src/filter/query';
import { anyString } from '../../support/arbitraries';
import { inEnglish, label } from '../../../server/src/knowledge';
import { every, first } from '../../support/rows';

const terms = (text: string) => parseQuery(text).query.terms;
/** Each problem with the text that it is about. */
const faults = (text: string): string[] =>
  parseQuery(text).problems.map(
    ({ start, end, message, facts }) => `${text.slice(start, end)}: ${label(message, inEnglish, facts)}`,
  );

const anyFilter = fc
  .array(
    fc.oneof(
      anyString(),
      fc.constantFrom(
        'user:', 'line:"', '"', '\\', ',', '-', '>', '>=', 'warning', '08:40', '..', 'T', 'rule:login/*', 'http', ' ', '\t', '\u2028', '2026-03-14', 'context:', '9', '*', '😀',
      ),
    ),
  )
  .map(parts => parts.join('')); // oxfmt-ignore

describe('The words of a filter', () => {
  test('are read one by one', () => {
    const text =
      'user:user10 unit:FGT60F0000000001 token:FTKMOB0123456789 daemon:fnbamd rule:login/* -http >=error 08:40..08:45 line:"drift"';
    expect(faults(text)).toEqual([]);
    expect(terms(text).map(({ about, isExcluded }) => `${isExcluded ? '-' : ''}${about}`)).toEqual([
      'party', 'party', 'party', 'daemon', 'rule', '-kind', 'severity', 'time', 'line',
    ]); // oxfmt-ignore
  });

  test('have several values, which may have quotes, blanks and commas', () => {
    const [term] = terms('user:user01,"user, 02","a\\"b\\\\c",EXAMPLE\\user03');
    expect(term && 'values' in term && term.values.map(value => value.text)).toEqual([
      'user01',
      'user, 02',
      'a"b\\c',
      'example\\user03',
    ]);
  });

  test('end with * to match the beginning of a name, unless quoted', () => {
    const [first, second] = ['user:user*', 'user:"user*"'].map(text => terms(text)[0]);
    expect(first && 'values' in first && first.values[0]).toMatchObject({ text: 'user', isPrefix: true });
    expect(second && 'values' in second && second.values[0]).toMatchObject({
      text: 'user*',
      isPrefix: false,
    });
  });

  test.each([
    ['>=warning', 2],
    ['>=ERROR', 3],
    ['>=hint', 0],
  ])('%s is at least the severity %i', (text, minimum) => {
    expect(terms(text)[0]).toMatchObject({ about: 'severity', minimum });
  });

  test('are text if they are no keyword, or have quotation marks', () => {
    const texts = (filter: string) =>
      terms(filter).map(term => term.about === 'line' && term.values.map(({ text }) => text));
    expect(texts('drift a,b "http" -"Code drift"')).toEqual([['drift'], ['a,b'], ['http'], ['code drift']]);
    expect(terms('-"Code drift"')[0]?.isExcluded).toBe(true);
  });

  test('ask for context, which keeps no line by itself', () => {
    expect(parseQuery('http context:5').query.context).toBe(5);
    expect(faults('context:5')).toEqual([
      'context:5: Write which lines to keep: words of the lines, user:user10, failed or >=warning.',
    ]);
  });
});

describe('What cannot be used', () => {
  const CASES = [
    ['', ': Write which lines to keep: words of the lines, user:user10, failed or >=warning.'],
    ['-', '-: Write which lines to keep: words of the lines, user:user10, failed or >=warning.'],
    [
      'usr:a',
      "usr:a: 'usr:' is not a filter word. The words that take a value are user, unit, token, server, daemon, rule, line, incident, context.",
    ],
    ['http line:"a b', '"a b: The closing quotation mark is missing.'],
    ['user:', "user:: 'user:' needs a value."],
    ['user:a,""', '"": \'user:\' needs a value.'],
    ['>fatal', '>fatal: Write >=error, >=warning, >=information or >=hint.'],
    ['>warning', '>warning: Write >=error, >=warning, >=information or >=hint.'],
    [
      '25:00',
      '25:00: 25:00 is not a time. Write 08:40, 08:40..08:45, 08:40.., ..08:45 or 2026-03-14T08:40:00.',
    ],
    [
      '2026-03-14T08:40..09:00',
      '2026-03-14T08:40..09:00: 2026-03-14T08:40..09:00: write the date at both ends, or at neither.',
    ],
    [
      '2026-03-14T08:40..2026-03-13T08:40',
      '2026-03-14T08:40..2026-03-13T08:40: 2026-03-14T08:40..2026-03-13T08:40: the end is before the start.',
    ],
    [
      '-http -context:3',
      "-context:3: 'context:' needs a number from 0 to 1000 and cannot be excluded with -.",
    ],
    [
      'http context:1001',
      "context:1001: 'context:' needs a number from 0 to 1000 and cannot be excluded with -.",
    ],
  ] as const;

  test('is reported at its place', () => {
    every(CASES, first, ([text, output]) => {
      expect(faults(text)).toEqual([output]);
    });
  });

  test('are too many words, and a text that is too long', () => {
    expect(faults('http '.repeat(60)).map(fault => fault.split(': ').pop())).toEqual([
      'A filter has at most 50 words.',
    ]);
    expect(faults(`line:"${'a'.repeat(3000)}"`).pop()).toContain('The filter is too long.');
  });
});

describe('Any text', () => {
  test('is read, with each problem at a place in it', () => {
    fc.assert(
      fc.property(anyFilter, text => {
        const { query, problems } = parseQuery(text);
        expect(query.terms.length + problems.length).toBeGreaterThan(0);
        for (const { start, end, message, facts } of problems) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(label(message, inEnglish, facts)).not.toMatch(/\{\w+\}/);
        }
      }),
    );
  });

  test('has its words in order, and nothing but blanks between them', () => {
    fc.assert(
      fc.property(anyFilter, text => {
        let at = 0;
        for (const { start, end, values } of queryWords(text)) {
          expect(
            text
              .slice(at, start)
              .trim()
              .replace(/[\u0000-\u0020]/g, ''),
          ).toBe('');
          expect(end).toBeGreaterThan(start);
          for (const value of values) expect(start <= value.start && value.end <= end).toBe(true);
          at = end;
        }
      }),
    );
  });

  test('can be quoted as a value', () => {
    fc.assert(
      fc.property(
        anyString(200).filter(text => text !== ''),
        text => {
          const { query, problems } = parseQuery(filterWord('line', text));
          expect(problems).toEqual([]);
          expect(query.terms).toMatchObject([
            { about: 'line', values: [{ text: text.toLowerCase(), isPrefix: false }] },
          ]);
        },
      ),
    );
  });
});
