import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark, type Told } from '../../../support/findings';
import {
  answered,
  attempt,
  bytesOf,
  line,
  NOT_OF_PRODUCT,
  post,
  provisionRequest,
  provisionResponse,
  received,
  TOKEN,
} from '../../../support/exchange';

const RULE = 'json/damaged';
const here = (text: string): string => mark(RULE, text);
const ALL_THE_SAME = 'the rest was read all the same';

/** The one problem of a payload. */
function told(payload: string): Told | undefined {
  return expectFindings(payload)[0];
}

describe('json/damaged fires at the first damage', () => {
  const cases: [string, string, string][] = [
    ['a missing bracket', `{"d":{"a":[1,2${here('}')}}`, `a bracket is missing, extra or of the wrong kind here; ${ALL_THE_SAME}`],
    ['a bracket of the wrong kind', `{"d":{"a":[1,2]${here(']')},"b":1}}`, `a bracket is missing, extra or of the wrong kind here; ${ALL_THE_SAME}`],
    ['a bracket too many', `{"d":{"a":1}}${here('}')}`, `a bracket is missing, extra or of the wrong kind here; ${ALL_THE_SAME}`],
    ['an escape that JSON does not know', `{"a":"x${here('\\')}qy"}`, `a character that JSON does not allow stands here; ${ALL_THE_SAME}`],
    ['a control character', `{"a":"x${here('\t')}y"}`, `a character that JSON does not allow stands here; ${ALL_THE_SAME}`],
    ['a key without its closing quote', `{"d":{${here('"license')}:null,"b":1}}`, `the quote behind license is missing; ${ALL_THE_SAME}`],
    ['a value without its closing quote', `{"d":{"a":${here('"word')},"b":1}}`, `the quote behind this value is missing; ${ALL_THE_SAME}`],
    ['a missing colon', `{"a" ${here('1')}}`, `a colon is missing or extra here; ${ALL_THE_SAME}`],
    ['a colon too many', `{"a":${here(':')}1}`, `a colon is missing or extra here; ${ALL_THE_SAME}`],
    ['a missing comma', `{"a":1 ${here('"')}b":2}`, `a comma is missing or extra here; ${ALL_THE_SAME}`],
    ['a trailing comma', `{"a":[1,2]${here(',')}}`, `a comma is missing or extra here; ${ALL_THE_SAME}`],
    ['a comma too many', `{"a":1,${here(',')}"b":2}`, `a comma is missing or extra here; ${ALL_THE_SAME}`],
    ['a payload cut behind a value', `{"d":{"a":${here('1')}`, 'the payload ends here before it is complete; what was there was read'],
    ['a payload cut inside a word', `{"d":{"a":"wor${here('d')}`, 'the payload ends here before it is complete; what was there was read'],
    ['a key without its opening quote', `{"token":"${TOKEN}", ${here('license')}":null}`, `the quote before license is missing; ${ALL_THE_SAME}`],
    ['a value without its opening quote', `{"a":${here('word')}","b":1}`, `the quote before this value is missing; ${ALL_THE_SAME}`],
    ['single quotes', `{${here("'")}a':1}`, 'quotes that JSON does not know; the payload was read all the same'],
    ['typographic quotes', `{${here('“')}a”:1}`, 'quotes that JSON does not know; the payload was read all the same'],
    ['a key without quotes', `{"d":{${here('license')}:null}}`, `the quotes around license are missing; ${ALL_THE_SAME}`],
    ['a value without quotes', `{"a":${here('word')},"b":1}`, `the quotes around this value are missing; ${ALL_THE_SAME}`],
    ['a value that is masked without quotes', `{"seed":${here('****')},"b":1}`, `the quotes around this value are missing; ${ALL_THE_SAME}`],
    ['a quote too many', `{"a":{"b":1}${here('"')}}`, `a quote too many stands here; ${ALL_THE_SAME}`],
    ['a quote inside a value', `{"a":"so${here('"')} it is","b":2}`, `a quote too many stands here; ${ALL_THE_SAME}`],
    ['a missing value', `{"a":${here(',')}"b":2}`, `a value is missing here; ${ALL_THE_SAME}`],
    ['a missing last value', `{"a":${here('}')}`, `a value is missing here; ${ALL_THE_SAME}`],
    ['a line break inside a word', `{"d":{"a":"wo${here('r')}\nd"}}`, 'a line break inside a word or a value; the payload was read as if it were not there'],
    ['a line break inside a number', `{"d":{"a":4${here('3')}\n20,"b":1}}`, 'a line break inside a word or a value; the payload was read as if it were not there'],
  ]; // prettier-ignore

  test.each(cases)('for %s', (_, payload, said) => {
    expect(told(payload)).toMatchObject({ severity: 'information', message: `JSON: ${said}`, related: [] });
  });

  test('for lines of another daemon inside a payload', () => {
    const noise = line('[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200400 prot=11');
    const payload = `{"d":{"a":1${here(',')}\n${noise}"b":2}}\n`;
    expect(told(payload)?.message).toBe(
      'JSON: lines of something else stand inside the payload; it was read across them',
    );
  });

  test('for a payload that is nested deeper than the limit, and says that the reader stopped', () => {
    const payload = `{"d":${'['.repeat(199)}${here('[')}${'['.repeat(50)}`;
    expect(told(payload)?.message).toBe(
      'JSON: nested more than 200 deep; the reader stopped here, the rest was not read',
    );
  });

  test('for a payload that is longer than the limit, and says that the reader stopped', () => {
    expectFindings(`{"a":"${'x'.repeat((1 << 20) - 6)}${here('x')}"}`);
    const [large] = expectFindings(`{"a":[${'1,'.repeat(524_285)}${here('1')},1]}`);
    expect(large?.message).toBe(
      'JSON: longer than 1048576 characters; the reader stopped here, the rest was not read',
    );
  });

  test('once for a payload with many damages', () => {
    expectFindings(`{"token":"${TOKEN}", ${here('license')}":null,code":null,'qr':****,,}`);
  });

  test('for each damaged payload', () => {
    expectFindings(`{"d":{${here('a')}":1}}\n\n{"d":{${here('b')}":1}}\n`);
  });

  test('and names the length too where that differs, in a related place', () => {
    const request = provisionRequest();
    const damaged = request.replace('"seed"', `${here('seed')}"`);
    const text =
      attempt() + post(damaged, mark('length', String(bytesOf(request)))) + received(provisionResponse());
    const [found] = expectFindings(text);
    expect(found?.related[0]?.message).toBe(
      `its Content-Length differs too: ${bytesOf(request)} bytes, the log has ${bytesOf(request) - 1}`,
    );
  });

  test('and the errors behind the damage are found all the same', () => {
    const tokens = [{ token: TOKEN, error: mark('ftm/token-not-of-product', NOT_OF_PRODUCT) }];
    const text = answered({ tokens });
    const damaged = text.replace('"license":null,"code_expire"', `${here('license')}":null,"code_expire"`);
    expect(damaged).not.toBe(text);
    expectFindings(damaged);
  });

  test('and never repeats a value that could be secret', () => {
    const seed = '00112233445566778899AABBCCDDEEFF00112233';
    for (const broken of [
      `"seed":${seed}"`,
      `"seed":"${seed}`,
      `"seed":${seed}`,
      `"seed","${seed}":1`,
      `"seed" "${seed}"`,
      `"seed":{${seed}"`,
      `"seed":[${seed}:`,
    ]) {
      const request = provisionRequest({ seed: 'S' }).replace('"seed": "S"', broken);
      for (const { message, facts } of findingsOf(request)) {
        expect(message + JSON.stringify(facts)).not.toContain(seed.slice(0, 8));
      }
    }
  });
});

describe('json/damaged does not fire', () => {
  test('for sound payloads, with blanks and without', () => {
    expectFindings(answered({}));
    expectFindings('{"a":"\\u00e9\\n","b":[],"c":{},"d":-1.5e3}\n');
  });

  test('for a payload that was wrapped between two words', () => {
    expectFindings(received(provisionResponse().replace(',"tokens"', ',\n"tokens"')));
    expectFindings(received(provisionResponse().replace(',"tokens"', ',\r\r\n"tokens"')));
  });

  test('for masked values inside their quotes', () => {
    expectFindings(provisionResponse({ unit: 'FGT60F****', tokens: ['FTKMOB******'] }));
  });

  test('for braces that are no JSON', () => {
    expectFindings('struct { int a; } and ${name} and {{x}}\n{ }\n');
  });
});
