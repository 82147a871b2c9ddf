import { describe, expect, test } from 'vitest';
import { every, itself } from '../../support/rows';
import { DEBUG, PAYLOAD, QUOTES, SPACED, VALUE } from './payload';
import { damageOf, kinds, only, payloadOf, payloads, sketch, valueOf } from './sketch';

describe('A sound payload', () => {
  test.each([
    PAYLOAD,
    SPACED,
    '{"a":[]}',
    '{"a":-1.5e+3,"b":[true,false,null,"\\u00e9\\n\\"x\\\\"]}',
    '{"":""}',
  ])('%s', text => {
    for (const end of ['', '\n', '\r\r\n']) {
      const payload = payloadOf(text + end);
      expect(payload.damage).toBeUndefined();
      expect(payload.repaired()).toBe(text);
      expect(payload.repairs()).toEqual([]);
    }
  });

  test('has its values unchanged', () => {
    expect(only(PAYLOAD)).toMatchObject({ kind: 'json', first: true, value: VALUE });
    expect(only(SPACED)).toMatchObject({ kind: 'json', value: VALUE });
  });

  test('has exact spans', () => {
    const payload = payloadOf('x[1]:' + PAYLOAD);
    const { tree } = payload;
    const found = [...tree.nodes()].map(node =>
      ('x[1]:' + PAYLOAD).slice(payload.span(node).start, payload.span(node).end),
    );
    expect(found).toContain('FTKMOB0123456789');
    expect(found).toContain('{"error_code":31,"error_message":"token does not belong to product"}');
    expect(found).toContain('31');
    expect(found[0]).toBe(PAYLOAD);
  });
});

describe('A missing quote', () => {
  test('is noticed at every place, and the value is read', () => {
    every(
      QUOTES.map((at, order) => ({ at, order, around: PAYLOAD.slice(Math.max(0, at - 8), at + 9) })),
      ({ around }) => around,
      ({ at, order }) => {
        const text = PAYLOAD.slice(0, at) + PAYLOAD.slice(at + 1) + '\n';
        const opening = order % 2 === 0;
        const payload = payloadOf(text);
        const other = (opening ? QUOTES[order + 1] : QUOTES[order - 1]) ?? -1;
        expect(valueOf(payload)).toEqual(VALUE);
        expect(damageOf(text, payload)).toEqual(
          opening
            ? { kind: 'opening-quote', on: PAYLOAD.slice(at + 1, other) }
            : { kind: 'closing-quote', on: PAYLOAD.slice(other, at) },
        );
        expect(payload.damage?.start).toBe(opening ? at : other);
        expect(payload.repaired()).toBe(PAYLOAD);
      },
    );
  });

  test('on both sides is one damage', () => {
    const text = PAYLOAD.replace('"license"', 'license');
    expect(damageOf(text, payloadOf(text))).toEqual({ kind: 'quotes', on: 'license' });
    expect(payloadOf(text).repaired()).toBe(PAYLOAD);
  });
});

describe('A payload that is cut short', () => {
  const leaves = (value: unknown, path = ''): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
      : [[path, value]];
  const cuts = Array.from({ length: PAYLOAD.length - 2 }, (_, index) => index + 2);

  test('keeps what came before, wherever it is cut', () => {
    every(
      cuts,
      length => `after ${length} characters`,
      length => {
        const text = PAYLOAD.slice(0, length) + '\n';
        const payload = payloadOf(text);
        const kept = leaves(JSON.parse(payload.repaired() ?? '') as unknown);
        expect(leaves(VALUE).slice(0, Math.max(kept.length - 1, 0))).toEqual(kept.slice(0, -1));
      },
    );
  });

  test.each([
    ['a word', cuts.filter(length => /:(?:n|nu|nul)$/.test(PAYLOAD.slice(0, length)))],
    ['anything else', cuts.filter(length => !/:(?:n|nu|nul)$/.test(PAYLOAD.slice(0, length)))],
  ])('inside %s is cut there, and nothing else', (_what, lengths) => {
    expect(lengths.length).toBeGreaterThan(0);
    for (const length of lengths) {
      const { damage } = payloadOf(PAYLOAD.slice(0, length) + '\n');
      expect(damage, PAYLOAD.slice(0, length)).toEqual({ kind: 'cut', start: length - 1, end: length });
    }
  });

  test('does not take the lines after it', () => {
    for (const next of [
      DEBUG,
      'FGT # di de dis',
      'Token server status: reachable',
      'POST /x HTTP/1.1',
      'Command fail. Return code -1',
    ])
      for (const length of [30, 70, 150, 250]) {
        const [payload, ...rest] = sketch(`${PAYLOAD.slice(0, length)}\n${next}\n`);
        expect(payload?.text).toBe(PAYLOAD.slice(0, length) + '\n');
        expect(rest).toHaveLength(1);
        expect(rest[0]?.text).toBe(next + '\n');
      }
  });

  test('does not take the next payload', () => {
    const found = payloads(`${PAYLOAD.slice(0, 100)}\n${SPACED}\n${PAYLOAD}\n`);
    expect(found.map(payload => payload.damage?.kind)).toEqual(['cut', undefined, undefined]);
    expect(found.slice(1).map(payload => valueOf(payload))).toEqual([VALUE, VALUE]);
  });

  test('does not take a payload of another kind', () => {
    const start = PAYLOAD.slice(0, PAYLOAD.indexOf('"__clustered_sns"'));
    const found = payloads(`${start}\n{"status":"ok","code":3}\n${DEBUG}\n`);
    expect(found.map(payload => payload.damage?.kind)).toEqual(['cut', undefined]);
    expect(found[1] && valueOf(found[1])).toEqual({ status: 'ok', code: 3 });
  });

  test('does not take a sentence that is known', () => {
    const next = 'Connecting to server address: 192.0.2.1, port nubmer: 443 oif: 0\n';
    const [payload, ...rest] = sketch(`${PAYLOAD.slice(0, 80)}\n${next}`);
    expect(payload?.text).toBe(PAYLOAD.slice(0, 80) + '\n');
    expect(rest).toMatchObject([{ kind: 'sentence', text: next }]);
  });

  test('does not take the configuration after it', () => {
    const lines = [
      'config user fortitoken',
      '    edit "FTKMOB0123456789"',
      '        set license "FTMTRIAL01234567"',
      'end',
      '',
    ];
    expect(kinds(PAYLOAD.slice(0, 100) + '\n' + lines.join('\n'))).toEqual([
      'json',
      'config',
      'config',
      'config',
      'config',
    ]);
  });
});

describe('Half masked', () => {
  test.each([
    ['inside a string', '"FTKMOB0123456789"', '"FTKMOB01****6789"', undefined],
    ['at the end of a string', '"FTKMOB0123456789"', '"FTKMOB01********"', undefined],
    ['instead of a string', '"FTKMOB0123456789"', '****', { kind: 'quotes', on: '****' }],
    ['instead of a word', 'null,"period"', '****,"period"', { kind: 'quotes', on: '****' }],
    ['instead of a number', ':60,', ':**,', { kind: 'quotes', on: '**' }],
    ['at the end of a number', ':60,', ':6*,', { kind: 'quotes', on: '6*' }],
    [
      'with the closing quote',
      '"FTKMOB0123456789"',
      '"FTKMOB01****',
      { kind: 'closing-quote', on: '"FTKMOB01****' },
    ],
    [
      'with the opening quote',
      '"FTKMOB0123456789"',
      '****23456789"',
      { kind: 'opening-quote', on: '****23456789' },
    ],
    ['with letters', '"FTKMOB0123456789"', 'xxxx6789', { kind: 'quotes', on: 'xxxx6789' }],
  ])('%s', (_where, from, to, damage) => {
    const text = PAYLOAD.replace(from, to) + '\n';
    const payload = payloadOf(text);
    expect(damageOf(text, payload)).toEqual(damage);
    expect(JSON.parse(payload.repaired() ?? '')).toEqual(valueOf(payload));
    const masked = JSON.stringify(valueOf(payload));
    expect(masked.length).toBeGreaterThan(PAYLOAD.length - 20);
    expect(masked).toContain('"error_code":31,"error_message":"token does not belong to product"');
    expect(masked).toContain('"result":0}}');
  });
});

describe('Quotes of another style', () => {
  const styled = (open: string, close: string): string => {
    let opens = false;
    return PAYLOAD.replace(/"/g, () => ((opens = !opens) ? open : close));
  };

  test('are read as straight quotes', () => {
    every(['“”', '””', '„“', '‟”', '‘’', '’’', '‚‘', "''", '″″', '′′', '“"'], itself, pair => {
      const text = styled(pair.charAt(0), pair.charAt(1)) + '\n';
      const payload = payloadOf(text);
      expect(valueOf(payload)).toEqual(VALUE);
      expect(payload.repaired()).toBe(PAYLOAD);
      expect(payload.damage?.kind).toBe('quote-style');
    });
  });

  test('in one place are a damage at that place', () => {
    const text = PAYLOAD.replace('"license"', '“license”');
    expect(damageOf(text, payloadOf(text))).toEqual({ kind: 'quote-style', on: '“' });
    expect(payloadOf(text).repaired()).toBe(PAYLOAD);
  });

  test('can close what a straight one opened', () => {
    const text = PAYLOAD.replace('"license"', '"license”');
    expect(valueOf(payloadOf(text))).toEqual(VALUE);
    expect(payloadOf(text).repaired()).toBe(PAYLOAD);
  });

  test('inside a string are a part of it', () => {
    const text = PAYLOAD.replace('token does', "the user's “token” does");
    expect(payloadOf(text).damage).toBeUndefined();
    expect(payloadOf(text).repaired()).toBe(text);
  });
});

describe('A trailing comma', () => {
  test.each([
    ['in an object', '"result":0}}', '"result":0,}}'],
    ['in an object inside', 'product"}}]', 'product",}}]'],
    ['in an array', '}}],"result"', '}},],"result"'],
    ['with a blank', '}}],"result"', '}}, ],"result"'],
  ])('%s is removed', (_where, from, to) => {
    const text = PAYLOAD.replace(from, to);
    const payload = payloadOf(text);
    expect(damageOf(text, payload)).toEqual({ kind: 'comma', on: ',' });
    expect(payload.damage?.start).toBe(
      PAYLOAD.indexOf(from) + to.indexOf(',', to.startsWith('product') ? 8 : 2),
    );
    expect(valueOf(payload)).toEqual(VALUE);
    expect(payload.repaired()?.replace(' ]', ']')).toBe(PAYLOAD);
  });
});

describe('Without the line breaks around it', () => {
  test.each([
    ['a debug line before it', 'ftm_fc_command[634]:', '', ['debug', 'json']],
    ['a debug line after it', '', ` ${DEBUG}`, ['json', 'debug']],
    ['a debug line that touches it', '', DEBUG, ['json', 'debug']],
    ['debug lines on both sides', `${DEBUG} `, ` ${DEBUG}`, ['debug', 'json', 'debug']],
    ['a prompt after it', '', 'FGT # di de dis', ['json', 'command']],
    ['a request line before it', 'POST /x HTTP/1.1 ', '', ['http', 'json']],
    ['another payload after it', '', PAYLOAD, ['json', 'json']],
    ['words before it', 'answer: ', '', ['text', 'json']],
  ])('%s', (_what, before, after, expected) => {
    const text = before + PAYLOAD + after + '\n';
    expect(kinds(text)).toEqual(expected);
    const [payload] = payloads(text);
    expect(payload && valueOf(payload)).toEqual(VALUE);
    expect(payload?.damage).toBeUndefined();
    expect([payload?.start, payload?.end]).toEqual([before.length, before.length + PAYLOAD.length]);
  });
});
