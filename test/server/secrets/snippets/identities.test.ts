import { expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';

/** Text that people paste along with a capture; `«»` surround the names of people and machines in it. */
const IDENTITIES = [
  'пользователь: «moribandelu»',
  'χρήστης: «moribandelu»',
  '用户名：«moribandelu»',
  'ユーザー: «moribandelu»',
  '{"user":"«иванов»"}',
  'user=«παπαδόπουλος» login',
  'user="«bd»" action=login',
  'User «moriban33» is not in group',
  'auth_handle-user «moriban39» logon',
  'Hello «Moriban»,',
  '{"sub":"«moribandelu»","iss":"x"}',
  '{"given_name":"«Moriban»","family_name":"«Delu»","preferred_username":"«moridelu»"}',
  '"cn":"«Moriban Delu»"',
  'displayName: «Moriban Delu»',
  'recipient=«mori.ban»%40«corp.example.org»&x=1',
  'open \\\\«nas-delu61»\\netlogon',
  '"unc":"\\\\\\\\«nas-delu61»\\\\share"',
  'net view \\\\«nas-delu61»',
  'smb://«nas-delu61»/share',
  'employeeID: «E525038»',
  'Handy: «0160 99062859»',
  'ldaps://«dc-7»:636',
  'mac=«705f7438577d»',
  'station «709b0d3d349d» joined',
  'Calling-Station-Id = "«70604AAA5692»"',
  'Called-Station-Id = "00:9e:9d:0a:a8:97:«Delu-WLAN»"',
  'sms to «4915126775239» failed',
  'mobile_number="«01712050659»"',
  'phone: «0151 2345678», x',
  '{"phone":«4915120483285»}',
  'imsi «808972990889802» iccid «2178145442704768414»',
  '{"imei": «472899256582844»}',
  'contract number «2409337202»',
  'vpn "«HQ-Delu»" phase1 done',
  'vd=root tunnel=«HQ-Delu»',
  'srchostname="«pc-delu82»"',
  'nodename «PC-DELU91»',
  'essid «Delu_IoT»',
  'edit "«moribandelu»"\n    set status enable\n    set two-factor fortitoken\nnext',
  ' 0    «moribandelu»    g-vpn    1(1)    291    192.0.2.7    0/0    0/0',
  'client ip «0aa7c48b» connected',
  'addr=0x«c0a8135f» port=0x1bb',
  'user «CORP»/«moriban.delu» logged on',
  'auth request «CORP»/«moriban.delu» sent',
  'user="«DELUX»/«moriban39»" ok\n«moriban39» came',
  'login «moriban39»/«DELUX.LOCAL» failed',
  'Nutzer: «moribandelu»',
  'Användarnamn: «moribandelu»',
  'dn: x\nsn: «Moribandelu»',
  'displayName: «Delu, Moriban»',
  'FGT # get vpn ssl monitor\n |Index|User|Group|Auth Type|From|\n |0|«moribandelu»|g|1(1)|192.0.2.7|',
  '«moriban39» : XAUTH "zopbakelu"',
  '«moriban39» Cleartext-Password := "zopbakelu"',
  'smbclient //192.0.2.7/c -U «moriban39»%zopbakelu-075',
  'ansible_user: «moriban39»',
  'Content-Disposition: form-data; name="username"\n\n«moriban39»\n--x--',
];

test.each(IDENTITIES)('%s', marked => {
  const values = [...marked.matchAll(/«([^»]*)»/g)].map(([, value = '']) => value);
  const copy = redact(`FGT # diagnose debug enable\n${marked.replaceAll(/[«»]/g, '')}\n`);
  for (const value of values) expect(copy).not.toContain(value);
  expect(redact(copy)).toBe(copy);
  for (const line of copy.split('\n').filter(output => output.startsWith('{')))
    expect(() => JSON.parse(line) as unknown).not.toThrow();
});
