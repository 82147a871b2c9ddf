import { expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { redact } from '../../../../server/src/secrets';
import { allMasksOf } from '../../../../server/src/presentation/mask';

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
