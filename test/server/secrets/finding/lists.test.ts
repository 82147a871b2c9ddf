import { expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { redact } from '../../../../server/src/secrets';

const CAPTURE = 'FGT # diagnose debug enable\n';

test.each([
  '||Password||«Zopbakelu-075»||',
  '| Device | User | Password |\n|---|---|---|\n| pc-01 | admin | «zopbakelu» |',
  '||User||Password||\n|bob|«Zopbakelu-075»|',
  '|| User || Password ||\n| bob | «Zopbakelu-075» |',
  '^ User ^ Password ^\n| bob | «Zopbakelu-075» |',
  '|_. User |_. Password |\n| bob | «Zopbakelu-075» |',
  '! User !! Password\n|-\n| bob || «Zopbakelu-075»',
  '| **User** | **Password** |\n|:--|:--|\n| bob | `«Zopbakelu-075»` |',
  '┌──────┬──────────┐\n│ User │ Password │\n├──────┼──────────┤\n│ bob  │ «Zopbakelu-075» │\n└──────┴──────────┘',
  '│ PSK │ «Zopbakelu-075» │',
  'User / Password\nbob / «Zopbakelu-075»',
  'User & Password \\\\\nbob & «Zopbakelu-075» \\\\',
  'UserName Password\n-------- --------\nbob      «Zopbakelu-075»',
  '<tr><th>User</th><th>Password</th></tr>\n<tr><td>bob</td><td>«Zopbakelu-075»</td></tr>',
  '<tr><th>PSK</th><td><code>«Zopbakelu-075»</code></td></tr>',
  'Title;User\u00a0name;Password\nFW1;admin;«zopbakelu»',
  'usuario,contraseña\nbob,«Zopbakelu-075»',
  'User        PSK             Peer\n----        ---             ----\nHQ          «kelubazop41»     192.0.2.1',
  'username  | password   | realm\n----------+------------+------\n bob      | «kelubazop41» | a',
  '| # | PSK | Remote |\n|---|---|---|\n| 1 | «kelubazop41» | 192.0.2.1 |',
  '{\n  "columns": ["user", "password"],\n  "rows": [\n    ["bob", "«kelubazop41»"]\n  ]\n}',
  '[\n  ["host", "port", "psk"],\n  ["192.0.2.1", 500, "«kelubazop41»"]\n]',
  'rows = [("login", "pass"), ("bob", "«kelubazop41»")]',
])('A value in a table is a secret by the head of its column: %s', marked => {
  const text = CAPTURE + marked.replaceAll(/[«»]/g, '') + '\n';
  const copy = redact(text);
  for (const [, value = ''] of marked.matchAll(/«([^»]*)»/g)) expect(copy).not.toContain(value);
  expect(redact(copy)).toBe(copy);
  expect(analyze(text).secrets).toHaveLength(1);
});

test.each([
  'User | Password\n0 | required',
  '|| Password || Status ||',
  '│ Setting │ Password │\n│ minimum │ 12 │',
  'wrong password\n-------- --------\nretry    later-02',
  'Username / Password',
  '<th>Password</th><th>Comment</th>',
  '{"required": ["user", "password"], "types": ["basic", "digest"]}',
  '[["setting","password"],["minimum","required"]]',
])('What only looks like a table is kept: %s', line => {
  const text = `${CAPTURE}${line}\n`;
  expect(redact(text)).toBe(text);
});
