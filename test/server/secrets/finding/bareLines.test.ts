import { describe, expect, test } from 'vitest';
import {
  afterPrompts,
  afterTime,
  bareLine,
  furtherLines,
  isHalfBreak,
  isRuler,
  messageOf,
} from '../../../../server/src/secrets/finding/bareLines';
import { Lines, readRecords, type SentenceRecord, type Span, textOf } from '../../../../server/src/syntax';

/** A text with a line in it, and where it is. */
function within(line: string, behind = '\nexecute reboot 10:00:00 it'): [string, Span] {
  const before = 'FGT # x\n';
  return [before + line + behind, { start: before.length, end: before.length + line.length }];
}

test.each([
  ['a\r\r\nb', 2, 4, true],
  ['a\r\r', 2, 3, true],
  ['a\n\r\nb', 2, 4, false],
  ['a\r \r\nb', 2, 5, false],
  ['\r\na\rb', 0, 2, false],
])('A blank line is half of a line break: %j from %i to %i: %s', (text, start, end, is) => {
  expect(isHalfBreak(text, { start, end })).toBe(is);
});

test.each([
  ['---', true],
  ['|====+====|', true],
  ['| :-- | --: |', true],
  ['--', false],
  ['--- a', false],
  ['a ---', false],
  ['-'.repeat(400), true],
  ['-'.repeat(401), false],
])('A line only separates a head from its rows: %s: %s', (line, is) => {
  expect(isRuler(...within(line))).toBe(is);
});

test.each([
  ['10:00:01 got it', 'got it'],
  ['9:00:01.123456: got it', 'got it'],
  ['9:00:01,5 \t  got it', 'got it'],
  ['[10:00:01] got it', 'got it'],
  ['(10:00:01): got it', 'got it'],
  ['\ufeff\ufeff10:00:01 got it', 'got it'],
  ['\ufeffgot it', 'got it'],
  ['at 10:00:01 got it', 'at 10:00:01 got it'],
  ['10:00:01', '10:00:01'],
  ['10:00:01     got it', '10:00:01     got it'],
  ['110:00:01 got it', '110:00:01 got it'],
  ['10:00:01 ', '10:00:01 '],
])('A line starts after the time that a terminal added: %s', (line, rest) => {
  const [text, span] = within(line, 'behind');
  expect(text.slice(afterTime(text, span), span.end)).toBe(rest);
});

test.each([
  ['FGT # diagnose sys top', 'diagnose sys top'],
  ['$ Execute reboot now', 'Execute reboot now'],
  ['FGT (root) # FGT # \x1b[0;32m exec reboot', 'exec reboot'],
  ['FGT # \x1b[mexec reboot', 'exec reboot'],
  ['FGT # show system', undefined],
  ['FGT #execute reboot', undefined],
  ['execute reboot', undefined],
  ['FGT #', undefined],
  ['FGT # diagnose', undefined],
  [`${'a'.repeat(200)}# exec reboot`, 'exec reboot'],
  [`${'a'.repeat(201)}# exec reboot`, undefined],
  [`# ${' '.repeat(390)}exec reboot`, 'exec reboot'],
  [`# ${' '.repeat(400)}exec reboot`, undefined],
])('A command is found after the prompts of a line: %s', (line, command) => {
  const [text, span] = within(line);
  const place = afterPrompts(text, span);
  expect(place && textOf(text, place)).toBe(command);
});

test.each([
  ['10:00:01 got it', ['got it']],
  ['2025-02-03 10:00:00 got it', ['got it']],
  ['Login failed for kelvin', ['Login failed for kelvin']],
  ['[1234] fnbamd_radius: got it', [undefined]],
  ['set passwd x', [undefined]],
])('An unrecognised line has its text after the time: %j', (text, lines) => {
  const bare = readRecords(text).map(record => bareLine(text, record));
  expect(bare.map(span => span && textOf(text, span))).toEqual(lines);
});

describe('The lines of a sentence', () => {
  const text = 'FGT # x\nThe head of a list\r\nand its first row\nand another\n';
  const start = text.indexOf('The');
  const end = text.length - 1;
  const sentence = {
    kind: 'sentence',
    start,
    end: text.length,
    message: { start, end },
  } as unknown as SentenceRecord;
  const one = { ...sentence, message: { start, end: text.indexOf('\r') } };

  test('that is not recognised are its first one and the further ones', () => {
    expect(bareLine(text, sentence)).toEqual({ start, end: text.indexOf('\r') });
    expect(furtherLines(text, new Lines(text), sentence).map(span => textOf(text, span))).toEqual([
      'and its first row',
      'and another',
    ]);
  });

  test('are one if its message has one', () => {
    expect(bareLine(text, one)).toEqual(one.message);
    expect(furtherLines(text, new Lines(text), one)).toEqual([]);
  });
});

test.each([
  ['[1234] fnbamd_radius: got\nit\n', ['it']],
  ['[1234] fnbamd_radius: got it\n', []],
  ['got\nit\n', []],
])('A message has further lines: %j', (text, lines) => {
  // As if the line was long enough to be wrapped.
  const records = readRecords(text.replace('\n', ' '));
  const further = records.flatMap(record => furtherLines(text, new Lines(text), record));
  expect(further.map(span => textOf(text, span))).toEqual(lines);
});

test.each([
  ['[1234] fnbamd_radius: got it', 'got it'],
  ['Login failed for kelvin', 'Login failed for kelvin'],
  ['Command fail. Return code -61', 'Command fail. Return code -61'],
  ['got it', 'got it'],
  ['name : value', undefined],
  ['{"a":1}', undefined],
])('A record has a message: %s', (text, expected) => {
  const [message] = readRecords(`${text}\n`).map(record => messageOf(`${text}\n`, record));
  expect(message?.text.slice(message.from).trimEnd()).toBe(expected);
});
