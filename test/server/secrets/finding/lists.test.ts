import { expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { redact } from '../../../../server/src/secrets';
import { ListReader, listedAt } from '../../../../server/src/secrets/finding/lists';
import { unmarked } from '../../../support/found';

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

/** The text with the cells that a reader finds in its lines, marked. */
function readLines(text: string, reader: ListReader): string {
  const lines = text.split('\n').map(line => {
    let copy = '';
    let at = 0;
    for (const { kind, start, end } of reader.add(line)) {
      copy += `${line.slice(at, start)}«${kind}:${line.slice(start, end)}»`;
      at = end;
    }
    return copy + line.slice(at);
  });
  return lines.join('\n');
}

test.each([
  // Cells with a separator.
  'user,password\n«user:kelvin»,«password:Winter»\n«user:marvin»,«password:Sommer»',
  'user;password;site\n«user:kelvin»;«password:Winter»;hq',
  'user|password\n«user:kelvin»|«password:Winter»',
  'user\tpassword\n«user:kelvin»\t«password:Winter»',
  '"user","password"\n"«user:kelvin»","«password:Winter, Sun»"',
  '"user","password"\n"«user:kelvin»",""',
  '"user","password"\n"","«password:Winter»"',
  'user,password\n,«password:Winter»',
  'user,password\n«user:kelvin»,',
  'user,password,site\n«user:kelvin»,«password:Winter»,"hq, one"',
  'user,password\n«user:kelvin»,«password:Winter»  ',
  'user,password,site\nkelvin,Winter\n«user:marvin»,«password:Sommer»,hq',
  'site,size\nhq,big',
  'site,user\nhq,«user:kelvin»',
  'psk,moribandelu\nWinter,7',
  'psk,"moribandelu"\nWinter,7',
  'psk,moribandelu \nWinter,7',
  'psk,kennwort\n«password:Winter»,«password:Sommer»',
  'login,moribandelu\n«user:kelvin»,7',
  'psk,value\n«password:moribandelu»,7',
  'psk,login\n«password:moribandelu»,«user:kelvin»',
  'site,moribandelu\nhq,7',
  'psk,moribandelu,site\n«password:Winter»,7,hq',
  'user,password\n«user:kelvin»,«password:Winter»\nsite;psk\nhq;«password:Sommer»',
  `user,password,${'x'.repeat(40)}${',site'.repeat(61)}\nkelvin`,
  'Site (local);Password\nhq;«password:Winter»',
  'user,password?\nkelvin,Winter',
  '7user,password\nkelvin,Winter',
  // Cells between bars.
  '| user | password |\n| «user:kelvin» | «password:moribandelu» |',
  '| user | password |\n|:---|===+|\n| «user:kelvin» | «password:moribandelu» |',
  '| user | password |\n| kelvin | moribandelu | hq |',
  '| user | password |\nkelvin moribandelu',
  '| user | password |\nkelvin  moribandelu',
  '| user | password |\n| «user:kelvin» | Winter Sun 1 |',
  '| user | password |\n| «user:kelvin» | required |',
  '| user | password |\n| user | «password:moribandelu» |',
  '| user | otp |\n| «user:kelvin» | «one-time-code:482913» |',
  '| user | otp |\n| «user:kelvin» | 48291 |',
  '| user | otp |\n| «user:kelvin» | 482913482 |',
  '| size | color |\n| moriban | moribandelu |',
  '| login | color |\n| «user:kelvin» | moribandelu |',
  '│ user │ password │\n│ «user:kelvin» │ «password:moribandelu» │',
  '┃ user ┃ password ┃\n┃ «user:kelvin» ┃ «password:moribandelu» ┃',
  '║ user ║ password ║\n║ «user:kelvin» ║ «password:moribandelu» ║',
  '¦ user ¦ password ¦\n¦ «user:kelvin» ¦ «password:moribandelu» ¦',
  '|| user || password ||\n|| «user:kelvin» || «password:moribandelu» ||',
  '|| user || password ||\n| «user:kelvin» | «password:moribandelu» |',
  '^ user ^ password ^\n| «user:kelvin» | «password:moribandelu» |',
  '! user !! password\n| «user:kelvin» || «password:moribandelu»',
  '| # | user | password |\n| 1 | «user:kelvin» | «password:moribandelu» |',
  '|_. user |_. password |\n| «user:kelvin» | «password:moribandelu» |',
  '| **user** | `password` |\n| «user:kelvin» | «password:moribandelu» |',
  'user / password\n«user:kelvin» / «password:moribandelu»',
  'user & password \\\\\n«user:kelvin» & «password:moribandelu» \\\\',
  '<tr><th>user</th><th>password</th></tr>\n<tr><td>«user:kelvin»</td><td>«password:moribandelu»</td></tr>',
  '<tr><th class="a">user</th><th>password</th></tr>\n<tr><td class="a">«user:kelvin»</td><td>«password:moribandelu»</td></tr>',
  // Cells below their names.
  'NAME   PSK           STATUS\nvpn1   «password:Winter-Sun-1»  up',
  'NAME   PSK           STATUS\nvpn1    Winter-Sun-1  up',
  'NAME   PSK           STATUS\n       Winter-Sun-1\nvpn1   «password:Sommer-Sun-2»',
  'NAME   PSK           STATUS\nvpn1   moribandelu   up',
  'NAME   PSK           STATUS\nvpn1   Winter Sun 1  up',
  'NAME   PSK           STATUS\n----   ------------  ------\nvpn1   «password:Winter-Sun-1»  up',
  'NAME   PSK           STATUS\nlast row\nvpn1   «password:Winter-Sun-1»  up',
  'NAME   MODE          STATUS\nvpn1   Winter-Sun-1  up',
  'User Password\n---- ------------\nkel  «password:Winter-Sun-1»',
  'User Password  \n---- ------------  \nkel  «password:Winter-Sun-1»',
  'User Password\n----- ------------\nkel  Winter-Sun-1',
  'User Password\nkel  Winter-Sun-1',
  'User Password\n\n---- ------------\nkel  Winter-Sun-1',
  ' User Password\n ---- ------------\n kel  «password:Winter-Sun-1»',
  'User Size\n---- ------------\nkel  Winter-Sun-1',
  // Lists of sessions and of users.
  'Index   User   Group   Auth Type\n0       «user:kelvin»   «group:G-One»     16(1)',
  'Index   User   Group   Auth Type\nuser01   kelvin   G-One     16(1)',
  'Index   User   Group   Auth Type\n0       «user:kelvin»',
  'Index   User\n0       kelvin',
  'Index   Size   Color\n0       kelvin   G-One',
  ' |Index|User|Group|\n |0|«user:kelvin»|«group:G-One»|',
  'username        local    device\n«user:kelvin»   ssh   port1',
  'username        local    device\nkelvin   ssh',
  'username        host    group\n«user:kelvin»   «host:pc-lab7»   «group:lab-staff»',
  'IP              MAC-Address         Hostname\n192.0.2.7  00:00:5e:00:53:01  «host:pc-lab7»',
  // Rows in brackets.
  '["user","password"]\n["«user:kelvin»","«password:Winter-Sun-1»"]',
  '[["user","password"],["«user:kelvin»","«password:Winter-Sun-1»"]]',
  '"columns": ["user", "password"],\n"rows": [\n["«user:kelvin»", "«password:Winter-Sun-1»"]',
  '["user","password"]\nanother line\n["kelvin","Winter-Sun-1"]',
  '["user","password"]\n["kelvin","up"]',
  '["user","password"]\n["kelvin","Winter-Sun-1","hq"]',
  '["user","password","site"]\n["kelvin","Winter-Sun-1"]\n["«user:marvin»","«password:Sommer-Sun-2»","hq"]',
  '["user","site"]\n["kelvin","Winter-Sun-1"]',
  '["user","password","7"]\n["kelvin","Winter-Sun-1","hq"]',
  '["psk","moribandelu"]\n["Winter-Sun-1","Sommer-Sun-2"]',
  '["psk","moribandelu","site"]\n["«password:Winter-Sun-1»","Sommer-Sun-2","hq"]',
  '| user | password |\n["kelvin","Winter-Sun-1"]',
  '["user","password"]\n["kelvin","moribandelu"]',
  'wrong (user, password)\n(retry-2, status-401x)',
  // A table without line breaks.
  'user,password «user:kelvin»,«password:Winter» «user:marvin»,«password:Sommer»',
  'user,password 2025-01-15 «user:kelvin»,«password:Winter»',
  'user,password are wrong kelvin,Winter',
  'x user;password «user:kelvin»;«password:Winter»',
  '"user","password" "«user:kelvin»","«password:Winter»"',
  'site,size hq,big user,password «user:kelvin»,«password:Winter»',
  'one, two kelvin,Winter',
])('The cells of a list in lines: %j', marked => {
  expect(readLines(unmarked(marked), new ListReader())).toBe(marked);
});

test('A payload has a list of its own', () => {
  const reader = new ListReader();
  const text = '[["user","password"],["kelvin","Winter-Sun-1"]]';
  expect(reader.addPayload(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['user', 'kelvin'],
    ['password', 'Winter-Sun-1'],
  ]);
  expect(readLines('["marvin","Sommer-Sun-2"]', reader)).toBe('["marvin","Sommer-Sun-2"]');
});

test('A list that is over has no rows', () => {
  const reader = new ListReader();
  readLines('user,password', reader);
  reader.end();
  expect(readLines('kelvin,Winter', reader)).toBe('kelvin,Winter');
});

test.each([
  ['---- ------------', 'kel  «password:Winter-Sun-1»'],
  ['---- ------------  ', 'kel  «password:Winter-Sun-1»'],
  ['another line', 'kel  Winter-Sun-1'],
])('A ruler below a head may be read alone: %s', (ruler, row) => {
  const reader = new ListReader();
  readLines('User Password', reader);
  reader.ruler(ruler);
  expect(readLines(unmarked(row), reader)).toBe(row);
});

test.each([
  ['vd: root/0\nname: «connection:to-bremen»\nversion: 1'],
  ['vd: root/0\r\nname: «connection:to-bremen»'],
  ['vd: root/0\n2025-01-15 08:00:00 name: «connection:to-bremen»'],
  ['vd: root/0\ntunnel: to-bremen'],
  ['   name=«connection:to-bremen» ver=1'],
  ['name=to-bremen serial=1'],
  ['proxyid=«connection:to-bremen» proto=0'],
  ["'«connection:to bremen»' 192.0.2.9:0  selectors(total,up): 1/1"],
  ["'to-bremen' 192.0.2.9:0  1/1"],
  ['192.0.2.9, «user:kelvin»\n  type: fsso'],
  ['192.0.2.9, «user:kelvin»\n2025-01-15 08:00:00   src_mac: 00:00:5e:00:53:01'],
  ['192.0.2.9, kelvin'],
  ['0   «user:kelvin»   GRP-vpn   1(1)   291 '],
  ['0   «user:kelvin»   GRP-vpn   192.0.2.7   22099   22099/43228'],
  ['0\t«user:kelvin»\tGRP-vpn\t1(1)\t291 x'],
  ['0 kelvin   GRP-vpn   1(1)   291 '],
  ['0   kelvin   GRP-vpn   291'],
  ['<13>Jan 15 08:00:00 «host:fgt-lab» date=2025-01-15'],
  ['Jan 15 08:00:00 «host:fgt-lab» date=2025-01-15'],
  ['2025-01-15T08:00:00Z «host:fgt-lab» date=2025-01-15'],
  ['x name=to-bremen ver=1'],
  [`vd: root/0\nname: «connection:${'b'.repeat(64)}»${'c'.repeat(200)}`],
])('What a line of a list begins with: %j', marked => {
  const text = unmarked(`\n${marked}`);
  const listed = listedAt(text, 1);
  const copy = listed
    ? `${text.slice(0, listed.start)}«${listed.kind}:${text.slice(listed.start, listed.end)}»${text.slice(listed.end)}`
    : text;
  expect(copy).toBe(`\n${marked}`);
});
