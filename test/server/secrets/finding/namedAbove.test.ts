import { expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { redact } from '../../../../server/src/secrets';
import { allMasksOf } from '../../../../server/src/presentation/mask';
import { namedAbove, textAbove } from '../../../../server/src/secrets/finding/namedAbove';
import { unmarked } from '../../../support/found';

const CAPTURE = 'FGT # diagnose debug enable\n';

/** The text with the masks of the quick fix for all secrets. */
function maskedInPlace(text: string): string {
  const { edits } = allMasksOf(analyze(text));
  return [...edits]
    .reverse()
    .reduce((now, { start, end, text: mask }) => now.slice(0, start) + mask + now.slice(end), text);
}

test.each([
  '$ cat /run/secrets/db_password\n«Zopbakelu-075»',
  'root@jump:~# cat /etc/unit/psk\n«Zopbakelu-075»',
  '[bob@jump ~]$ echo $VPN_PSK\n«Zopbakelu-075»',
  'jump% pass show unit/password\n«Zopbakelu-075»',
  'C:\\Temp>type radius_secret.txt\n«Zopbakelu-075»',
  'What is the PSK?\n«Zopbakelu-075»',
  'Wie lautet das Kennwort?\n«Zopbakelu-075»',
  '  "name": "SVPNCOOKIE",\n  "value": "«Zopbakelu-075»",',
  '  "name": "credential",\n  "value": "«zopbakelu»"',
  '2026-08-14 07:12:10 Shared Secret:\n2026-08-14 07:12:11 «Zopbakelu-075»',
  '2026-08-14 07:12:10 <key>AuthPassword</key>\n2026-08-14 07:12:11 <string>«zopbakelu»</string>',
  '2026-08-14 07:12:10 expect "assword:"\n2026-08-14 07:12:11 send "«zopbakelu»\\r"',
  'Q: which radius secret?\nA: «Zopbakelu-075»',
  '09:12 bob: psk?\n09:13 eve: «Zopbakelu-075»',
  'what is the psk?\nEve  9:13 AM\n«Zopbakelu-075»',
  'the psk is\n«Zopbakelu-075»',
  '*PSK*\n«Zopbakelu-075»',
  'Contraseña:\n«Zopbakelu-075»',
  'Password:\n«zopbakelu»',
  'passwords:\n  hq: «Zopbakelu-075»\n  br: «Kelubazop-402»',
  'psk = {\n  hq = "«Zopbakelu-075»"\n  br = "«Kelubazop-402»"\n}',
  'variable "psk" {\n  type    = string\n  default = "«zopbakelu»"\n}',
  '<dt>Password</dt>\n<dd>«Zopbakelu-075»</dd>',
  "Here's the new PSK:\n\n«Zopbakelu-075»",
  'Subject: VPN password\n\n«Zopbakelu-075»',
  "Bob: could you send the PSK?\nEve: sure, it's «kelubazop41»",
  "child.expect('Password: ')\nchild.sendline('«zopbakelu»')",
  'chpasswd:\n  list: |\n    root:«zopbakelu»\n    bob:«kelubazop41»',
  'secrets:\n  - «Zopbakelu-075»\n  - «Kelubazop-402»',
  '<auth-user-pass>\nbob\n«Zopbakelu-075»\n</auth-user-pass>',
])('A value below its name is masked in a copy, and by the quick fix: %s', marked => {
  const text = CAPTURE + marked.replaceAll(/[«»]/g, '') + '\n';
  const copy = redact(text);
  const fixed = maskedInPlace(text);
  for (const [, value = ''] of marked.matchAll(/«([^»]*)»/g)) {
    expect(copy).not.toContain(value);
    expect(fixed).not.toContain(value);
  }
  expect(redact(copy)).toBe(copy);
});

test.each([
  'Shared Secret\nServer1.example.org',
  'root@jump:~# cat /etc/hosts\nlocalhost-v4',
  'Is the password expired?\nyes',
  'Password:\ndenied',
  'Token:\nexpired',
  'Did the PSK change?\nunknown',
  'status of the secret?\nsynchronised',
  '  "name": "password-policy",\n  "value": "strong"',
  'secret:\n  name: unit-psk-1',
  'password = {\n  minimum = 12\n}',
  '<dt>Password</dt>\n<dd>required</dd>',
  'Password for user01\nconfig user local',
])('What is below a name is not always a value: %s', line => {
  const text = `${CAPTURE}${line}\n`;
  expect(maskedInPlace(text)).toBe(text);
});

/** The text with the value that each line has by a name above it, marked. */
function belowNames(text: string): string {
  let copy = '';
  let at = 0;
  for (const { 0: line, 1: time = '', index } of text.matchAll(/(\d\d:\d\d:\d\d )?[^\r\n]+/g)) {
    const named = namedAbove(text, { start: index + time.length, end: index + line.length }, '');
    if (!named) continue;
    copy += `${text.slice(at, named.start)}«${named.kind}:${text.slice(named.start, named.end)}»`;
    at = named.end;
  }
  return copy + text.slice(at);
}

test.each([
  // What is around the value.
  'Password:\n])«password:Winter-Sun-1»',
  '"name": "password",\n"value": "«password:Winter-Sun-1»"',
  '"name": "password",\n"value": ")]})"',
  '# new psk\n  «password:Winter-Sun-1»',
  '# new psk\n  build=Rel-0512x',
  'another line\n'.repeat(30) + 'Password:\n«password:Winter-Sun-1»',
  'expect "Password:"\n' + 'send "«password:moribandelu»\\r"'.padEnd(320 + '«password:»'.length),
  // What the name is.
  '<dt>Password </dt>\n<dd>«password:Winter-Sun-1»</dd>',
  'psk:\n  site: hq\n  default: «password:Winter-Sun-1»',
  'timer:\n  site: hq\n  default: every-90s',
  '$ kubectl get secret vpn-cookie\n«session:kq9X2LmT7vBz»',
  '$ kubectl get cookie vpn-secret\n«password:kq9X2LmT7vBz»',
  // What the value is.
  '<key>Password</key>\n<string>«password:winter.sun.lab»</string>',
  'Shared Secret\nPrerequisites',
  'Shared Secret:\n«password:moribandelu»',
  'form-data; name="username"\n\n«user:moribandelu»',
  'form-data; name="username"\n\nroot',
  'users:\n  - [bob, «password:Wx7!kq2»]\n  - [eve, «password:kQxZvBtW»]\n  - [ann, «password:ab12cd34ef56»]',
  'users:\n  - [bob, lab-staff]\n  - [eve, lab-7]',
  // A serial number, or the rest of one that a terminal wrapped.
  'Password:\n«password:FTKMOB947FDC1754»',
  'Password for the token FTK\nMOB947FDC1754',
  'Password for the site HQ\n«password:MOB947FDC1754»',
  '$ sudo chpasswd\nadmin:«password:winter77»\nFGT60F0000000001:«password:moribandelu»',
  // How many lines are above, and what they begin with.
  'Recovery codes:\n«one-time-code:52941617»\n«one-time-code:75324636»\n«one-time-code:18450273»',
  'Shared Secret\r\n-------\r\n«password:Winter-Sun-1»',
  '07:12:11 Shared Secret\n07:12:12 -------\n07:12:13 «password:Winter-Sun-1»',
  '07:12:11 PSK\n07:12:12 ---\n07:12:13 «password:Winter-Sun-1»',
  'Password:\n«password:Winter-Sun-1»\n07:12:13 ',
  '$ az keyvault secret show\n{\n  "value": "«password:Winter-Sun-1»"',
  '$ az keyvault secret show\n \t\n \n{\n  "value": "«password:Winter-Sun-1»"',
  '$ az keyvault secret show\n\ufeff\ufeff\n{\n  "value": "«password:Winter-Sun-1»"',
  'psk:\n\ufeff\n- «password:Winter-1»\n\ufeff\n- «password:Sommer-2»\n\ufeff\n- «password:Kelvin-3»\n\ufeff\n- «password:Marvin-4»\n\ufeff\n- «password:Bremen-5»',
])('The value of a line by the lines above it: %j', marked => {
  expect(belowNames(unmarked(marked))).toBe(marked);
});

test.each([
  ['the end of the text', 'x'.repeat(200), 200, 'above', 'x'.repeat(160)],
  ['a part of the text', 'one\ntwo', 4, '', 'one\n'],
  ['the end of a longer text', `${'x'.repeat(160)}one`, 163, 'above', `${'x'.repeat(157)}one`],
  ['what was before a short text', 'one\n', 4, 'above\n', 'above\none\n'],
  ['the end of what was before', 'one', 3, `a${'y'.repeat(157)}`, `${'y'.repeat(157)}one`],
])('The text above a line is %s', (_, text, end, before, above) => {
  expect(textAbove(text, end, before)).toBe(above);
});
