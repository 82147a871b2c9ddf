import { describe, expect, test } from 'vitest';
import { MAX_LENGTH } from '../../../../server/src/syntax/json/jsonReader';
import { damageOf, payloadOf } from '../sketch';
import { every, first, itself } from '../../../support/rows';

/** The repaired payload, the kind of its first damage, and the text that is damaged. */
function repaired(text: string): (string | undefined)[] {
  const payload = payloadOf(text + '\n');
  const { kind, on } = damageOf(text, payload) ?? {};
  return [payload.repaired(), kind, on];
}

const name = (length: number): string => 'k'.repeat(length);

describe('Valid', () => {
  const VALID = [
    '{"a":"\\u00e9\\uABCD\\n\\/\\b\\f\\r\\t\\"\\\\"}',
    '{"a":[-1.5e+3,0,1e5,10.25E-7,true,false,null]}',
    `{"a":${'1'.repeat(33)}}`,
    '{"a":"x: y","b":"x, \'y\' [z] {w}"}',
    '{"a":"", "b" : {} ,"c":[ ]}',
    '{"a":"x\u201d y"}',
    '{"a":"x\u201d] y","b":1}',
    '{"a":"x\u201d, y","b":1}',
    '{"a":"x\'y","b":1}',
    '{"a":"\\u00e9a1"}',
    '{"a":"5 \u2020, 5 \u20ac"}',
    '{"a":"x, \u201cy\u201d: z","b":1}',
    '{"a":"x, \u201dy\u201c : z","b":1}',
    '{"a":"\u201cx\u201d, \u201cy\u201d","b":1}',
    '{"a":"\u201cx\u201d, y z: 1","b":1}',
    '{"a":"x\u201d}, y","b":1}',
    '{"a":"[\u201cx\u201d]; \u201cy\u201d: z","b":1}',
    '{"5\u201d disk":1}',
    '{"a:b":1}',
    `{"${name(300)}":1}`,
  ];

  test('payloads are not changed', () => {
    every(VALID, itself, text => {
      expect(repaired(text)).toEqual([text, undefined, undefined]);
    });
  });
});

describe('Damaged', () => {
  const CASES = [
    // A quote is missing.
    ['{"a-b.c d*_1:1,"b":2}', '{"a-b.c d*_1":1,"b":2}', 'closing-quote', '"a-b.c d*_1'],
    [`{"${name(63)}:1,"b":2}`, `{"${name(63)}":1,"b":2}`, 'closing-quote', `"${name(63)}`],
    ['{"a":"x,"b":1}', '{"a":"x","b":1}', 'closing-quote', '"x'],
    ['{"a":"x ,"b":1}', '{"a":"x" ,"b":1}', 'closing-quote', '"x'],
    ['{"a":"x "b":1}', '{"a":"x", "b":1}', 'closing-quote', '"x'],
    ['{"a":["x],"b":1}', '{"a":["x"],"b":1}', 'closing-quote', '"x'],
    ['{"a":[{"b":"x}, {"b":1}]}', '{"a":[{"b":"x"}, {"b":1}]}', 'closing-quote', '"x'],
    ['{"a":{"c":"x}}', '{"a":{"c":"x"}}', 'closing-quote', '"x'],
    ['{"a":{"c":"x } }', '{"a":{"c":"x" } }', 'closing-quote', '"x'],
    [`{"a":"x,"${name(64)}":1}`, `{"a":"x","${name(64)}":1}`, 'closing-quote', '"x'],
    ['{"a":"x, "y: 1","b":1}', '{"a":"x", "y": "1","b":1}', 'closing-quote', '"x'],
    ['{"a":"x\u2019,"b":1}', '{"a":"x\u2019","b":1}', 'closing-quote', '"x\u2019'],
    ['{"a":["x,[{"b":1}]]}', '{"a":["x",[{"b":1}]]}', 'closing-quote', '"x'],
    ['{"a":["x]', '{"a":["x"]}', 'closing-quote', '"x'],
    ['{"a":', '{"a":null}', 'cut', ':'],
    ['{"a:', '{"a":null}', 'closing-quote', '"a'],
    ['{"a":12"b":1}', '{"a":"12","b":1}', 'opening-quote', '12'],
    ['{"a":null"b":1}', '{"a":"null","b":1}', 'opening-quote', 'null'],
    ['{"a":1,b":2}', '{"a":1,"b":2}', 'opening-quote', 'b'],
    ['{"a":1,b:2}', '{"a":1,"b":2}', 'quotes', 'b'],
    ['{"a":x y ,"b":2}', '{"a":"x y" ,"b":2}', 'quotes', 'x y'],
    ['{"a":192.0.2.1:443,"b":2}', '{"a":"192.0.2.1:443","b":2}', 'quotes', '192.0.2.1:443'],
    ['{"a":01}', '{"a":"01"}', 'quotes', '01'],
    ['{"a":1.}', '{"a":"1."}', 'quotes', '1.'],
    ['{"a":.5}', '{"a":".5"}', 'quotes', '.5'],
    ['{"a":nul}', '{"a":"nul"}', 'quotes', 'nul'],
    ['{"a":truex}', '{"a":"truex"}', 'quotes', 'truex'],
    [`{"a":${'1'.repeat(34)}}`, `{"a":"${'1'.repeat(34)}"}`, 'quotes', '1'.repeat(34)],
    ['{"a":x\\y}', '{"a":"x\\\\y"}', 'quotes', 'x\\y'],
    ['{"a":x\u0001y}', '{"a":"x y"}', 'quotes', 'x\u0001y'],
    // A quote too many, or of another style.
    ['{"a":"x"y","b":1}', '{"a":"x\\"y","b":1}', 'stray-quote', '"'],
    ['{"a":"x, "y" z","b":1}', '{"a":"x, \\"y\\" z","b":1}', 'stray-quote', '"'],
    ['{"a":"x ": y","b":1}', '{"a":"x \\": y","b":1}', 'stray-quote', '"'],
    ['{"a":"x "(y)","b":1}', '{"a":"x \\"(y)","b":1}', 'stray-quote', '"'],
    ['{"a":"x"y: z","b":1}', '{"a":"x\\"y: z","b":1}', 'stray-quote', '"'],
    ['{"a":1,\'b":"x\\\'y"}', '{"a":1,"b":"x\\\\\'y"}', 'stray-quote', "'"],
    [`{"${name(63)}\u201d:1,"b":2}`, `{"${name(63)}":1,"b":2}`, 'quote-style', '\u201d'],
    ['{"a.b-c_1\u201d:1,"b":2}', '{"a.b-c_1":1,"b":2}', 'quote-style', '\u201d'],
    ['{"a":1,"}', '{"a":1}', 'comma', ','],
    ['{"a":1 "}', '{"a":1 }', 'stray-quote', '"'],
    ['{"a":5\u2020}', '{"a":"5\u2020"}', 'quotes', '5\u2020'],
    ['{\u2035a\u2035:1}', '{"a":1}', 'quote-style', '\u2035'],
    ['{\u2036a\u2036:1}', '{"a":1}', 'quote-style', '\u2036'],
    ['{\u201ba\u2019:1}', '{"a":1}', 'quote-style', '\u201b'],
    ['{"a":{"b":"x\u201d } }', '{"a":{"b":"x" } }', 'quote-style', '\u201d'],
    ['{"a":{"b":"x\u201d} , "c":1}', '{"a":{"b":"x"} , "c":1}', 'quote-style', '\u201d'],
    ['{"a":["x\u201d, {"b":1}]}', '{"a":["x", {"b":1}]}', 'quote-style', '\u201d'],
    ['{"a":"x\u201d, \u201cb\u201d:1}', '{"a":"x", "b":1}', 'quote-style', '\u201d'],
    ["{'a':'x,'b':1}", '{"a":"x","b":1}', 'quote-style', "'"],
    ["{'a':'x's','b':1}", '{"a":"x\'s","b":1}', 'quote-style', "'"],
    ['{"a":\'x"y\',"b":1}', '{"a":"x\\"y","b":1}', 'quote-style', "'"],
    ['{"a":\'x,"b":1}', '{"a":"x","b":1}', 'quote-style', "'"],
    ["{'a':{'b':'5\u2033}}", '{"a":{"b":"5\u2033"}}', 'quote-style', "'"],
    ["{\u201ca's b\u201d:1}", '{"a\'s b":1}', 'quote-style', '\u201c'],
    ['{"a":"x\u201d,"b":1}', '{"a":"x","b":1}', 'quote-style', '\u201d'],
    ['{"a\u201d:1,"b":1}', '{"a":1,"b":1}', 'quote-style', '\u201d'],
    ['{"a":"x\u201d}', '{"a":"x"}', 'quote-style', '\u201d'],
    [`{'${name(254)}':1}`, `{"${name(254)}":1}`, 'quote-style', "'"],
    [`{'${name(255)}':1}`, `{"${name(255)}":1}`, 'stray-quote', "'"],
    // A character.
    ['{"a":"\\u00g9"}', '{"a":"\\\\u00g9"}', 'character', '\\'],
    ['{"a":"\\u12"}', '{"a":"\\\\u12"}', 'character', '\\'],
    ['{"a":"\\x"}', '{"a":"\\\\x"}', 'character', '\\'],
    ['{"a":"\\x00e9"}', '{"a":"\\\\x00e9"}', 'character', '\\'],
    ['{"a":"b\u0001c"}', '{"a":"b\\u0001c"}', 'character', '\u0001'],
    ['{"a":"b\u001fc"}', '{"a":"b\\u001fc"}', 'character', '\u001f'],
    // A colon or a comma.
    ['{"a" 1,"b":2}', '{"a": 1,"b":2}', 'colon', '1'],
    ['{":a" 1}', '{":a": 1}', 'colon', '1'],
    ['{"a"::1}', '{"a":1}', 'colon', ':'],
    ['{"a":1:,"b":2}', '{"a":1,"b":2}', 'colon', ':'],
    ['{"a":1 "b":2}', '{"a":1, "b":2}', 'comma', '"'],
    ['{"a":"x" "b":1}', '{"a":"x", "b":1}', 'comma', '"'],
    ['{"a":12 "b":1}', '{"a":12, "b":1}', 'comma', '"'],
    ['{"a":1,,"b":2}', '{"a":1,"b":2}', 'comma', ','],
    ['{"a":[1 2]}', '{"a":[1, 2]}', 'comma', '2'],
    ['{"a":[,1]}', '{"a":[1]}', 'comma', ','],
    // A value.
    ['{"a":,"b":2}', '{"a":null,"b":2}', 'value', ','],
    ['{"a","b":2}', '{"a":null,"b":2}', 'value', ','],
    ['{"a":}', '{"a":null}', 'value', '}'],
    ['{"a"}', '{"a":null}', 'value', '}'],
    ['{"a":{{"b":1}}}', '{"a":{"":{"b":1}}}', 'value', '{'],
    // A bracket.
    ['{"a":{"b":1]}', '{"a":{"b":1}}', 'bracket', ']'],
    ['{"a":[1}', '{"a":[1]}', 'bracket', '}'],
    ['{"a":[{"b":[1}]}', '{"a":[{"b":[1]}]}', 'bracket', '}'],
    ['{"a":1]}', '{"a":1}', 'bracket', ']'],
    ['{"a":[{"b":1]}', '{"a":[{"b":1}]}', 'bracket', ']'],
    ['{"a":x[1],"b":2}', '{"a":"x","":[1],"b":2}', 'quotes', 'x'],
    ['{"a":x{"b":1}}', '{"a":"x","":{"b":1}}', 'quotes', 'x'],
    ['{"a":1}}]', '{"a":1}', 'bracket', '}'],
    // The end.
    ['{"a":[{"b":1}', '{"a":[{"b":1}]}', 'cut', '}'],
    ['{"a":[1,', '{"a":[1]}', 'cut', ','],
    ['{"a":1,"b"', '{"a":1,"b":null}', 'cut', '"'],
    ['{"a":"\\', '{"a":"\\\\"}', 'cut', '\\'],
    ['{"a":"\u201cx\u201d', '{"a":"\u201cx\u201d"}', 'cut', '\u201d'],
    ['{"a":"\u201cx\u201d,', '{"a":"\u201cx\u201d,"}', 'cut', ','],
  ] as const;

  test('payloads are repaired, and their damage is named', () => {
    every(CASES, first, ([text, expected, kind, on]) => {
      expect(repaired(text)).toEqual([expected, kind, on]);
      expect(JSON.parse(expected)).toBeDefined();
    });
  });
});

test('Text that is read again is repaired once', () => {
  expect(repaired('{"license:\tnull,"b":1}')).toEqual([
    '{"license":\tnull,"b":1}',
    'closing-quote',
    '"license',
  ]);
});

test('A key without its closing quote, or with one of another style, is short and plain', () => {
  for (const key of [name(64), `${name(64)}\u201d`, 'a b\u201d'])
    expect(repaired(`{"${key}:1,"b":2}`)[1], key).toBe('colon');
});

test('A value does not end at a quote before more text than a key has', () => {
  const words = name(65);
  expect(repaired(`{"a":"x, "${words}: y","b":1}`)).toEqual([
    `{"a":"x, \\"${words}: y","b":1}`,
    'stray-quote',
    '"',
  ]);
});

describe('A payload ends', () => {
  test('after its brackets, and those that are one too many', () => {
    expect(payloadOf('{"a":1} ] x\n').end).toBe('{"a":1} ]'.length);
  });

  test('where it is nested too deep', () => {
    const nested = (depth: number): string => '{"a":' + '['.repeat(depth - 1) + ']'.repeat(depth - 1) + '}';
    expect(repaired(nested(200))).toEqual([nested(200), undefined, undefined]);
    expect(repaired(nested(201))).toEqual([undefined, 'too-deep', '[']);
  });

  test('where it is too long', () => {
    const long = (length: number): string => `{"a":"${'x'.repeat(length - 8)}"}`;
    expect(repaired(long(MAX_LENGTH))[1]).toBeUndefined();
    expect(repaired(long(MAX_LENGTH + 1)).slice(0, 2)).toEqual([undefined, 'too-large']);
  });
});
