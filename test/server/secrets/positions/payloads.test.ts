import { describe, expect, test } from 'vitest';
import { payloadSecrets } from '../../../../server/src/secrets/positions/payloads';
import { readRecords, textOf } from '../../../../server/src/syntax';
import { every, first, itself } from '../../../support/rows';

/** The secrets of the payloads in a text: kind, value, the token, and if they differ its parts as they are written. */
function secrets(text: string): string[] {
  const found: string[] = [];
  for (const record of readRecords(text))
    if (record.kind === 'json' && record.first)
      payloadSecrets(record.payload, (kind, value, { start, end, parts }, token) => {
        const written = parts.map(part => textOf(text, part)).join('|');
        expect([parts[0]?.start, parts.at(-1)?.end]).toEqual([start, end]);
        found.push(
          `${kind} ${value}${token === undefined ? '' : ` of ${token.text}`}${written === value ? '' : ` as ${written}`}`,
        );
      });
  return found;
}

const SEED = '0123456789ABCDEF0123456789abcdef01234567';

describe('A field of a payload holds a secret', () => {
  const CASES: readonly [string, string[]][] = [
    [`{"seed":"${SEED}"}`, [`otp-seed ${SEED}`]],
    [`{"SEED":"${SEED}"}`, [`otp-seed ${SEED}`]],
    ['{"license":"AB12CD34"}', ['licence-code AB12CD34']],
    ['{"token_activation_code":"AB12CD34"}', ['activation-code AB12CD34']],
    ['{"qr_code":"iVBORw0KGgoAAA="}', ['qr-code iVBORw0KGgoAAA=']],
    ['{"token":"FTKMOB0A1B2C3D4E","seed":"A1B2"}', ['otp-seed A1B2 of FTKMOB0A1B2C3D4E']],
    ['{"seed":"A1B2","token":"FTKMOB0A1B2C3D4E"}', ['otp-seed A1B2 of FTKMOB0A1B2C3D4E']],
    ['{"tokens":[{"seed":"A1"},{"seed":"B2"}]}', ['otp-seed A1', 'otp-seed B2']],
    ['{"a":{"token":"FTKMOB1"},"seed":"A1","token":"FTKMOB2"}', ['otp-seed A1 of FTKMOB2']],
    ['{"seed":"A1"} {"seed":"B2"}', ['otp-seed A1', 'otp-seed B2']],
    ['{"seed":"A1"}\n{"seed":"B2"}\n', ['otp-seed A1', 'otp-seed B2']],
    ['{"d":{"seed":"A1B2"},"license":null}', ['otp-seed A1B2']],
    ['{"seed":123456}', ['otp-seed 123456']],
    ['{"seed" "A1B2"}', ['otp-seed A1B2']],
    ['{"seed":A1B2}', ['otp-seed A1B2']],
    ['{"seed":"A1B2\nC3D4"}', ['otp-seed A1B2C3D4 as A1B2|C3D4']],
    ['{"qr_code":"iVBORw\\/0"}', ['qr-code iVBORw\\/0']],
    ['{"qr_code":"iVBORw\n\\/0"}', ['qr-code iVBORw\\/0 as iVBORw|\\/0']],
  ];

  test('if its name says so', () => {
    every(CASES, first, ([text, found]) => {
      expect(secrets(text)).toEqual(found);
      expect(secrets(`[95] ftc_res: ${text}`)).toEqual(found);
    });
  });

  const HARMLESS = [
    `{"a":"${SEED}"}`,
    '{"seed":null}',
    '{"seed":""}',
    '{"seed":[]}',
    '{"seed":{"a":"b"}}',
    '{"seed":["a"]}',
    '{"seed"',
    '{"seed"}',
    '{"seed":}',
    '{"x":{"seed"},"a":"b"}',
    '{"seed"} {"seed"}',
    '{"seat":"A1B2"}',
    '{"secret":"A1B2"}',
    '{"serial_number":"FGT60F0000000001"}',
  ];

  test('but not if its name does not say so', () => {
    every(HARMLESS, itself, text => {
      expect(secrets(text)).toEqual([]);
    });
  });
});

describe('A seed that damage turned into the name of a field is found', () => {
  const CASES: readonly [string, string[]][] = [
    [`{"${SEED}":1}`, [`otp-seed ${SEED}`]],
    [`{"seed":"A1","${SEED}":"x"}`, ['otp-seed A1', `otp-seed ${SEED}`]],
    [`{"${SEED}0":1}`, []],
    [`{"${SEED.slice(1)}":1}`, []],
    [`{"${SEED.slice(1)}G":1}`, []],
    [`{"${SEED.slice(0, 39)}\\u0031":1}`, []],
    [`{"${SEED.slice(0, 34)}\\u0031":1}`, []],
  ];

  test('wherever it was damaged', () => {
    every(CASES, first, ([text, found]) => {
      expect(secrets(text)).toEqual(found);
    });
  });
});

describe('What follows a secret in a damaged payload is not part of it', () => {
  const CASES: readonly [string, string[]][] = [
    ['{"seed":"A1B2, "x":1}', ['otp-seed A1B2']],
    ['{"seed":"A1B2 C3"}', ['otp-seed A1B2']],
    ['{"seed":" :A1B2,x"}', ['otp-seed A1B2']],
    ['{"seed":"= A1B2"}', ['otp-seed A1B2']],
    ['{"seed":A1B2 x: 1}', ['otp-seed A1B2']],
    ['{"license":"AB12-CD34, x: 1"}', ['licence-code AB12-CD34']],
    ['{"token_activation_code":"AB12CD, "x":1}', ['activation-code AB12CD']],
    ['{"qr_code":"iVBORw0, "x":1}', ['qr-code iVBORw0']],
    ['{"credentials":{"value":"Winter-Sun-1, "x":1}}', ['password Winter-Sun-1']],
    ['{"credentials":{"value":"Winter: Sun-1"}}', ['password Winter: Sun-1']],
    ['{"credentials":{"value":Winter-Sun-1 x: 1}}', ['password Winter-Sun-1 x']],
    ['{"credentials":{"value":Winter-Sun-1\' : 1}}', ['password Winter-Sun-1']],
    ['{"credentials":{"value":Winter-Sun-1" : 1}}', ['password Winter-Sun-1']],
    [`{'credentials':{'value':'Winter-Sun-1 "x":1}}`, ['password Winter-Sun-1']],
    ['{"seed":"A1\nB2, "x":1}', ['otp-seed A1B2 as A1|B2']],
    ['{"qr_code":"iVBORw0\nx\\":1"}', ['qr-code iVBORw0x\\":1 as iVBORw0|x\\":1']],
  ];

  test('whatever is damaged', () => {
    every(CASES, first, ([text, found]) => {
      expect(secrets(text)).toEqual(found);
    });
  });
});

describe('An object is named for the secrets in it', () => {
  // oxfmt-ignore
  const CASES: readonly [string, string[]][] = [
    ['{"credentials":{"value":"Winter-Sun-1"}}', ['password Winter-Sun-1']],
    ['{"credentials":{"type":"basic","value":"Winter-Sun-1"}}', ['password Winter-Sun-1']],
    ['{"a":[{"password":{"value":"Winter-Sun-1"}}]}', ['password Winter-Sun-1']],
    ['{"password":{"value":1234567}}', ['password 1234567']],
    ['{"password":{"value":"Winter"},"x":{"value":"Sommer"}}', ['password Winter']],
    ['{"passwords":{"admin":"Winter-Sun-1","kelvin":"moribandelu"}}', ['password Winter-Sun-1', 'password moribandelu']],
    ['{"secrets":{"hq":"Winter-Sun-1"}}', ['password Winter-Sun-1']],
    ['{"psks":{"hq":"Winter-Sun-1"}}', ['password Winter-Sun-1']],
    ['{"Api Keys":{"a":"Winter-Sun-1"}}', ['session Winter-Sun-1']],
    ['{"passwords":{"kelvin":"Winter"}}', ['password Winter']],
  ];

  test('whatever they are called', () => {
    every(CASES, first, ([text, found]) => {
      expect(secrets(text)).toEqual(found);
      expect(secrets(`got ${text} {"x":1}`)).toEqual(found);
    });
  });

  const HARMLESS = [
    '{"value":"Winter-Sun-1"}',
    '{"credentials":"x","value":"Winter-Sun-1"}',
    '{"credentials":{"values":"Winter-Sun-1"}}',
    '{"credentials":{"valua":"Winter-Sun-1"}}',
    '{"credentials":{"name":"Winter-Sun-1"}}',
    '{"credentials":[{"name":"x"},{"value":"Winter-Sun-1"}]}',
    '{"credentials":{},"value":"Winter-Sun-1"}',
    '{"errors":["wrong password",{"value":"bremenFjord"}]}',
    '{"passwords":{},"x":"Winter-Sun-1"}',
    '{"passwords":{"admin"},"x":"Winter-Sun-1"}',
    '{"passwords":{"admin"},"kelvin77":1}',
    '{"passwords":{"admin","kelvin77":1}}',
    '{"phone":{"value":"+48601555017"}}',
    '{"passwords":{"kelvin":["Winter-Sun-1"]}}',
    '{"passwords":{"kelvin":"failed"}}',
    '{"passwords":{"kelvin":"ok"}}',
    '{"password":{"value":"failed"}}',
    '{"password":{"kelvin":"Winter-Sun-1"}}',
    '{"credentials":{"value":{"a":"b"}}}',
    '{"credentials":{"value"}}',
    '{"credentials":{"value":}}',
    '{"credentials":{"value"',
    '{"ports":{"value":"Winter-Sun-1"}}',
    '{"user":{"value":"kelvin77"}}',
  ];

  test('but not if it holds none', () => {
    every(HARMLESS, itself, text => {
      expect(secrets(text)).toEqual([]);
    });
  });
});
