import { expect, test } from 'vitest';
import { commandEnd, typedValues } from '../../../../server/src/secrets/positions/commands';

/** The command that starts at `«` in a text of which the part behind `¦` is read, with its end marked by `»`. */
function withEnd(marked: string): string {
  const from = Math.max(0, marked.indexOf('¦'));
  const text = marked.replaceAll(/[«»¦]/g, '');
  const start = marked.replace('¦', '').indexOf('«');
  const end = start + (/^[\w-]+/.exec(text.slice(start))?.[0].length ?? 0);
  const last = commandEnd(text, from, start, end, text.length);
  const close = last < 0 ? '' : '»';
  const cut = last < 0 ? text.length : last;
  const before = text.slice(0, start);
  const border = marked.includes('¦') ? `${text.slice(0, from)}¦${text.slice(from, start)}` : before;
  return `${border}«${text.slice(start, cut)}${close}${text.slice(cut)}`;
}

test.each([
  '«execute ping host»',
  'see «execute ping host»',
  'see «EXECUTE ping host»',
  'see «diagnose ping host»',
  'see «exec ping host',
  'see «e ping host',
  '«ex ping host»',
  '«e ping host',
  '«d test host»',
  '«executes ping host',
  '  «exec ping host»',
  '    «exec ping host»',
  '     «exec ping host',
  'a    ¦«exec ping host»',
  'a ¦ «exec ping host»',
  'FGT # «exec ping host»',
  'FGT #«exec ping host»',
  'FGT $ «exec ping host»',
  'FGT > «exec ping host»',
  '"«exec ping host»',
  "'«exec ping host»",
  '(«exec ping host»',
  'a;«exec ping host»',
  'a: «exec ping host»',
  'a:\t«exec ping host»',
  'a= «exec ping host',
  'a\n«exec ping host»',
  'a\r«exec ping host»',
  'a\n  «exec ping host»',
  '10:20 «exec ping host»',
  '10:20:30 «exec ping host»',
  '10:20:30.123 «exec ping host»',
  '10:20:30,123Z «exec ping host»',
  '10:20:30+01:00 «exec ping host»',
  '10:20:30-0100: «exec ping host»',
  '[10:20:30] «exec ping host»',
  '(10:20:30): «exec ping host»',
  '10:20«exec ping host',
  '10:200 «exec ping host',
  '10:20 a «exec ping host',
  '10:20:30 ¦a «exec ping host',
  'FGT # \x1b[1m«exec ping host»',
  'FGT # \x1b[0;31m «exec ping host»',
  'FGT #    \x1b[1m    «exec ping host»',
  'FGT a \x1b[1m«exec ping host',
  '\x1b[1m«exec ping host»',
  '\x1b[1m    «exec ping host»',
  '\x1b¦[1m«exec ping host',
  'a ¦ \x1b[1m«exec ping host»',
  '«exec ping host»\nexec ping b',
  '«exec ping host»\r\nexec ping b',
  '`«exec ping host»` b',
  ' «exec ping host` b»',
  '`¦«exec ping host` b»',
  '<b>«exec ping host»</b>',
  '<b>«exec ping host»<br>b',
  '<b>«exec ping host»<br/>b',
  '<b>«exec ping <host> b»',
  '&quot;«exec ping host»&quot;',
  '&lt;«exec ping host»&gt; b',
  '&#39;«exec ping host»&#39; b',
  '«exec ping a&b; host»',
  '&lt;«exec ping a&b; host»',
  '«exec ping a&amp;b»',
  '"«exec ping host»" b',
  '"«exec ping host»\\" b',
  '"«exec ping host»\\\\\\" b',
  '"«exec ping "host b"»" c',
  '"«exec ping \\"host b\\"»" c',
  '«exec ping "host b" c»',
  '«exec ping "host b',
  '«exec ping "" host»',
])('A command ends where its line, string or element ends: %j', marked => {
  const text = marked === '«exec ping "host b' ? `${marked}»` : marked;
  expect(withEnd(text)).toBe(text);
});

test('A long command is not read to its end, and no further than the passage', () => {
  const text = `execute ping ${'x'.repeat(700)}`;
  expect(commandEnd(text, 0, 0, 7, text.length)).toBe(600);
  expect(commandEnd(text, 0, 0, 7, 20)).toBe(20);
});

const marksIn = (marked: string): { readonly text: string; readonly start: number; readonly end: number } => {
  const start = marked.indexOf('{');
  const end = marked.indexOf('}') - 1;
  return { text: marked.replace('{', '').replace('}', ''), start, end };
};

test.each([
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
  ['# {Winter-Sun-1}', ['run Winter-Sun-1']],
  ['# {show Winter-Sun-1}', []],
  ['# {execute Winter-Sun-1}', []],
  ['# {execute something Winter-Sun-1}', ['run Winter-Sun-1']],
  ['# {EXEC something Winter-Sun-1}', ['run Winter-Sun-1']],
  ['# {show | grep Winter-Sun-1}', ['run Winter-Sun-1']],
  ['# {grep something Winter-Sun-1}', []],
  ['# {show something Winter-Sun-1 | grep x}', []],
  ['# {show x grep}', []],
  ['# {execute something "Winter-Sun-1"}', ['run Winter-Sun-1']],
  ['# {execute something Winter-Sun-1#}', ['run Winter-Sun-1#']],
  ['# {execute something FGT60F0000000001}', []],
  ['# {execute something xuser01}', []],
  ['# {execute something xuser01-Sun-1}', []],
  ['# {execute something AB1CD-2EF3G-H4IJ5}', ['run AB1CD-2EF3G-H4IJ5']],
  ['# {execute something ABCDEF123456}', ['run ABCDEF123456']],
])('The values in a command that a user typed: %s', (marked, values) => {
  const { text, start, end } = marksIn(marked);
  const found = typedValues(text, { start, end });
  expect(found.map(value => `${value.kind} ${text.slice(value.start, value.end)}`)).toEqual(values);
  expect(typedValues(text, { start, end })).toEqual(found);
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
