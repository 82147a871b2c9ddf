import { mark } from './findings';

/** Lines of the daemons that log users in. The numbers in brackets change with every build, so they are arbitrary. */
const USER = 'user01';
export const REQUEST = '5000000001';
const SSLVPN_CONNECTION = '311:root:4a';
const IKE_CONNECTION = 'dialup_0';

export const fnbamd = (message: string, number = 1207): string => `[${number}] ${message}\n`;
export const sslvpn = (message: string, connection = SSLVPN_CONNECTION): string =>
  `[${connection}]${message}\n`;
export const ike = (message: string, connection = `${IKE_CONNECTION}:417`): string =>
  `ike V=root:0:${connection}: ${message}\n`;

/** fnbamd receives a request. */
export const asked = (user = USER, request = REQUEST, group = 'vpn-users'): string =>
  fnbamd(`handle_req-Rcvd auth req ${request} for ${user} in ${group} opt=00200421 prot=11`, 1920);
/** fnbamd has passed it on to a server. */
export const pending = fnbamd('handle_req-r=4', 1961);
/** The requests of two users, both waiting for a server. */
export const twoPending = asked('user01', '5000000001') + pending + asked('user02', '5000000002') + pending;
export const result = (code: number | string, request = REQUEST): string =>
  fnbamd(`fnbamd_comm_send_result-Sending result ${code} (nid 0) for req ${request}, len=2544`, 243);
export const deleted = (request = REQUEST): string =>
  fnbamd(`destroy_auth_session-delete session ${request}`, 604);

/** A line of FortiAuthenticator's RADIUS server. */
export const fac = (message: string, request = 4, daemon = 'radiusd'): string =>
  `2024-03-30T04:10:03.123456+00:00 fac ${daemon}[1234]: (${request}) facauth: ${message}\n`;

/** The fnbamd lines for a RADIUS server: a request, and an answer with this code. */
export const radiusAsked = (server = 'rad-hq', fd = 14): string =>
  fnbamd(
    `__rad_rxtx-Sent radius req to server '${server}': fd=${fd}, IP=192.0.2.30(192.0.2.30:1812) code=1 id=21 len=140`,
    871,
  );
export const radiusAnswered = (code: number | string, fd = 14): string =>
  fnbamd(`__rad_rxtx-fd ${fd}, state 1(Auth)`, 831) +
  fnbamd(`fnbamd_rad_validate_pkt-RADIUS resp code ${code}`, 1219);
export const radiusResult = (code: number, request = REQUEST, server = 'rad-hq'): string =>
  fnbamd(`fnbamd_rad_process-Result from radius svr '${server}' is ${code}, req ${request}`, 1290);

/** The fnbamd lines for an LDAP server. */
export const ldapLoaded = (server = 'ldap-hq', group = 'vpn-users'): string =>
  fnbamd(
    `__fnbamd_cfg_get_ldap_list_by_group-Loaded LDAP server '${server}' for usergroup '${group}' (2)`,
    1071,
  );
export const dnsAsked = (id: string, name = 'ldap.example.com'): string =>
  fnbamd(`fnbamd_dns_resolv_ex-DNS req ipv4 0x${id} '${name}'`, 118);
export const dnsAnswered = (id: string, address = '192.0.2.40'): string =>
  fnbamd(`fnbamd_dns_parse_resp-req 0x${id}: ${address}`, 309);
export const dnsEmpty = (id: string): string =>
  fnbamd(`fnbamd_dns_parse_resp-req 0x${id}: wrong dns format, qr=1, opcode=0, qdc=1, ancount=0`, 269);
export const noMoreServer = fnbamd('__ldap_try_next_server-No more server to try.', 1628);

/** The first lines of an SSL VPN login, with the same user. */
export const sslvpnAsked = (user = USER, connection = SSLVPN_CONNECTION): string =>
  sslvpn(`sslvpn_authenticate_user:194 authenticate user: [${user}]`, connection) +
  sslvpn('sslvpn_authenticate_user:208 create fam state', connection);
/** An SSL VPN login of user01 that fnbamd refuses because of the group, as the daemons print it. */
export const refusedByGroup = [
  '[311:root:4a]sslvpn_authenticate_user:191 authenticate user: [user01]',
  '[1906] handle_req-Rcvd auth req 5000000001 for user01 in vpn opt=00200421 prot=11',
  '[217] find_matched_usr_grps-Failed group matching',
  '[243] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 5000000001, len=2544',
  '',
].join('\n');
export const returned = (code: number | string, connection = SSLVPN_CONNECTION): string =>
  sslvpn(`fam_auth_send_req_internal:517 fnbam_auth return: ${code}`, connection);
/** sslvpn sends the push. */
export const PUSH = 'Connecting to server address: 192.0.2.60, port nubmer: 443 oif: 0';
export const push = `${PUSH}\n`;
export const typed = 'Receive Manually input token result. Push: 0\n';

/** The request to an identity provider and its answer, each a job of samld. */
export const samlAsked = (id: string, job: number): string =>
  '__samld_sp_create_auth_req [449]: SAML SP algo: 0 -> lasso=1.\n' +
  `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0">\n` +
  `samld_send_common_reply [91]: Code: 0, id: ${job}, pid: 301, len: 53, data_len 37\n` +
  `samld_send_common_reply [119]: Sent resp: 53, pid=301, job_id=${job}.\n`;
export const samlAnswered = (id: string, job: number, message: string): string =>
  `samld_process_request [145]: len=11947, cmd=2, pid=301, job_id=${job}\n` +
  '__samld_sp_login_resp [811]: SP Login Response Msg Body\n' +
  `<samlp:Response ID="_other" Version="2.0" InResponseTo="${id}">\n` +
  message +
  `samld_send_common_reply [91]: Code: 0, id: ${job}, pid: 301, len: 53, data_len 37\n` +
  `samld_send_common_reply [119]: Sent resp: 53, pid=301, job_id=${job}.\n`;
/** samld passes on the user that the identity provider named. */
export const samlNamed = (user: string): string =>
  `samld_send_common_reply [98]: Attr: 10, 26, 'username' '${user}'\n` +
  "samld_send_common_reply [98]: Attr: 10, 23, 'group' 'vpn-users'\n";

/** The lines with time stamps one second apart. */
export function stamped(lines: string, minute = '10:00'): string {
  const all = lines.split('\n');
  return all
    .map((one, index) =>
      one === '' ? one : `2025-02-03 ${minute}:${String(index % 60).padStart(2, '0')} ${one}`,
    )
    .join('\n');
}

/** Interleaves the lines of logins, `size` lines of each at a time. Each login keeps its order. */
export function inTurn(size: number, ...logins: readonly string[]): string {
  const queues = logins.map(login => login.split(/(?<=\n)/));
  let mixed = '';
  while (queues.some(queue => queue.length > 0))
    for (const queue of queues) mixed += queue.splice(0, size).join('');
  return mixed;
}

/** Marks the match of `part` in the lines. */
export function on(label: string, lines: string, part: RegExp | string = /(?<=^\[\d+\] \w+-).*/): string {
  const at = typeof part === 'string' ? lines.indexOf(part) : lines.search(part);
  const found = typeof part === 'string' ? part : part.exec(lines)?.[0];
  if (at < 0 || !found) throw new Error(`${String(part)} is not in ${lines}`);
  return lines.slice(0, at) + mark(label, found) + lines.slice(at + found.length);
}

/** The fnbamd request, marked as the place where the login began. */
export const began = (user = USER, request = REQUEST, group = 'vpn-users'): string =>
  on('asked', asked(user, request, group));
