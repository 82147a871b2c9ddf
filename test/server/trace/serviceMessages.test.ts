import { describe, expect, test } from 'vitest';
import { readRecords, type Span } from '../../../server/src/syntax';
import { type Exchange, type ServiceMessage, type Trace, traceOf } from '../../../server/src/trace';
import {
  answered,
  error,
  NOT_OF_PRODUCT,
  pollingRequest,
  provisionRequest,
  provisionResponse,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../support/exchange';

const trace = (text: string): Trace => traceOf(text, readRecords(text));

/** The only message of a text, and a function that returns the text at one of its places. */
function read(text: string): { message: ServiceMessage; at: (span: Span | undefined) => string | undefined } {
  const { exchanges, messages } = trace(text);
  const found = [...exchanges.flatMap(({ request, answer }: Exchange) => [request, answer]), ...messages];
  const [message, ...others] = found.filter(one => one !== undefined);
  if (!message || others.length > 0) throw new Error(`${found.length} messages in ${text}`);
  return { message, at: span => span && text.slice(span.start, span.end) };
}

describe('A message of the service gives', () => {
  test('which unit asks, of which build, with which members and tokens', () => {
    const { message } = read(provisionRequest({ members: [UNIT, STANDBY], tokens: [TOKEN, SECOND] }));
    expect(message).toMatchObject({
      direction: 'request',
      type: { text: 'SoftToken.ProvisionRequest' },
      unit: { text: UNIT },
      build: { text: '2573' },
      deviceVersion: { text: '7.0' },
      members: [{ serial: { text: UNIT } }, { serial: { text: STANDBY } }],
      tokens: [{ serial: { text: TOKEN } }, { serial: { text: SECOND } }],
      error: undefined,
      result: undefined,
    });
  });

  test('the offset of each', () => {
    const { message, at } = read(provisionResponse({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] }));
    const [token] = message.tokens;
    expect([message.type, message.unit, message.build, message.result, token?.serial].map(at)).toEqual([
      'SoftToken.ProvisionResponse',
      UNIT,
      '2573',
      '2',
      TOKEN,
    ]);
    expect(at(token?.error)).toBe(NOT_OF_PRODUCT);
    expect(at(token?.error?.code)).toBe('31');
    expect(at(token?.error?.message)).toBe('token does not belong to product');
    expect(at(message.members[0]?.serial)).toBe(UNIT);
  });

  test('the same with its members in another order', () => {
    const text = `{"d":{"error":null,"result":2,"tokens":[{"error":${NOT_OF_PRODUCT},"token":"${TOKEN}"}],"__clustered_sns":[{"error":null,"sn":"${UNIT}"}],"__device_build":"2573","serial_number":"${UNIT}","__type":"SoftToken.ProvisionResponse"}}`;
    const { message } = read(text);
    expect(message).toMatchObject({
      direction: 'answer',
      unit: { text: UNIT },
      build: { text: '2573' },
      members: [{ serial: { text: UNIT }, error: undefined }],
      tokens: [{ serial: { text: TOKEN }, error: { code: { text: '31' } } }],
    });
  });

  test('the same with its typographic quotes or with damage', () => {
    const curly = provisionResponse().replaceAll(/"([^"]*)"/g, '“$1”');
    expect(read(curly).message).toMatchObject({
      unit: { text: UNIT },
      tokens: [{ serial: { text: TOKEN } }],
    });
    const broken = provisionResponse().replace('"license"', 'license"');
    expect(read(broken).message).toMatchObject({
      unit: { text: UNIT },
      tokens: [{ serial: { text: TOKEN } }],
    });
  });

  test('the same if it was wrapped inside a serial number, which is on two lines then', () => {
    const { message, at } = read(
      provisionResponse().replace(TOKEN, `${TOKEN.slice(0, 8)}\n${TOKEN.slice(8)}`),
    );
    expect(message.tokens[0]?.serial?.text).toBe(TOKEN);
    expect(at(message.tokens[0]?.serial)).toBe(`${TOKEN.slice(0, 8)}\n${TOKEN.slice(8)}`);
  });

  test('which licence a token has, and that a code came, without the code', () => {
    const more = '"token_activation_code":"EEAAAABBBBCCCCDD"';
    const { message, at } = read(provisionResponse({ tokens: [{ token: TOKEN, more }] }));
    expect(at(message.tokens[0]?.activationCode)).toBe('EEAAAABBBBCCCCDD');
    expect(JSON.stringify({ ...message.tokens[0], texts: [] })).not.toContain('EEAAAA');
    expect(message.tokens[0]?.licence).toBeUndefined();
  });

  test('the error of a member: plain text, or nothing', () => {
    const members = [
      { sn: STANDBY, error: '"Product is not registered"' },
      { sn: UNIT, error: 'null' },
      { sn: SECOND, error: '""' },
    ];
    const { message } = read(provisionResponse({ members }));
    expect(message.members.map(member => member.error?.message?.text)).toEqual([
      'Product is not registered',
      undefined,
      undefined,
    ]);
  });

  test('the error of a member in an object with only a code', () => {
    const { message } = read(provisionResponse({ members: [{ sn: UNIT, error: error(21, null) }] }));
    expect(message.members[0]?.error).toBeDefined();
  });

  test.each(['null', '""', '{}', error(0, ''), error(0, null), error('null', null)])(
    'no error for %s',
    nothing => {
      const { message } = read(
        provisionResponse({ error: nothing, tokens: [{ token: TOKEN, error: nothing }] }),
      );
      expect(message.error).toBeUndefined();
      expect(message.tokens[0]?.error).toBeUndefined();
    },
  );

  test('its direction by its type, or else by what only a request has', () => {
    expect(read(provisionRequest()).message.direction).toBe('request');
    expect(read(pollingRequest()).message.direction).toBe('request');
    expect(read(provisionResponse()).message.direction).toBe('answer');
    const untyped = (text: string): string => text.replace(/"__type": ?"[^"]*", ?/, '');
    expect(read(untyped(provisionRequest())).message.direction).toBe('request');
    expect(read(untyped(pollingRequest())).message.direction).toBe('request');
    expect(read(untyped(provisionResponse())).message.direction).toBe('answer');
  });

  test('the same if its type is masked', () => {
    expect(read(provisionResponse({ type: '****' })).message.tokens).toHaveLength(1);
    expect(read(provisionRequest({ type: 'SoftT****' })).message.direction).toBe('request');
  });
});

describe('A payload is not a message', () => {
  test.each([
    '{"status": "complete", "msg": {"create": {"success": 0, "failure": 3}}}',
    '{"d":{"__type":"Other.Thing","tokens":[]}}',
    '{"tokens":[{"token":"something else"}]}',
    '{"http_status":424,"error":-651}',
  ])('if it is about something else: %s', text => {
    const { exchanges, messages, payloads } = trace(text);
    expect([...exchanges, ...messages]).toEqual([]);
    expect(payloads).toHaveLength(1);
  });
});

describe('A message without an exchange', () => {
  test('is kept by itself', () => {
    const { exchanges, messages } = trace(error(40, 'FTM token Activation Code is invalid'));
    expect(exchanges).toEqual([]);
    expect(messages).toHaveLength(1);
  });

  test('does not take the place of an answer that a request waits for', () => {
    const text = answered({}).split('2025-01-15 10:00:00 ftm_fc_comm_recv')[0] ?? '';
    const phone = error(40, 'FTM token Activation Code is invalid');
    const { exchanges } = trace(`${text}\n${phone}\n`);
    expect(exchanges.map(({ answer }) => answer)).toEqual([undefined]);
  });
});

describe('A body', () => {
  test('is the payload of the request, with both lengths', () => {
    const { bodies } = trace(answered({}));
    expect(bodies).toHaveLength(1);
    expect(bodies[0]?.declared.bytes).toBe(bodies[0]?.bytes);
  });

  test('belongs only to the HTTP block right before it', () => {
    const text = `HTTP/1.1 200 OK\nContent-Length: 2\n\n${provisionResponse()}\n`;
    expect(trace(text).bodies[0]?.declared.bytes).toBe(2);
  });
});
