import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dumpAt, payloadAt, prettyDump, prettyPayload } from '../../../server/src/features/payloadView';
import { redact } from '../../../server/src/secrets';
import { anyText, damaged, payloadText } from '../../support/arbitraries';
import { provisionRequest } from '../../support/exchange';
import { markAt, unmark } from '../../support/markers';
import { open, SEED, SEED_SECRET, shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS, SEED as SECRET_SEED } from '../../support/secrets';

function payload(marked: string): string | undefined {
  const { text, offset } = unmark(marked);
  const { analysis } = open(text);
  const found = payloadAt(analysis, offset);
  return found && prettyPayload(analysis, found);
}

function dump(marked: string): string | undefined {
  const { text, offset } = unmark(marked);
  const { analysis } = open(text);
  const found = dumpAt(analysis, offset);
  return found && prettyDump(analysis, found);
}

describe('A payload', () => {
  test('has a line for each member, and stays as it was in every value', () => {
    expect(payload('{"d":{"a":1.50,"b":[],"c":[1,"x\\/y"],"e":{ },"f":nul<|>l}}')).toBe(
      [
        '{',
        '  "d": {',
        '    "a": 1.50,',
        '    "b": [],',
        '    "c": [',
        '      1,',
        '      "x\\/y"',
        '    ],',
        '    "e": {},',
        '    "f": null',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  test('is repaired', () => {
    const pretty = payload(markAt(SEED, 'license":null')) ?? '';
    expect(pretty).toContain('        "license": null,');
    expect(JSON.parse(pretty)).toMatchObject({ d: { result: 0, error: { error_code: 17 } } });
  });

  test('is joined if a terminal wrapped it', () => {
    expect(payload('{"d":{"__type":"SoftToken.Poll<|>ing\nRequest"}}')).toContain(
      '"SoftToken.PollingRequest"',
    );
  });

  test('shows a mask of the same length for a secret', () => {
    const pretty = payload(markAt(SEED, '"seed"')) ?? '';
    expect(/"seed": "(.*)"/.exec(pretty)?.[1]).toHaveLength(SEED_SECRET.length);
    expect(pretty).not.toContain(SEED_SECRET.slice(0, 8));
  });

  test.each([
    ['that was wrapped', `${SECRET_SEED.slice(0, 20)}\n${SECRET_SEED.slice(20)}`],
    ['that is masked in the log already', '****'],
  ])('shows no secret %s', (_, seed) => {
    const pretty = payload(markAt(provisionRequest({ seed }), 'ProvisionRequest')) ?? '';
    expect(pretty).toMatch(/"seed": "\*+\d*"/);
  });

  test('shows no secret in a sentence of it', () => {
    const pretty = payload(markAt('{"d":{"note":"the code EEQQRRSSTTUUVVWW came"}}', '"note"'));
    expect(pretty).toMatch(/"the code (?!EEQQ)\w{16} came"/);
  });

  test('shows no seed whose name was damaged', () => {
    const pretty = payload(`{"d":{"tokens":[{"s eed":"${SECRET_SEED}","digits":<|>6}]}}`);
    expect(pretty).not.toContain(SECRET_SEED.slice(0, 8));
  });

  test('that is a number and secret is masked, and JSON', () => {
    const pretty = payload('{"d":{"tokens":[{"token":"FTKMOB0000000A01","seed":12345<|>67890}]}}') ?? '';
    expect(pretty).toContain('"seed": 1111111111');
  });

  test('that cannot be repaired is shown unchanged', () => {
    const deep = '['.repeat(300);
    expect(payload(`{"d":${deep}<|>1`)).toContain('[[[');
  });

  test('is undefined outside of a payload', () => {
    expect(payload('FGT # get sys<|>tem status\n')).toBeUndefined();
    expect(payload('<|>')).toBeUndefined();
  });
});

test('Of any text a payload that can be repaired is shown as JSON of the same meaning', () => {
  const payloads = fc.oneof(payloadText, damaged(payloadText), anyText);
  fc.assert(
    fc.property(payloads, text => {
      const { analysis } = open(text);
      for (const found of analysis.trace.payloads) {
        const repaired = found.repaired();
        const pretty = prettyPayload(analysis, found);
        if (repaired === undefined) expect(pretty).not.toBe('');
        else if (redact(repaired, { keepIdentities: true, keepNames: true }) === repaired)
          expect(JSON.parse(pretty)).toEqual(JSON.parse(repaired));
        else expect(() => JSON.parse(pretty) as unknown).not.toThrow();
      }
    }),
    { numRuns: 150 },
  );
});

test('Nothing shows a secret', () => {
  fc.assert(
    fc.property(captureWithSecrets, text => {
      const { analysis } = open(text);
      for (const found of analysis.trace.payloads)
        expect(shownOf(SECRETS, prettyPayload(analysis, found))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('For a damaged text, nothing shows a known secret', () => {
  fc.assert(
    fc.property(damaged(captureWithSecrets), text => {
      const { analysis } = open(text);
      const places = analysis.secrets.flatMap(secret => secret.places.flatMap(({ parts }) => parts));
      const values = places.map(({ start, end }) => text.slice(start, end)).filter(value => value.length > 7);
      for (const found of analysis.trace.payloads) {
        const pretty = prettyPayload(analysis, found);
        if (found.repaired() !== undefined) expect(() => JSON.parse(pretty) as unknown).not.toThrow();
        const words = new Set(pretty.split(/[\s"'\\,;:<>{}[\]()=]+/));
        expect(values.filter(value => words.has(value))).toEqual([]);
      }
    }),
    { numRuns: 75 },
  );
});

const PASSWORD = '70347373773072'; // p4ssw0r
const USER = '76706e75736572'; // vpnuser
const attributes = `0e00001440890007${USER}408a0007${PASSWORD}00000000`;

describe('A hex dump', () => {
  test('of rows shows sixteen bytes a row, with their characters', () => {
    const text = [
      '01 3c 00 21 1a 04 3c 00 1c 10 20 d6 ad 02 79 21',
      '44 43 46 38 41 42 33 42 38 39 20 4d 3d 4f 4b      DCF8AB3B89 M=OK',
    ].join('\n');
    expect(dump(markAt(text, 'DCF8'))).toBe(
      [
        '00000000  01 3c 00 21 1a 04 3c 00  1c 10 20 d6 ad 02 79 21  |.<.!..<... ...y!|',
        '00000010  44 43 46 38 41 42 33 42  38 39 20 4d 3d 4f 4b     |DCF8AB3B89 M=OK|',
      ].join('\n'),
    );
  });

  test('of ike is read over the lines that a terminal wrapped it in', () => {
    const text = `ike 0:to-hq:14: out ${'12F2CB00'.repeat(15)}4\n142434445\nike 0:to-hq:14: sent IKE msg\n`;
    const shown = dump(markAt(text, '142434445')) ?? '';
    expect(shown.split('\n')[0]).toBe('out');
    expect(shown.split('\n').pop()).toBe('00000040  45                                                |E|');
    expect(shown).toContain('12 f2 cb 00 41 42 43 44  |............ABCD|');
    expect(dump(markAt(text, 'sent IKE msg'))).toBeUndefined();
  });

  test('of a decrypted message shows no user and no password', () => {
    for (const title of ['dec', 'enc']) {
      const shown = dump(`ike 0:to-hq:14: ${title} ${attributes.toUpperCase()}<|>\n`) ?? '';
      expect(shown).toContain(
        `${title}\n00000000  0e 00 00 14 40 89 00 07  ** ** ** ** ** ** ** 40  |....@...*******@|`,
      );
      expect(shown).toContain('00000010  8a 00 07 ** ** ** ** **  ** ** 00 00 00 00        |...*******....|');
    }
  });

  test('that was cut in the middle of a password shows nothing of it', () => {
    expect(dump('ike 0:to-hq:14: dec 00408a00107034<|>7373')).toContain('00 40 8a 00 10 ** ** **  **');
  });

  test('of an EAP message continues in the rows after it, and shows no challenge', () => {
    const text = [
      'fnbamd_dbg_hex_pnt[48] EAP msg from server (33)-01 3C 00 21 1A 01 3C 00 1C 10 20 D6 AD 02 79 21 8A 14 EC FC 54 8E C2 66 38 8C 68 6F',
      '73 74 61 70 64',
    ].join('\n');
    const shown = dump(markAt(text, '73 74 61'));
    expect(shown).toBe(dump(markAt(text, 'EAP msg')));
    expect(shown).toContain('EAP msg from server\n00000000  01 3c 00 21 1a 01 3c 00  1c 10 ** **');
    expect(shown).toContain('|**********hostap|\n00000020  64  ');
  });

  test('is undefined in another line', () => {
    expect(dump('ike 0:to-hq:14: initiating XAU<|>TH.')).toBeUndefined();
    expect(dump('<|>')).toBeUndefined();
  });
});

test('At any place of any text a dump is read or is undefined', () => {
  const scraps = fc.constantFrom(
    'ike 0:a:1: dec ',
    'fnbamd_dbg_hex_pnt[48] EAP msg (4)-',
    '40 8A ',
    '408A',
    '0010',
    '\n',
    '41 42 43 44',
    '  ABCD',
    'x',
    '4',
  );
  const texts = fc.array(scraps, { maxLength: 20 }).map(parts => parts.join('')); // oxfmt-ignore
  fc.assert(
    fc.property(fc.oneof(texts, anyText), text => {
      const { analysis } = open(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const found = dumpAt(analysis, offset);
        if (!found) continue;
        expect(found.start).toBeLessThanOrEqual(offset);
        expect(found.end).toBeLessThanOrEqual(text.length);
        const rows = prettyDump(analysis, found).split('\n').length;
        expect(rows).toBe(Math.ceil(found.bytes.length / 16) + (found.title === '' ? 0 : 1));
        for (const at of found.offsets) expect(text[at]).toMatch(/[0-9a-fA-F]/);
      }
    }),
    { numRuns: 150 },
  );
});
