import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { SEED } from '../../support/reading';
import { every, itself } from '../../support/rows';
import { kinds, only, sketch } from './sketch';

const REQUEST = [
  'POST /SoftToken/Provisioning.asmx/Process HTTP/1.1',
  'Host: 192.0.2.1:443',
  'Content-Length: 8',
];
const HEADERS = [
  { name: 'Host', value: '192.0.2.1:443' },
  { name: 'Content-Length', value: '8' },
];
const BRACKETED = ['[HTTP/1.1 403 FORBIDDEN', 'Server: nginx', 'X-Own: a: b', 'Connection: close]'];
const DEBUG = '2024-03-30 04:10:03 [95] ftc_res: FortiToken-Cloud internal error';
const BREAKS = [['LF'], ['CR LF'], ['CR CR LF'], ['LF LF']] as const;
const END = { LF: '\n', 'CR LF': '\r\n', 'CR CR LF': '\r\r\n', 'LF LF': '\n\n' };

describe.each(BREAKS)('With %s', name => {
  const end = END[name];

  test('a request has its parts and its headers, and the payload after it is read', () => {
    const [request, blank, payload] = sketch([...REQUEST, '', '{"d":{}}', ''].join(end));
    expect(request).toMatchObject({
      kind: 'http',
      request: { method: 'POST', target: '/SoftToken/Provisioning.asmx/Process', version: 'HTTP/1.1' },
      status: undefined,
      headers: HEADERS,
    });
    expect(blank?.kind).toBe('blank');
    expect(payload).toMatchObject({ kind: 'json', value: { d: {} } });
  });

  test('a response has its parts and its headers', () => {
    const [response] = sketch(['HTTP/1.1 200 OK', 'Content-Length: 8', '', '{"d":{}}', ''].join(end));
    expect(response).toMatchObject({
      request: undefined,
      status: { version: 'HTTP/1.1', code: '200', reason: 'OK' },
      headers: [{ name: 'Content-Length', value: '8' }],
    });
  });

  test('headers in brackets end with the bracket, which is no part of the value', () => {
    const text = [
      '[328] fds_https_recv: response code is 403: ' + (BRACKETED[0] ?? ''),
      ...BRACKETED.slice(1),
    ].join(end);
    const [debug, response, ...rest] = sketch(`${text}\r\n${DEBUG}\r\n`);
    expect(debug).toMatchObject({ kind: 'debug', message: 'response code is 403:' });
    expect(response).toMatchObject({
      kind: 'http',
      status: { version: 'HTTP/1.1', code: '403', reason: 'FORBIDDEN' },
      headers: [
        { name: 'Server', value: 'nginx' },
        { name: 'X-Own', value: 'a: b' },
        { name: 'Connection', value: 'close' },
      ],
    });
    expect(rest.filter(({ kind }) => kind !== 'blank')).toMatchObject([{ kind: 'debug', name: 'ftc_res' }]);
  });

  test('headers without their first line are read from the first that is known by name', () => {
    const [headers] = sketch(
      ['Content-Type: application/json', 'X-Own: b', 'Content-Length: 8', ''].join(end),
    );
    expect(headers).toMatchObject({
      kind: 'http',
      request: undefined,
      status: undefined,
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'X-Own', value: 'b' },
        { name: 'Content-Length', value: '8' },
      ],
    });
  });

  test('headers are read on both sides of a debug line in their middle', () => {
    const text = [...REQUEST.slice(0, 2), DEBUG, ...REQUEST.slice(2), '', '{"d":{}}', ''].join(end);
    const records = sketch(text).filter(({ kind }) => kind !== 'blank');
    expect(records).toMatchObject([
      { kind: 'http', request: { method: 'POST' }, headers: HEADERS.slice(0, 1) },
      { kind: 'debug', name: 'ftc_res' },
      { kind: 'http', request: undefined, headers: HEADERS.slice(1) },
      { kind: 'json' },
    ]);
  });
});

describe('An HTTP message', () => {
  test('can have any method', () => {
    every(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS', 'CONNECT'], itself, method => {
      expect(only(`${method} /api/v1/balance?&sn=FGT60F0000000001&x=%5B HTTP/1.1\n`)).toMatchObject({
        request: { method, target: '/api/v1/balance?&sn=FGT60F0000000001&x=%5B', version: 'HTTP/1.1' },
      });
    });
  });

  test.each([
    ['HTTP/1.1 404 Not Found', '404', 'Not Found'],
    ['HTTP/1.0 200', '200', ''],
    ['HTTP/2 503 Service Unavailable  ', '503', 'Service Unavailable'],
    ['[HTTP/1.1 200 OK]', '200', 'OK'],
    ['HTTP/1.1 200:', '200', ''],
    ['HTTP/1.1 200 Server: nginx', '200', ''],
  ])('can answer %s', (line, code, reason) => {
    expect(only(line + '\n')).toMatchObject({ kind: 'http', status: { code, reason } });
  });

  test('that a daemon prints one line at a time lies in its debug lines', () => {
    const lines = ['GET /api/v1/balance HTTP/1.1', 'Host: 192.0.2.1', 'Content-Length: 2'];
    const text = lines.map(line => `2024-03-30 04:10:03 [137] fds_print_msg: ${line}\n`).join('');
    expect(sketch(text).map(({ kind, message }) => [kind, message])).toEqual(
      lines.map(line => ['debug', line]),
    );
  });

  test('keeps header values with colons, quotes and nothing in them', () => {
    const text =
      'HTTP/1.1 200 OK\nUser-Agent: Mozilla/5.0 (x; y:z)\nETag: "a: b"\nPragma:\nDate: Thu, 11 Dec 2025 05:54:01 GMT\n';
    expect(only(text)).toMatchObject({
      headers: [
        { name: 'User-Agent', value: 'Mozilla/5.0 (x; y:z)' },
        { name: 'ETag', value: '"a: b"' },
        { name: 'Pragma', value: '' },
        { name: 'Date', value: 'Thu, 11 Dec 2025 05:54:01 GMT' },
      ],
    });
  });

  test('does not include what `get` shows under the name of a header', () => {
    expect(kinds('FGT # get system fortiguard\nhost: a\nserver: b\n')).toEqual(['command', 'field', 'field']);
    expect(kinds('FGT # diagnose debug enable\nhost: a\nserver: b\n')).toEqual(['command', 'http']);
  });

  test('ends at an empty line when its lines are not doubled', () => {
    const [first, blank, second] = sketch('HTTP/1.1 100 Continue\nServer: a\n\nHTTP/1.1 200 OK\nServer: b\n');
    expect(first).toMatchObject({ status: { code: '100' }, headers: [{ value: 'a' }] });
    expect(blank?.kind).toBe('blank');
    expect(second).toMatchObject({ status: { code: '200' }, headers: [{ value: 'b' }] });
  });

  test('ends at two empty lines when its lines are doubled', () => {
    const text = 'HTTP/1.1 200 OK\n\nServer: a\n\n\n\nstate: b\n';
    expect(sketch(text)).toMatchObject([
      { headers: [{ name: 'Server', value: 'a' }] },
      { kind: 'blank' },
      { kind: 'text' },
    ]);
  });

  test('ends before a prompt, a debug line and a payload', () => {
    for (const next of ['FGT # di de dis', DEBUG, 'ftm_fc[66]:m', '{"d":{}}', '[95] ftc_res: x'])
      expect(kinds(`${REQUEST.join('\n')}\n${next}\n`), next).toHaveLength(2);
  });

  const OTHERS = [
    'Token: x',
    'note: y',
    'POST /x',
    'POST HTTP/1.1',
    'HTTP/1.1',
    'HTTP/1.1 OK',
    'get /x HTTP/1.1',
    'status: 5',
  ];

  test('is not recognised in other lines', () => {
    every(OTHERS, itself, line => {
      expect(only(line).kind).not.toBe('http');
    });
  });
});

describe('In a copy that lost its line breaks', () => {
  const PAYLOAD = '{"d":{"__type":"SoftToken.PollingRequest"}}';

  test('a request has its headers, and what follows them is read', () => {
    const [request, payload, debug] = sketch([...REQUEST, PAYLOAD, DEBUG].join(' '));
    expect(request).toMatchObject({ kind: 'http', request: { method: 'POST' }, headers: HEADERS });
    expect(payload).toMatchObject({ kind: 'json' });
    expect(debug).toMatchObject({ kind: 'debug', name: 'ftc_res' });
  });

  test('a response has its reason and its headers', () => {
    const [response, payload] = sketch(['HTTP/1.1 200 OK', 'Content-Length: 8', PAYLOAD].join(' '));
    expect(response).toMatchObject({
      status: { code: '200', reason: 'OK' },
      headers: [{ name: 'Content-Length', value: '8' }],
    });
    expect(payload).toMatchObject({ kind: 'json' });
  });

  test('headers in brackets end with the bracket', () => {
    const [debug, response] = sketch(`[328] fds_https_recv: from server: ${BRACKETED.join(' ')}`);
    expect(debug).toMatchObject({ kind: 'debug' });
    expect(response).toMatchObject({
      headers: [
        { name: 'Server', value: 'nginx X-Own: a: b' },
        { name: 'Connection', value: 'close' },
      ],
    });
  });

  test('headers after a line that was cut continue below', () => {
    const [request] = sketch(`${REQUEST.slice(0, 2).join(' ')}\n${REQUEST[2] ?? ''}\n\n${PAYLOAD}`);
    expect(request).toMatchObject({ headers: HEADERS });
  });
});

test('The problems are the same if every line break is a space', () => {
  const rules = (text: string): string[] =>
    analyze(text).findings.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`);
  expect(rules(SEED.replaceAll('\n', ' '))).toEqual(rules(SEED));
});

test.each(['    set passwd aWord', 'FGT # get system status', 'Debug messages will be on for 30 minutes.'])(
  'A long header does not continue with %s',
  line => {
    const [response, next] = sketch(`HTTP/1.1 200 OK\nSet-Cookie: name=${'v'.repeat(90)}\n${line}\n`);
    expect(response).toMatchObject({ headers: [{ value: `name=${'v'.repeat(90)}` }] });
    expect(next?.kind).not.toBe('text');
  },
);
