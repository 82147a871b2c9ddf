import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSecrets, type Secret, SecretFinder } from '../../../server/src/secrets';
import { readFromStart, reread } from '../../../server/src/syntax';
import { expectEqual } from '../../support/equal';
import { line, pollingResponse, provisionRequest, SECOND, TOKEN } from '../../support/exchange';
import { captureWithSecrets, CODE, COOKIE, LICENCE, PASSWORD, PICTURE, SEED } from '../../support/secrets';
import { mixes } from '../mix/generator';

/** The secrets of a text: class, the text at each place, and the token. */
function secretsOf(text: string): [string, string[], string | undefined][] {
  return findSecrets(text, readFromStart(text)).secrets.map(({ class: kind, places, token }: Secret) => [
    kind,
    places.map(({ start, end }) => text.slice(start, end)),
    token,
  ]);
}

const JSON_NAMES: [string, string, string][] = [
  ['otp-seed', 'seed', SEED],
  ['activation-code', 'token_activation_code', CODE],
  ['qr-code', 'qr_code', PICTURE],
  ['licence-code', 'license', LICENCE],
];
const SETTINGS: [string, string, string][] = [
  ['otp-seed', 'seed', SEED],
  ['activation-code', 'activation-code', CODE],
  ['licence-code', 'license', LICENCE],
  ['password', 'passwd', PASSWORD],
  ['password', 'password', PASSWORD],
  ['password', 'psksecret', PASSWORD],
];

describe('A secret in JSON', () => {
  const payload = (name: string, value: string): string =>
    `{"d":{"tokens":[{"token":"${TOKEN}","${name}":"${value}","error":null}],"result":2}}`;

  test('does not include a serial number that damage glued to the value', () => {
    expect(secretsOf(`"license":null${TOKEN} 0 provision timeout\n`)).toEqual([]);
  });

  test.each(JSON_NAMES)('of class %s is found in `%s`, without its quotes', (kind, name, value) => {
    expect(secretsOf(payload(name, value))).toEqual([[kind, [value], TOKEN]]);
  });

  test.each(JSON_NAMES)('of class %s is found with the token after it', (kind, name, value) => {
    expect(secretsOf(`{"d":{"tokens":[{"${name}":"${value}","token":"${TOKEN}"}]}}`)).toEqual([
      [kind, [value], TOKEN],
    ]);
  });

  test.each(JSON_NAMES)('of class %s is found if its key lacks a quote', (kind, name, value) => {
    for (const broken of [`${name}":"${value}"`, `"${name}:"${value}"`, `${name}:"${value}"`]) {
      const text = payload(name, value).replace(`"${name}":"${value}"`, () => broken);
      expect(secretsOf(text).map(([found, places]) => [found, places])).toEqual([[kind, [value]]]);
    }
  });

  test.each(JSON_NAMES)('of class %s is found if its value lacks a quote', (kind, name, value) => {
    for (const broken of [`"${name}":${value}"`, `"${name}":"${value}`, `"${name}":${value}`]) {
      const text = payload(name, value).replace(`"${name}":"${value}"`, () => broken);
      expect(secretsOf(text).map(([found, places]) => [found, places])).toEqual([[kind, [value]]]);
    }
  });

  test.each(JSON_NAMES)('of class %s is found between typographic and single quotes', (kind, name, value) => {
    expect(secretsOf(payload(name, value).replaceAll(/"([^"]*)"/g, '“$1”'))[0]?.slice(0, 2)).toEqual([
      kind,
      [value],
    ]);
    expect(secretsOf(payload(name, value).replaceAll('"', "'"))[0]?.slice(0, 2)).toEqual([kind, [value]]);
  });

  test.each(JSON_NAMES)(
    'of class %s is found where it was wrapped, on both its lines',
    (kind, name, value) => {
      const cut = value.length - 5;
      for (const end of ['\n', '\r\n', '\r\r\n']) {
        const wrapped = value.slice(0, cut) + end + value.slice(cut);
        expect(secretsOf(payload(name, wrapped))).toEqual([[kind, [wrapped], TOKEN]]);
      }
    },
  );

  test.each(JSON_NAMES)('of class %s is found if the payload was cut inside it', (kind, name, value) => {
    const text = payload(name, value);
    const cut = text.slice(0, text.indexOf(value) + 12);
    expect(secretsOf(cut).map(([found, places]) => [found, places])).toEqual([[kind, [value.slice(0, 12)]]]);
  });

  test('is found in a payload after a debug line and after a prompt', () => {
    expect(secretsOf(line(`ftm_fc_command[634]:${payload('seed', SEED)}`))).toEqual([
      ['otp-seed', [SEED], TOKEN],
    ]);
    expect(secretsOf(`FGT # ${payload('seed', SEED)}\n`)).toEqual([['otp-seed', [SEED], TOKEN]]);
  });

  test('is found on the lines after a payload that was cut', () => {
    const cut = `{"d":{"__type":"SoftToken.PollingResponse","tokens":[{"token":"${TOKEN}","license":"EFTM****"\n`;
    for (const behind of [`activation-code : ${CODE}\n`, `    set activation-code "${CODE}"\n    next\n`]) {
      expect(secretsOf(cut + behind).map(([kind, places]) => [kind, places])).toEqual([
        ['activation-code', [CODE]],
      ]);
    }
    const inside = cut.slice(0, cut.indexOf('0000')) + '\n';
    expect(secretsOf(`${inside}activation-code : ${CODE}\n`)).toHaveLength(1);
  });

  test('is found if a stray bracket is before it', () => {
    const text = payload('seed', SEED).replace(`"${SEED}"`, `{${SEED}"`);
    expect(secretsOf(text).map(([kind, places]) => [kind, places])).toEqual([['otp-seed', [SEED]]]);
  });

  test('names as its token only what looks like one', () => {
    const text = `{"d":{"tokens":[{"token":"${TOKEN}"{license":"${LICENCE}","token_activation_code":"${CODE}"}]}}`;
    for (const [, , token] of secretsOf(text)) expect([TOKEN, undefined]).toContain(token);
  });

  test('belongs to the token of its own entry', () => {
    const entry = (token: string, seed: string): string => `{"token":"${token}","seed":"${seed}"}`;
    const other = SEED.replaceAll('C', 'A');
    expect(secretsOf(`{"d":{"tokens":[${entry(TOKEN, SEED)},${entry(SECOND, other)}]}}`)).toEqual([
      ['otp-seed', [SEED], TOKEN],
      ['otp-seed', [other], SECOND],
    ]);
  });
});

describe('A secret in a configuration', () => {
  test.each(SETTINGS)('of class %s is found in `set %s`, with quotes and without', (kind, name, value) => {
    expect(secretsOf(`    set ${name} "${value}"\n`)).toEqual([[kind, [value], undefined]]);
    expect(secretsOf(`    set ${name} ${value}\n`)).toEqual([[kind, [value], undefined]]);
    expect(secretsOf(`set ${name} ${value}   <<<---- here\r\n`)).toEqual([[kind, [value], undefined]]);
  });

  test.each(SETTINGS)('of class %s is found in `set %s` at a prompt', (kind, name, value) => {
    expect(secretsOf(`FGT (x) # set ${name} "${value}"\n`)).toEqual([[kind, [value], undefined]]);
    expect(secretsOf(`FGT (x) # set ${name} ${value}\n`)).toEqual([[kind, [value], undefined]]);
  });

  test('is found if `set` is abbreviated at a prompt', () => {
    expect(secretsOf(`FGT (user01) # se passwd ${PASSWORD}\n`)).toEqual([
      ['password', [PASSWORD], undefined],
    ]);
  });

  test('belongs to the token that is edited', () => {
    expect(secretsOf(`edit "${TOKEN}"\n  set license "${LICENCE}"\nnext\n`)).toEqual([
      ['licence-code', [LICENCE], TOKEN],
    ]);
    expect(
      secretsOf(`FGT (fortitoken) # edit ${TOKEN}\nFGT (${TOKEN}) # set license "${LICENCE}"\n`),
    ).toEqual([['licence-code', [LICENCE], TOKEN]]);
  });

  test('belongs to no token after `next` and `end`', () => {
    const text = `config user fortitoken\n  edit "${TOKEN}"\n  next\nend\nset passwd "${PASSWORD}"\n`;
    expect(secretsOf(text)).toEqual([['password', [PASSWORD], undefined]]);
  });

  test('belongs to no token if a user or a tunnel is edited', () => {
    expect(secretsOf(`edit "user01"\n  set passwd "${PASSWORD}"\nnext\n`)).toEqual([
      ['password', [PASSWORD], undefined],
    ]);
  });
});

describe('A secret that `get` shows', () => {
  test.each(SETTINGS)('of class %s is found at `%s`', (kind, name, value) => {
    expect(secretsOf(`FGT # get user fortitoken\n${name} : ${value}  <----\n`)).toEqual([
      [kind, [value], undefined],
    ]);
  });

  test('belongs to the token of the lines', () => {
    const text = `FGT # get user fortitoken\nserial-number : ${TOKEN}\nactivation-code : ${CODE}\n`;
    expect(secretsOf(text)).toEqual([['activation-code', [CODE], TOKEN]]);
  });
});

describe('A secret typed into a command', () => {
  test.each([
    ['password', `diagnose test authserver ldap server01 user01 ${PASSWORD}`, PASSWORD],
    ['password', `di test auths ldap server01 user01 ${PASSWORD}`, PASSWORD],
    ['licence-code', 'execute fortitoken-mobile import ABCD1-EFGH2-IJKL3-MNOP4', 'ABCD1-EFGH2-IJKL3-MNOP4'],
    ['licence-code', 'exec fortitoken-m import ABCD1-EFGH2-IJKL3-MNOP4', 'ABCD1-EFGH2-IJKL3-MNOP4'],
  ])('is found: a %s in `%s`', (kind, command, value) => {
    expect(secretsOf(`FGT # ${command}\n`)).toEqual([[kind, [value], undefined]]);
    expect(secretsOf(`${command}\n`)).toEqual([[kind, [value], undefined]]);
  });

  test('is not a secret if it is the public code of the trial tokens', () => {
    expect(secretsOf('FGT # execute fortitoken-mobile import 0000-0000-0000-0000-0000\n')).toEqual([]);
  });

  test('is not a secret in other commands', () => {
    expect(
      secretsOf('FGT # execute fortitoken activate FTK200BAA0000001\nFGT # exec ping 192.0.2.1\n'),
    ).toEqual([]);
  });
});

describe('A code that was sent', () => {
  const sent = `sent activation code: ${CODE} to user01@example.com`;

  test('is found in both line forms', () => {
    expect(secretsOf(line(`ftm_cfg_send_token_activation_code[345]:${sent}`))).toEqual([
      ['activation-code', [CODE], undefined],
    ]);
    expect(secretsOf(`[345] ftm_cfg_send_token_activation_code: ${sent}\n`)).toEqual([
      ['activation-code', [CODE], undefined],
    ]);
  });

  test('is found after a prompt and in a copy without line breaks', () => {
    const output = line(`ftm_cfg_send_token_activation_code[345]:${sent}`);
    expect(secretsOf('FGT (root) # ' + output)).toHaveLength(1);
    expect(secretsOf(`FGT # di de en ${output.trim()} ${output}`).map(([, places]) => places)).toEqual([
      [CODE, CODE],
    ]);
  });
});

describe('One value', () => {
  test('in many places is one secret, with its places in order, and the token that one of them names', () => {
    const text =
      line(`ftm_cfg_send_token_activation_code[345]:sent activation code: ${CODE} to user01@example.com`) +
      `{"d":{"tokens":[{"token":"${TOKEN}","token_activation_code":"${CODE}"}]}}\n` +
      `  set activation-code "${CODE}"\n`;
    expect(secretsOf(text)).toEqual([['activation-code', [CODE, CODE, CODE], TOKEN]]);
    const [secret] = findSecrets(text, readFromStart(text)).secrets;
    const starts = secret?.places.map(({ start }) => start) ?? [];
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  test('is not stored', () => {
    const text = provisionRequest({ seed: SEED });
    expect(JSON.stringify(findSecrets(text, readFromStart(text)).secrets)).not.toContain(SEED);
  });

  test('that is wrapped is in parts, one a line, without the line break', () => {
    const text = provisionRequest({ seed: `${SEED.slice(0, 9)}\r\n${SEED.slice(9)}` });
    const [place] = findSecrets(text, readFromStart(text)).secrets[0]?.places ?? [];
    expect(place?.parts.map(({ start, end }) => text.slice(start, end))).toEqual([
      SEED.slice(0, 9),
      SEED.slice(9),
    ]);
  });

  test('that is one secret wrapped and whole', () => {
    const whole = provisionRequest({ seed: SEED });
    const wrapped = whole.replace(SEED, `${SEED.slice(0, 9)}\n${SEED.slice(9)}`);
    expect(secretsOf(`${whole}\n${wrapped}\n`)).toEqual([
      ['otp-seed', [SEED, `${SEED.slice(0, 9)}\n${SEED.slice(9)}`], TOKEN],
    ]);
  });
});

describe('What is already masked is not a secret', () => {
  const MASKED = ['****', '<seed>', '<SN>', 'xxxxxxxx', 'XXXX', '0000000000', 'ENC ****'];

  test.each(MASKED)('%s', value => {
    expect(secretsOf(provisionRequest({ seed: value }))).toEqual([]);
    expect(secretsOf(`  set seed "${value}"\n`)).toEqual([]);
    expect(secretsOf(`activation-code : ${value}\n`)).toEqual([]);
  });

  test('nor is a missing value', () => {
    expect(
      secretsOf(pollingResponse({ tokens: [{ token: TOKEN, more: '"license":null,"qr_code":""' }] })),
    ).toEqual([]);
    expect(secretsOf('  set passwd ""\n  set passwd\n  unset passwd\nlicense :\n')).toEqual([]);
  });

  test('nor is a value under another name', () => {
    expect(secretsOf(`{"seeds":"${SEED}","x":"${SEED}"}\n  set comment "${CODE}"\n`)).toEqual([]);
  });

  test('but a value that only ends like a mask is one', () => {
    expect(secretsOf(`  set passwd "${PASSWORD}-xxxx"\n`)).toEqual([
      ['password', [`${PASSWORD}-xxxx`], undefined],
    ]);
  });
});

test('A dump that the end of the text cut is read again with its next rows', () => {
  const row = (bytes: number[]): string =>
    ` ${bytes.map(byte => byte.toString(16).padStart(2, '0')).join(' ')}\n`;
  const text = row([2, 5, 0, 59, 26, 2, 5, 0, 54, 49, 17, 34, 51, 68, 85, 102, 119, 120, 130, 131]);
  const more = text + row([140, 141, 142, 143, 150, 151, 152, 153, 160, 161, 162, 163, 170, 171, 172, 173]);
  const before = readFromStart(text);
  const after = reread({ text, records: before.records }, more);
  const found = findSecrets(more, after, findSecrets(text, before)).secrets;
  expect(found).toEqual(findSecrets(more, readFromStart(more)).secrets);
  expect(found[0]?.places[0]?.end).toBeGreaterThan(text.length);
});

/** Lines whose meaning depends on the lines before. */
const configuration = fc
  .array(
    fc.constantFrom(
      'config http-headers', 'config user fortitoken', 'config user saml', 'edit "FTKMOB0000000A01"', 'edit 1', 'next', 'end',
      '    set key "Cookie"', '    set key "X-Token-Header-60"', `    set value "session=${COOKIE}"`, `    set seed "${SEED}"`,
      `    set passwd "${PASSWORD}"`, '    set user-name "name"', '-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----',
      'time,user,password', `10:00,alice,${PASSWORD}`, 'Index | User | Password', `0 | alice | ${PASSWORD}`, '- name: ADMIN_PASSWORD', `  value: "${PASSWORD}"`, '',
    ), // oxfmt-ignore
    { minLength: 4, maxLength: 60 },
  )
  .map(lines => lines.join('\n') + '\n');

test('After each of several edits the secrets are those of the edited text, however small the sections are', () => {
  const texts = fc.oneof(
    captureWithSecrets,
    configuration,
    mixes.map(({ text }) => text),
  );
  const put = fc.oneof(captureWithSecrets, configuration, fc.constant('x'), fc.constant(''));
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(60), put), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(texts, edits, fc.integer({ min: 1, max: 12 }), (text, all, size) => {
      let read = readFromStart(text);
      let [now, reading] = [text, findSecrets(text, read, undefined, undefined, size)];
      for (const [place, taken, put] of all) {
        const at = place % (now.length + 1);
        const next = now.slice(0, at) + put + now.slice(at + taken);
        read = reread({ text: now, records: read.records }, next);
        [now, reading] = [next, findSecrets(next, read, reading, undefined, size)];
        expectEqual(reading.secrets, findSecrets(now, readFromStart(now)).secrets);
      }
    }),
    { numRuns: 100 },
  );
});

test('A value of a payload that another line interrupted is found once', () => {
  const text = '{"a":"psk=Winter-Sun-\n[1234] fnbamd_radius: got it\nkq9X2LmT"}\n';
  const [secret] = findSecrets(text, readFromStart(text)).secrets;
  expect(secret?.places).toHaveLength(1);
  expect(secretsOf(text)).toHaveLength(1);
});

test('A value is a secret as it is in its line, even if a terminal may have wrapped that', () => {
  const text = `got ${'it '.repeat(20)}psk=Winter-\nSun-1\n`;
  const finder = new SecretFinder(9);
  finder.add(text, 0, readFromStart(text).records);
  expect(secretsOf(text)).toEqual([['password', ['Winter-'], undefined]]);
  expect(finder.finish()).toEqual(findSecrets(text, readFromStart(text)).secrets);
});

describe('A text that arrives in parts', () => {
  const parts = [
    `FGT # show\nset passwd ${PASSWORD}\n`,
    `set passwd ${PASSWORD}\n{"d":{"tokens":[{"token":"${TOKEN}","seed":"${SEED}"}]}}\n`,
    `GET /x HTTP/1.1\nCookie: session=${COOKIE}\n\n[1234] fnbamd_radius: got it\nset passwd ${PASSWORD}\n`,
    `psk=moribandelu\n{"tokens":[{"seed":"${SEED}"}]}\n`,
  ];
  const text = parts.join('');

  const foundIn = (limit: number): readonly Secret[] => {
    const finder = new SecretFinder(limit);
    let base = 0;
    for (const part of parts) {
      finder.add(part, base, readFromStart(part).records);
      base += part.length;
    }
    return finder.finish();
  };

  test('has the same secrets as the whole', () => {
    const whole = findSecrets(text, readFromStart(text)).secrets;
    expect(foundIn(9)).toEqual(whole);
    expect(whole.map(({ class: kind, places, omitted }) => [kind, places.length, omitted])).toEqual([
      ['password', 3, 0],
      ['otp-seed', 2, 0],
      ['session', 1, 0],
      ['password', 1, 0],
    ]);
  });

  test('has so many places of a secret, and the number of the others', () => {
    const whole = findSecrets(text, readFromStart(text)).secrets;
    expect(foundIn(1)).toEqual(
      whole.map(secret => ({
        ...secret,
        places: secret.places.slice(0, 1),
        omitted: secret.places.length - 1,
      })),
    );
  });
});

test('After an edit above, the secrets below are at their new places, with the same token', () => {
  const payload = `{"d":{"tokens":[{"token":"${TOKEN}","seed":"${SEED}"}]}}\n`;
  const comments = Array.from({ length: 12 }, (_, index) => `set comment "site ${index}"\n`).join('');
  const textWith = (name: string): string =>
    `FGT # show\nset comment ${name}\n${comments}${payload}set passwd ${PASSWORD}\nset status enable\n`;
  const [text, next] = [textWith('kelvin'), textWith('to-bremen')];
  const before = readFromStart(text);
  const reading = findSecrets(text, before, undefined, undefined, 1);
  const after = reread({ text, records: before.records }, next, 1);
  const secrets = findSecrets(next, after, reading, undefined, 1).secrets;
  expect(after.moved).toBeGreaterThan(8);
  expect(secrets).toEqual(findSecrets(next, readFromStart(next)).secrets);
  expect(secrets.map(({ token }) => token)).toEqual([TOKEN, undefined]);
});

test('The bytes of a dump are known to be of a dump, also if another value is the same', () => {
  const found = (text: string): unknown[] =>
    findSecrets(text, readFromStart(text)).secrets.map(({ inDump, places }) => [inDump, places.length]);
  const dump = '2025-01-15 08:00:00 WPA: PMK - hexdump(len=8): 05 20 4b 83 40 30 7c 21\n';
  expect(found(dump)).toEqual([[true, 1]]);
  expect(found(`psk=moribandelu\n${dump}`)).toEqual([[false, 1], [true, 1]]); // oxfmt-ignore
});

test('A dump is not cut by the end of a section', () => {
  const text =
    '02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef\n67 68 69 6a 6b 6c 6d 6e  ghijklmn\n';
  const { secrets } = findSecrets(text, readFromStart(text));
  expect(secrets.map(({ places }) => places.map(({ parts }) => parts.length))).toEqual([[2]]);
  expect(findSecrets(text, readFromStart(text), undefined, undefined, 1).secrets).toEqual(secrets);
});
