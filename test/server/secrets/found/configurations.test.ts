import { expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';
import { expectGone } from '../../../support/found';

test.each([
  'config http-headers\n    edit 1\n        set key "apikey"\n        set value "«session:kq9X2LmT7vBz4Rw8»"',
  'config http-headers\n    edit 1\n        set key "priority"\n        set value "urgent"',
  'set pin-init «password:Winter-Sun-1»',
  'config user local\n    edit "«user:alice.miller»"\n        set passwd «password:moribandelu»\n    next\nend',
  'config user local\n    edit "«user:alice.miller»"\n        set passwd ENC «run:kq9X2LmT7vBz4Rw8»\n        set email-to "«mail:«user:alice»@«host:lab».example.org»"\n    next\nend',
  'config user fortitoken\n    edit "«serial:FTKMOB0A1B2C3D4E»"\n        set license "«licence-code:FTMTRIAL0000000001»"\n        set activation-code "«activation-code:EEQ7KTZP3MWXR2VA»"\n        set seed "«otp-seed:0123456789ABCDEF0123456789ABCDEF01234567»"\n    next\nend',
  '    edit "«user:alice.miller»"\n        set two-factor fortitoken\n    next',
  '    edit "«connection:to-bremen»"\n        set remote-gw «address:192.0.2.9»\n    next',
  '    edit "«server:dc-lab»"\n        set cnid "sAMAccountName"\n    next',
  '    edit "«group:lab-staff»"\n        set group-type firewall\n    next',
  '    edit "lab-thing"\n        set status enable\n    next',
  '    edit "lab-thing"\n    next\n    edit "«user:alice.miller»"\n        set type password\n    next',
  'config vpn ipsec phase1-interface\n    edit "«connection:to-bremen»"\n        set psksecret «password:moribandelu»\n        set localid "«user:lab-hq»"\n    next\nend',
  'config user group\n    edit "«group:lab-staff»"\n        set member "«user:alice.miller»" "«user:bob.stone»"\n    next\nend',
  'config system zone\n    edit "lab-zone"\n        set member "lab-lan" "lab-wlan"\n    next\nend',
  '    set member "«user:alice.miller»" "«user:bob.stone»"',
  'config user saml\n    edit "«server:entra-lab»"\n        set user-name "username"\n        set group-name "groups"\n    next\nend',
  'config user radius\n    edit "«server:nps-lab»"\n        set server "«address:192.0.2.9»"\n        set secret «password:moribandelu»\n    next\nend',
  'config system global\n    set hostname "«host:FGT-LAB»"\n    set name "moribandelu"\nend',
  'config http-headers\nedit 1\nset key "Authorization"\nset value "Token «session:8842aaffee»"',
  'config http-headers\nedit 1\nset key "Accept"\nset value "Token 8842aaffee"',
  'config headers\n    edit 1\n        set name "X-Api-Key"\n        set content "«session:kq9X2LmT7vBz»"',
  'config form-data\n    edit "passwd"\n        set value "«password:moribandelu»"\n    next\n    edit "port"\n        set value "moribandelu"\n    next\nend',
  'FGT # config user local\nFGT (local) # edit «user:alice.miller»\nFGT («user:alice.miller») # set passwd «password:moribandelu»\nFGT («user:alice.miller») # end',
  'FGT # show user local\nconfig user local',
  'FGT # get user local\n== [ «user:alice.miller» ]\nname: «user:alice.miller»',
  'FGT # get user local\nstatus : name',
  'FGT # show full-configuration user group\n== [ «group:lab-staff» ]',
  'FGT # get system status\nHostname: «host:FGT-LAB»\nLicense Status: Valid\nSerial-Number: «serial:FGT60F0000000001»',
  'Hostname       : «host:FGT-LAB»',
  'Secondary : «host:FGT-LAB2», «serial:FGT60F0000000002», HA cluster index = 1',
  'Master: «host:FGT-LAB1», «serial:FGT60F0000000001»',
  'License : Contract',
  'License : «licence-code:1234AB567890»',
  'serial-number : «serial:FTKMOB0A1B2C3D4E»\nstatus : active\nlicense : «licence-code:FTMTRIAL0000000001»',
  'activation-code : «activation-code:EEQ7KTZP3MWXR2VA»',
  'seed : «otp-seed:0123456789ABCDEF0123456789ABCDEF01234567»',
  '    set password failed: -56',
  '    set password',
  '    set passw «password:moribandelu»',
  '    set psk «password:moribandelu»',
  '    set passwd "«password:mori ban»"',
  '    set alias "«host:FGT-LAB»"',
  '    set users "«user:alice.miller»" "«user:bob.stone»"',
  '    set username «user:alice.miller» (admin)',
  '    set user «user:alice» is not a member of it',
  '    unset passwd',
])('The values of a configuration are found: %s', marked => {
  expectGone(marked);
});

test.each([
  '>>>  "set" "secret" "«password:fundamen across grant»" @ root.user.radius.NPS:value parse error (error -651)',
  '>>>  "set" "md5-key" "1" "«password:Winter-Sun-1»" @ root.router.ospf:value parse error (error -651)',
  '>>>  "set" "interface" "wan1" @ root.firewall.policy.12:entry not found in datasource',
  'date=2025-05-06 time=09:12:33 logid="0100044547" type="event" cfgpath="user.tacacs+" cfgattr="key[«password:Winter-Sun-1»->«password:Sommer-Sun-2»]"',
  'date=2025-05-06 time=09:12:33 logid="0100044547" type="event" cfgpath="firewall.policy" cfgattr="srcintf[port1->port2]"',
])('A setting in a log is found as in a configuration: %s', expectGone);

test.each([
  'FGT (to-bremen) # psksecret «password:moribandelu»',
  'FGT (to-bremen) # interface wan1',
  'set scep-url "http://«host:ndes.example.org»/certsrv/mscep/mscep.dll?challenge=«session:80e149a44c6d9050»"',
  'GET /remote/hostcheck_install?a=1&tok=«session:uDYk4mQ9vLx2Tz7Rs1Wp»',
])('A secret is found without "set", and in the query of a URL: %s', expectGone);

/** No problem reports a community: it is often `public`. */
test.each([
  'FGT # config wireless-controller snmp\nFGT (snmp) # config community\nFGT (community) # edit 1\nFGT (1) # set name "kelvin_ro"',
  '0: config system snmp community\n0: edit 1\n0: set name "kelvin_ro"',
  'FGT # get system snmp community 1\nid                  : 1\nname                : kelvin_ro',
  '>>>  "set" "name" "kelvin_ro" @ global.system.snmp.community.1:value parse error (error -651)',
  'date=2025-05-06 time=09:12:33 logid="0100044547" type="event" cfgpath="system.snmp.community" cfgattr="name[kelvin_ro->kelvin_rw]"',
])('The name of an SNMP community is masked in a copy: %s', text => {
  expect(redact(`${text}\n`)).not.toMatch(/kelvin/);
});
