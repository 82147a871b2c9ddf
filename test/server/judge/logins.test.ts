import { describe, expect, test } from 'vitest';
import { evidenceOn } from '../../support/evidence';

/** A login of alice, which fnbamd starts, and its result. */
function login(lines: readonly string[], result = 1): string {
  return [
    '[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10',
    ...lines,
    `[239] fnbamd_comm_send_result-Sending result ${result} (nid 0) for req 1001, len=2524`,
    '',
  ].join('\n');
}

/** The output of a command at the prompt of a unit. */
function output(command: string, lines: readonly string[], host = 'FGT'): string {
  return [`${host} # ${command}`, ...lines, ''].join('\n');
}

function entry(table: string, name: string, settings: readonly string[]): string {
  return output(`show ${table}`, [
    `config ${table}`,
    `    edit "${name}"`,
    ...settings.map(one => `        set ${one}`),
    '    next',
    'end',
  ]);
}

function status(release: string, host = 'FGT'): string {
  return output('get system status', [`Version: FortiGate-60F v${release},build1396,230131 (GA)`], host);
}

/** The sign before a cause; `-` if nothing can decide it, or the message is not about it. */
const verdictOf = ({ causes }: { causes: readonly string[] }, id: string): string =>
  causes.find(one => one.split(' ')[1] === id)?.charAt(0) ?? '-';

const clock = (state: string): string =>
  output('diagnose sys ntp status', [`synchronized: ${state}, ntpsync: enabled, server-mode: disabled`]);
const SYNCED = clock('yes');

describe('A login that RADIUS does not answer', () => {
  const SILENT = login(
    [
      "[868] __rad_rxtx-Sent radius req to server 'nps': fd=11, IP=192.0.2.10(192.0.2.10:1812) code=1 id=55 len=206",
      '[730] __rad_conn_timeout-Connction with nps:192.0.2.10 timed out.',
      '[1028] __rad_error-Ret 10, st = 1.',
      '[996] fnbamd_cfg_radius_update_reachability-192.0.2.10, conn_fails 1/5',
    ],
    10,
  );
  const rule = 'login/server-timeout';

  test('is asked about with a sniffer on the address of the server', () => {
    const { causes, steps } = evidenceOn(SILENT, rule);
    expect(causes[0]).toBe(
      '? client decide with `diagnose sniffer packet any "host 192.0.2.10 and port 1812" 4 0 l`',
    );
    expect(steps[0]).toContain('host 192.0.2.10 and port 1812');
  });

  test('is not due to the Message-Authenticator before the release that demands it', () => {
    const before = evidenceOn(`${status('7.4.4')}${SILENT}`, rule);
    const after = evidenceOn(`${status('7.4.5')}${SILENT}`, rule);
    expect(verdictOf(before, 'authenticator')).toBe('✗');
    expect(before.steps.join('\n')).not.toContain('Message-Authenticator');
    expect(verdictOf(after, 'authenticator')).toBe('?');
    expect(verdictOf(evidenceOn(SILENT, rule), 'authenticator')).toBe('?');
  });

  test('needs no default value that `show full-configuration` has shown, which `show` would not', () => {
    const asked = 'show full-configuration system global | grep remoteauthtimeout';
    const after = (command: string): readonly string[] =>
      evidenceOn(output(command, ['    set remoteauthtimeout 5']) + SILENT, rule).deciding;
    expect(evidenceOn(SILENT, rule).deciding).toContain(asked);
    for (const full of [
      asked,
      'sh ful sys global | grep remoteauthtimeout',
      'show full-configuration system global',
    ])
      expect(after(full)).not.toContain(asked);
    expect(after('show system global')).toContain(asked);
  });

  test('is not judged by the release of another unit in the same file', () => {
    const mixed = `${status('7.4.4', 'FGT-A')}${output('diagnose debug enable', [SILENT], 'FGT-B')}`;
    expect(verdictOf(evidenceOn(mixed, rule), 'authenticator')).toBe('?');
  });
});

describe('A user whom LDAP refuses', () => {
  const refused = (data: string): string =>
    login([
      "[1] __fnbamd_cfg_get_ldap_list_by_group-Loaded LDAP server 'corp' for usergroup 'vpn'",
      `[1] fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error${data}, v2580)`,
    ]);

  test('with data 775 is locked and has no wrong password, and only the step for that is left', () => {
    const evidence = evidenceOn(refused(', data 775'), 'login/ldap-bind');
    expect(evidence.causes[0]).toBe('✓ locked');
    expect(evidence.causes).toHaveLength(1);
    expect(evidence.steps).toEqual([
      'Find the device that still uses an old password, then unlock the account.',
    ]);
  });

  test('without a code can be any of these', () => {
    const evidence = evidenceOn(refused(''), 'login/ldap-bind');
    expect(evidence.causes.filter(one => !one.startsWith('✓') && !one.startsWith('✗'))).toHaveLength(6);
  });

  test('is not meant if the account of the unit is refused', () => {
    const bind = login([
      "[1] __ldap_rxtx-Change state to 'Admin Binding'",
      '[1] fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 532, v2580)',
    ]);
    const evidence = evidenceOn(bind, 'login/ldap-account');
    expect([verdictOf(evidence, 'expired'), verdictOf(evidence, 'password')]).toEqual(['✓', '-']);
  });
});

describe('An LDAP error', () => {
  const error = (code: number): string =>
    login([`[1199] fnbamd_ldap_parse_response-Error ${code}(the server says why)`]);

  test('8 leaves the step for a secure connection', () => {
    const steps = evidenceOn(error(8), 'login/ldap-error').steps.join('\n');
    expect(steps).toContain('set secure ldaps');
    expect(steps).not.toContain('set dn');
    expect(steps).not.toContain('52');
  });
});

describe('A certificate of LDAP', () => {
  const refused = (code: number, words: string): string =>
    login(
      [
        `[1] __verify_cb-Cert error ${code}, ${words}. Depth 0. Subject '/CN=dc1.example.com'`,
        '[1642] __ldap_error-Ret 10, st = 0.',
      ],
      10,
    );
  const rule = 'login/ldap-certificate';

  test('whose issuer is missing: the CA, and neither the name nor the clock', () => {
    const evidence = evidenceOn(refused(20, 'unable to get local issuer certificate'), rule);
    expect(['ca', 'name', 'expired', 'clock'].map(id => verdictOf(evidence, id)).join('')).toBe('✓---');
    expect(evidence.steps).toHaveLength(1);
    expect(evidence.steps[0]).toContain('Export the CA');
  });

  test('that has expired: the clock is to be asked about, unless it is synchronised', () => {
    const expired = refused(10, 'certificate has expired');
    expect(verdictOf(evidenceOn(expired, rule), 'clock')).toBe('?');
    expect(verdictOf(evidenceOn(`${SYNCED}${expired}`, rule), 'clock')).toBe('✗');
    expect(verdictOf(evidenceOn(`${SYNCED}${expired}`, rule), 'expired')).toBe('?');
  });
});

describe('No TLS to LDAP', () => {
  const FAILED = login([
    "[1] __fnbamd_cfg_get_ldap_list_by_group-Loaded LDAP server 'corp' for usergroup 'vpn'",
    '[1] __ldap_connect-tcps_connect(192.0.2.20) failed: ssl_connect() failed: 1 (error:1408F10B:SSL routines:ssl3_get_record:wrong version number).',
  ]);

  test('is not judged by the entry of another server', () => {
    const other = entry('user ldap', 'lab', ['secure ldaps', 'port 389']);
    expect(verdictOf(evidenceOn(`${other}${FAILED}`, 'login/ldap-tls'), 'port')).toBe('?');
  });
});

test('A search by another attribute than the logon name points to that attribute', () => {
  const { causes, steps } = evidenceOn(
    '[1718] fnbamd_ldap_init-search filter is: (&(userPrincipalName=alice@example.com)(!(UserAccountControl:1.2.840.113556.1.4.803:=2)))\n[1728] fnbamd_ldap_init-search base is: DC=example,DC=com\n[1244] __fnbamd_ldap_dn_next-No DN is found.\n[216] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1001, len=2148\n',
    'login/denied',
  );
  expect(causes[0]).toMatch(/^\? attribute likely because of line 1/);
  expect(causes.at(-1)).toMatch(/^✗ cnid/);
  expect(steps[0]).toMatch(
    /^Look in the directory .*userPrincipalName=alice@example\.com.* below DC=example,DC=com\.$/,
  );
});

describe('A login without a required group', () => {
  const group = (server: string): string =>
    output('show user group', [
      'config user group',
      '    edit "vpn"',
      '        config match',
      '            edit 1',
      `                set server-name "${server}"`,
      '                set group-name "staff"',
      '            next',
      '        end',
      '    next',
      'end',
    ]);
  const MISMATCH = login([
    '[1216] fnbamd_rad_validate_pkt-RADIUS resp code 2',
    "[1286] fnbamd_rad_process-Result from radius svr 'nps' is 0, req 1001",
    '[502] fnbamd_rad_get_vsas-FORTINET attr, type 1, val guests',
    '[216] find_matched_usr_grps-Failed group matching',
  ]);

  test('can have another server, if another capture, which can lack a part of it, has its groups', () => {
    const unit = output('get system status', ['Serial-Number: FGT60F0000000001']);
    const verdict = (server: string): string =>
      verdictOf(
        evidenceOn(unit + MISMATCH, 'login/group-mismatch', { 'groups.log': unit + group(server) }),
        'other-server',
      );
    expect(verdict('nps')).toBe('✗');
    expect(verdict('idp')).toBe('?');
  });

  test('has a group that does not match, if the server sends one', () => {
    const evidence = evidenceOn(MISMATCH, 'login/group-mismatch');
    expect(
      ['values', 'attribute', 'nested', 'other-server'].map(id => verdictOf(evidence, id)).join(''),
    ).toBe('✓--?');
    expect(evidence.steps.join('\n')).toContain("the server sends: 'guests'");
  });
});

describe('A SAML answer', () => {
  const unsigned =
    '__samld_sp_login_resp [833]: Failed to process response message. ret=101(Signature element not found.)\n';
  const REQUIRED = 'IDP sig verify is required for response and assertions\n';

  test('without a signature: both are required, if samld or the release says so', () => {
    const verdicts = [
      REQUIRED + unsigned,
      unsigned,
      status('7.4.8') + unsigned,
      status('7.4.9') + unsigned,
    ].map(text => verdictOf(evidenceOn(text, 'login/saml'), 'both'));
    expect(verdicts.join('')).toBe('✓?✗?');
    const steps = evidenceOn(status('7.4.8') + unsigned, 'login/saml').steps.join('\n');
    expect(steps).not.toContain('require-signed-resp-and-asrt');
  });

  test('at a wrong time: not the clock of a unit that is synchronised', () => {
    const skew = '__samld_sp_login_resp [866]: Clock skew issue.\n';
    expect(verdictOf(evidenceOn(skew, 'login/saml'), 'unit')).toBe('?');
    expect(verdictOf(evidenceOn(SYNCED + skew, 'login/saml'), 'unit')).toBe('✗');
    expect(verdictOf(evidenceOn(clock('no') + skew, 'login/saml'), 'unit')).toBe('?');
    // The clock may have been set in between.
    expect(verdictOf(evidenceOn(clock('no') + skew + SYNCED, 'login/saml'), 'unit')).toBe('?');
  });
});

describe('A push without an answer', () => {
  const PUSHED = [
    '[413:root:15]sslvpn_authenticate_user:191 authenticate user: [alice]',
    '[413:root:15]fam_auth_send_req_internal:514 fnbam_auth return: 7',
    'Connecting to server address: 192.0.2.30, port nubmer: 443',
    'Push msg was already sent',
    '',
  ].join('\n');
  const rule = 'login/push-not-answered';

  test('is not due to a VDOM for IPsec, if it is for SSL VPN', () => {
    expect(verdictOf(evidenceOn(PUSHED, rule), 'vdom')).toBe('-');
  });
});

describe('The names of SAML attributes', () => {
  const sent = (...names: readonly string[]): string =>
    names
      .map((name, at) => `samld_send_common_reply [101]: Attr: 10, ${20 + at}, '${name}' 'a${at}'\n`)
      .join('');
  const CONFIG = entry('user saml', 'idp', ['user-name "username"', 'group-name "groups"']);
  const rule = 'login/saml-attribute';
  const verdicts = (text: string): string =>
    ['group-name', 'user-name', 'values'].map(id => verdictOf(evidenceOn(text, rule), id)).join('');

  test('that differ from the configured ones are the cause, and those that are the same are not', () => {
    expect(verdicts(CONFIG + sent('group', 'username'))).toBe('✓✗✗');
    expect(verdicts(CONFIG + sent('groups', 'name'))).toBe('✗✓?');
  });

  test('are asked about if the configuration is not shown', () => {
    const refused = '[2297:root:1ee]fsv_saml_login_response:509 No group info in SAML response.\n';
    const { causes } = evidenceOn(sent('surname') + refused, 'login/saml');
    expect(causes[0]).toBe('? name decide with `show user saml`');
    // The debug output of samld is there.
    expect(causes.slice(1, 3)).toEqual(['? not-sent', '? link']);
    expect(causes[3]).toMatch(/^✗ nothing/);
  });
});

describe('A login that fnbamd could not start', () => {
  const NOT_STARTED = login(['[1] start_remote_auth-Error starting remote authentication'], 5);
  const verdicts = (text: string): string =>
    ['unknown', 'policy', 'saml'].map(id => verdictOf(evidenceOn(text, 'login/not-tried'), id)).join('');

  test('is about no SSL VPN policy and no SAML login in XAUTH', () => {
    const xauth = 'ike V=root:0:ra_0: XAUTH user "alice"\nike V=root:0:ra_0: XAUTH 1001 pending\n';
    expect(verdicts(NOT_STARTED)).toBe('???');
    expect(verdicts(xauth + NOT_STARTED)).toBe('?--');
    expect(evidenceOn(xauth + NOT_STARTED, 'login/not-tried').steps.join('\n')).not.toContain('SSL VPN');
  });
});

describe('A user whom no SSL VPN rule has', () => {
  const asked = (...groups: readonly string[]): string =>
    [
      '[413:root:15]sslvpn_authenticate_user:191 authenticate user: [alice]',
      '[413:root:15][fam_auth_send_req_internal:428] Groups sent to FNBAM:',
      ...groups.map((name, at) => `[413:root:15]group_desc[${at}].grpname = ${name}`),
      '[413:root:15]fam_auth_send_req_internal:514 fnbam_auth return: 5',
      '[413:root:15]login_failed:393 user[alice],auth_type=1 failed [sslvpn_login_unknown_user]',
      '',
    ].join('\n');
  const rule = 'login/not-in-policy';

  test('can lack a policy or a rule, if no group was asked about', () => {
    const evidence = evidenceOn(asked(), rule);
    expect(['policy', 'rule', 'user'].map(id => verdictOf(evidence, id)).join('')).toBe('???');
  });

  test('is unknown, if a group was asked about', () => {
    const evidence = evidenceOn(asked('staff'), rule);
    expect(['policy', 'rule', 'realm', 'user'].map(id => verdictOf(evidence, id)).join('')).toBe('✗✗✗?');
    expect(evidence.steps.join('\n')).not.toContain('Add the user or group');
  });

  test('is told of releases without tunnel mode, unless this one has it', () => {
    expect(evidenceOn(asked(), rule).steps.join('\n')).toContain('7.6.3');
    expect(evidenceOn(status('7.4.4') + asked(), rule).steps.join('\n')).not.toContain('7.6.3');
  });
});

describe('A RADIUS answer that is dropped', () => {
  const asked = (method: string): string =>
    `ike V=root:0:ra_0: ${method} user "alice"\nike V=root:0:ra_0: ${method} 1001 pending\n`;

  test('does not stand for a rejected one, which was verified', () => {
    const rejected = (...before: readonly string[]): string =>
      asked('XAUTH') +
      login([
        ...before,
        '[1216] fnbamd_rad_validate_pkt-RADIUS resp code 3',
        "[1286] fnbamd_rad_process-Result from radius svr 'nps' is 1, req 1001",
      ]);
    expect(verdictOf(evidenceOn(rejected(), 'login/denied'), 'secret')).toBe('?');
    const verified = rejected('[1148] __rad_chk_resp_authenticator-ret=0');
    expect(verdictOf(evidenceOn(verified, 'login/denied'), 'secret')).toBe('✗');
    // With EAP, the unit's own server can have answered.
    const eap = verified.replaceAll('XAUTH', 'EAP');
    expect(verdictOf(evidenceOn(eap, 'login/denied'), 'secret')).toBe('?');
  });
});

/** Which of some causes a capture confirms, excludes or leaves open, in one word. */
function signs(text: string, rule: string, ...ids: readonly string[]): string {
  const evidence = evidenceOn(text, rule);
  return ids.map(id => verdictOf(evidence, id)).join('');
}

describe('What fnbamd was asked', () => {
  test('a local user that was found is neither unknown nor typed in another case', () => {
    const refused = [
      '[413:root:15]sslvpn_authenticate_user:191 authenticate user: [alice]',
      '[413:root:15]login_failed:393 user[alice],auth_type=1 failed [sslvpn_login_unknown_user]',
      '',
    ].join('\n');
    const FOUND = "[413:root:15]fsv_logincheck_common_handler:1489 user 'alice' has a matched local entry.\n";
    expect(signs(refused, 'login/not-in-policy', 'user')).toBe('?');
    expect(signs(FOUND + refused, 'login/not-in-policy', 'user')).toBe('✗');
  });

  test('a server that need not sign its answers', () => {
    const silent = login(
      [
        "[868] __rad_rxtx-Sent radius req to server 'nps': fd=11, IP=192.0.2.10(192.0.2.10:1812) code=1 id=55 len=206",
        '[730] __rad_conn_timeout-Connction with nps:192.0.2.10 timed out.',
      ],
      10,
    );
    const nps = entry('user radius', 'nps', ['require-message-authenticator disable']);
    expect(signs(nps + silent, 'login/server-timeout', 'authenticator')).toBe('✗');
  });
});

describe('The words of a log', () => {
  const zone = (words: string): string =>
    `date=2025-01-15 time=10:00:00 logid="0005060522" type="traffic" subtype="ztna" level="notice" msg="Traffic denied because ${words}"\n`;

  test('say which part of ZTNA failed', () => {
    expect(signs(zone('of failed to match an API-gateway'), 'login/ztna', 'host', 'ems')).toBe('?-');
    expect(signs(zone('device is offline'), 'login/ztna', 'host', 'ems')).toBe('-?');
  });

  test('say whether an accounting message of RSSO was read', () => {
    const event = (words: string): string =>
      `date=2025-01-15 time=10:00:00 logid="0102043020" type="event" subtype="user" level="error" logdesc="RSSO" msg="${words}"\n`;
    const ids = ['value', 'secret', 'length'] as const;
    expect(signs(event('RADIUS profile not found'), 'login/rsso', ...ids)).toBe('?--');
    expect(signs('The group name space is full\n', 'login/rsso', ...ids)).toBe('--✓');
  });

  test('say whether SSH agreed on algorithms', () => {
    const KEY = 'Jan 15 10:00:00 FGT sshd[123]: Failed publickey for admin from 192.0.2.9 port 50022 ssh2\n';
    const NONE = 'SSH: Unable to negotiate with 192.0.2.9 port 50022: no matching cipher found.\n';
    expect(signs(KEY, 'login/ssh', 'algorithm')).toBe('-');
    expect(signs(output('diagnose debug application sshd -1', [NONE]), 'login/ssh', 'algorithm')).toBe('?');
  });

  test('say whether the CA of ACME came as far as to connect', () => {
    const problem = (kind: string, words: string): string =>
      output('diagnose sys acme status-full', [`acme: urn:ietf:params:acme:error:${kind}: ${words}`]);
    const rule = 'system/acme-certificate';
    expect(signs(problem('dns', 'DNS problem: NXDOMAIN looking up A'), rule, 'name', 'access')).toBe('?-');
    expect(signs(problem('connection', 'Timeout during connect'), rule, 'name', 'access')).toBe('??');
    expect(signs(problem('rateLimited', 'too many certificates'), rule, 'name', 'access')).toBe('--');
  });

  test('say why the licence of a virtual unit is not valid', () => {
    const ids = ['unreachable', 'expired', 'duplicate'] as const;
    const state = (value: string, more = ''): string =>
      output('get system status', [`License Status: ${value}`, more]);
    const DUPLICATE = 'VM license is invalid because license is duplicated';
    expect(signs(state('Invalid'), 'system/vm-licence', ...ids)).toBe('???');
    expect(signs(state('Expired'), 'system/vm-licence', ...ids)).toBe('?✓?');
    expect(signs(state('Invalid', DUPLICATE), 'system/vm-licence', ...ids)).toBe('✗?✓');
  });
});
