import {
  asked,
  deleted,
  dnsAnswered,
  dnsAsked,
  dnsEmpty,
  fnbamd,
  ike,
  ldapLoaded,
  noMoreServer,
  pending,
  push,
  radiusAnswered,
  radiusAsked,
  radiusResult,
  result,
  returned,
  samlAnswered,
  samlAsked,
  samlNamed,
  sslvpn,
  sslvpnAsked,
  typed,
} from '../../support/logins';
import { lines, login, type Part } from './part';

/** FortiClient's id, which a SAML login over IPsec has instead of a user name. */
const CLIENT_ID = '0123456789ABCDEF0123456789ABCDEF';
const user = (number: number): string => `user${number}`;
const request = (number: number): string => `60000000${number}`;
const connection = (number: number): string => `3${number}:root:${number}`;

/** One login of each kind, each with its own user, request and connection. */
export const LOGINS: readonly Part[] = [
  login('a login by SSL VPN that is accepted', [
    sslvpnAsked(user(20), connection(20)),
    [asked(user(20), request(20)), ldapLoaded('ldap-20'), dnsAsked('20'), pending],
    returned(4, connection(20)),
    [dnsAnswered('20')],
    [dnsEmpty('2020')],
    [
      fnbamd('__ldap_rxtx-state 4(DN search)'),
      fnbamd('find_matched_usr_grps-Passed group matching'),
      result(0, request(20)),
    ],
    [deleted(request(20))],
    sslvpn('fam_auth_proc_resp:1360 fnbam_auth_update_result return: 0 (success)', connection(20)),
  ]),
  login(
    'a reject by RADIUS',
    [
      sslvpnAsked(user(21), connection(21)),
      [asked(user(21), request(21)), radiusAsked('rad-21', 21), pending],
      returned(4, connection(21)),
      [radiusAnswered(3, 21), radiusResult(1, request(21), 'rad-21'), result(1, request(21))],
      [deleted(request(21))],
    ],
    ['login/denied', { user: user(21), method: 'SSL VPN', server: 'rad-21' }],
  ),
  login('a login by RADIUS with challenges that is accepted', [
    ike(`XAUTH user "${user(22)}"`, 'dialup_22'),
    ike(`XAUTH ${request(22)} pending`, 'dialup_22'),
    [asked(user(22), request(22)), radiusAsked('rad-22', 22), pending],
    [radiusAnswered(11, 22), radiusResult(2, request(22), 'rad-22'), result(2, request(22))],
    ike(`XAUTH ${request(22)} result FNBAM_CHALLENGED`, 'dialup_22:22'),
    [radiusAnswered(2, 22), radiusResult(0, request(22), 'rad-22'), result(0, request(22))],
    ike(`XAUTH ${request(22)} result FNBAM_SUCCESS`, 'dialup_22:22'),
  ]),
  login(
    'a user whom LDAP does not know',
    [
      [asked(user(23), request(23)), ldapLoaded('ldap-23'), pending],
      [
        fnbamd('__ldap_rxtx-state 4(DN search)'),
        fnbamd('__fnbamd_ldap_dn_next-No DN is found.'),
        result(1, request(23)),
      ],
      [deleted(request(23))],
    ],
    ['login/denied', { user: user(23), server: 'ldap-23' }],
  ),
  login(
    'a group that does not match',
    [
      ike(`EAP identity "${user(24)}"`, 'eap_24:24'),
      [asked(user(24), request(24)), radiusAsked('rad-24', 24), pending],
      [
        radiusAnswered(2, 24),
        radiusResult(0, request(24), 'rad-24'),
        fnbamd(
          `fnbam_user_auth_group_match-req id: ${request(24)}, server: rad-24, local auth: 0, dn match: 0`,
        ),
        fnbamd('find_matched_usr_grps-Failed group matching'),
        result(1, request(24)),
      ],
      ike(`EAP ${request(24)} result FNBAM_DENIED`, 'eap_24:24'),
    ],
    ['login/group-mismatch', { user: user(24), method: 'EAP', server: 'rad-24', connection: 'eap_24' }],
  ),
  login(
    'a server that is silent',
    [
      [asked(user(25), request(25)), ldapLoaded('ldap-25'), pending],
      [
        fnbamd('__ldap_conn_timeout-Connction with ldap-25:192.0.2.25 timed out.'),
        noMoreServer,
        fnbamd(`fnbamd_ldap_result-Error (10) for req ${request(25)}`),
        result(10, request(25)),
      ],
    ],
    ['login/server-timeout', { user: user(25), server: 'ldap-25' }],
  ),
  login(
    'a name that does not resolve',
    [
      [asked(user(26), request(26)), ldapLoaded('ldap-26'), dnsAsked('26'), pending],
      [dnsEmpty('26'), noMoreServer, result(5, request(26))],
    ],
    ['login/name-not-resolved', { user: user(26), server: 'ldap-26' }],
  ),
  login(
    'a user in no rule',
    [
      sslvpnAsked(user(27), connection(27)) + `invalid auth params for user '${user(27)}'\n`,
      returned(5, connection(27)),
      sslvpn(
        `login_failed:396 user[${user(27)}],auth_type=1 failed [sslvpn_login_unknown_user]`,
        connection(27),
      ),
    ],
    ['login/not-in-policy', { user: user(27), connection: connection(27) }],
  ),
  login(
    'a push without an answer',
    [sslvpnAsked(user(28), connection(28)) + push, returned(7, connection(28))],
    ['login/push-not-answered', { user: user(28), connection: connection(28) }],
  ),
  login('a push, and a code by hand', [
    sslvpnAsked(user(29), connection(29)) + push,
    returned(7, connection(29)) + typed,
    returned(0, connection(29)),
  ]),
  login(
    'a drift after which no result is seen',
    [
      sslvpnAsked(user(30), connection(30)),
      [
        asked(user(30), request(30)),
        fnbamd(`handle_req-Token drifted, asking for the next token req ${request(30)}, len=2590`),
      ],
      returned('8 (next token code required)', connection(30)),
    ],
    ['login/token-drift', { user: user(30), connection: connection(30) }],
  ),
  login(
    'the same code twice',
    [
      [
        asked(user(31), request(31)),
        fnbamd(`handle_req-Token drifted, asking for the next token req ${request(31)}, len=2590`),
      ],
      [fnbamd(`handle_req-Rcvd token sync req for ${request(31)}`), result(1, request(31))],
    ],
    ['login/token-repeated', { user: user(31) }],
  ),
  login(
    'a login that is stuck',
    [sslvpnAsked(user(32), connection(32)), returned(4, connection(32))],
    ['login/stuck', { user: user(32), connection: connection(32) }],
  ),
  login(
    'an EAP login that the SAML cache does not know',
    [
      ike(`EAP identity "${CLIENT_ID}"`, 'saml_33:33'),
      [
        asked(CLIENT_ID, request(33)),
        fnbamd('start_remote_auth-Error starting remote authentication'),
        fnbamd('handle_req-r=5'),
        fnbamd('handle_req-Error starting session'),
        result(5, request(33)),
      ],
      ike(`EAP ${request(33)} result FNBAM_ERROR`, 'saml_33:33'),
    ],
    ['login/saml', { user: CLIENT_ID, method: 'EAP', connection: 'saml_33' }],
  ),
  login(
    'a SAML answer with a wrong signature',
    [
      [
        '__samld_sp_login_resp [871]: SP Login Response Msg Body\n' +
          'Failed to process response message. ret=440(The profile cannot verify a signature on the message)\n',
      ],
    ],
    ['login/saml', { method: 'SAML', code: '440' }],
  ),
  login(
    'a group without a server',
    [
      [
        asked(user(35), request(35), 'Branch Users'),
        fnbamd('create_auth_session-Error starting authentication'),
        fnbamd('handle_req-Error creating session'),
        result(3, request(35)),
      ],
    ],
    ['login/no-server', { user: user(35), group: 'Branch Users' }],
  ),
  login(
    'a login that could not be tried',
    [[asked(user(36), request(36)), result(5, request(36))]],
    ['login/not-tried', { user: user(36) }],
  ),
  lines(
    'a proposal that does not fit',
    ike('incoming proposal:', 'site-37:37') + ike('no proposal chosen', 'site-37:37'),
    ['ike/no-proposal', { connection: 'site-37' }],
  ),
  lines(
    'keys that differ',
    ike('responder received AUTH msg', 'site-38:38') +
      ike('PSK auth failed: probable pre-shared key mismatch', 'site-38:38'),
    ['ike/key-mismatch', { connection: 'site-38' }],
  ),
  login('a login by SAML that the identity provider takes', [
    [samlAsked('_A838F60F6BF4143F97B99446', 41)],
    [samlAnswered('_A838F60F6BF4143F97B99446', 42, samlNamed(user(41)))],
  ]),
  login(
    'a login by SAML for which the clocks differ',
    [
      [samlAsked('_B0CC175B9C0F1B6A831C399E', 43)],
      [samlAnswered('_B0CC175B9C0F1B6A831C399E', 44, '__samld_sp_login_resp [852]: Clock skew issue.\n')],
    ],
    ['login/saml', { method: 'SAML' }],
  ),
];

export const FIRST_LOGINS: readonly Part[] = [
  login(
    'the end of a login that RADIUS rejected',
    [[radiusAnswered(3, 41), radiusResult(1, request(41), 'rad-41'), result(1, request(41))]],
    ['login/denied', { server: 'rad-41' }],
  ),
  login('the end of a login that was accepted', [[result(0, request(42)), deleted(request(42))]]),
];
