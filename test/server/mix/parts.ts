import {
  attempt,
  error,
  pollAttempt,
  pollingRequest,
  pollingResponse,
  post,
  provisioning,
  provisionRequest,
  provisionResponse,
  received,
  STANDBY,
  UNIT,
} from '../../support/exchange';
import { FIRST_LOGINS, LOGINS } from './loginParts';
import { lines, type Part, whole } from './part';

const token = (number: number): string => `FTKMOB0000000B${String(number).padStart(2, '0')}`;
/** The exchange builders print a time stamp; here it is a mark. */
const exchange = (text: string): string => text.replaceAll('2025-01-15 10:00:00 ', '§');

const EXCHANGES: readonly Part[] = [
  whole(
    'an activation that is refused',
    exchange(
      provisioning(
        provisionRequest({ tokens: [token(1)], members: [UNIT, STANDBY] }),
        provisionResponse({
          tokens: [{ token: token(1), error: error(31, 'token does not belong to product') }],
          members: [{ sn: STANDBY, error: '"Product is not registered"' }, UNIT],
          error: error(17, 'no valid token found'),
          result: 0,
        }),
        token(1),
      ),
    ),
    ['ftm/product-not-registered', { member: STANDBY }],
    ['ftm/token-not-of-product', { token: token(1), code: '31' }],
  ),
  whole(
    'an activation with an error that nobody knows',
    exchange(
      provisioning(
        provisionRequest({ tokens: [token(2)] }),
        provisionResponse({ tokens: [{ token: token(2), error: error(99, 'something else') }] }),
        token(2),
      ),
    ),
    ['ftm/unknown-error', { token: token(2), code: '99' }],
  ),
  whole(
    'an activation without an answer',
    exchange(attempt(token(3)) + '\n' + post(provisionRequest({ tokens: [token(3)] })) + '\n'),
    ['ftm/no-response', { token: token(3), unit: UNIT }],
  ),
  whole(
    'an activation without a connection',
    `§ftm_cfg_provision_token[417]:provision token: ${token(4)}\n`,
    ['ftm/connect-failed', { token: token(4) }],
  ),
  whole(
    'an activation that succeeds, with its secrets, and a list that still shows it waiting',
    exchange(
      provisioning(
        provisionRequest({ tokens: [token(5)], seed: 'AB12CD34EF56AB78CD90EF12AB34CD56EF78AB90' }),
        provisionResponse({
          tokens: [{ token: token(5), more: '"token_activation_code":"EEKLMNOPQRSTUVW2"' }],
        }),
        token(5),
      ) +
        `§ftm_cfg_update_token_provision[720]:Set token ${token(5)} to provisioning\n` +
        '§ftm_cfg_send_token_activation_code[345]:sent activation code: EEKLMNOPQRSTUVW2 to user05@example.com\n' +
        `\nFGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\n${token(5)} 0 provisioning\n\nToken server status: reachable\n\n`,
    ),
    ['secret/otp-seed', { token: token(5) }],
    ['secret/activation-code', { token: token(5) }],
    ['ftm/not-activated', { token: token(5) }],
  ),
  whole(
    'a poll that tells nothing new',
    exchange(
      pollAttempt +
        '\n' +
        post(pollingRequest({ tokens: [token(6)] })) +
        '\n' +
        received(pollingResponse({ tokens: [token(6)] })),
    ),
  ),
  whole(
    'a payload that was damaged',
    exchange(
      provisioning(
        provisionRequest({ tokens: [token(7)] }),
        provisionResponse({ tokens: [token(7)] }).replace('"license"', 'license"'),
        token(7),
      ),
    ),
    ['json/damaged', { key: 'license' }],
  ),
  whole(
    'a request to FortiToken Cloud that is refused',
    `§[39] fds_queue_task: req-34 is added to ftc
§[617] fds_https_start_server: server: 192.0.2.8:8686
§[776] __tcps_ssl_connect: SSL connected.
§[321] fds_https_recv: received the header from server: 192.0.2.8:8686, [HTTP/1.1 403 FORBIDDEN
Server: nginx
Content-Length: 164
Connection: close]
§[336] fds_svr_default_on_response: server-ftc handles cmd-34
§[474] fds_free_tsk: cmd=34; req.noreply=0
`,
    ['ftc/refused', { code: '403', server: '192.0.2.8:8686' }],
  ),
];

const COMMANDS: readonly Part[] = [
  whole(
    'a list of tokens',
    `FGT # diagnose fortitoken info
FORTITOKEN DRIFT STATUS
${token(11)} 0 new
FTK200B000000B12 0 token already activated, and seed won't be returned

Total activated token: 1
Token server status: unreachable

`,
    ['token/status', { token: 'FTK200B000000B12' }],
    ['token/server-unreachable', { status: 'unreachable' }],
  ),
  whole(
    'a configuration of tokens',
    `config user fortitoken
    edit "${token(13)}"
        set license "EFTM900800700613"
        set activation-expire 1738576800
    next
end
`,
    ['secret/licence-code', { token: token(13) }],
  ),
  whole(
    'a configuration that is refused',
    `FGT (global) # config system ftm-push
FGT (ftm-push) # set server-ip 192.0.2.20
FGT (ftm-push) # end
Missing server address.
object check operator error, -56, discard the setting
Command fail. Return code -56
`,
    ['cli/command-failed', { command: 'ftm-push: end', code: '-56' }],
  ),
  whole(
    'a synchronisation with FortiToken Cloud',
    `FGT # execute fortitoken-cloud sync
Sync status: {"status": "complete", "msg": {"delete": {"success": 0, "failure": 0}, "modify": {"success": 0, "failure": 0}, "create": {"success": 1, "failure": 4}}}
User synchronization completed!
`,
    ['ftc/sync-failed', { count: '4' }],
  ),
  whole(
    'a synchronisation that finds no server',
    `FGT # execute fortitoken-cloud sync
Cannot find ftc server!
Cannot retrieve user information from FortiToken Cloud!
Command fail. Return code -1
`,
    ['ftc/unreachable', {}],
  ),
  whole(
    'commands',
    `FGT # diagnose debug console timestamp enable

FGT # diagnose debug application fnbamd -1
Debug messages will be on for unlimited time.

FGT # diagnose debug enable

FGT # # di de app sslvpn -1
`,
  ),
  whole(
    'the state of the system',
    `FGT # get system status
Version: FortiGate-60F v7.4.11,build2878,260126 (GA.M)
Serial-Number: ${UNIT}
Current virtual domain: root

FGT # diagnose debug enable
`,
  ),
  whole(
    "a user's words",
    `FortiToken clock drift detected (code: 918273). Please input the next code and continue
`,
    ['login/token-drift', {}],
    ['secret/one-time-code', {}],
  ),
];

/** Daemons whose lines can be interleaved with those of any other. */
const NOISE: readonly Part[] = [
  lines(
    'authd',
    `[authd_http_wait_req:2095]: src 192.0.2.71 flag 10208000
[authd_http_change_state:2812]: called change state to: 3
authd_epoll_work: timeout 11190
`,
  ),
  lines(
    'debug flow',
    `id=65308 trace_id=9 func=print_pkt_detail line=5892 msg="vd-root:0 received a packet(proto=6, 192.0.2.72:51512->198.51.100.5:443) tun_id=0.0.0.0 from port3. flag [S], seq 306791, ack 0, win 64240"
[FPM02]  id=65308 trace_id=9 func=init_ip_session_common line=6077 msg="allocate a new session-00b1b2c3"
id=65308 trace_id=9 func=fw_forward_handler line=990 msg="Denied by forward policy check (policy 0)"
`,
    ['flow/denied', { source: '192.0.2.72', target: '198.51.100.5' }],
  ),
  lines(
    'httpsd',
    `[httpsd 251 - 1738576800    error] is_valid_csrf_token[2421] -- no CSRF token found
[httpsd 251 - 1738576801     info] fweb_debug_final[296] -- Completed GET request for "/api/v2/monitor"
`,
  ),
  lines(
    'ike without a login',
    `ike V=root:0: comes 192.0.2.73:500->192.0.2.1:500,ifindex=4,vrf=0,len=453....
ike V=root:0:spoke_2:71: responder preparing SA_INIT msg
ike 0:spoke_2:71: out 132A3A94B0EADF631C0BB43D11E51754082AFB9BCE4F1CA2210F97634F45929CCA0FD3BD1A72EA4F3583A5213942ED85AE908C1FBBEBF141EA81AD988F7016E0
`,
  ),
  lines(
    'forticldd without an error',
    `[3560] fds_handle_request: Received cmd 118 from pid-4401, len 0
[530] fds_send_reply: Sending 80 bytes data.
`,
  ),
];

export const PARTS: readonly Part[] = [...EXCHANGES, ...COMMANDS, ...NOISE, ...LOGINS];
/** Parts that are only possible at the beginning of a capture: logins that began before it. */
export const FIRST: readonly Part[] = FIRST_LOGINS;
