import { expect, test } from 'vitest';
import { typedValues } from '../../../../server/src/secrets/positions/typedCommands';
import { every, first } from '../../../support/rows';

const marksIn = (marked: string): { readonly text: string; readonly start: number; readonly end: number } => {
  const start = marked.indexOf('{');
  const end = marked.indexOf('}') - 1;
  return { text: marked.replace('{', '').replace('}', ''), start, end };
};

const CASES = [
  [
    '{execute fortitoken sync FTKMOB0A1B2C3D4E 482913 204866}',
    ['one-time-code 482913', 'one-time-code 204866'],
  ],
  ['FGT # {execute fortitoken sync FTKMOB0A1B2C3D4E 482913} 204866', ['one-time-code 482913']],
  ['# {execute ping kelvin} marvin', ['host kelvin']],
  ['# {execute fortitoken sync FTKMOB0A1B2C3D4E 123}', []],
  ['# {execute fortitoken sync FTKMOB0A1B2C3D4E 12345678901}', []],
  ['# {execute fortitoken sync FTKMOB0A1B2C3D4E code482913}', []],
  ['# {execute fortitoken sync FTKMOB0A1B2C3D4E 482913\\n}', ['one-time-code 482913']],
  ['# {execute tool x --user "kelvin"}', ['user kelvin']],
  ['# {execute tool x --user ""}', []],
  ["# {execute tool x --user 'kelvin'}", ['user kelvin']],
  ['# {execute tool x --user "kelvin\'}', ['user "kelvin\'']],
  ['# {execute tool x --user=kelvin}', ['user kelvin']],
  ['# {execute tool x --user=7}', []],
  ['# {execute tool x -p ""}', []],
  ['# {execute tool x --user 4711001}', ['user 4711001']],
  ['# {execute tool x -p 482913;Sun}', ['password 482913;Sun']],
  ['# {execute tool x --otp=482913; y}', ['one-time-code 482913']],
  ['# {execute tool x --user}', []],
  ['# {execute tool x --users=kelvin}', []],
  ['# {tool -p}', []],
  ['# {show Winter-Sun-1}', []],
  ['# {execute Winter-Sun-1}', []],
  ['# {grep something Winter-Sun-1}', []],
  ['# {show something Winter-Sun-1 | grep x}', []],
  ['# {show x grep}', []],
  ['# {execute something FGT60F0000000001}', []],
  ['# {execute something xuser01}', []],
  ['# {execute something xuser01-Sun-1}', []],
] as const;

test('The secret values in a command that a user typed are found', () => {
  every(CASES, first, ([marked, values]) => {
    const { text, start, end } = marksIn(marked);
    const found = typedValues(text, { start, end });
    expect(found.map(value => `${value.kind} ${text.slice(value.start, value.end)}`)).toEqual(values);
    expect(typedValues(text, { start, end })).toEqual(found);
  });
});

test('A long command is read only at its beginning', () => {
  const text = `execute tool ${'x '.repeat(285)}--user kelvin --user marvin`;
  const values = typedValues(text, { start: 0, end: text.length });
  expect(values.map(({ start, end }) => text.slice(start, end))).toEqual(['kelvin']);
});

test('A command without values has none when it is typed again elsewhere', () => {
  for (let at = 0; at < 600; at++)
    expect(typedValues(`execute ping6 ${at}`, { start: 0, end: 14 })).toEqual([]);
  expect(typedValues('# execute ping kelvin', { start: 2, end: 21 })).toEqual([
    { kind: 'host', start: 15, end: 21 },
  ]);
});
