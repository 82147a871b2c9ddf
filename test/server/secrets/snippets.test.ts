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
  'FGT # fnsysctl cat /data/etc/ppp/chap-secrets\n"user01"\t*\t"«zopbakelu»"\t*',
  'user01 * «zopbakelu-77» 192.0.2.7',
  'bob : EAP "«zopbakelu»"',
  'FGT # get system snmp community\n== [ 1 ]\nid: 1    name: «zopbakelu»',
  'FGT # get system status\nsnmpd: checking if community "«zopbakelu»" is valid',
  'snmpd bad community name <«kGYOvLGIpNnl»> from 192.0.2.4',
  'its machine account password «TMNOhjcsYIsg»',
  'licence key «QpbzLHbiAoFd»',
  'device code «pabRpnm2J4V9»',
  'auth_code=«IOQzx1ZbXu9T»',
  'EMS: invitation code «_Qo8DPgyU1NswiMLDp4IcKk_iVoPmRu»',
  'EMS: telemetry connection key "«zopbakelu»"',
  'backup codes: «213944» «355266»',
  '2FA recovery codes: «66905540», «25759704», «33079387»',
  '{"mfa":"«571096»"}',
  'otp secret (base32) «BU7KYRFNBGHDCACQ7DFXK4SS»',
  '{"User-Password":{"type":"string","value":["«Vxahqqh»"]}}',
  '{\\"password\\":{\\"value\\":\\"«zopbakelu»\\"}}',
  '  User-Password (2), length: 18, Value: "«zopbakelu»"',
  "expand: '%{User-Password}' -> '«zopbakelu»'",
  'TCP MD5 password for 192.0.2.8: «zopbakelu»',
  "TAC+ authen_type=PAP user=bob data='«zopbakelu»'",
  'usm user bob authpass «zopbakelu» privpass «kelubazop»',
  '{"login":"bob:«Uih3YF1YdWT2»"}',
  "<property name='clientSecret'><value>«zopbakelu»</value></property>",
  '| user | password | note |\n| --- | --- | --- |\n| bob | «tZdxzxUfLtWb» | x |',
  'GET /login?u=bob&p=«cGKXPOdhPCpM» HTTP/1.0',
  'GET /cb?code=1&state=«svoqkjG_W6JQ6fobNbyU» HTTP/1.1',
  'FTKMOB0123456789,«TQHA2BMRYLLT4LQD»,2026-01-01',
  'FTM activation: token FTKMOB0123456789 code «YJA8VX27LLCWEYWL»',
  'config user radius\n edit 1\n set secret «*AEj9kUXvY»\n next\nend',
  '"-----BEGIN PRIVATE KEY-----\\n" +\n"«RMPstPyDRl/LkIMCiUsWxqrYQthZu4nV73a3MbwHEB0+»\\n" +\n"-----END PRIVATE KEY-----\\n"',
  'WIFI:S:net-7;T:WPA;P:«Stazair%66jq»;;',
  'WIFI:T:WPA2;P:"«zopbakelu»";S:net-7;H:true;;',
  '1577836800.123456: WPA: PMK - hexdump(len=8): «05 20 4b 83 40 30 7c 21»',
  "fgt.token('192.0.2.1', '«zopbakelu»')",
  'machine vpn.example.com login bob password «zopbakelu»',
  'FGT # execute vpn certificate local import ftp k.p12 192.0.2.5 p12 bob «Hairmair2352!» «zopbakelu»',
  'FGT # execute extender login FX211E0000000000 admin «zopbakelu»',
  'FMG # execute backup all-settings scp 192.0.2.5 /f bob «Tougol2747!» «zopbakelu»',
  'FMG # execute fmprofile import-profile root x "«Brortrel9038!»"',
  'diagnose\0 test\0 authserver\0 radius\0 R1\0 pap\0 bob\0 «zopbakelu»',
  '0000: 70 61 73 73 77 6f 72 64 3d 45 78 70 6d 6c 43 66  password=ExpmlCf\n0010: «33 4d 59 37 26 78»                                3MY7&x',
  'set password «Puxkil»\n--More--\n«hur245»',
  'set password «Roxtox»\r\n«wask257»',
  '> set password «Stongrip»\n> «lousk182»',
  'set password «Zaixno»=\n«lgro578»',
  '<Attribute Name="userPassword"><AttributeValue>«zopbakelu»</AttributeValue></Attribute>',
  'ldap://cn=svc,dc=x:«zopbakelu-74»@192.0.2.9:389',
  'redis://:«zopbakelu»@192.0.2.9:6379/0',
  'https://«8afXePzdR7Jqp2Eh4TvQBcnX5yd0u1»@git.example.com/x.git',
  'lftp -u bob,«zopbakelu» 192.0.2.1',
  'psexec \\\\192.0.2.1 -u bob -p «zopbakelu» cmd',
  'ftp> user bob «Zerbeesk9684»',
  'rlm_ldap: bind as cn=svc,dc=x/«zopbakelu» to 192.0.2.1:389',
  'bind credentials: cn=svc,dc=example / «JvSAoxTr221p»',
  'config system vne-interface\n edit e1\n set bmr-hostname «zopbakelu»',
  'FGT # execute vpn certificate local import ftp x.p12 192.0.2.9 bob «ax3VNUE6gmXd» p12',
  'wpad: sta joined, mpsk «Veezesk5839!»',
  'vrrpd: auth data "«zopbakelu»"',
  'duo: skey=«S4ON9h7lII7lgFIhzt8W2qH1psOwroMU06xvItmO» ikey=DI1',
  'imap LOGIN bob "«zopbakelu»"',
  'user bob changed pin from «7029» to «2722»',
  'Enter PEM pass phrase: «zopbakelu»',
  'ssh-keygen -p -P «zopbakelu» -N «kelubazop» -f k',
  '7z x -p«Bobai7154!» f.7z',
  'unzip -P «zopbakelu» f.zip',
  'SNMPv3 engine x user bob authPassphrase «Housknair8186!» privPassphrase «Kouldax9177!»',
  'isakmp key=«zopbakelu» peer=192.0.2.1',
  'standby 1 authentication md5 key-string «zopbakelu»',
  'FGT # execute usb-disk encrypt «zopbakelu»',
  'FGT # diag wireless-controller wlac -c wlan-psk net-7 «Nontrar*25xk»',
  'url=https://bob:«Haxfour@38jx»@members.example.org/nic/update',
  'posted with «xoxb-123456789012-4RZ9FN9j3TMFhGZDhCyxCe8N»',
];

test.each(SNIPPETS)('%s', marked => {
  const values = [...marked.matchAll(/«([^»]*)»/g)].map(([, value = '']) => value);
  const copy = redact(marked.replaceAll(/[«»]/g, ''));
  const named = redact(marked.replaceAll(/[«»]/g, ''), { keepIdentities: true });
  for (const value of values) {
    expect(copy).not.toContain(value);
    expect(named).not.toContain(value);
  }
  expect(redact(copy)).toBe(copy);
});

/** The same for what names a person or a machine. */
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
  'FGT # get vpn ssl monitor\n |Index|User|Group|Auth Type|From|\n |0|«moribandelu»|g|1(1)|192.0.2.7|',
];

test.each(IDENTITIES)('%s', marked => {
  const values = [...marked.matchAll(/«([^»]*)»/g)].map(([, value = '']) => value);
  const copy = redact(`FGT # diagnose debug enable\n${marked.replaceAll(/[«»]/g, '')}\n`);
  for (const value of values) expect(copy).not.toContain(value);
  expect(redact(copy)).toBe(copy);
  for (const line of copy.split('\n').filter(said => said.startsWith('{')))
    expect(() => JSON.parse(line) as unknown).not.toThrow();
});

test.each([
  'sk-learn 1.2 and SG.1.2 were installed; <name>port</name><value>8443</value>',
  'Dear customer,',
  'password SSLVPNUser',
  'token PushNotificationSent',
  'session station 5 of 12, phone 3',
  'http://localhost/x',
  '"\\\\nend\\\\nnext"',
  'tunnel=up vpn=ssl',
  'set license ok\nFTM-LIC-50',
])('What only looks like one stays: %s', line => {
  const text = `FGT # diagnose debug enable\n${line}\n`;
  expect(redact(text)).toBe(text);
});
