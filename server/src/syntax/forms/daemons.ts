import type { Line, LineForm, Reading } from '../line';
import type { DebugForm, DebugRecord, Span } from '../records';
import { ikeLine } from './ike';

/** How much of a line is matched for its head. */
const HEAD = 320;

type Group = 'stamp' | 'tag' | 'name' | 'level';

/**
 * The text directly before each group of a head, in order; this text and the group's value must not occur earlier together.
 */
type Before = Readonly<Partial<Record<Group, string>>>;

/** A form whose head is one anchored expression with the groups `stamp`, `tag` and `name`. */
function form(
  id: string,
  debugForm: DebugForm,
  first: string,
  head: RegExp,
  before: Before,
  examples: readonly string[],
): LineForm {
  const groups = Object.entries(before) as [Group, string][];
  return {
    id,
    first,
    strong: true,
    examples,
    read(line: Line, { text }: Reading): DebugRecord | undefined {
      const match = head.exec(text.slice(line.head, Math.min(line.end, line.head + HEAD)));
      if (!match) return undefined;
      const messageStart = line.head + match[0].length;
      const { stamp, tag, name } = placesOf(match, groups, line.head);
      return {
        kind: 'debug',
        start: line.start,
        end: line.next,
        form: debugForm,
        stampStart: line.stampStart >= 0 ? line.stampStart : (stamp?.start ?? -1),
        stampEnd: line.stampStart >= 0 ? line.stampEnd : (stamp?.end ?? -1),
        nameStart: name?.start ?? messageStart,
        nameEnd: name?.end ?? messageStart,
        messageStart,
        messageEnd: line.end,
        tag,
        kept: undefined,
      };
    },
  };
}

/**
 * The spans of the groups of a match; `offset` is where its text starts. Asking the engine for indices takes four times as
 * long.
 */
function placesOf(
  { 0: matched, groups = {} }: RegExpExecArray,
  before: readonly (readonly [Group, string])[],
  offset: number,
): Partial<Record<Group, Span>> {
  const places: Partial<Record<Group, Span>> = {};
  let from = 0;
  for (const [group, text] of before) {
    const value = groups[group];
    if (value === undefined) continue;
    const start = matched.indexOf(text + value, from) + text.length;
    from = start + value.length;
    places[group] = { start: offset + start, end: offset + from };
  }
  return places;
}

/** The text before the equals sign; it can follow a key that the user pressed at the prompt: `# did=`. */
const PASTED = /(?: |# [a-z])id$/;
const FLOW = /^id=\d{1,6} (?:pri=\w{1,12} )?trace_id=\d/;

/** Forms of daemons, in addition to those of `debug.ts`. */
export const daemonForms: readonly LineForm[] = [
  ikeLine,
  {
    ...form(
      'G12',
      'flow',
      'fit[',
      // Copies may lack the trace numbers.
      /^(?:\[(?<tag>[A-Z]{2,4}\d{1,3})\]\s{1,4})?(?:(?:id=\d{1,6} (?:pri=\w{1,12} )?)?trace_id=\d{1,9} ?|(?=func=\w{1,80} line=\d{1,6} msg=))(?:func=(?<name>\w{1,80}))?(?: ?line=\d{1,6})?(?: ?msg=(?:["”“″]|&quot;|&#34;)?)?/,
      { tag: '[', name: 'func=' },
      [
        'func=fw_forward_handler line=829 msg="Denied by forward policy check (policy 0)"',
        'id=65308 trace_id=7 func=fw_forward_handler line=990 msg="Denied by forward policy check (policy 0)"',
        '[FPM04]  id=20085 trace_id=6 func=init_ip_session_common line=5937 msg="allocate a new session-0000074c"',
        'id=36870 pri=emergency trace_id=1 msg="allocate a new session-0000d5ad"',
        'trace_id=2 func=ip_route_input_slow line=1695 msg="reverse path check fail, drop"',
        'id=20085 trace_id=2 func=fw_forward_handler line=591 msg=&quot;Allowed by Policy-3: SNAT&quot;',
      ],
    ),
    // Copies from web pages lose their line breaks.
    embedded: {
      trigger: '=',
      startAt: (text, at, from) =>
        at > from + 2 && PASTED.test(text.slice(at - 5, at)) && FLOW.test(text.slice(at - 2, at + 40))
          ? at - 2
          : -1,
    },
  },
  form(
    'G13',
    'http-daemon',
    '[',
    /^\[(?<tag>(?:httpsd|http_authd) \d{1,7} - \d{1,12}\s{1,8}\w{1,10})\] (?:(?<name>\w{1,80})\[\d{1,6}\] -- )?/,
    { tag: '[', name: '] ' },
    ['[httpsd 249 - 1701913579    error] is_valid_csrf_token[2421] -- no CSRF token found'],
  ),
  form(
    'G14',
    'function-line',
    '[',
    /^\[[A-Z]\](?:(?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?) )?(?<tag>(?:\[\w:[\w-]{1,20}\]){1,4}) {1,4}(?<name>[a-z_]\w{2,79}) {1,60}:\d{1,6} ?/,
    { stamp: ']', tag: '', name: ' ' },
    [
      '[I][p:12765][s:2020264253][r:172993228]  wad_http_req_check_policy             :11716 no policy matched',
      '[I]2023-08-18 09:50:29.684959 [p:12765][s:2020264253][r:172993228] wad_http_auth_status_proc :10661 authenticate result=ok',
    ],
  ),
  form(
    'G14 without a time',
    'function-line',
    '[',
    /^\[[A-Z]\](?<tag>(?:\[\w:[\w-]{1,20}\]){1,4}) (?<name>\w{1,80}) :\d{1,6} ?/,
    { tag: ']', name: ' ' },
    ['[E][p:2311][s:103672][r:35] wad_cp_auth :11015 cannot resolve auth rule id:10'],
  ),
  form(
    'G14 with the line in brackets',
    'function-line',
    '_w',
    /^(?<name>_{0,2}wad_\w{1,60})\(\d{1,6}\): ?/,
    { name: '' },
    ['wad_nego_authenticate(266): Error occurred during krb authentication.'],
  ),
  // The daemons of a cluster, and its history.
  form(
    'G45',
    'function-line',
    '<',
    /^<(?<name>ha(?:talk|sync|relay|hbriv))(?::\w{1,10})?> ?/,
    { name: '<' },
    ['<hatalk> HA cannot be formed because this box has 3 vdoms.'],
  ),
  form(
    'G45 history',
    'function-line',
    '<',
    /^<\d{4}-\d\d-\d\d \d\d:\d\d:\d\d> (?<name>vcluster)[ _]\d{1,3}: /,
    { name: '> ' },
    ['<2024-01-02 09:22:41> vcluster 1: FG1K5D0000000001 detected member FG1K5D0000000002 lost heartbeat'],
  ),
  // The protocol between FortiGate (client) and FortiManager (server).
  form(
    'G44',
    'fgfm',
    'F',
    /^FGFM[cs](?:\((?<tag>[^()\r\n]{1,80})\))?: (?:(?<name>\w{1,60}):\d{1,5}: )?/,
    { tag: '(', name: ': ' },
    ["FGFMs(probing...): __get_handler:1060: sn doesn't match", 'FGFMc: connecting to 192.0.2.9'],
  ),
  form('G15', 'pointer', '[', /^\[(?<tag>0x[0-9a-f]{4,16})\] ?/, { tag: '[' }, [
    '[0x7f9c2a558000] Received request from client: 192.0.2.1:51000',
  ]),
  form(
    'G17',
    'system-log',
    '12',
    /^(?<stamp>\d{4}\/\d\d\/\d\d_\d\d:\d\d:\d\d(?:\.\d{1,6})?) (?<level>\w{1,10}) (?<name>[\w-]{1,40})\[\d{1,7}\]: ?/,
    { stamp: '', level: ' ', name: ' ' },
    ['2024/03/30_04:10:03.123 info svc_auth[1234]: session opened'],
  ),
  form(
    'G18',
    'system-log',
    '12',
    // A program's name is not a number: old releases print `ike 0:to-hq:9: ` after a collector's time.
    /^(?<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) (?<tag>[\w.-]{1,64}) (?!\d{1,9}:|db\[\d{1,7}\]: ?category=)(?<name>[\w./-]{1,40})(?:\[\d{1,7}\])?: ?/,
    { stamp: '', tag: ' ', name: ' ' },
    [
      '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (1) facauth: token out of sync',
      '2024-03-30T04:10:03.123456+00:00 fac authen_tac_plus[1234]: 192.0.2.1 user01 tty1 192.0.2.2 pap login succeeded',
    ],
  ),
  // FortiAuthenticator's RADIUS server and its log in the browser, without a collector's time.
  form(
    'G36',
    'system-log',
    'fFr(MTWS',
    /^(?:(?:(?<tag>fac|FortiAuthenticator\S{0,40}) )?(?<name>radiusd)\[\d{1,7}\]: ?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} ?: (?:Info|Error|Auth|Debug|Warning|Proxy): |(?=\(\d{1,9}\) {1,3}(?:(?:facauth|eap\w{0,12}|mschap|pap|chap|ldap): |(?:WARNING|ERROR): |(?:Received|Sent) (?:packet from|Access-)|Login (?:incorrect|OK)\b|Ignoring (?:request|duplicate))))/,
    { tag: '', name: '' },
    [
      '(7) facauth: Local user found: user01',
      '(7) WARNING: Unprintable characters in the password.',
      '(3) Received packet from 192.0.2.7 with invalid Message-Authenticator!  (Shared secret is incorrect.)',
      'fac radiusd[1234]: (7) facauth: Authentication failed',
      'Wed Mar 13 10:20:30 2024: Info: (7) facauth: Authentication failed',
    ],
  ),
  form(
    'G19 G20',
    'epoch',
    '1',
    /^\d{9,11}\.\d{1,6}: (?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?(?=(?:RADIUS SRV|EAP|eap_|CTRL|random|SSL|OpenSSL|TLS|MSCHAP|PEAP|EAP-\w+)\b)/,
    {},
    [
      '1727194889.935758: 2024-09-24 11:21:29 RADIUS SRV: Reply to 127.0.0.1:19791',
      '1727194889.947100: EAP: EAP entering state SEND_REQUEST',
      '1727194889.947100: SSL: SSL3 alert: read (remote end reported an error):fatal:unknown CA',
    ],
  ),
  form('G20', 'epoch', 'ER', /^(?=(?:RADIUS SRV|EAP(?:-\w+)?): )/, {}, [
    'EAP: EAP entering state IDLE',
    'RADIUS SRV: Removing completed session 0x0 after timeout',
  ]),
  // A line of the event log of FortiOS or FortiAuthenticator.
  form(
    'G43',
    'event-log',
    '<ACDFJMNOScdeilntw0123456789',
    /^(?=(?:<\d{1,3}>)?(?:\d{1,6}: )?(?:(?:db\[\d{1,7}\]: ?)?category=["']?\w{1,20}["']? subcategory=\S{1,40}|(?:(?:\d{1,2}\/\d{1,2}\/\d{4} [\d:]{7,8}(?: [AP]M)?\s{1,4})?(?:error|warning|notice|info|debug|alert|critical|emergency)\s{1,8}\w{2,20}\s{1,8})?date=["']?\d{4}-\d\d-\d\d["']? time=\S{8,16}|(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8} \S{1,64} )?CEF: ?\d\|Fortinet\|[^|]{1,40}\|[^|]{0,40}\|[^|]{0,20}\|[^|]{0,80}\|\d{1,2}\|\S{1,80}|(?:device_id|devid|devname|log_id|logid|logver|eventtime|itime|timestamp)=\S{1,40}|id=\d{4,6}(?= logdesc=)) )(?=.{0,300}(?:logid|log_id|logdesc|type|typeid)=)/,
    {},
    [
      'logid="0102043009" subtype="user" logdesc="Authentication failed"',
      "date=2024-01-02 time=09:22:41 logid='0101037131' type='event' subtype='vpn' error_num='Received ESP packet with unknown SPI.'",
      // Before FortiOS 5, and with other collectors, the time was not a field.
      '2009-11-04 16:00:00 device_id=FGT60B0000000001 log_id=0101023003 type=event subtype=ipsec msg="Negotiate SA Error: probable pre-shared secret mismatch"',
      'date=2024-01-02 time=09:22:41 logid="0101039426" type="event" subtype="vpn" logdesc="SSL VPN login fail" user="user01" reason="sslvpn_login_unknown_user" msg="SSL user failed to logged in"',
      'db[1043]: category="Event" subcategory="Authentication" typeid=20103 level="information" user="user01" nas="192.0.2.1" action="Authentication" status="Failed" Local user authentication with FortiToken failed: invalid token',
      '1/20/2024 10:10:10 AM\terror\tipsecvpn\tdate=2024-01-20 time=10:10:09 logver=1 id=96561 type=securityevent subtype=ipsecvpn eventtype=error msg="No response from the peer" vpntunnel=vpn1',
      '1/20/2024 10:10:10 AM  error  ipsecvpn  date=2024-01-20 time=10:10:09 logver=1 id=96561 type=securityevent subtype=ipsecvpn eventtype=error msg="No response from the peer" vpntunnel=vpn1',
      'id=20300 logdesc="BGP neighbor status changed" msg="BGP: %BGP-5-ADJCHANGE: neighbor 192.0.2.2 Down Hold Timer Expired"',
      'date=2024-01-08 time=14:30:14+0000 oid=1427862 logid=30909 cat="Event" subcat="System" level="warning" msg="Token deleted" user="admin"',
    ],
  ),
  // The same of FortiAuthenticator, with the time and the name of the host that a collector puts before it.
  form(
    'G43 host',
    'event-log',
    '<0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
    /^(?=(?:<\d{1,3}>)?(?:(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\dT\S{8,24}) )?[A-Za-z\d][\w.-]{0,63} db\[\d{1,7}\]: ?category=["']?\w{1,20}["']? subcategory=\S{1,40} )(?=.{0,300}typeid=)/,
    {},
    [
      'May  6 10:11:12 fac01 db[1043]: category="Event" subcategory="Authentication" typeid=20103 level="information" user="user01" nas="192.0.2.1" action="Authentication" status="Failed" Local user authentication with FortiToken failed: invalid token',
    ],
  ),
  // The rest of such a line that was wrapped, or a copied part of it.
  form(
    'G43 cut',
    'event-log',
    'aelmrsuv',
    /^(?=(?:reason|error_num)="[^"\r\n]{1,160}"|(?:action|status|logdesc|remip|srcip|user|vpntunnel|level)="?[^"\r\n]{1,80}"? \w{2,20}=["'\w])/,
    {},
    [
      'reason="sslvpn_login_password_expired" msg="SSL user failed to logged in"',
      'action="authentication" status="failure" reason="invalid username/password"',
    ],
  ),
  // The fields of an event as a collector shows them, one per line.
  form('G43 field', 'event-log', 'd', /^data\.(?=(?:reason|error_num): \S)/, {}, [
    'data.reason: passwd_invalid',
  ]),
  form(
    'G50',
    'function-line',
    '12',
    /^(?<stamp>\d{8} \d\d:\d\d:\d\d\.\d{3}) TZ=[+-]\d{4} \[(?<name>[a-z]\w{1,19}):(?:DEBG|INFO|WARN|EROR)\] (?:\w{1,40}:\d{1,5} )?/,
    { stamp: '', name: ' [' },
    [
      '20240411 09:31:15.511 TZ=+0200 [sslvpn:EROR] vpn_connection:618 Login failed: Permission denied. (-455)',
    ],
  ),
  form(
    'G50 without a time',
    'function-line',
    '[',
    /^\[(?<name>[a-z]\w{1,19}):(?:DEBG|INFO|WARN|EROR)\] (?:\w{1,40}:\d{1,5} )?/,
    { name: '[' },
    ['[sslvpn:EROR] vpn_connection:1219 Error code [3]. Login failed: Insufficient credential(s).'],
  ),
  // The trace of FortiClient for Windows: process and thread, component, and source line.
  form(
    'G50 windows',
    'function-line',
    '[',
    /^(?:\[(?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,7}) UTC[+-]\d\d:\d\d\] )?(?:\[\d{1,6}:\d{1,6}\] )?\[(?<name>[a-z]{2,19}?)(?:lib|daemon)? {1,6}\d{1,5} {1,6}(?:debug|info|warn|warning|error)\] /,
    { stamp: '', name: '' },
    [
      '[2024-10-29 10:41:56.1631116 UTC-07:00] [6716:7300] [sslvpnlib  2717   error] Request /remote/saml/login failed. LastError:12152',
    ],
  ),
  // The wireless controller: its own clock, the client, and the component.
  form(
    'G40',
    'wireless',
    '0123456789',
    /^\d{1,8}\.\d{3} (?:(?<tag>[0-9a-f]{2}(?::[0-9a-f]{2}){5}) )?<[a-z]{2,3}> /,
    { tag: ' ' },
    [
      '61779.007 02:00:5e:00:53:f7 <eh> RADIUS message (type=0) <== RADIUS Server code=3 (Access-Reject) id=0 len=44',
      '91155.199 <eh> send 1/4 msg of 4-Way Handshake',
    ],
  ),
  // authd messages about an FSSO collector agent.
  form(
    'G41',
    'function-line',
    '_cdefp',
    /^(?<name>_?(?:process|event|fsae|fsso|disconnect|connect)_?\w{0,60})\[(?<tag>[A-Za-z][\w.-]{0,63})\]: ?/,
    { name: '', tag: '[' },
    [
      '_process_auth[FSSO_collector]: server authentication failed, aborting',
      'fsae_io_ctx_process_msg[FSSO_dc01.example.com]: received heartbeat 101609',
    ],
  ),
  // Copies of fnbamd output that lost the line number before each function.
  form(
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
  ),
  // Daemons with nothing but their name before the message, as logs and articles show them.
  form(
    'G47',
    'function-line',
    'cdefhlpsuw',
    /^(?<name>(?:cw_acd|dnsproxy|eap_proxy|eapd|fssod|fgfmsd|forticron|foauthd|forticldd|hasync|hatalk|hostapd|l2tpd?|pppd|pptpd|smbcd|sshd|updated|wpad(?:_ac)?))(?:\[\d{1,7}\])?: ?(?=\S)/,
    { name: '' },
    [
      'fssod: failed to resolve server (dc01.example.com)',
      'sshd[1234]: Failed password for admin',
      'wpad_ac: STA 02:00:5e:00:53:01 IEEE 802.1X: authentication failed',
    ],
  ),
  // The log of the FSSO collector agent, without its date: the thread and, in newer releases, level and subject.
  {
    ...form(
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
    ),
    sign: [3, /^\[ {0,5}\d{1,6}\] (?:\[[A-Z]\])?\[(?:[A-Z]+_)+[A-Z]+\] ?\S/],
  },
  // A function with its source line, after the process: miglogd, l2tpd and others.
  form(
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
  form(
    'G28 with a daemon',
    'function-line',
    'a',
    /^(?<name>authd_(?:http|epoll_work)|alertmail\w{0,20}): /,
    { name: '' },
    ['authd_http: change state from 0 to 1'],
  ),
  form(
    'G29',
    'crash-log',
    '0123456789',
    /^\d{1,5}: (?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:<(?<tag>\d{1,7})> ?)?/,
    { stamp: ': ', tag: ' <' },
    [
      '111: 2026-03-14 15:48:14 <03214> application fnbamd',
      '112: 2026-03-14 15:48:14 the killed daemon is /bin/fnbamd: status=0x0',
    ],
  ),
  // The crash log, if its numbers were taken for line numbers.
  form(
    'G29 without a number',
    'crash-log',
    '<',
    /^<(?<tag>\d{1,7})> ?(?=application \S|\*{3} signal \d|Register dump|firmware |fortidev )/,
    { tag: '<' },
    ['2026-03-14 15:48:14 <03214> application fnbamd'],
  ),
  form(
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
];
