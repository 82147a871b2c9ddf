// One test for each form of the lines of daemons: a line in, its coloured pieces out.
import { describe, expect, it } from 'vitest';
import { every, first } from '../support/rows';
import { colours } from './tokenizer';

const STAMP = ['2024-05-06 07:08:09', 'comment.line.timestamp'];

describe('functions and their lines', () => {
  const FUNCTION = (name: string, line: string) => [
    [name, 'entity.name.function'],
    [line, 'comment.line.source-line'],
  ];
  const FUNCTION_LAST = (line: string, name: string) => FUNCTION(name, line).reverse();
  const SESSION = [
    ['3311', 'comment.line.pid'],
    ['root', 'support.variable.vdom'],
    ['d9', 'comment.line.connection'],
  ];

  const CASES = [
    [
      'func[line]:msg',
      'ftm_cfg_poll_token_states[405]:Poll token status!',
      FUNCTION('ftm_cfg_poll_token_states', '405'),
    ],
    ['func [line]: msg', '__samld_sp_login_resp [859]: created', FUNCTION('__samld_sp_login_resp', '859')],
    [
      'func [line]: msg behind a blank',
      ' __samld_sp_login_resp [859]: x',
      FUNCTION('__samld_sp_login_resp', '859'),
    ],
    ['func[line] msg', 'fnbamd_dbg_hex_pnt[48] EAP msg', FUNCTION('fnbamd_dbg_hex_pnt', '48')],
    ['func: msg', 'authd_http: change state', [['authd_http', 'entity.name.function']]],
    ['[line] func-msg', '[1906] handle_req-Rcvd', FUNCTION_LAST('1906', 'handle_req')],
    ['[line] func-', '[1007] fnbamd_rads_destroy-', FUNCTION_LAST('1007', 'fnbamd_rads_destroy')],
    ['[line] func-->msg', '[1548] radius_result-->Result', FUNCTION_LAST('1548', 'radius_result')],
    ['[line] func: msg', '[37] fds_queue_task: req is added', FUNCTION_LAST('37', 'fds_queue_task')],
    ['[func:line]: msg', '[authd_http_read:981]: called', FUNCTION('authd_http_read', '981')],
    [
      '[pid:vdom:conn]func:line msg',
      '[3311:root:d9]fam_auth:514 return',
      [...SESSION, ...FUNCTION('fam_auth', '514')],
    ],
    [
      '[pid:vdom:conn][func:line] msg',
      '[3311:root:d9][fam_auth:438] opt',
      [...SESSION, ...FUNCTION('fam_auth', '438')],
    ],
    ['[pid:vdom:conn]msg', '[3311:root:d9]SSL state:before SSL', SESSION],
  ] as const;

  it('are coloured, with a time stamp and without', () => {
    every(CASES, first, ([, line, expected]) => {
      expect(colours(line)).toEqual(expected);
      expect(colours(`2024-05-06 07:08:09 ${line}`)).toEqual([STAMP, ...expected]);
    });
  });

  it('an array element in a plain sentence is not a function', () => {
    expect(colours('grp_list[0] = 7').map(([text]) => text)).not.toContain('grp_list');
  });
});

describe('daemons with forms of their own', () => {
  it('ike V=vdom:index:connection:sa:', () => {
    expect(
      colours('ike V=root:0:vpn_0:1717: sent IKE msg (cfg_send): 192.0.2.2:4500->192.0.2.1:50123, len=92'),
    ).toEqual([
      ['ike', 'entity.name.type.daemon'],
      ['root', 'support.variable.vdom'],
      ['0', 'constant.numeric.vdom'],
      ['vpn_0', 'constant.language.connection'],
      ['1717', 'comment.line.sa'],
      ['192.0.2.2', 'constant.other.ip-address'],
      ['4500', 'constant.other.port'],
      ['192.0.2.1', 'constant.other.ip-address'],
      ['50123', 'constant.other.port'],
      ['92', 'constant.numeric'],
    ]);
  });

  it('ike with a connection and no colon after its number', () => {
    expect(colours('ike V=root:0:vpn:4242 EAP 985 result FNBAM_ERROR').slice(3)).toEqual([
      ['vpn', 'constant.language.connection'],
      ['4242', 'comment.line.sa'],
      ['985', 'constant.numeric'],
    ]);
  });

  it('ike with no connection', () => {
    expect(colours('ike V=root:0: comes 192.0.2.1:500->192.0.2.2:500').slice(0, 4)).toEqual([
      ['ike', 'entity.name.type.daemon'],
      ['root', 'support.variable.vdom'],
      ['0', 'constant.numeric.vdom'],
      ['192.0.2.1', 'constant.other.ip-address'],
    ]);
  });

  it('ike index:connection:sa: with a dump, and the rest of the dump', () => {
    expect(colours('ike 0:p1:14: out 12F2CB00AABBCCDDEEFF001122334455\n00AABBCCDDEEFF001122334455')).toEqual([
      ['ike', 'entity.name.type.daemon'],
      ['0', 'constant.numeric.vdom'],
      ['p1', 'constant.language.connection'],
      ['14', 'comment.line.sa'],
      ['12F2CB00AABBCCDDEEFF001122334455', 'comment.line.hex'],
      ['00AABBCCDDEEFF001122334455', 'comment.line.hex'],
    ]);
  });

  it.each(['ike :shrank heap', 'ike shrank heap'])('%s', line => {
    expect(colours(line)).toEqual([['ike', 'entity.name.type.daemon']]);
  });

  it('ike in the middle of a word is not a daemon', () => {
    expect(colours('like this')).toEqual([]);
  });

  it('debug flow', () => {
    expect(
      colours(
        'id=65308 trace_id=12 func=fw_forward_handler line=901 msg="Denied by forward policy check (policy 0)"',
      ),
    ).toEqual([
      ['id', 'support.variable.field'],
      ['65308', 'constant.numeric.field'],
      ['trace_id', 'support.variable.field'],
      ['12', 'constant.numeric.field'],
      ['func', 'support.variable.field'],
      ['fw_forward_handler', 'entity.name.function'],
      ['line', 'support.variable.field'],
      ['901', 'comment.line.source-line'],
      ['msg', 'support.variable.field'],
      ['"', 'punctuation.definition.string.begin'],
      ['0', 'constant.numeric'],
    ]);
  });

  it('debug flow of a chassis, with an address in its message', () => {
    const flow = colours(
      '[FPM04]  id=20085 trace_id=6 func=f line=1 msg="find a route: gw-198.51.100.1 via port1"',
    );
    expect(flow[0]).toEqual(['FPM04', 'entity.name.type.daemon']);
    expect(flow.at(-1)).toEqual(['198.51.100.1', 'constant.other.ip-address']);
  });

  it('debug flow that was wrapped', () => {
    expect(colours('line=2700 msg="Allowed by Policy-21: SNAT"')).toEqual([
      ['line', 'support.variable.field'],
      ['2700', 'comment.line.source-line'],
      ['msg', 'support.variable.field'],
      ['"', 'punctuation.definition.string.begin'],
      ['Allowed', 'markup.inserted.success'],
    ]);
    expect(colours('192.0.2.3:1487->198.51.100.9:80) from port5."').slice(0, 2)).toEqual([
      ['192.0.2.3', 'constant.other.ip-address'],
      ['1487', 'constant.other.port'],
    ]);
  });

  it('two debug flows on one line: the quotes between them are not a string', () => {
    const flow = 'id=20085 trace_id=6 func=f line=1 msg="a new session"';
    expect(colours(`${flow} ${flow}`)).toEqual([...colours(flow), ...colours(flow)]);
  });

  it('httpsd', () => {
    expect(
      colours(
        '2024-05-06 07:08:09 [httpsd 249 - 1714979289    error] api_return_http_result[645] -- API error 403 raised',
      ),
    ).toEqual([
      STAMP,
      ['httpsd', 'entity.name.type.daemon'],
      ['249', 'comment.line.pid'],
      ['1714979289', 'comment.line.timestamp'],
      ['error', 'constant.language.level'],
      ['api_return_http_result', 'entity.name.function'],
      ['645', 'comment.line.source-line'],
      ['403', 'constant.numeric'],
    ]);
    expect(colours('[httpsd 249 - 1714979289     info] ap_invoke_handler[593] -- new request')[3]).toEqual([
      'info',
      'constant.language.level',
    ]);
  });

  it('wad', () => {
    expect(
      colours(
        '[I]2024-05-06 07:08:09.250002 [p:2211][s:11223344][r:55667788] wad_auth_proc :321 result=group-query-failed',
      ),
    ).toEqual([
      ['I', 'constant.language.level'],
      ['2024-05-06 07:08:09.250002', 'comment.line.timestamp'],
      ['2211', 'comment.line.pid'],
      ['11223344', 'constant.numeric.session'],
      ['55667788', 'constant.numeric.request'],
      ['wad_auth_proc', 'entity.name.function'],
      ['321', 'comment.line.source-line'],
    ]);
    expect(colours('[0x7f0000001000] Received request from client: 192.0.2.9:5')[0]).toEqual([
      '0x7f0000001000',
      'comment.line.pointer',
    ]);
  });

  it('FortiManager', () => {
    expect(colours('2024/05/06_07:08:09.123 info fgfmsd[1234]: session opened')).toEqual([
      ['2024/05/06_07:08:09.123', 'comment.line.timestamp'],
      ['info', 'constant.language.level'],
      ['fgfmsd', 'entity.name.type.daemon'],
      ['1234', 'comment.line.pid'],
    ]);
  });

  it('FortiAuthenticator', () => {
    expect(colours('2024-05-06T07:08:09.123456+02:00 fac radiusd[1234]: FTM provision failed')).toEqual([
      ['2024-05-06T07:08:09.123456+02:00', 'comment.line.timestamp'],
      ['fac', 'entity.name.type.host'],
      ['radiusd', 'entity.name.type.daemon'],
      ['1234', 'comment.line.pid'],
    ]);
  });

  it('the crash log', () => {
    expect(colours('111: 2024-05-06 07:08:09 <01234> application fnbamd')).toEqual([
      ['111', 'comment.line.entry'],
      STAMP,
      ['01234', 'comment.line.pid'],
    ]);
  });
});
