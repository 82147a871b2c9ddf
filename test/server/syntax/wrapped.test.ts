import { describe, expect, test } from 'vitest';
import { every } from '../../support/rows';
import { DEBUG, middle, PAYLOAD, QUOTES, SPACED, VALUE } from './payload';
import { kinds, payloadOf, payloads, sketch, valueOf } from './sketch';

describe('A wrapped payload', () => {
  const inString = (at: number): boolean => QUOTES.filter(quote => quote < at).length % 2 === 1;
  const places = Array.from({ length: PAYLOAD.length - 3 }, (_, index) => index + 2);

  test('is rejoined, wherever it was wrapped', () => {
    every(
      places,
      at => `at character ${at}`,
      at => {
        const text = `${PAYLOAD.slice(0, at)}\n${PAYLOAD.slice(at)}\n`;
        const payload = payloadOf(text);
        expect(valueOf(payload)).toEqual(VALUE);
        expect(payload.repaired()).toBe(PAYLOAD);
        expect(kinds(text)).toEqual(['json']);
      },
    );
  });

  test.each([
    ['inside a string', places.filter(at => inString(at) && PAYLOAD[at - 1] !== '"')],
    ['behind an opening quote', places.filter(at => inString(at) && PAYLOAD[at - 1] === '"')],
    [
      'inside a number or a word',
      places.filter(at => !inString(at) && /^\w\w$/.test(PAYLOAD.slice(at - 1, at + 1))),
    ],
  ])('%s is damaged there', (_where, found) => {
    expect(found.length).toBeGreaterThan(0);
    for (const at of found)
      expect(payloadOf(`${PAYLOAD.slice(0, at)}\n${PAYLOAD.slice(at)}\n`).damage).toEqual({
        kind: 'wrapped',
        start: at - 1,
        end: at,
      });
  });

  test.each([
    [
      'behind a number or a word',
      places.filter(at => !inString(at) && /^\w\W$/.test(PAYLOAD.slice(at - 1, at + 1))),
    ],
    ['elsewhere', places.filter(at => !inString(at) && /^\W/.test(PAYLOAD.slice(at - 1, at + 1)))],
  ])('%s is sound', (_where, found) => {
    expect(found.length).toBeGreaterThan(0);
    for (const at of found)
      expect(
        payloadOf(`${PAYLOAD.slice(0, at)}\n${PAYLOAD.slice(at)}\n`).damage,
        PAYLOAD.slice(0, at),
      ).toBeUndefined();
  });

  const QR = PAYLOAD.replace('"license":null', `"qr_code":"${'iVBORw0KGgo/51NCuN7+'.repeat(20)}=="`);
  const widths = [76, 80, 132, 138];
  const breaks = { LF: '\n', 'CR LF': '\r\n', 'CR CR LF': '\r\r\n', 'LF LF': '\n\n' };

  test('is rejoined at every width and with every line break', () => {
    every(
      Object.entries(breaks).flatMap(([name, end]) => widths.map(width => ({ name, end, width }))),
      ({ width, name }) => `${width} columns with ${name}`,
      ({ end, width }) => {
        const lines = QR.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        const text = lines.join(end) + end + DEBUG + '\n';
        const payload = payloadOf(text);
        expect(valueOf(payload)).toEqual(JSON.parse(QR));
        expect(payload.repaired()).toBe(QR);
        expect(payload.damage?.kind).toBe('wrapped');
        expect(sketch(text).filter(({ kind }) => kind !== 'blank')).toHaveLength(2);
      },
    );
  });

  test.each([
    ['token does not belong to product', 80],
    ['token does not belong to product', 138],
  ])('keeps the blanks of %s at %i columns', (_words, width) => {
    const head = '2024-03-30 04:10:03 ftm_fc_command[634]:';
    const lines = (head + SPACED).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    expect(valueOf(payloadOf(lines.join('\r\n') + '\r\n'))).toEqual(VALUE);
  });

  test('can have its first brace alone on a line', () => {
    expect(valueOf(payloadOf(`{\n${PAYLOAD.slice(1)}\n`))).toEqual(VALUE);
  });

  test('can be printed with indents', () => {
    const text = JSON.stringify(VALUE, null, 2).replace(/^\{\s*/, '{ ');
    const payload = payloadOf(text + '\n' + DEBUG);
    expect(valueOf(payload)).toEqual(VALUE);
    expect(payload.damage).toBeUndefined();
  });

  test('after a line of any length is read with what interrupts it', () => {
    const at = PAYLOAD.indexOf('"tokens"');
    for (const words of ['m', 'm'.repeat(100)]) {
      const text = `ftm_fc_comm[1]:${words}\n${PAYLOAD.slice(0, at)}\n${DEBUG}\n${PAYLOAD.slice(at)}\n`;
      const payload = payloadOf(text);
      expect(valueOf(payload)).toEqual(VALUE);
      expect(payload.damage?.kind).toBe('interrupted');
    }
  });

  test('has spans in the document, before the break and after it', () => {
    const at = middle('token does not');
    const text = `${PAYLOAD.slice(0, at)}\r\n${PAYLOAD.slice(at)}\r\n`;
    const payload = payloadOf(text);
    const node = [...payload.tree.nodes()].find(one => payload.tree.text(one).startsWith('token does'));
    const span = payload.span(node ?? -1);
    expect(text.slice(span.start, span.end)).toBe('token d\r\noes not belong to product');
  });
});

describe('With a line of another daemon in its middle', () => {
  const lines = [
    DEBUG,
    '2024-03-30 04:10:03.123456 some sentence without a form',
    'ftm_fc_comm_connect[66]:ftm TCPS connected.',
    '[1906] handle_req-Rcvd auth req 1',
    '[275:root:1f0]SSL state:before SSL initialization (192.0.2.1)',
    '[authd_http_connect:1696]: src 192.0.2.1',
    'ike V=root:0:to-hq: comes 192.0.2.1:500',
    `${DEBUG}\n2024-03-30 04:10:04 [96] ftc_res: more`,
    `ftm_fc_command[634]:{"d":{"__type":"SoftToken.PollingRequest"}}`,
  ];
  const places = {
    'between two members': PAYLOAD.indexOf('"tokens"'),
    'a string': middle('token does not'),
    'a key': middle('error_message'),
    'a number': middle('31'),
    'a word': middle('null'),
  };

  test('a payload is rejoined', () => {
    every(
      lines.flatMap(line => Object.entries(places).map(([name, at]) => ({ line, name, at }))),
      ({ line, name }) => `${line} inside ${name}`,
      ({ line, at }) => {
        const text = `${PAYLOAD.slice(0, at)}\n${line}\n${PAYLOAD.slice(at)}\n${DEBUG}\n`;
        const [payload] = payloads(text);
        expect(payload && valueOf(payload)).toEqual(VALUE);
        expect(payload?.repaired()).toBe(PAYLOAD);
        const others = sketch(text).filter(({ kind }) => kind !== 'json');
        expect(others.map(one => one.text).join('')).toBe(
          `${line.split('{')[0] ?? ''}${line.includes('{') ? '' : '\n'}${DEBUG}\n`,
        );
      },
    );
  });

  test.each(Object.entries(places))('in %s, the payload is interrupted there', (_name, at) => {
    const { damage } = payloadOf(`${PAYLOAD.slice(0, at)}\n${DEBUG}\n${PAYLOAD.slice(at)}\n`);
    expect(damage).toEqual({ kind: 'interrupted', start: at - 1, end: at });
  });

  test('a payload is rejoined wherever the line came', () => {
    const lost: string[] = [];
    for (let at = 2; at < PAYLOAD.length; at++) {
      const [payload] = payloads(`${PAYLOAD.slice(0, at)}\n${DEBUG}\n${PAYLOAD.slice(at)}\n`);
      if (payload?.repaired() !== PAYLOAD) lost.push(PAYLOAD.slice(at));
    }
    expect(lost).toEqual([]);
  });

  test('two parts of one payload know which is the first', () => {
    const at = places['a string'];
    const parts = sketch(`${PAYLOAD.slice(0, at)}\n${DEBUG}\n${PAYLOAD.slice(at)}\n`);
    expect(parts.map(({ kind, first }) => [kind, first])).toEqual([
      ['json', true],
      ['debug', undefined],
      ['json', false],
    ]);
  });
});

describe('Blank lines inside', () => {
  const blanks = { one: '\n', two: '\n\n', 'one of CR CR LF': '\r\r\n', 'one with blanks': '   \n' };

  test.each(Object.entries(blanks))('%s: between two members they are no damage', (_name, blank) => {
    const at = PAYLOAD.indexOf('"tokens"');
    const end = blank.startsWith('\r') ? '\r\r\n' : '\n';
    const payload = payloadOf(PAYLOAD.slice(0, at) + end + blank + PAYLOAD.slice(at) + end);
    expect(valueOf(payload)).toEqual(VALUE);
    expect(payload.damage).toBeUndefined();
  });

  test.each(Object.entries(blanks))('%s: in a string they are a damage', (_name, blank) => {
    const at = middle('token does not');
    const end = blank.startsWith('\r') ? '\r\r\n' : '\n';
    const payload = payloadOf(PAYLOAD.slice(0, at) + end + blank + PAYLOAD.slice(at) + end);
    expect(valueOf(payload)).toEqual(VALUE);
    expect(payload.damage).toEqual({ kind: 'wrapped', start: at - 1, end: at });
  });
});
