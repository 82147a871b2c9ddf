import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark, type DescribedFinding } from '../../../support/findings';
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
import { every, first } from '../../../support/rows';

const RULE = 'json/damaged';
const here = (text: string): string => mark(RULE, text);
const RECOVERED = '(recovered)';

/** The only problem of a payload. */
function problemIn(payload: string): DescribedFinding | undefined {
  return expectFindings(payload)[0];
}

describe('json/damaged fires at the first damage', () => {
  const cases: [string, string, string][] = [
    ['a missing bracket', `{"d":{"a":[1,2${here('}')}}`, `a bracket is missing, extra or of the wrong kind ${RECOVERED}`],
    ['a bracket of the wrong kind', `{"d":{"a":[1,2]${here(']')},"b":1}}`, `a bracket is missing, extra or of the wrong kind ${RECOVERED}`],
    ['a bracket too many', `{"d":{"a":1}}${here('}')}`, `a bracket is missing, extra or of the wrong kind ${RECOVERED}`],
    ['an escape that JSON does not know', `{"a":"x${here('\\')}qy"}`, `a character that JSON does not allow ${RECOVERED}`],
    ['a control character', `{"a":"x${here('\t')}y"}`, `a character that JSON does not allow ${RECOVERED}`],
    ['a key without its closing quote', `{"d":{${here('"license')}:null,"b":1}}`, `missing quotation mark after license ${RECOVERED}`],
    ['a value without its closing quote', `{"d":{"a":${here('"word')},"b":1}}`, `missing quotation mark after this value ${RECOVERED}`],
    ['a missing colon', `{"a" ${here('1')}}`, `a colon is missing or extra ${RECOVERED}`],
    ['a colon too many', `{"a":${here(':')}1}`, `a colon is missing or extra ${RECOVERED}`],
    ['a missing comma', `{"a":1 ${here('"')}b":2}`, `a comma is missing or extra ${RECOVERED}`],
    ['a trailing comma', `{"a":[1,2]${here(',')}}`, `a comma is missing or extra ${RECOVERED}`],
    ['a comma too many', `{"a":1,${here(',')}"b":2}`, `a comma is missing or extra ${RECOVERED}`],
    ['a payload cut behind a value', `{"d":{"a":${here('1')}`, 'the payload is cut off; the part before the cut was read'],
    ['a payload cut inside a word', `{"d":{"a":"wor${here('d')}`, 'the payload is cut off; the part before the cut was read'],
    ['a key without its opening quote', `{"token":"${TOKEN}", ${here('license')}":null}`, `missing quotation mark before license ${RECOVERED}`],
    ['a value without its opening quote', `{"a":${here('word')}","b":1}`, `missing quotation mark before this value ${RECOVERED}`],
    ['a value without its opening quote that is the name of a field', `{"a":${here('license')}","b":1}`, `missing quotation mark before this value ${RECOVERED}`],
    ['single quotes', `{${here("'")}a':1}`, `quotation marks that JSON does not allow ${RECOVERED}`],
    ['typographic quotes', `{${here('“')}a”:1}`, `quotation marks that JSON does not allow ${RECOVERED}`],
    ['a key without quotes', `{"d":{${here('license')}:null}}`, `missing quotation marks around license ${RECOVERED}`],
    ['a value without quotes', `{"a":${here('word')},"b":1}`, `missing quotation marks around this value ${RECOVERED}`],
    ['a value that is masked without quotes', `{"seed":${here('****')},"b":1}`, `missing quotation marks around this value ${RECOVERED}`],
    ['a quote too many', `{"a":{"b":1}${here('"')}}`, `an extra quotation mark ${RECOVERED}`],
    ['a quote inside a value', `{"a":"so${here('"')} it is","b":2}`, `an extra quotation mark ${RECOVERED}`],
    ['a missing value', `{"a":${here(',')}"b":2}`, `a value is missing ${RECOVERED}`],
    ['a missing last value', `{"a":${here('}')}`, `a value is missing ${RECOVERED}`],
    ['a line break inside a word', `{"d":{"a":"wo${here('r')}\nd"}}`, 'a line break inside a word or a value (recovered)'],
    ['a line break inside a number', `{"d":{"a":4${here('3')}\n20,"b":1}}`, 'a line break inside a word or a value (recovered)'],
  ]; // oxfmt-ignore

  test('and says what is wrong', () => {
    every(cases, first, ([, payload, output]) => {
      expect(problemIn(payload)).toMatchObject({
        severity: 'information',
        message: `Invalid JSON: ${output}`,
        related: [],
      });
    });
  });

  test('and names a limit only where one was reached', () => {
    expect(problemIn(`{"d":{"a":[1,2]${here(']')},"b":1}}`)?.facts).toEqual({});
    const deep = `{"d":${'['.repeat(199)}${here('[')}`;
    expect(problemIn(deep)?.facts).toEqual({ limit: '200' });
  });

  test('for lines of another daemon inside a payload', () => {
    const noise = line('[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200400 prot=11');
    const payload = `{"d":{"a":1${here(',')}\n${noise}"b":2}}\n`;
    expect(problemIn(payload)?.message).toBe('Invalid JSON: other lines interrupt the payload (recovered)');
  });

  test('for a payload that is nested deeper than the limit, and says that the reader stopped', () => {
    const payload = `{"d":${'['.repeat(199)}${here('[')}${'['.repeat(50)}`;
    expect(problemIn(payload)?.message).toBe(
      'Invalid JSON: nested more than 200 deep; the rest was not read',
    );
  });

  test('for a payload that is longer than the limit, and says that the reader stopped', () => {
    expectFindings(`{"a":"${'x'.repeat((1 << 20) - 6)}${here('x')}"}`);
    const [large] = expectFindings(`{"a":[${'1,'.repeat(524_285)}${here('1')},1]}`);
    expect(large?.message).toBe('Invalid JSON: longer than 1048576 characters; the rest was not read');
  });

  test('once for a payload with many damages', () => {
    expectFindings(`{"token":"${TOKEN}", ${here('license')}":null,code":null,'qr':****,,}`);
  });

  test('for each damaged payload', () => {
    expectFindings(`{"d":{${here('a')}":1}}\n\n{"d":{${here('b')}":1}}\n`);
  });

  test('and names the length too if that differs, in a related place', () => {
    const request = provisionRequest();
    const damaged = request.replace('"seed"', `${here('seed')}"`);
    const text =
      attempt() + post(damaged, mark('length', String(bytesOf(request)))) + received(provisionResponse());
    const [found] = expectFindings(text);
    expect(found?.related[0]?.message).toBe(
      `its Content-Length differs too: ${bytesOf(request)} bytes, the log has ${bytesOf(request) - 1}`,
    );
  });

  test('and does not name a length that is right', () => {
    const damaged = provisionRequest().replace('"seed"', `${here('seed')}"`);
    const [found] = expectFindings(attempt() + post(damaged) + received(provisionResponse()));
    expect(found?.related).toEqual([]);
  });

  test('and the errors after the damage are still found', () => {
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

  test('for braces that are not JSON', () => {
    expectFindings('struct { int a; } and ${name} and {{x}}\n{ }\n');
  });
});
