import { expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

/** What people paste beside a capture; `«»` are around what must not be left in the copy. */
const SNIPPETS = [
  '<param><name>secret</name><value>«Eqsphr4!QH3HG3»</value></param>',
  '<member><name>passwd</name><value><string>«Eqsphr4!QH3HG3»</string></value></member>',
  'env:\n  - name: FGT_PASSWORD\n    value: "«Effjnmj7977»"',
  '  - name: RADIUS_SECRET\n    value: «Jqsfya5!gWc4w8»',
  '{"method":"exec","session":"«ozipJvih2eLu8wT7BHiWxBzKP7hX3nuE»"}',
  'GET /api/v2/monitor/user/fortitoken?auth=«GJ3nVcGVeRbKpH6s9Ke7ofty8tiKWc3Y» HTTP/1.1',
  'PresharedKey = «TJkJMF+KH85T2RitymWrBYfz+LRFZTfb/9aYw/VmY4N=»',
  'TOTP: «958874»',
  'docker login -u bob -p «gkmj.QBQ352» reg.example.com',
  'http --auth bob:«knpf.JZC279» GET :8443/x',
  'echo "User-Name=bob" | radclient 192.0.2.1 auth «xtsde-867ZGN!»',
  'ConvertTo-SecureString "«Asmdag8!6xLUT7»" -AsPlainText -Force',
  'requests.get(url, auth=("bob", "«wuck.FKA736»"))',
  'fgt.login("192.0.2.1", "admin", "«ywos.ZHV648»")',
  'snmp-server user bob grp v3 auth sha «nkjff-262SYX!» priv aes 128 «Gwctqb3!vpYfy9»',
  'crypto isakmp key «tujoag977SJB» address 192.0.2.7',
  'tacacs-server key «pord.TDX828»',
  'bob : XAUTH "«Vxahqqh2992»"',
  'charon: 06[CFG] secrets: added IKE secret for %any "«wpxbgm347JEZ»"',
  "ike 0:hq: PSK used '«tqemdj688WXU»'",
  'msg="User bob changed password to «excx.KYC286»"',
  'Das Passwort lautet «Luhkgax3869»',
  'creds: bob/«Rvtvtj2!oLSS88»',
  'config router isis\n config isis-interface\n edit port1\n set auth-password-hello «noeei-954JWN!»',
  'Passed group matchingdiagnose test authserver tacacs+ T1 jdoe «Zcjojk7*DVmn72»',
  'pushed with «ghp_FTg9DitqizJiMZoYJwQnMiqEB6pkUhbXGw8Q»',
  'posted with «xoxb-123456789012-4RZ9FN9j3TMFhGZDhCyxCe8N»',
];

test.each(SNIPPETS)('%s', marked => {
  const values = [...marked.matchAll(/«([^»]*)»/g)].map(([, value = '']) => value);
  const copy = redact(marked.replaceAll(/[«»]/g, ''));
  for (const value of values) expect(copy).not.toContain(value);
  expect(redact(copy)).toBe(copy);
});

test('What only looks like one stays', () => {
  const text = 'sk-learn 1.2 and SG.1.2 were installed; <name>port</name><value>8443</value>';
  expect(redact(text)).toBe(text);
});
