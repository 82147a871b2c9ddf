// A payload that was damaged loses the colour of the damaged place and of nothing else.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { every, first } from '../support/rows';
import { colours, inside, lines, tokenize, words } from './tokenizer';

const EMBEDDED = 'meta.embedded.block.json';
const KEY = 'support.type.property-name.json';
const STRING = 'string.quoted.double.xml.json';
const QUOTE = 'string.quoted.double.xml.damaged.json';
const NULL = 'constant.language.json';

const NEXT = '2024-05-06 07:08:09 ftm_fc_comm_recv_response[277]:receive packet "success".';
const TAIL = '"result":0,"error":{"error_code":17,"error_message":"no valid token found"}}}';
const TAIL_WORDS = [
  ['result', KEY],
  ['0', 'constant.numeric.json'],
  ['error', KEY],
  ['error_code', KEY],
  ['17', 'constant.numeric.json'],
  ['error_message', KEY],
  ['no valid token found', STRING],
];

/** Each damage with the pieces of the damaged place; a good head stands before it and the error after it. */
const DAMAGES: [string, string, [string, string][]][] = [
  [
    'a key lost its opening quote',
    '"a":"x", license":null,',
    [
      ['a', KEY],
      ['x', STRING],
      ['license', KEY],
      ['"', QUOTE],
      ['null', NULL],
    ],
  ],
  [
    'a key lost its closing quote',
    '"license:null,',
    [
      ['"', QUOTE],
      ['license', KEY],
      ['null', NULL],
    ],
  ],
  [
    'a key lost both quotes',
    'license:null,',
    [
      ['license', KEY],
      ['null', NULL],
    ],
  ],
  [
    'a text lost its opening quote',
    '"a":FTKMOB0123456789","b":1,',
    [
      ['a', KEY],
      ['FTKMOB0123456789', STRING],
      ['"', QUOTE],
      ['b', KEY],
      ['1', 'constant.numeric.json'],
    ],
  ],
  [
    'a text lost its closing quote',
    '"a":"FTKMOB0123456789,"b":1,',
    [
      ['a', KEY],
      ['"', QUOTE],
      ['FTKMOB0123456789', STRING],
      ['b', KEY],
      ['1', 'constant.numeric.json'],
    ],
  ],
  [
    'a text lost both quotes',
    '"a":FTKMOB0123456789,"b":1,',
    [
      ['a', KEY],
      ['b', KEY],
      ['1', 'constant.numeric.json'],
    ],
  ],
  [
    'a text has a quote of its own',
    '"a":"he said "no" twice","b":1,',
    [
      ['a', KEY],
      ['"', QUOTE],
      ['he said ', STRING],
      ['"', QUOTE],
      ['no', STRING],
      [' twice', STRING],
      ['b', KEY],
    ],
  ],
  [
    'a comma is missing',
    '"a":null "b":"x" "c":1,',
    [
      ['a', KEY],
      ['null', NULL],
      ['b', KEY],
      ['x', STRING],
      ['c', KEY],
    ],
  ],
  [
    'the quotes are typographic',
    '“a”:“x”,“b”:null,',
    [
      ['“', QUOTE],
      ['a', KEY],
      ['”', QUOTE],
      ['“', QUOTE],
      ['x', STRING],
      ['”', QUOTE],
      ['“', QUOTE],
      ['b', KEY],
      ['”', QUOTE],
      ['null', NULL],
    ],
  ],
  [
    'the quotes are single',
    "'a':'x',",
    [
      ["'", QUOTE],
      ['a', KEY],
      ["'", QUOTE],
      ["'", QUOTE],
      ['x', STRING],
      ["'", QUOTE],
    ],
  ],
  [
    'a value is half masked',
    '"a":"A84E****","b":****,',
    [
      ['a', KEY],
      ['A84E****', STRING],
      ['b', KEY],
    ],
  ],
  ['a backslash was left over', String.raw`"a":\,"b":"x\",`, []],
  [
    'a bracket is missing',
    '"a":[{"b":1},',
    [
      ['a', KEY],
      ['b', KEY],
      ['1', 'constant.numeric.json'],
    ],
  ],
  [
    'a brace is missing',
    '"a":{"b":1,',
    [
      ['a', KEY],
      ['b', KEY],
      ['1', 'constant.numeric.json'],
    ],
  ],
  [
    'a bracket is one too many',
    '"a":[1]],',
    [
      ['a', KEY],
      ['1', 'constant.numeric.json'],
      [']', 'constant.language.bracket.damaged.json'],
    ],
  ],
];

describe('a damage', () => {
  const payloadWith = (damaged: string): string => `{"d":{${damaged}${TAIL}`;

  it('colours the damaged place, and the error after it as ever', () => {
    every(DAMAGES, first, ([, damaged, pieces]) => {
      const found = words(payloadWith(damaged));
      expect(found.slice(0, pieces.length + 1)).toEqual([['d', KEY], ...pieces].slice(0, pieces.length + 1));
      expect(found.slice(-TAIL_WORDS.length)).toEqual(TAIL_WORDS);
    });
  });

  it('leaves the end of the payload at its last brace, if it has them all', () => {
    const whole = DAMAGES.map(([what, damaged]) => [what, payloadWith(damaged)] as const).filter(
      ([, payload]) => payload.split('{').length === payload.split('}').length,
    );
    every(whole, first, ([, payload]) => {
      expect(inside(`${payload} done`, EMBEDDED)).toEqual([payload]);
    });
  });

  it('does not change the colours of the next line, of the one after a blank one, or of a record that was joined to it', () => {
    every(DAMAGES, first, ([, damaged]) => {
      const payload = payloadWith(damaged);
      const next = tokenize(`${payload}\n${NEXT}`)[1];
      expect(next).toEqual(tokenize(NEXT)[0]);
      expect(next?.map(token => token.scopes[1] ?? '')).not.toContain(EMBEDDED);
      expect(tokenize(`${payload}\n\n${NEXT}`)[2]).toEqual(tokenize(NEXT)[0]);
      expect(colours(`${payload} ${NEXT}`).slice(-colours(NEXT).length)).toEqual(colours(NEXT));
      expect(inside(`${payload} ${NEXT}`, EMBEDDED).join('')).not.toContain('2024');
    });
  });
});

describe('a payload that was cut', () => {
  const whole =
    '{"d":{"tokens":[{"token":"FTKMOB0123456789","code_expire":4320,"error":{"error_code":31}}]}}';

  it('ends before the next line, wherever it was cut', () => {
    every(
      Array.from(whole, (_, at) => at + 1),
      length => `after ${length} characters`,
      length => {
        const cut = whole.slice(0, length);
        expect(tokenize(`${cut}\n${NEXT}`)[1]).toEqual(tokenize(NEXT)[0]);
        const joined = `${cut} ${NEXT}`;
        expect(inside(joined, EMBEDDED).join('')).not.toContain('2024');
        expect(colours(joined)).toEqual(expect.arrayContaining(colours(NEXT).slice(0, 3)));
      },
    );
  });

  it('has no sentence of the log in it', () => {
    expect(inside('{"d":{"tokens":[{"tok\nUser synchronization completed!', EMBEDDED)).toEqual([
      '{"d":{"tokens":[{"tok',
    ]);
  });
});

describe('line 30 of the seed log, which lost a quote', () => {
  const seed = lines(readFileSync('test/fixtures/seed.log', 'utf8'));
  const line = seed[29] ?? '';

  it('is at its expected place', () => {
    expect(line).toContain('"token":"FTKMOB947FDC1754", license":null');
  });

  it('keeps every key, both errors and every null', () => {
    expect(words(line)).toEqual([
      ['d', KEY],
      ['__type', KEY],
      ['SoftToken.ProvisionResponse', STRING],
      ['__version', KEY],
      ['4', STRING],
      ['serial_number', KEY],
      ['FG140E4Q17000494', STRING],
      ['__device_version', KEY],
      ['7.0', STRING],
      ['__device_build', KEY],
      ['2573', STRING],
      ['__clustered_sns', KEY],
      ['sn', KEY],
      ['FG140E4Q17000407', STRING],
      ['error', KEY],
      ['Product is not registered', STRING],
      ['sn', KEY],
      ['FG140E4Q17000494', STRING],
      ['error', KEY],
      ['null', NULL],
      ['tokens', KEY],
      ['token', KEY],
      ['FTKMOB947FDC1754', STRING],
      ['license', KEY],
      ['"', QUOTE],
      ['null', NULL],
      ['token_activation_code', KEY],
      ['null', NULL],
      ['qr_code', KEY],
      ['null', NULL],
      ['code_expire', KEY],
      ['null', NULL],
      ['error', KEY],
      ['error_code', KEY],
      ['31', 'constant.numeric.json'],
      ['error_message', KEY],
      ['token does not belong to product', STRING],
      ...TAIL_WORDS,
    ]);
  });

  it('is one payload from its first to its last brace', () => {
    expect(inside(line, EMBEDDED)).toEqual([line]);
    expect(tokenize(line)[0]?.at(-1)).toMatchObject({
      text: '}',
      scopes: ['text.log.fortios-debug', EMBEDDED, 'punctuation.definition.dictionary.end.json'],
    });
  });

  it('does not affect the lines that follow', () => {
    expect(tokenize(`${line}\n${seed[26] ?? ''}`)[1]).toEqual(tokenize(seed[26] ?? '')[0]);
  });
});
