import { max } from '../../integers';
import { DAEMONS } from '../../knowledge/domains/daemons';
import type { LineForm } from '../line';
import { headForm } from './headForm';
import { PHRASES } from '../phrases';
import { ikeLine } from './ike';

/** The text before the equals sign; it can follow a key that the user pressed at the prompt: `# did=`. */
const PASTED = /(?: |# [a-z])id$/;
const FLOW = /^id=\d{1,6} (?:pri=\w{1,12} )?trace_id=\d/;

/** Names of daemons that stand alone before a message. */
const TAGS = DAEMONS.flatMap(({ tags = [] }) => tags);

/** A form of lines that begin with a sentence of a daemon. */
function ofSentence(form: LineForm, daemon: string): LineForm {
  return {
    ...form,
    read(line, reading) {
      const draft = form.read(line, reading);
      if (draft?.kind !== 'debug') return undefined;
      const message = reading.text.slice(draft.messageStart, line.end);
      return PHRASES.find(message, 0, '', daemon).length > 0 ? draft : undefined;
    },
  };
}

/** Forms of daemons, in addition to those of `debug.ts`. */
export const daemonForms: readonly LineForm[] = [
  ikeLine,
  {
    ...headForm(
      'G12',
      'flow',
      'fit[',
      // Copies may lack the trace numbers.
      /^(?:\[(?<tag>[A-Z]{2,4}\d{1,3})\]\s{1,4})?(?:(?:id=\d{1,6} (?:pri=\w{1,12} )?)?trace_id=\d{1,9} ?|(?=func=\w{1,80} line=\d{1,6} msg=))(?:func=(?<name>\w{1,80}))?(?: ?line=\d{1,6})?(?: ?msg=(?:\*\*)?(?:["”“″]|&quot;|&#34;)?)?/,
      { tag: '[', name: 'func=' },
      [
        'func=fw_forward_handler line=829 msg="Denied by forward policy check (policy 0)"',
        'id=65308 trace_id=7 func=fw_forward_handler line=990 msg="Denied by forward policy check (policy 0)"',
        '[FPM04]  id=20085 trace_id=6 func=init_ip_session_common line=5937 msg="allocate a new session-0000074c"',
        'id=36870 pri=emergency trace_id=1 msg="allocate a new session-0000d5ad"',
        'id=20085 trace_id=2 func=ipsec_common_output4 line=804 msg=**"No matching IPsec selector, drop"**',
        'trace_id=2 func=ip_route_input_slow line=1695 msg="reverse path check fail, drop"',
        'id=20085 trace_id=2 func=fw_forward_handler line=591 msg=&quot;Allowed by Policy-3: SNAT&quot;',
      ],
    ),
    // Copies from web pages lose their line breaks.
    embedded: {
      trigger: '=',
      startAt: (text, at, from) =>
        at > from + 2 && PASTED.test(text.slice(max(0, at - 5), at)) && FLOW.test(text.slice(at - 2, at + 40))
          ? at - 2
          : -1,
    },
  },
  ofSentence(
    headForm('G12 message', 'flow', 'm', /^msg="(?=[^"\r\n]{8,200}"?$)/, {}, [
      'msg="iprope_in_check() check failed on policy 0, drop"',
    ]),
    'flow',
  ),
  headForm(
    'G13',
    'http-daemon',
    '[',
    /^\[(?<tag>(?:httpsd|http_authd) \d{1,7} - \d{1,12}\s{1,8}\w{1,10})\] (?:(?<name>\w{1,80})\[\d{1,6}\] -- )?/,
    { tag: '[', name: '] ' },
    ['[httpsd 249 - 1701913579    error] is_valid_csrf_token[2421] -- no CSRF token found'],
    [3, /^\[(?:httpsd|http_authd) \d+ - \d+\s+\w+\]/],
  ),
  headForm(
    'G14',
    'function-line',
    '[',
    /^\[[A-Z]\](?:(?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?) )?(?<tag>(?:\[\w:[\w-]{1,20}\]){1,4}) {1,4}(?<name>[a-z_]\w{2,79}) {1,60}:\d{1,6} ?/,
    { stamp: ']', tag: '', name: ' ' },
    [
      '[I][p:12765][s:2020264253][r:172993228]  wad_http_req_check_policy             :11716 no policy matched',
      '[I]2023-08-18 09:50:29.684959 [p:12765][s:2020264253][r:172993228] wad_http_auth_status_proc :10661 authenticate result=ok',
    ],
    [3, /^\[[A-Z]\]\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ (?:\[\w:\d+\])+ wad_\w+ :\d+/],
  ),
  headForm(
    'G14 without a time',
    'function-line',
    '[',
    /^\[[A-Z]\](?<tag>(?:\[\w:[\w-]{1,20}\]){1,4}) (?<name>\w{1,80}) :\d{1,6} ?/,
    { tag: ']', name: ' ' },
    ['[E][p:2311][s:103672][r:35] wad_cp_auth :11015 cannot resolve auth rule id:10'],
    [3, /^\[[A-Z]\](?:\[\w:[\w-]{1,20}\]){1,4} {1,4}\w{1,80} {1,40}:\d{1,6} /],
  ),
  headForm(
    'G14 with the line in brackets',
    'function-line',
    '_w',
    /^(?<name>_{0,2}wad_\w{1,60})\(\d{1,6}\): ?/,
    { name: '' },
    ['wad_nego_authenticate(266): Error occurred during krb authentication.'],
    [3, /^_{0,2}wad_\w{1,60}\(\d{1,6}\): /],
  ),
  // The daemons of a cluster, and its history.
  headForm(
    'G45',
    'function-line',
    '<',
    /^<(?<name>ha(?:talk|sync|relay|hbriv))(?::\w{1,10})?> ?/,
    { name: '<' },
    ['<hatalk> HA cannot be formed because this box has 3 vdoms.'],
    [3, /^<ha(?:talk|sync|relay|hbriv)(?::\w{1,10})?> /],
  ),
  headForm(
    'G45 history',
    'function-line',
    '<',
    /^<\d{4}-\d\d-\d\d \d\d:\d\d:\d\d> (?<name>vcluster)[ _]\d{1,3}: /,
    { name: '> ' },
    ['<2024-01-02 09:22:41> vcluster 1: FG1K5D0000000001 detected member FG1K5D0000000002 lost heartbeat'],
    [3, /^<\d{4}-\d\d-\d\d \d\d:\d\d:\d\d> vcluster[ _]\d{1,3}: /],
  ),
  // The protocol between FortiGate (client) and FortiManager (server).
  headForm(
    'G44',
    'fgfm',
    'F',
    /^FGFM[cs](?:\((?<tag>[^()\r\n]{1,80})\))?: (?:(?<name>\w{1,60}):\d{1,5}: )?/,
    { tag: '(', name: ': ' },
    ["FGFMs(probing...): __get_handler:1060: sn doesn't match", 'FGFMc: connecting to 192.0.2.9'],
    [3, /^FGFM[cs](?:\([^()]{1,80}\))?: /],
  ),
  headForm('G15', 'pointer', '[', /^\[(?<tag>0x[0-9a-f]{4,16})\] ?/, { tag: '[' }, [
    '[0x7f9c2a558000] Received request from client: 192.0.2.1:51000',
  ]),
  headForm(
    'G50',
    'function-line',
    '12',
    /^(?<stamp>\d{8} \d\d:\d\d:\d\d\.\d{3}) TZ=[+-]\d{4} \[(?<name>[a-z]\w{1,19}):(?:DEBG|INFO|WARN|EROR)\] (?:\w{1,40}:\d{1,5} )?/,
    { stamp: '', name: ' [' },
    [
      '20240411 09:31:15.511 TZ=+0200 [sslvpn:EROR] vpn_connection:618 Login failed: Permission denied. (-455)',
    ],
    [3, /^\d{8} \d\d:\d\d:\d\d\.\d{3} TZ=[+-]\d{4} \[\w{2,20}:(?:DEBG|INFO|WARN|EROR)\] /],
  ),
  headForm(
    'G50 without a time',
    'function-line',
    '[',
    /^\[(?<name>[a-z]\w{1,19}):(?:DEBG|INFO|WARN|EROR)\] (?:\w{1,40}:\d{1,5} )?/,
    { name: '[' },
    ['[sslvpn:EROR] vpn_connection:1219 Error code [3]. Login failed: Insufficient credential(s).'],
    [3, /^\[\w{2,20}:(?:DEBG|INFO|WARN|EROR)\] /],
  ),
  // The trace of FortiClient for Windows: process and thread, component, and source line.
  headForm(
    'G50 windows',
    'function-line',
    '[',
    /^(?:\[(?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,7}) UTC[+-]\d\d:\d\d\] )?(?:\[\d{1,6}:\d{1,6}\] )?\[(?<name>[a-z]{2,19}?)(?:lib|daemon)? {1,6}\d{1,5} {1,6}(?:debug|info|warn|warning|error)\] /,
    { stamp: '', name: '' },
    [
      '[2024-10-29 10:41:56.1631116 UTC-07:00] [6716:7300] [sslvpnlib  2717   error] Request /remote/saml/login failed. LastError:12152',
    ],
    [
      3,
      /^\[\d{4}-\d\d-\d\d [\d:.]{12,16} UTC[+-]\d\d:\d\d\] \[\d{1,6}:\d{1,6}\] \[[a-z]{2,19} {1,6}\d{1,5} {1,6}[a-z]{4,7}\] /,
    ],
  ),
  // The wireless controller: its own clock, the client, and the component.
  headForm(
    'G40',
    'wireless',
    '0123456789',
    /^\d{1,8}\.\d{3} (?:(?<tag>[0-9a-f]{2}(?::[0-9a-f]{2}){5}) )?<[a-z]{2,3}> /,
    { tag: ' ' },
    [
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=3 (Access-Reject) id=0 len=44',
      '91155.199 <eh> send 1/4 msg of 4-Way Handshake',
    ],
    [3, /^\d{1,8}\.\d{3} (?:[0-9a-f]{2}(?::[0-9a-f]{2}){5} )?<[a-z]{2,3}> /],
  ),
  // authd messages about an FSSO collector agent.
  headForm(
    'G41',
    'function-line',
    '_cdefp',
    /^(?<name>_?(?:process|event|fsae|fsso|disconnect|connect)_?\w{0,60})\[(?<tag>[A-Za-z][\w.-]{0,63})\]: ?/,
    { name: '', tag: '[' },
    [
      '_process_auth[FSSO_collector]: server authentication failed, aborting',
      'fsae_io_ctx_process_msg[FSSO_dc01.example.com]: received heartbeat 101609',
    ],
    [3, /^(?:_?(?:fsae|fsso)|_process)_\w{1,60}\[[\w.-]{1,64}\]: /],
  ),
  // Copies of fnbamd output that lost the line number before each function.
  headForm(
    'G42',
    'line-function',
    '_abcdefghilmoprstuvwx',
    // The other names are unmistakable: they have several parts, and a sentence begins after them.
    /^(?<name>_{0,2}(?:fnbam\w{1,60}|handle_req|auth_local|auth_tac_plus_start|compose_group_list_from_req|(?:create|destroy)_auth(?:_token|_cert)?_session|extract_success_vsas|find_matched_usr_grps|ldap_start|parse_auth(?:en|or)_reply|radius_(?:server_auth|start)|start_remote_auth|update_auth_token_session)|_{0,2}[a-z]{2,12}(?:_[a-z]{1,12}){1,6}(?=-[A-Z][a-z']{1,20} ))-(?=\S)/,
    { name: '' },
    [
      'handle_req-Rcvd auth req 237264669 for user01 in rad1 opt=0000001d prot=0',
      'fnbamd_radius_auth_validate_pkt-RADIUS resp code 3',
      'get_all_dn-Found no DN',
    ],
    [3, /^(?:fnbamd_\w{1,60}|handle_req|create_auth_session|radius_server_auth)-\S/],
    [2, /^_{0,2}[a-z]{2,12}(?:_[a-z]{1,12}){1,6}-(?:Found|No|Auth|Didn't|Failed|Error|Connection|Invalid) /],
  ),
  // Daemons with nothing but their name before the message, as logs and articles show them.
  headForm(
    'G47',
    'function-line',
    [...new Set(TAGS.map(tag => tag.charAt(0)))].join(''),
    new RegExp(`^(?<name>${TAGS.join('|')})(?:\\[\\d{1,7}\\])?: ?(?:\\d{1,6}: )?(?=\\S)`),
    { name: '' },
    [
      'fssod: failed to resolve server (dc01.example.com)',
      'sshd[1234]: Failed password for admin',
      'SSH: Failed password for admin from 192.0.2.9 port 51022 ssh2',
      'wpad_ac: STA 02:00:5e:00:53:01 IEEE 802.1X: authentication failed',
      'FortiSslvpn: 11420: Unable to establish the VPN connection. The VPN server may be unreachable. (-14)',
    ],
    [3, /^SSH: [A-Za-z]|^FortiSslvpn: \d/],
  ),
  // The log of the FSSO collector agent, without its date: the thread and, in newer releases, level and subject.
  headForm(
    'G49',
    'collector-agent',
    '[',
    /^\[(?: {1,5}\d{1,5}| {0,4}\d{1,6}(?=\] (?:\[[A-Z]\])?\[[A-Z][A-Z_]{3,30}\]))\] (?:\[[A-Z]\])?(?:\[(?<name>[A-Z][A-Z_]{3,30})\] ?)?/,
    { name: '[' },
    [
      '[ 2940] Accepting one FortiGate connection',
      '[12940] [I][LOGON_ITEM] logon:1 ip:192.0.2.20 workstation:PC01 domain:EXAMPLE user:user01',
      '[ 2940] [WORKSTATION_CHECK] user:EXAMPLE\\user01 is no longer logged on to PC01 (192.0.2.20)',
    ],
    [3, /^\[ {0,5}\d{1,6}\] (?:\[[A-Z]\])?\[(?:[A-Z]+_)+[A-Z]+\] ?\S/],
    [3, /^\[ {1,5}\d{1,5}\] .{0,120}\b(?:workstation|[Ll]ogon|[Dd][Cc] ?[Aa]gent|DnsQuery|FortiGate)\b/],
  ),
  // The log of its logon events, which has a subject only.
  headForm(
    'G49 logon events',
    'collector-agent',
    '[',
    /^\[(?<name>(?:[A-Z]{2,12}_){1,3}[A-Z]{2,12})\] ?(?=\w{2,20}:)/,
    { name: '[' },
    ['[LOGON_ITEM] logon:1 ip:192.0.2.20 workstation:PC01 domain:EXAMPLE user:user01'],
    [3, /^\[(?:RECV_EVENT_FROM_DC|UPDATE_LOGON_LIST|LOGON_ITEM|SEND_EVENT_TO_FGT|WORKSTATION_CHECK)\] ?\w/],
  ),
  // The logins of administrators of FortiManager and FortiAnalyzer: a session, and the server that it asks.
  headForm(
    'G54',
    'function-line',
    's',
    /^(?=s\d{1,7}:(?:[^\s:]{1,64}:)? [a-z])/,
    {},
    ['s2802: unknown admin: user01', 's2802:ldap01: got result: Success(0)'],
    [
      3,
      /^s\d{1,7}:(?:[^\s:]{1,64}:)? (?:auth (?:request|result): |start \w|(?:wildcard|unknown|found) admin: |(?:binding|searching|got) )/,
    ],
  ),
  // A function with its source line, after the process: miglogd, l2tpd and others.
  headForm(
    'G48',
    'function-line',
    '<_abcdefghijklmnopqrstuvwxyz',
    /^(?:<\d{1,7}> ?)?(?<name>_{0,2}[a-z]\w{2,60})\(\)-\d{1,5}: ?/,
    { name: '' },
    [
      'l2tp_ppp_send()-395: tunnel=52',
      '2024-01-02 09:22:41 <314> _check_oftp_certificate()-206: checking sn:FAZ-VM0000000001',
    ],
  ),
  headForm(
    'G28 with a daemon',
    'function-line',
    'a',
    /^(?<name>authd_\w{2,40}|alertmail\w{0,20}): /,
    { name: '' },
    ['authd_http: change state from 0 to 1', 'authd_epoll_work: timeout 39970'],
    [3, /^authd_(?:timer_run|epoll_work): /],
  ),
  headForm(
    'G29',
    'crash-log',
    '0123456789',
    /^\d{1,5}: (?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:<(?<tag>\d{1,7})> ?)?/,
    { stamp: ': ', tag: ' <' },
    [
      '111: 2026-03-14 15:48:14 <03214> application fnbamd',
      '112: 2026-03-14 15:48:14 the killed daemon is /bin/fnbamd: status=0x0',
    ],
    [3, /^\d{1,5}: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:<\d{4,7}> |the killed daemon is )/],
  ),
  // The crash log, if its numbers were taken for line numbers.
  headForm(
    'G29 without a number',
    'crash-log',
    '<',
    /^<(?<tag>\d{1,7})> ?(?=application \S|\*{3} signal \d|Register dump|firmware |fortidev )/,
    { tag: '<' },
    ['2026-03-14 15:48:14 <03214> application fnbamd'],
  ),
];

/** A row of a hex dump. */
export const dumpRow: LineForm = {
  ...headForm(
    'G35',
    'dump',
    '0123456789abcdefABCDEF',
    /^(?=(?:[0-9a-fA-F]{2} ){0,31}[0-9a-fA-F]{2}(?:\s{2,12}\S|\s{0,80}$))(?=(?:[0-9a-fA-F]{2} ){3}|[0-9a-fA-F]{2}\s{0,80}$)/,
    {},
    [
      '01 3c 00 21 1a 01 3c 00 1c 10 20 d6 ad 02 79 21',
      '44 43 46 38 41 42 33 42 38 39 20 4d 3d 4f 4b      DCF8AB3B89 M=OK',
    ],
  ),
  mayBeRest: true,
};
