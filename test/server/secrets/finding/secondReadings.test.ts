import { expect, test } from 'vitest';
import {
  type Inner,
  type RereadMode,
  SecondReadings,
} from '../../../../server/src/secrets/finding/secondReadings';
import type { Found, FoundKind } from '../../../../server/src/secrets/types';
import { Lines, readRecords, textOf } from '../../../../server/src/syntax';

/** What a finder finds that knows only pairs such as `password=Winter-Sun-1`, and settings at the start of a line. */
function pairsIn(text: string): Found[] {
  return Array.from(
    text.matchAll(/\b(password|user|host|column|run)=(\S{4,})|^ *(?:set (passwd)) (\S+)$/dgm),
    ({ 1: kind = 'password', indices }) => {
      const [start, end] = indices?.[2] ?? indices?.[4] ?? [0, 0];
      const value = text.slice(start, end);
      return { kind: kind as FoundKind, value, place: { start, end, parts: [{ start, end }] } };
    },
  );
}

/** What only second readings find, the parts of a value joined with `|`; `?` for a guess. */
function reread(text: string, again: RereadMode = 'wrapped'): [string[], boolean] {
  const kept: string[] = [];
  const inner: Inner = take => inside => pairsIn(inside).forEach(take);
  const keep = ({ kind, place, isGuess }: Found): number =>
    kept.push(`${kind}:${place.parts.map(part => textOf(text, part)).join('|')}${isGuess ? '?' : ''}`);
  const readings = new SecondReadings(again, keep, inner);
  readings.begin(text, new Lines(text));
  for (const record of readRecords(text)) {
    readings.add(record);
    for (const { place } of pairsIn(text))
      if (place.start >= record.start && place.start < record.end) readings.found(place);
  }
  readings.finish();
  return [kept, readings.isGuessed];
}

const LONG = 'got it '.repeat(7);
const LONGER = `\n\n${'got it '.repeat(20)}`;
const TYPED = `FGT # execute ping ${LONG}`;
const SSL = '[242:root:1c]SSL state:SSLv3/TLS write server hello';

test.each<[string, string, string[], boolean]>([
  ['a password', `${LONG}password=Winter-\nSun-1 it`, ['password:Winter-|Sun-1?'], true],
  ['a password that was not found in one line', `${LONG}password=Win\nter-Sun-1 it`, ['password:Win|ter-Sun-1?'], true],
  ['a name', `${LONG}user=kelv\nin77 it`, ['user:kelv|in77?'], true],
  ['a value in one line', `${LONG}user=kelvin77 got\nkelvin was here`, ['user:kelvin77?'], false],
  ['two values', `${LONG}user=kelvin77 got\nkelvin user=bremen`, ['user:kelvin77?', 'user:bremen?'], false],
  ['nothing', `${LONG}kel\nvin was here`, [], false],
  ['a value that is none in the joined line', `${LONG}kelvin\nuser=bremen`, [], true],
  ['a column', `${LONG}column=kelv\nin77 it`, [], true],
  ['a word that says a result', `${LONG}password=failed\nkelvin77 it`, [], true],
  ['an address', `${LONG}host=192.0.2.7\nkelvin was here`, [], true],
  ['an address in one line', `${LONG}host=192.0.2.7 got\nkelvin was here`, ['host:192.0.2.7?'], false],
  ['an address of a user', `${LONG}user=192.0.2.7\nkelvin was here`, ['user:192.0.2.7|kelvin?'], true],
  ['a host', `${LONG}host=fw.example\n.com was here`, ['host:fw.example|.com?'], true],
  ['a password before a line of its own', `${LONG}password=Winter\ndone it`, [], true],
  ['a run before a line of its own', `${LONG}run=Winter77\ndone it`, [], true],
  ['a name before a line of its own', `${LONG}user=kelvin\ndone it`, ['user:kelvin|done?'], true],
  ['a name before a sentence', `${LONG}user=kelvin\nHello there`, [], true],
  ['a password before a sentence', `${LONG}password=Winter\nHello there`, [], true],
  ['a run before a sentence', `${LONG}run=Winter77\nHello there`, [], true],
  ['the beginning of a password before a sentence', `${LONG}password=Win\nHello there`, ['password:Win|Hello?'], true],
  ['a password before words', `${LONG}password=Winter\nkelvin there`, ['password:Winter|kelvin?'], true],
  ['a run with a short part', `${LONG}run=12\n0123456789abcdef`, ['run:0123456789abcdef?'], true],
  ['a name in a typed line', `${TYPED}user=kelv\nin77 it${LONGER}`, [], true],
  ['a password in a typed line', `${TYPED}password=Winter-\nSun-1 it${LONGER}`, ['password:Winter-|Sun-1?'], true],
  ['digits in a typed line', `${TYPED}run=0123456789ab\n0123456789ab it${LONGER}`, ['run:0123456789ab|0123456789ab?'], true],
  ['capital digits in a typed line', `${TYPED}run=0123456789AB\n0123456789AB it${LONGER}`, ['run:0123456789AB|0123456789AB?'], true],
  ['digits before letters in a typed line', `${TYPED}run=0123456789ab\nkelvin it${LONGER}`, [], true],
  ['letters before digits in a typed line', `${TYPED}run=kelvin\n0123456789ab it${LONGER}`, [], true],
  ['digits in one typed line', `${TYPED}run=0123456789ab got\nkelvin it${LONGER}`, [], false],
  ['digits of which a name is called', `${TYPED}user=0123456789ab\n0123456789ab it${LONGER}`, [], true],
  ['a password that output interrupted', `password=Winter\n${SSL}\n-Sun-1`, ['password:Winter|-Sun-1?'], true],
  ['a name that output interrupted', `user=kelvin\n${SSL}\n-Sun-1`, [], true],
  ['a value in the last of three lines', `${LONG}it\n${LONG}it\nuser=kelvin77`, [], true],
  ['values in three lines', `${LONG}it\n${LONG}it\nkelvin user=bremen`, ['user:bremen?'], false],
  ['a quoted password', '> password=Winter-Sun-1', [], false],
])('Lines that a terminal may have wrapped are read as one, too: %s', (_, text, kept, isGuessed) => {
  expect(reread(text)).toEqual([kept, isGuessed]);
}); // oxfmt-ignore

/** A string of JSON that holds a setting, in as many strings as given. */
const nested = (depth: number): string =>
  depth === 0 ? '    set passwd "kelvin"' : JSON.stringify({ message: nested(depth - 1) });

test.each<[string, string, string[], boolean]>([
  ['a mail', 'Hello,\n> set passwd kelvin\n', ['password:kelvin'], true],
  ['a mail with wrapped lines', `Hello,\n> ${LONG}password=Winter-\n> Sun-1\n`, ['password:Winter-'], true],
  ['two mails', '> set passwd kelvin\nHello,\n> set passwd bremen', ['password:kelvin', 'password:bremen'], true],
  ['a string', nested(1), ['password:\\"kelvin\\"'], true],
  ['a string in a string', nested(2), [String.raw`password:\\\"kelvin\\\"`], true],
  ['a string in two strings', nested(3), [String.raw`password:\\\\\\\"kelvin\\\\\\\"`], true],
  ['a string in three strings', nested(4), [], true],
  ['a string in a mail', `> ${nested(1)}\n`, ['password:\\"kelvin\\"'], true],
  ['nothing', 'set passwd kelvin', [], false],
])('What other text carries is read, too: %s', (_, text, kept, isGuessed) => {
  expect(reread(text, 'all')).toEqual([kept, isGuessed]);
}); // oxfmt-ignore

test('A finder of wrapped lines reads none again, and one of carried text reads wrapped lines', () => {
  const modes: string[] = [];
  const inner: Inner = (_, mode) => {
    modes.push(mode);
    return () => undefined;
  };
  const readings = new SecondReadings('all', () => undefined, inner);
  const text = '> set passwd kelvin';
  readings.begin(text, new Lines(text));
  readings.finish();
  expect(modes).toEqual(['nothing', 'wrapped']);
});
