import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage, severityOf } from '../../../../server/src/rules';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import { line } from '../../../support/exchange';

const RULE = 'ftc/refused';
const SERVER = '192.0.2.8:8686';

/** One request of forticldd to FortiIdentity Cloud. The header is printed twice, as forticldd does. */
function request(status: string, number = status.slice(0, 3), queued = 'req-33 is added to ftc'): string {
  return (
    line(`[37] fds_queue_task: ${queued}`) +
    line(`[614] fds_https_start_server: server: ${SERVER}`) +
    line('[773] __tcps_ssl_connect: SSL connected.') +
    line(`[260] fds_https_send: sent the entire request to server: ${SERVER}`) +
    line(`[318] fds_https_recv: received the header from server: ${SERVER}, [HTTP/1.1 ${status}`) +
    'Server: nginx\nContent-Length: 164\nConnection: close]\n' +
    line(`[328] fds_https_recv: response code is ${number}: [HTTP/1.1 ${number} X`) +
    'Server: nginx\nContent-Length: 164\nConnection: close]\n' +
    line('[333] fds_svr_default_on_response: server-ftc handles cmd-33') +
    line('[471] fds_free_tsk: cmd=33; req.noreply=0')
  );
}

describe('ftc/refused fires', () => {
  test('for an answer of 403, once, although it is printed twice', () => {
    const [found] = expectFindings(
      request(mark(RULE, '403 FORBIDDEN'), '403', mark('began', 'req-33 is added to ftc')),
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: `FortiIdentity Cloud: ${SERVER} answered 403 FORBIDDEN`,
      entry: 'http-status/ftc-403',
      related: [{ role: 'began', message: 'the request began here' }],
    });
  });

  test('once for two requests with the same answer; the second is related', () => {
    const [found] = expectFindings(request(mark(RULE, '403 FORBIDDEN'), '403') + request('403 FORBIDDEN'));
    expect(found?.related.map(({ role, message }) => [role, message])).toEqual([
      ['began', 'the request began here'],
      ['again', 'refused again'],
    ]);
  });

  test('for each of two different answers', () => {
    const found = expectFindings(
      request(mark(RULE, '403 FORBIDDEN'), '403') + request(mark(RULE, '404 NOT FOUND'), '404'),
    );
    expect(found.map(({ entry }) => entry)).toEqual(['http-status/ftc-403', 'http-status/404']);
  });

  test('for the number in the debug line if the header is lost', () => {
    const text =
      line('[37] fds_queue_task: req-33 is added to ftc') +
      line(`[328] fds_https_recv: response code is ${mark(RULE, '403')}`);
    expect(expectFindings(text)[0]?.message).toBe('FortiIdentity Cloud answered 403');
  });

  test('if only a later line shows that it was FortiIdentity Cloud', () => {
    const text =
      line(`[614] fds_https_start_server: server: ${SERVER}`) +
      line(`[328] fds_https_recv: response code is ${mark(RULE, '403')}`) +
      line('[95] ftc_res: FortiToken-Cloud internal error');
    expectFindings(text);
  });

  test('for an answer of the 500s, without the guidance of 403', () => {
    const [found] = expectFindings(request(mark(RULE, '503 SERVICE UNAVAILABLE'), '503'));
    expect(found?.entry).not.toBe('http-status/ftc-403');
  });

  test('among lines of another daemon', () => {
    const noise = line('[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200400 prot=11');
    const text = request(mark(RULE, '403 FORBIDDEN'), '403').replace('[614]', `\n${noise}[614]`);
    expectFindings(text);
  });
});

describe('ftc/refused does not fire', () => {
  test('for an answer of 200', () => {
    expectFindings(request('200 OK'));
  });

  test('for a 404 of another server of forticldd', () => {
    const text =
      line('[37] fds_queue_task: req-12 is added to upd') +
      line(`[614] fds_https_start_server: server: ${SERVER}`) +
      line(`[328] fds_https_recv: response code is ${mark('http/status', '404')}`);
    expectFindings(text);
  });

  test('for a number that is not a status', () => {
    expectFindings(line('[328] fds_https_recv: response code is 4030'), RULE);
  });

  test('for a request without an answer', () => {
    expectFindings(
      line('[37] fds_queue_task: req-33 is added to ftc') + line('[773] __tcps_ssl_connect: SSL connected.'),
    );
  });
});

describe('ftc/refused of what a unit without the service asks for', () => {
  const request = (path: string, code = '403 FORBIDDEN'): string =>
    '[146] fds_queue_task: req-33 is added to ftc\n' +
    `[137] fds_print_msg: GET /api/v1/${path}?&sn=FGT60F0000000001\n` +
    '[260] fds_https_send: sent the entire request to server: 192.0.2.1:8686\n' +
    `[328] fds_https_recv: response code is ${code.slice(0, 3)}: [HTTP/1.1 ${code}\n`;

  test.each([
    ['balance', 'information', "FortiIdentity Cloud answered 403 to 'balance': harmless without its licence"],
    ['auth', 'error', 'FortiIdentity Cloud answered 403'],
  ])('%s is %s', (path, severity, message) => {
    const found = analyze(request(path)).findings.find(({ rule }) => rule === 'ftc/refused');
    expect(found && severityOf(found)).toBe(severity);
    expect(found && findingMessage(found, inEnglish)).toContain(message);
  });

  test('is an error where the answer is another one than 403', () => {
    const [found] = findingsOf(request('balance', '500 INTERNAL')).filter(({ rule }) => rule === RULE);
    expect(found).toMatchObject({ severity: 'error', message: 'FortiIdentity Cloud answered 500' });
  });

  test('is a problem beside the same answer to another request', () => {
    const found = findingsOf(request('balance') + request('auth')).filter(({ rule }) => rule === RULE);
    expect(found.map(({ severity }) => severity)).toEqual(['information', 'error']);
  });
});
