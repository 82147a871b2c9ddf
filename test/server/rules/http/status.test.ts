import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import { answered, attempt, line, post, provisionRequest, TOKEN } from '../../../support/exchange';

const RULE = 'http/status';
const get = (host: string): string => `GET /api/v1/thing HTTP/1.1\nHost: ${host}\n\n`;
const status = (line: string): string => `HTTP/1.1 ${line}\nServer: nginx\n\n`;
const failed = (line: string): string => status(mark(RULE, line));

describe('http/status fires', () => {
  test('for an answer of 404, at its number and its reason', () => {
    const [found] = expectFindings(failed('404 Not Found'));
    expect(found).toMatchObject({
      severity: 'error',
      message: 'HTTP: a server answered 404 Not Found',
    });
  });

  test('without an entry: what the sources say of 404 they say of FortiIdentity Cloud', () => {
    expect(expectFindings(failed('404 Not Found'))[0]?.entry).toBeUndefined();
  });

  test('for an answer of the 500s', () => {
    const [found] = expectFindings(failed('503 Service Unavailable'));
    expect(found?.message).toBe('HTTP: a server answered 503 Service Unavailable');
  });

  test.each(['400 Bad Request', '599 Odd'])('for the first and the last number of errors: %s', output => {
    expectFindings(get('www.example.com') + failed(output));
  });

  test('for an answer without a reason', () => {
    expect(expectFindings(failed('500'))[0]?.message).toBe('HTTP: a server answered 500');
  });

  test('for an answer to the FortiToken service request, and points to its beginning', () => {
    const text =
      attempt(TOKEN, mark('began', `provision token: ${TOKEN}`)) +
      post(provisionRequest()) +
      `\nHTTP/1.1 ${mark(RULE, '500 Internal Server Error')}\n`;
    const [found] = expectFindings(text);
    expect(found?.related[0]?.message).toBe('the request began here');
  });

  test('by the server that the request names', () => {
    const [found] = expectFindings(get('www.example.com') + failed('404 Not Found'));
    expect(found?.message).toBe('www.example.com answered 404 Not Found');
  });

  test('for each server that answers so', () => {
    expectFindings(
      get('one.example.com') + failed('404 Not Found') + get('two.example.com') + failed('404 Not Found'),
    );
  });

  test('once for a server that answers the same twice', () => {
    const text =
      get('www.example.com') + failed('404 Not Found') + get('www.example.com') + status('404 Not Found');
    const [found] = expectFindings(text);
    expect(found?.related.map(({ role, message }) => [role, message])).toEqual([
      ['again', 'the same answer again'],
    ]);
  });

  test('for the last answer if a 100 Continue comes before it', () => {
    expectFindings(get('www.example.com') + status('100 Continue') + failed('403 Forbidden'));
  });

  test('for the second of two answers if the first is a success', () => {
    expectFindings(get('www.example.com') + status('200 OK') + failed('502 Bad Gateway'));
  });

  test('for another server of forticldd, once, although it is printed twice', () => {
    const text =
      line('[37] fds_queue_task: req-12 is added to upd') +
      line('[614] fds_https_start_server: server: 192.0.2.7:443') +
      `2025-01-15 10:00:00 [318] fds_https_recv: received the header from server: 192.0.2.7:443, [HTTP/1.1 ${mark(RULE, '404 NOT FOUND')}\nServer: nginx\nConnection: close]\n` +
      line('[328] fds_https_recv: response code is 404: [HTTP/1.1 404 NOT FOUND').trimEnd() +
      '\nServer: nginx\nConnection: close]\n';
    const [found] = expectFindings(text);
    expect(found?.message).toBe('192.0.2.7:443 answered 404 NOT FOUND');
  });

  test('with a related place that can be seen if the first line says nothing', () => {
    const [found] = findingsOf('[296] fds_https_recv: \n[328] fds_https_recv: response code is 404\n').filter(
      ({ rule }) => rule === RULE,
    );
    expect(found?.on).toBe('404');
    for (const { on } of found?.related ?? []) expect(on.trim()).not.toBe('');
  });

  test('for a 404 of another server after an exchange that is over, and not as its answer', () => {
    const [found] = expectFindings(answered({}) + failed('404 Not Found'));
    expect(found?.related).toEqual([]);
  });
});

describe('http/status does not fire', () => {
  test('for the answer with which the proxy of the unit asks a client for a login', () => {
    expectFindings(status('407 Proxy Authentication Required'));
  });

  test('for answers below 400 and numbers that no answer has', () => {
    for (const output of ['100 Continue', '200 OK', '302 Found', '399 Odd', '600 Odd', '999 Odd']) {
      expectFindings(get('www.example.com') + status(output));
    }
  });

  test('for FortiIdentity Cloud, which has a rule of its own', () => {
    const text =
      line('[37] fds_queue_task: req-33 is added to ftc') +
      line('[328] fds_https_recv: response code is 403');
    expect(findingsOf(text).map(({ rule }) => rule)).toEqual(['ftc/refused']);
  });

  test('for numbers in prose and in debug lines', () => {
    expectFindings('The server said 404 Not Found\n');
    expectFindings(line('[1906] handle_req-error 404'));
  });

  test('for a request alone', () => {
    expectFindings(get('www.example.com'));
  });
});
