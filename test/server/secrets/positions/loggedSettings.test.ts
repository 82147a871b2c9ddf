import { expect, test } from 'vitest';
import { loggedSettings } from '../../../../server/src/secrets/positions/loggedSettings';
import { every, first } from '../../../support/rows';

const CASES = [
  [
    '>>>  "set" "secret" "Winter Sun" @ root.user.radius.NPS:value parse error',
    [['user radius', 'secret', 'Winter Sun']],
  ],
  ['"set" "key" "1" "Winter" @ root.router.key-chain.a:value', [['router key-chain', 'key', 'Winter']]],
  ['"set" "passwd" "ENC" "Winter" @ global.system.admin.kelvin:x', [['system admin', 'passwd', 'Winter']]],
  ['"set" "key" "Winter" @ root.user.tacacs+.a:x', [['user tacacs+', 'key', 'Winter']]],
  ['"set" "passwd" "any" "Winter" @ root.user.local.kelvin:x', []],
  ['"set" "a secret" "Winter" @ root.user.radius.NPS:x', []],
  ['"set" "secret" "Winter"', []],
  ['"unset" "secret" "Winter" @ root.user.radius.NPS:x', []],
  [
    'date=2025-05-06 cfgpath="user.radius" cfgobj="NPS" cfgattr="secret[Winter->Sommer]server[192.0.2.9]"',
    [
      ['user radius', 'secret', 'Winter'],
      ['user radius', 'secret', 'Sommer'],
      ['user radius', 'server', '192.0.2.9'],
    ],
  ],
  [
    'cfgpath="user.local" cfgattr="passwd[a->b->c]"',
    [
      ['user local', 'passwd', 'a'],
      ['user local', 'passwd', 'b->c'],
    ],
  ],
  [
    'cfgpath="user.local" cfgattr="email-to[Winter]passwd2[Sun 1]"',
    [
      ['user local', 'email-to', 'Winter'],
      ['user local', 'passwd2', 'Sun 1'],
    ],
  ],
  ['cfgattr="secret[Winter]" cfgpath="user.radius"', []],
  ['cfgpath="user.radius" attr="secret[Winter]"', []],
  ['cfgpath="user.radius" cfgattr="secret"', []],
  ['a line without settings', []],
] as const;

test('The settings of a log are found', () => {
  every(CASES, first, ([line, settings]) => {
    const found = loggedSettings(line).map(({ path, name, value }) => [
      path,
      line.slice(name.start, name.end),
      line.slice(value.start, value.end),
    ]);
    expect(found).toEqual(settings);
  });
});

test('A setting that was empty has one value', () => {
  const line = 'cfgpath="user.radius" cfgattr="secret[->Winter]"';
  const values = loggedSettings(line).map(({ value }) => line.slice(value.start, value.end));
  expect(values.filter(value => value !== '')).toEqual(['Winter']);
});
