// One test for each form of line of the daemons: a line in, its coloured pieces out.
import { describe, expect, it } from 'vitest';
import { every, first, itself } from '../support/rows';
import { colours } from './tokenizer';

const STAMP = ['2024-05-06 07:08:09', 'comment.line.timestamp'];

describe('time stamps', () => {
  it('with microseconds', () => {
    expect(colours('2024-05-06 07:08:09.123456 ike shrank heap by 4096 bytes')).toEqual([
      ['2024-05-06 07:08:09.123456', 'comment.line.timestamp'],
      ['ike', 'entity.name.type.daemon'],
      ['4096', 'constant.numeric'],
    ]);
  });

  it('alone', () => {
    expect(colours('2024-05-06 07:08:09')).toEqual([STAMP]);
  });

  it('two on one line', () => {
    expect(colours('2024-05-06 07:08:09 2024-05-06 07:08:09.250001 ike V=root:0:vpn_0: flushed')).toEqual([
      STAMP,
      ['2024-05-06 07:08:09.250001', 'comment.line.timestamp'],
      ['ike', 'entity.name.type.daemon'],
      ['root', 'support.variable.vdom'],
      ['0', 'constant.numeric.vdom'],
      ['vpn_0', 'constant.language.connection'],
    ]);
  });

  it('the epoch of eap_proxy between two', () => {
    expect(
      colours(
        '2024-05-06 07:08:09 1714979289.250003: 2024-05-06 07:08:09 RADIUS SRV: Reply to 192.0.2.7:40001',
      ),
    ).toEqual([
      STAMP,
      ['1714979289.250003', 'comment.line.timestamp'],
      STAMP,
      ['192.0.2.7', 'constant.other.ip-address'],
      ['40001', 'constant.other.port'],
    ]);
  });
});

describe('HTTP', () => {
  it('a request line', () => {
    expect(colours('POST /SoftToken/Provisioning.asmx/Process HTTP/1.1')).toEqual([
      ['POST', 'constant.language.http-method'],
      ['/SoftToken/Provisioning.asmx/Process', 'string.unquoted.html.path'],
      ['HTTP/1.1', 'support.type.http-version'],
    ]);
  });

  it('a request line after a function', () => {
    expect(
      colours('[137] fds_print_msg: GET /api/v1/balance?&sn=FGT60F0000000001 HTTP/1.1').slice(2),
    ).toEqual([
      ['GET', 'constant.language.http-method'],
      ['/api/v1/balance?&sn=FGT60F0000000001', 'string.unquoted.html.path'],
      ['HTTP/1.1', 'support.type.http-version'],
    ]);
  });

  it.each([
    ['200 OK', 'markup.inserted.http-status'],
    ['302 Found', 'constant.numeric.http-status'],
    ['403 FORBIDDEN', 'constant.numeric.http-status'],
    ['503 Service Unavailable', 'constant.numeric.http-status'],
  ])('the status %s', (status, scope) => {
    expect(colours(`HTTP/1.1 ${status}`)).toEqual([
      ['HTTP/1.1', 'support.type.http-version'],
      [status, scope],
    ]);
    expect(colours(`[328] fds_https_recv: response code: [HTTP/1.1 ${status}`).at(-1)).toEqual([
      status,
      scope,
    ]);
  });

  it('headers, the last of them before a bracket', () => {
    expect(
      colours(
        'Content-Type: application/json;charset=utf-8\nHost: 203.0.113.5:443\nHost: ftm.example.com\nConnection: close]',
      ),
    ).toEqual([
      ['Content-Type', 'support.variable.header'],
      [':', 'punctuation.separator.key-value'],
      ['application/json;charset=utf-8', 'comment.line.header'],
      ['Host', 'support.variable.header'],
      [':', 'punctuation.separator.key-value'],
      ['203.0.113.5', 'constant.other.ip-address'],
      [':', 'punctuation.separator.port'],
      ['443', 'constant.other.port'],
      ['Host', 'support.variable.header'],
      [':', 'punctuation.separator.key-value'],
      ['ftm.example.com', 'comment.line.header'],
      ['Connection', 'support.variable.header'],
      [':', 'punctuation.separator.key-value'],
      ['close', 'comment.line.header'],
    ]);
  });

  it('headers with the blank lines that CR CR LF becomes', () => {
    const text = 'POST /a HTTP/1.1\r\r\nAccept: */*\r\r\nContent-Length: 405\r\r\n\r\n';
    expect(colours(text)).toEqual(colours(text.replaceAll('\r', '')));
    expect(colours(text).at(-1)).toEqual(['405', 'comment.line.header']);
  });
});

describe('in a message', () => {
  const CASES = [
    ['FTKMOB0123456789', 'support.type.token-serial'],
    ['FTKMOB01234*****', 'support.type.token-serial'],
    ['FTK2000000000001', 'support.type.token-serial'],
    ['FGT60F0000000001', 'support.type.device-serial'],
    ['FG100F0000000001', 'support.type.device-serial'],
    ['FGVM010000000001', 'support.type.device-serial'],
    ['FGVMEVabcdefgh-1', 'support.type.device-serial'],
    ['FAC-VM0000000001', 'support.type.device-serial'],
    ['EFTM000000000001', 'support.type.licence'],
    ['FTMTRIAL00000001', 'support.type.licence'],
    ['192.0.2.1', 'constant.other.ip-address'],
    ['2001:db8::1', 'constant.other.ip-address'],
    ['2001:db8:0:0:0:0:0:1', 'constant.other.ip-address'],
    ['0X201400', 'constant.numeric'],
    ['00aa11bb22cc33dd44ee', 'comment.line.hex'],
    ['00aa11bb22cc33dd/44ee00aa11bb22cc:00000001', 'comment.line.hex'],
    ['02 10 00 20 30', 'comment.line.hex'],
    ["'Guest group'", 'string.quoted.single.xml'],
    ['"user one"', 'string.quoted.double.xml'],
    ['“user one”', 'string.quoted.double.xml.other'],
  ] as const;

  it('a value has its colour', () => {
    every(CASES, first, ([value, scope]) => {
      expect(colours(`[1] f-a ${value}, b`).slice(2)).toEqual([[value, scope]]);
      expect(colours(`[1] f-a=${value}`).slice(2)).toEqual([[value, scope]]);
    });
  });

  it('two adjacent serial numbers', () => {
    expect(colours('first SN: FGT60F0000000001FGT60F0000000002, has_vsn: 1')).toEqual([
      ['FGT60F0000000001', 'support.type.device-serial'],
      ['FGT60F0000000002', 'support.type.device-serial'],
      ['1', 'constant.numeric'],
    ]);
  });

  it('an IPv6 address with a port', () => {
    expect(colours('server [2001:db8::1]:443 up')).toEqual([
      ['2001:db8::1', 'constant.other.ip-address'],
      ['443', 'constant.other.port'],
    ]);
  });

  it('a row of a dump', () => {
    expect(colours('02 10 00 20 30 02 10 00 1c 40')).toEqual([
      ['02 10 00 20 30 02 10 00 1c 40', 'comment.line.hex'],
    ]);
  });

  const FAILURE_WORDS = [
    'error',
    'failed',
    'failure',
    'Denied',
    'refused',
    'timed out',
    'unreachable',
    'invalid',
    'mismatch',
    'not registered',
    'does not belong',
    'FNBAM_DENIED',
    'FNBAM_TIMEOUT',
    'not connected',
    'not completed',
    'not authenticated',
  ];

  it('a word that says a failure has no colour: only the server decides what failed', () => {
    every(FAILURE_WORDS, itself, word => {
      expect(colours(`the result: ${word}.`)).toEqual([]);
    });
  });

  const SUCCESS_WORDS = [
    'connected',
    'success',
    'succeeded',
    'established',
    'reachable',
    'activated',
    'passed',
    'FNBAM_SUCCESS',
  ];

  it('a word that says a success is good', () => {
    every(SUCCESS_WORDS, itself, word => {
      expect(colours(`the result: ${word}.`)).toEqual([[word, 'markup.inserted.success']]);
    });
  });

  it('a word that says a success has no colour in the sentence of an article', () => {
    expect(
      colours(' \u2022 When the FortiToken license is activated, see 192.0.2.1 and the license.'),
    ).toEqual([['192.0.2.1', 'constant.other.ip-address']]);
    expect(colours('Token server status: reachable')).toContainEqual([
      'reachable',
      'markup.inserted.success',
    ]);
  });

  it('error 0 is not an error, and a word in a name is not an outcome', () => {
    expect(colours('result (error 0) of errno login_failed_count')).toEqual([['0', 'constant.numeric']]);
  });

  it('an apostrophe opens no string', () => {
    expect(colours("Didn't find, can't wait")).toEqual([]);
  });

  it.each(['<<<<< found the user', '<---- the code'])('the note %s', note => {
    expect(colours(`handled ${note}`)).toEqual([[note, 'comment.line.note']]);
  });
});

describe('lines that a web page has joined', () => {
  it('two prompts and a record', () => {
    expect(
      colours('FGT (vdom) # edit root FGT (root) # 2024-05-06 07:08:09 ftm_cfg_provision_token[417]:x'),
    ).toEqual([
      ['FGT', 'entity.name.type.host'],
      ['vdom', 'support.variable.context'],
      ['#', 'punctuation.definition.prompt'],
      ['edit', 'entity.name.function.command'],
      ['root', 'support.variable.argument'],
      ['FGT', 'entity.name.type.host'],
      ['root', 'support.variable.context'],
      ['#', 'punctuation.definition.prompt'],
      STAMP,
      ['ftm_cfg_provision_token', 'entity.name.function'],
      ['417', 'comment.line.source-line'],
    ]);
  });

  it('a record, a request and a record', () => {
    expect(
      colours('2024-05-06 07:08:09 ftm_a[1]:Poll! POST /a HTTP/1.1 2024-05-06 07:08:09 ftm_b[2]:success'),
    ).toEqual([
      STAMP,
      ['ftm_a', 'entity.name.function'],
      ['1', 'comment.line.source-line'],
      ['POST', 'constant.language.http-method'],
      ['/a', 'string.unquoted.html.path'],
      ['HTTP/1.1', 'support.type.http-version'],
      STAMP,
      ['ftm_b', 'entity.name.function'],
      ['2', 'comment.line.source-line'],
      ['success', 'markup.inserted.success'],
    ]);
  });

  it('a prompt after a message', () => {
    expect(colours('all done FGT (root) # di de en').slice(0, 3)).toEqual([
      ['root', 'support.variable.context'],
      ['#', 'punctuation.definition.prompt'],
      ['di', 'entity.name.function.command'],
    ]);
  });
});
