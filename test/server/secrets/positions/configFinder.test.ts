import { expect, test } from 'vitest';
import {
  ConfigFinder,
  type ConfigState,
  NO_CONFIG,
} from '../../../../server/src/secrets/positions/configFinder';
import { Lines, readRecords } from '../../../../server/src/syntax';
import { unmarked } from '../../../support/found';
import { every, first, itself } from '../../../support/rows';

interface Read {
  readonly copy: string;
  readonly tokens: readonly string[];
  readonly finder: ConfigFinder;
}

/** Reads the records of a text; the copy has marks around what is found, each place once. */
function read(text: string, identities = true, state: ConfigState = NO_CONFIG, before?: ConfigFinder): Read {
  const marks = new Map<string, { readonly kind: string; readonly start: number; readonly end: number }>();
  const tokens: string[] = [];
  const take = (kind: string, { start, end }: { readonly start: number; readonly end: number }): void => {
    marks.set(`${kind} ${start} ${end}`, { kind, start, end });
  };
  const sink = {
    secret: (kind: string, place: { start: number; end: number }, token?: string) => {
      take(kind, place);
      if (token !== undefined) tokens.push(`${token} ${text.slice(place.start, place.end)}`);
    },
    identity: identities ? take : () => {},
  };
  const finder = new ConfigFinder(text, new Lines(text), identities, sink, state, before);
  for (const record of readRecords(text)) {
    if (record.kind === 'config') finder.line(record);
    else if (record.kind === 'field') finder.field(record);
    else if (record.kind === 'command') {
      if (record.context) finder.context(record.context);
      finder.command(record.command);
    } else finder.logged(text.slice(record.start, record.end), record.start);
  }
  let copy = '';
  let at = 0;
  for (const { kind, start, end } of [...marks.values()].sort((a, b) => a.start - b.start)) {
    copy += `${text.slice(at, start)}«${kind}:${text.slice(start, end)}»`;
    at = end;
  }
  return { copy: copy + text.slice(at), tokens, finder };
}

const MARKED = [
  // Headers and forms.
  'config http-headers\n edit 1\n set key "Authorization"\n set value "Bearer «session:kq9X2LmT7vBz»"\n next\nend',
  'config http-headers\n edit 1\n set key "Accept"\n set value "Bearer kq9X2LmT7vBz"',
  'config http-headers\n edit 1\n set key "password"\n set value "«password:Winter-Sun-1»"',
  'config http-headers\n edit 1\n set key "user"\n set value "kelvin"',
  'config http-headers\n edit 1\n set key "X-Api-Key"\n set content "kq9X2LmT7vBz"',
  'config headers\n edit 1\n set name "X-Api-Key"\n set content "«session:kq9X2LmT7vBz»"',
  'config headers\n edit 1\n set content "kq9X2LmT7vBz"',
  'config form-data\n edit "passwd"\n set value "«password:Winter-Sun-1»"',
  'config form-data\n edit "passwd"\n set comment "Winter-Sun-1"',
  'config form-data\n edit "site"\n set value "Winter-Sun-1"',
  'config form-data\n edit "user"\n set value "kelvin"',
  'config form-data\n edit "username"\n set value "kelvin"',
  'config http-headers\n edit 1\n set key "username"\n set value "kelvin"',
  'config http-headers\n edit 1\n set key "X-Auth-Token"\n set value "Bearer «session:kq9X2LmT7vBz»"',
  // Entries and their kinds.
  'config user local\n edit "«user:kelvin»"\n set passwd «password:Winter-Sun-1»\n next\nend',
  'config user group\n edit "«group:lab-staff»"\n set member "«user:kelvin»" "«user:marvin»"',
  'config firewall addrgrp\n edit "lab"\n set member "kelvin" "marvin"',
  ' set member "«user:kelvin»" "«user:marvin»"',
  ' set member "«user:kelvin»"',
  'config user saml\n edit "«server:entra-lab»"\n set user-name "username"\n set group-name "groups"',
  'config user radius\n edit "«server:nps-lab»"\n set username "«user:kelvin»"',
  'config system zone\n edit "lab"\n set interface "port1"',
  ' edit "«user:kelvin»"\n set two-factor fortitoken\n next',
  ' edit "«user:kelvin»"\n  set type ldap\n next',
  ' edit "«connection:to-bremen»"\n set ike-version 2\n next',
  ' edit "«server:dc-lab»"\n set cnid "cn"\n next',
  ' edit "«group:lab-staff»"\n set group-type firewall\n next',
  ' edit "lab"\n set status enable\n next',
  ' edit "lab"\n next\n edit "«user:kelvin»"\n set type ldap\n next',
  ' edit "lab"\nend\nconfig a\n edit "b"\n set type ldap\n next',
  // Settings.
  ' set passwd "«password:Winter Sun 1»"',
  ' set passwd ""',
  ' set psk «password:moribandelu»',
  ' set password failed: -56',
  ' set password "«password:failed over»"',
  ' set password «password:winter over»',
  ' set client-secret failed',
  ' set client-secret «session:Winter-Sun-1»',
  ' set ldap-passwd «password:Winter-Sun-1»',
  ' set license Contract',
  ' set alias "«name:FGT-LAB»"',
  ' set alias ""',
  ' set color 3',
  ' set password required by policy',
  ' set password failed:  -56',
  ' set psk «password:47110815»',
  ' set psksecret «password:47110815»',
  ' set see «otp-seed:0123456789ABCDEF0123456789ABCDEF01234567»',
  ' set member "«user:kelvin»"  "«user:marvin»"',
  ' set member "«user:kelvin»"  ',
  ' set member "«user:kelvin»" ""',
  ' set member "«user:miller, kelvin»" "«user:marvin»"',
  // Commands at a prompt.
  'FGT # config user local\nFGT (local) # edit «user:kelvin»\nFGT («user:kelvin») # set passwd «password:Winter-Sun-1»\nFGT («user:kelvin») # end',
  'FGT (to-bremen) # psksecret «password:moribandelu»',
  'FGT (to-bremen) # psksecret  «password:moribandelu»',
  'FGT (to-bremen) # psksecret disable',
  'FGT (to-bremen) # psksecret moribandelu kelvin',
  'FGT (to-bremen) # interface moribandelu',
  'FGT # get user local\n== [ kelvin ]\nname: «user:kelvin»',
  // The command line in debug output.
  'x: set passwd Winter-Sun-1',
  // Communities.
  'config system snmp community\n edit 1\n set name "«password:kelvin_ro»"\n set status enable',
  'config system snmp sysinfo\n edit 1\n set name "kelvin_ro"',
  'FGT # get system snmp community 1\nname: «password:kelvin_ro»',
  // Fields.
  'Hostname       : «host:FGT-LAB»',
  'Secondary : «host:FGT-LAB2», FGT60F0000000002, HA cluster index = 1',
  'License : Contract',
  'License : «licence-code:1234AB567890»',
  'seed : «otp-seed:0123456789ABCDEF0123456789ABCDEF01234567»',
  'status : active',
  'FGT # get system snmp community\nid: 1    name: «password:kelvin_ro»',
  'FGT # get system snmp community\nid: 1    status: kelvin_ro',
  'FGT # get user local\nstatus: kelvin',
  'Secondary : «host:FGT-LAB2» , FGT60F0000000002, HA cluster index = 1',
  // Settings in a log.
  '>>>  "set" "secret" "«password:Winter Sun»" @ root.user.radius.NPS:value parse error (error -651)',
  '>>>  "set" "name" "«password:kelvin_ro»" @ global.system.snmp.community.1:value parse error (error -651)',
];

test('The secrets and the names of a configuration are found', () => {
  every(MARKED, itself, expected => {
    const text = unmarked(expected);
    expect(read(text).copy).toBe(expected);
  });
});

test.each([
  'config user local\n edit "kelvin"\n set passwd «password:Winter-Sun-1»\n set alias "FGT-LAB"\n next\nend',
  'config user group\n set member "kelvin" "marvin"',
  'config system snmp community\n edit 1\n set name "kelvin_ro"',
  'FGT # get user local\nname: kelvin',
  'seed : «otp-seed:0123456789ABCDEF0123456789ABCDEF01234567»',
])('Without names, only secrets are found: %j', expected => {
  expect(read(unmarked(expected), false).copy).toBe(expected);
});

const CASES = [
  [
    'config user fortitoken\n edit "FTKMOB0A1B2C3D4E"\n set seed "0123456789ABCDEF0123456789ABCDEF01234567"',
    ['FTKMOB0A1B2C3D4E 0123456789ABCDEF0123456789ABCDEF01234567'],
  ],
  [
    'config user fortitoken\n edit "FTKMOB0A1B2C3D4E"\n next\n set seed "0123456789ABCDEF0123456789ABCDEF01234567"',
    [],
  ],
  [
    'config user fortitoken\n edit "FTKMOB0A1B2C3D4E"\nend\n set seed "0123456789ABCDEF0123456789ABCDEF01234567"',
    [],
  ],
  [
    'config user fortitoken\n edit "FTKMOB0A1B2C3D4E"\n edit "kelvin"\n set seed "0123456789ABCDEF0123456789ABCDEF01234567"',
    [],
  ],
  ['host-serial-number : FTKMOB0A1B2C3D4E\nseed : 0123456789ABCDEF0123456789ABCDEF01234567', []],
  ['serial-number-old : FTKMOB0A1B2C3D4E\nseed : 0123456789ABCDEF0123456789ABCDEF01234567', []],
  [
    'serial-number : FTKMOB0A1B2C3D4E\nseed : 0123456789ABCDEF0123456789ABCDEF01234567',
    ['FTKMOB0A1B2C3D4E 0123456789ABCDEF0123456789ABCDEF01234567'],
  ],
  [
    'serial-number : FTKMOB0A1B2C3D4E\nserial-number : FGT60F0000000001\nseed : 0123456789ABCDEF0123456789ABCDEF01234567',
    [],
  ],
] as const;

test('A secret belongs to the token that the lines are about', () => {
  every(CASES, first, ([text, tokens]) => {
    expect(read(text).tokens).toEqual(tokens);
  });
});

test('The state continues in the next part, also the names of edited entries', () => {
  const first = read('FGT # config user local\nFGT (local) # edit kelvin');
  expect(first.finder.state).toEqual({ token: undefined, path: 'user local', header: '' });
  const second = read('FGT (kelvin) # edit marvin', true, first.finder.state, first.finder);
  expect(second.copy).toBe('FGT («user:kelvin») # edit «user:marvin»');
  expect(read('FGT (kelvin) # edit marvin').copy).toBe('FGT (kelvin) # edit marvin');
});

test('A line of a log does not change what the lines are about', () => {
  const line = '>>>  "set" "secret" "Winter Sun" @ root.user.radius.NPS:value parse error (error -651)';
  const { finder } = read(`config user local\n${line}`);
  expect(finder.state.path).toBe('user local');
});

test.each([
  ['user saml', 'user-name', true],
  ['user saml', 'cert', false],
  ['user local', 'user-name', false],
  ['http-headers', 'key', true],
  ['http-headers', 'value', false],
  ['headers', 'name', true],
  [undefined, 'user-name', false],
])('A setting only names something: %s %s: %s', (path, name, is) => {
  const sink = { secret: () => {}, identity: () => {} };
  const finder = new ConfigFinder(name, new Lines(name), true, sink, { ...NO_CONFIG, path });
  expect(finder.namesOnly({ start: 0, end: name.length })).toBe(is);
});

test.each([
  ['set passwd Winter-Sun-1', 'line'],
  ['psksecret moribandelu', 'line'],
  ['end', 'line'],
  ['get system status', 'shows'],
  ['show user local', 'shows'],
  ['execute ping host', 'nothing'],
])('A command is a line of a configuration, shows one, or is neither: %s: %s', (command, is) => {
  const sink = { secret: () => {}, identity: () => {} };
  const finder = new ConfigFinder(command, new Lines(command), true, sink, NO_CONFIG);
  expect(finder.command({ start: 0, end: command.length })).toBe(is);
});
