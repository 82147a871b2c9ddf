// What holds for any text at all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyString } from '../support/arbitraries';
import { every } from '../support/rows';
import { ROOT, lines, timeOurs, tokenize } from './tokenizer';

const NEXT = '2024-05-06 07:08:09 ftm_fc_comm_recv_response[277]:receive packet "success".';
const GOOD = [
  '{ "d": { "__type": "SoftToken.ProvisionRequest", "__clustered_sns": [ { "sn": "FGT60F0000000001" } ], "tokens": [ { "token": "FTKMOB0123456789", "code_expire": 4320 } ] } }',
  '{"d":{"tokens":[{"token":"FTKMOB0123456789","license":null,"error":{"error_code":31,"error_message":"token does not belong to product"}}],"result":0,"error":null}}',
  'Sync status: {"status": "complete", "msg": {"create": {"success": 3, "failure": 0}}}',
];

/** Pieces that the rules of the grammar look for, so that random text gets into all of them. */
const PIECES = [
  '2024-05-06 07:08:09 ',
  '2024-05-06 07:08:09.123456 ',
  '[328] func: ',
  '[1906] func-',
  'func[417]:',
  'func [4]: ',
  '[1:root:d9]',
  '[func:12]:',
  'ike V=root:0:a:1: ',
  'ike 0:a: ',
  'id=1 trace_id=2 func=f line=3 msg="',
  '[I]',
  '[p:1][s:2]',
  'FGT # ',
  'FGT (root) # ',
  '# ',
  'di de en',
  'edit "a"',
  'set a b',
  'end',
  'POST /a HTTP/1.1',
  'HTTP/1.1 403 FORBIDDEN',
  'Host: a',
  'Content-Type: a',
  'status : new',
  'Label: a',
  'FTKMOB0123456789',
  'FGT60F0000000001',
  'EFTM000000000001',
  '192.0.2.1:443',
  '2001:db8::1',
  '02 10 00 20 30',
  '00aa11bb22cc33dd44ee',
  'failed',
  'connected',
  '<<<<',
  '====',
  '****',
  'FORTITOKEN DRIFT STATUS',
  'Command fail. Return code -56',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '“',
  '”',
  '\\',
  ',',
  ':',
  ' ',
  '\t',
  '{ "d": {',
  '"error":{',
  '"error":"a"',
  '"a":',
  '"b"',
  'null',
  '-1.5',
  'license":null',
  '\r',
  '\n',
  '\r\n',
  '\r\r\n',
  '\n\n',
];
const anyText = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, anyString(6)), {
    maxLength: 40,
  })
  .map(pieces => pieces.join(''));

/** A good payload after a few accidents: characters that went, came or changed, a line that was wrapped, an end that was cut. */
const damaged = fc
  .tuple(
    fc.constantFrom(...GOOD),
    fc.array(
      fc.record({
        at: fc.nat(10_000),
        remove: fc.nat(3),
        insert: fc.constantFrom(
          '',
          '',
          '"',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '\\',
          '“',
          "'",
          '*',
          ' ',
          '\n',
          NEXT,
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    fc.option(fc.nat(10_000), { nil: undefined }),
  )
  .map(([good, accidents, cut]) => {
    let text = good;
    for (const { at, remove, insert } of accidents) {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + insert + text.slice(place + remove);
    }
    return cut === undefined ? text : text.slice(0, cut % (text.length + 1));
  });

describe('any text', () => {
  it('is tokenised, with adjacent tokens over each line', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, damaged), text => {
        const split = lines(text);
        const tokens = tokenize(text);
        expect(tokens).toHaveLength(split.length);
        tokens.forEach((line, number) => {
          expect(line.map(token => token.text).join('')).toBe(split[number]);
          line.forEach((token, index) => {
            expect(token.start).toBe(index === 0 ? 0 : line[index - 1]?.end);
            expect(token.scopes[0]).toBe(ROOT);
          });
          expect(line.at(-1)?.end ?? 0).toBe(split[number]?.length);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('without a brace has independent lines', () => {
    fc.assert(
      fc.property(
        anyText.map(text => text.replaceAll('{', '(')),
        text => {
          expect(tokenize(text)).toEqual(lines(text).flatMap(line => tokenize(line)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not affect a record after a blank line', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, damaged), text => {
        expect(tokenize(`${text}\n\n${NEXT}`).at(-1)).toEqual(tokenize(NEXT)[0]);
      }),
      { numRuns: 400 },
    );
  });

  it('does not affect a record right after it', () => {
    fc.assert(
      fc.property(damaged, text => {
        expect(tokenize(`${text}\n${NEXT}`).at(-1)).toEqual(tokenize(NEXT)[0]);
      }),
      { numRuns: 400 },
    );
  });
});

/** How long a line takes, in milliseconds; it is read twice, as a payload that it leaves open goes on in the second. */
function timeOf(head: string, unit: string, length: number): number {
  const line = head + unit.repeat(Math.ceil(length / unit.length));
  return timeOurs([line, line, NEXT]);
}

/**
 * Fails if a line that is `FACTOR` times as long takes much more than as many times as long, at the best of both. A busy machine
 * only adds time, so a failure is measured again.
 */
function expectProportion(head: string, unit: string): void {
  timeOf(head, unit, 200);
  let [short, long] = [Infinity, Infinity];
  // Time that grows with the square of the length would be FACTOR times more than this allows, less the slack.
  const allowed = (): number => short * FACTOR * 3 + 25;
  for (let run = 0; run < MAX_RUNS && (run < 3 || long >= allowed()); run++) {
    short = Math.min(short, timeOf(head, unit, SHORT));
    long = run === 0 || long >= allowed() ? Math.min(long, timeOf(head, unit, SHORT * FACTOR)) : long;
  }
  expect(long, `${head}${unit}`).toBeLessThan(allowed());
}

const MAX_RUNS = 20;
const SHORT = 2_500;
const FACTOR = 8;

describe('a hostile line takes time in proportion to its length', () => {
  const UNITS = [
    '[',
    '{',
    '"',
    "'",
    '“',
    '\\',
    '1',
    ' ',
    'a',
    '_',
    '-',
    '<',
    '#',
    '(',
    ':',
    '=',
    ',',
    'a=',
    'a_',
    'a-',
    '1:',
    'a:',
    '[1',
    '[a:',
    '[1:a:',
    '# di ',
    '(#',
    '<-',
    '{"',
    '{"a":',
    '{"a":[',
    '{"error":{',
    '{"a":"',
    '{"a":\\"',
    '{"a":"\\',
    '{"\\",',
    '{"a" ',
    '{“a',
    "{'a",
    '{a"',
    '{a:',
    '"a',
    '"\\"',
    '00 ',
    '0.',
    'F',
    'FGT1',
    ' FTK',
    'ike ',
    'ike 0:',
    'id=1 ',
    '2024-',
    NEXT,
    'GET /',
    'ab:',
    '::',
    'X-Y: ',
    'A b',
    ' error',
    ' not',
    'func[1] ',
    '\u2028',
    '😀',
  ];

  it('whatever is in it again and again', () => {
    every(
      UNITS,
      unit => JSON.stringify(unit),
      unit => {
        expectProportion('', unit);
      },
    );
  });

  it.each(['{"a":', '{"a":"x', '{ "a": [ "', '{"error":{'])('after %j', head => {
    for (const unit of [
      '"',
      '\\',
      '\\"',
      '"\\',
      '"a" ',
      '"a":',
      '[',
      '{',
      ',',
      'a ',
      'a',
      ' ',
      '1 ',
      '“',
      "'",
    ]) {
      expectProportion(head, unit);
    }
  });
});
