import type { LoginEventKind } from './types';

/** What one line says of a login: who, by what, and what happened. */
export interface Said {
  readonly event?: LoginEventKind | undefined;
  readonly code?: string | undefined;
  /** Words of the line whose place matters: they are looked for in it. */
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly server?: string | undefined;
  /** A server that can be asked, though none is yet. */
  readonly offered?: string | undefined;
  /** Whether a name was resolved to an address. */
  readonly resolved?: boolean;
  /** Whether the user's side is heard here: the login begins, if it did not before. */
  readonly begins?: boolean;
  /** Whether the request is the check of a certificate. */
  readonly certificate?: boolean;
  /** The request id that the line names. */
  readonly request?: string | undefined;
}

type Reader = (message: string) => Said | undefined;

/** What a group matched, without the blanks that a wrapped line leaves; undefined for nothing. */
function group(match: RegExpExecArray | null, name: string): string | undefined {
  const text = match?.groups?.[name]?.trim() ?? '';
  return text === '' ? undefined : text;
}

const REQUEST =
  /\breq(?:uest)?(?:_id=| id: ?| id=| for | )(?<request>\d{1,20})\b|\bsession (?:created for req id (?<created>\d{1,20})|(?<session>\d{5,20}))\b/;

/** The request id that a line of fnbamd names, in any of its wordings. */
export function requestOf(message: string): string | undefined {
  // Most lines name none, and to look for a word costs less than to look for a number.
  if (!message.includes('req') && !message.includes('session ')) return undefined;
  const match = REQUEST.exec(message);
  return group(match, 'request') ?? group(match, 'created') ?? group(match, 'session');
}

const handleRequest: Reader = message => {
  const asked = message.startsWith('Rcvd auth req')
    ? /^Rcvd auth req (?<request>\d+) for (?<user>.+?) in ?(?<group>.*?) ?opt=/.exec(message)
    : null;
  if (asked)
    return {
      event: 'asked',
      request: group(asked, 'request'),
      user: group(asked, 'user'),
      group: group(asked, 'group'),
    };
  if (message.startsWith('Rcvd auth_cert req')) return { certificate: true };
  if (message.startsWith('Rcvd token sync req')) return { event: 'code-again' };
  if (message.startsWith('Rcvd auth_token req')) return { event: 'code-typed' };
  if (/^Rcvd ftm2_auth_withid req/.test(message)) return { event: 'code-asked' };
  if (message.startsWith('Push msg was already sent')) return { event: 'push-sent' };
  if (message.startsWith('Token drifted')) return { event: 'drifted' };
  if (message.startsWith('Two-factor token is not needed')) return { event: 'code-not-needed' };
  if (message.startsWith('Error starting session')) return { event: 'not-started' };
  if (message.startsWith('Error creating session')) return { event: 'no-server' };
  if (!message.startsWith('local auth')) return undefined;
  const local = /^local auth is done with user '(?<user>[^']*)', r(?:et)?=(?<code>-?\d+)/.exec(message);
  if (!local) return undefined;
  return {
    event: local.groups?.['code'] === '7' ? 'code-asked' : undefined,
    user: group(local, 'user'),
  };
};

const result: Reader = message => {
  const match = /^Sending result (?<code>-?\d{1,3})\b/.exec(message);
  return match ? { event: 'result', code: group(match, 'code') } : undefined;
};

const timedOut: Reader = message => {
  const match = message.startsWith('Connction') ? /^Connction with (?<server>[^\s:]+)/.exec(message) : null;
  return { event: 'server-timeout', server: group(match, 'server') };
};

const radiusCode: Reader = message =>
  /RADIUS resp code 3\b/.test(message) ? { event: 'server-rejected' } : undefined;

const radiusResult: Reader = message => {
  const match = /radius svr '(?<server>[^']*)'/.exec(message);
  const event = /^Timer of rad '[^']*' (?:is )?expired|timed out/.test(message)
    ? 'server-timeout'
    : undefined;
  // The unit's own EAP proxy stands between fnbamd and the server that is asked.
  const server = group(match, 'server');
  return match || event ? { server: server === 'eap_proxy' ? undefined : server, event } : undefined;
};

const groupMatch: Reader = message => {
  if (message.startsWith('Failed group matching')) return { event: 'group-failed' };
  return message.startsWith('Passed group matching') ? { event: 'group-passed' } : undefined;
};

const loadedServer: Reader = message => ({
  offered: group(/Loaded LDAP server '(?<server>[^']*)'/.exec(message), 'server'),
});

const matchedServer: Reader = message => ({
  server: group(/\bserver: (?<server>[^,]+),/.exec(message), 'server'),
});

/** An empty answer alone is harmless: it is the usual one to the question for an IPv6 address. */
const dnsAnswer: Reader = message => {
  if (message.includes('wrong dns format')) return { event: 'name-not-resolved' };
  return /^req 0x[\da-f]+: [\da-f]*[.:][\da-f]/i.test(message) ? { resolved: true } : undefined;
};

/** What the functions of fnbamd say. The function is the key: the number in brackets changes with every build. */
export const FNBAMD: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['handle_req', handleRequest],
  ['fnbamd_comm_send_result', result],
  ['find_matched_usr_grps', groupMatch],
  ['__ldap_conn_timeout', timedOut],
  ['__ldap_error', message => (/^Ret 10\b/.test(message) ? { event: 'server-timeout' } : undefined)],
  [
    'fnbamd_ldap_result',
    message => (/^Error \(10\)/.test(message) ? { event: 'server-timeout' } : undefined),
  ],
  [
    '__ldap_try_next_server',
    message => (message.startsWith('No more server') ? { event: 'no-more-server' } : undefined),
  ],
  [
    '__fnbamd_ldap_dn_next',
    message => (message.startsWith('No DN is found') ? { event: 'user-not-found' } : undefined),
  ],
  ['fnbamd_dns_parse_resp', dnsAnswer],
  ['fnbamd_rad_validate_pkt', radiusCode],
  ['fnbamd_radius_auth_validate_pkt', radiusCode],
  ['fnbamd_rad_process', radiusResult],
  ['fnbamd_auth_handle_radius_result', radiusResult],
  ['auth_local', message => (/^Concluded: 1\b/.test(message) ? { event: 'wrong-password' } : undefined)],
  ['create_auth_token_session', () => ({ event: 'code-asked' })],
  [
    'update_auth_token_session',
    message => (message.includes('does not require 2fa') ? { event: 'code-not-needed' } : undefined),
  ],
  ['fnbam_user_auth_group_match', matchedServer],
  ['__fnbamd_cfg_get_ldap_list_by_group', loadedServer],
  [
    '__rad_rxtx',
    message => ({ server: group(/^Sent radius req to server '(?<server>[^']*)'/.exec(message), 'server') }),
  ],
  [
    'start_remote_auth',
    message => (message.startsWith('Error starting remote') ? { event: 'not-started' } : undefined),
  ],
  [
    'create_auth_session',
    message => (message.startsWith('Error starting authentication') ? { event: 'no-server' } : undefined),
  ],
]);

/** What the functions of sslvpn say. */
export const SSLVPN: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['sslvpn_authenticate_user', message => ({ event: message.startsWith('authenticate user') ? 'asked' : undefined, user: group(/^authenticate user: \[(?<user>[^\]]*)\]/.exec(message), 'user') })],
  ['login_failed', message => {
    const match = /user\[(?<user>[^\]]*)\].*failed \[(?<reason>\w+)\]/.exec(message);
    if (!match) return undefined;
    return { user: group(match, 'user'), event: match.groups?.['reason'] === 'sslvpn_login_unknown_user' ? 'not-in-policy' : 'refused' };
  }],
  // Lines without a function.
  ['', message => {
    const match = /^ ?user '(?<user>[^']*)' uses 2FA|^ ?two-factor check for (?<checked>[^\s:]+)/.exec(message);
    return match ? { user: group(match, 'user') ?? group(match, 'checked') } : undefined;
  }],
  ['deconstruct_session_id', message => ({ user: group(/user=\[(?<user>[^\]]*)\]/.exec(message), 'user') })],
]); // prettier-ignore

const PUSH_SERVER = /^Connecting to server address: \S+, port nubmer: \d+/;

/** What fnbamd gave back to the daemon in front of it, whichever function of that one prints it. */
export function returnedSaid(message: string): Said | undefined {
  if (!message.startsWith('fnbam_auth')) return undefined;
  const code = group(/^fnbam_auth\w* return: ?(?<code>-?\d{1,3})\b/.exec(message), 'code');
  if (code === '7') return { event: 'code-asked' };
  if (code === '8') return { event: 'drifted' };
  return code === undefined ? undefined : { event: 'result', code };
}

/** Sentences without a function, of sslvpn and fnbamd. */
export function sentenceSaid(message: string): Said | undefined {
  if (message.startsWith('Token drifted')) return { event: 'drifted' };
  const returned = returnedSaid(message);
  if (returned) return returned;
  if (PUSH_SERVER.test(message)) return { event: 'push-sent' };
  if (message.startsWith('Receive Manually input token result')) return { event: 'code-typed' };
  const unknown = /^invalid auth params for user '(?<user>[^']*)'/.exec(message);
  if (unknown) return { event: 'not-in-policy', user: group(unknown, 'user') };
  const saml =
    /^Failed to process response message\. ret=(?<code>-?\d{1,4})\(/.exec(message) ??
    /^Failed to \w.*\bret=(?<code>-?\d{1,4})\(/.exec(message);
  if (saml) return { event: 'saml-error', code: group(saml, 'code') };
  if (message.startsWith('Clock skew issue')) return { event: 'saml-error' };
  return /^No (?:group|user name) info in SAML response/.test(message) ? { event: 'saml-lacks' } : undefined;
}

/** What samld says of the user whom the identity provider named: `Attr: 10, 26, 'username' 'user01'`. */
export function samldSaid(message: string): Said | undefined {
  const found = /^Attr: \d{1,4}, \d{1,6}, '(?:(?<user>user-?name)|groups?)' '(?<value>[^']{1,200})'/i.exec(
    message,
  );
  const value = group(found, 'value');
  if (value === undefined) return undefined;
  return group(found, 'user') === undefined ? { group: value } : { user: value, event: 'saml-answered' };
}

/** The numbers of the names that ike has for the results of fnbamd. */
const NAMED_RESULTS: Readonly<Record<string, string>> = {
  SUCCESS: '0',
  DENIED: '1',
  CHALLENGED: '2',
  ERROR: '5',
  TIMEOUT: '10',
};

/** How what ike says of a login begins: with `EAP`, `PSK`, `XAUTH`, `no`, `received`. */
const IKE_SAYS: ReadonlySet<number> = new Set(Array.from('EPXnr', letter => letter.charCodeAt(0)));

/** What ike says behind its connection. */
export function ikeSaid(message: string): (Said & { readonly method?: 'XAUTH' | 'EAP' }) | undefined {
  if (!IKE_SAYS.has(message.charCodeAt(0))) return undefined;
  const about = /^(?<method>XAUTH|EAP) (?<request>\d{1,20}) (?:pending|result FNBAM_(?<result>\w+))/.exec(
    message,
  );
  if (about) {
    const code = NAMED_RESULTS[about.groups?.['result'] ?? ''];
    return {
      method: about.groups?.['method'] === 'EAP' ? 'EAP' : 'XAUTH',
      request: group(about, 'request'),
      code,
      event: code === undefined ? undefined : 'result',
      begins: code === undefined && about.groups?.['result'] === undefined,
    };
  }
  const user =
    /^(?<method>XAUTH|EAP)(?: user| \w+ for user| identity)? "(?<user>[^"]*)"(?: group "(?<group>[^"]*)")?/.exec(
      message,
    );
  if (user)
    return {
      method: user.groups?.['method'] === 'EAP' ? 'EAP' : 'XAUTH',
      user: group(user, 'user'),
      group: group(user, 'group'),
      begins: !/^\w+ \w+ for user/.test(message),
    };
  const named = /^received XAUTH_USER_NAME '(?<user>[^']*)'/.exec(message);
  if (named) return { method: 'XAUTH', user: group(named, 'user'), begins: true };
  if (/^no proposal chosen/.test(message)) return { event: 'no-proposal' };
  return message.startsWith('PSK auth failed: probable pre-shared key mismatch')
    ? { event: 'key-mismatch' }
    : undefined;
}
