import type { LineForm } from '../line';
import { headForm } from './headForm';

/** A line of the event log of FortiOS, also in its alert mails, or of FortiAuthenticator. */
export const eventLog = headForm(
  'G43',
  'event-log',
  '<ACDFJMNOScdeilntw0123456789',
  /^(?=(?:<\d{1,3}>)?(?:\d{1,6}: )?(?:(?:db\[\d{1,7}\]: ?)?category=["']?\w{1,20}["']? subcategory=\S{1,40}|(?:(?:\d{1,2}\/\d{1,2}\/\d{4} [\d:]{7,8}(?: [AP]M)?\s{1,4})?(?:error|warning|notice|info|debug|alert|critical|emergency)\s{1,8}\w{2,20}\s{1,8})?(?:Message meets Alert condition\s{1,4})?date=["']?\d{4}-\d\d-\d\d["']? time=\S{8,16}|(?:[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8} \S{1,64} )?CEF: ?\d\|Fortinet\|[^|]{1,40}\|[^|]{0,40}\|[^|]{0,20}\|[^|]{0,80}\|\d{1,2}\|\S{1,80}|(?:device_id|devid|devname|log_id|logid|logver|eventtime|itime|timestamp)=\S{1,40}|id=\d{4,6}(?= logdesc=)|time=["']?[\d:]{8}["']?(?=.{0,200}logid=)|type=["']?(?:event|traffic|utm)["']?(?= subtype=)) )(?=.{0,300}(?:logid|log_id|logdesc|type|typeid)=)/,
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
    'date=2024-01-08 time=14:30:14+0000 oid=1427862 logid=30909 cat="Event" subcat="System" level="warning" msg="Token deleted" user="admin"',
    // A collector can take the date, or the first fields, away.
    'time=09:22:41 devname="FGT" logid="0101037130" type="event" subtype="vpn" logdesc="Progress IPsec phase 2" status="failure" exch="CREATE_CHILD"',
    'type="event" subtype="vpn" level="error" logdesc="Progress IPsec phase 2" status="failure"',
    'id=20300 logdesc="BGP neighbor status changed" msg="BGP: %BGP-5-ADJCHANGE: neighbor 192.0.2.2 Down Hold Timer Expired"',
  ],
);

/** Lines of a log: of a system log, of FortiAuthenticator, and of the event log. */
export const logForms: readonly LineForm[] = [
  headForm(
    'G17',
    'system-log',
    '12',
    /^(?<stamp>\d{4}\/\d\d\/\d\d_\d\d:\d\d:\d\d(?:\.\d{1,6})?) (?<level>\w{1,10}) (?<name>[\w-]{1,40})\[\d{1,7}\]: ?/,
    { stamp: '', level: ' ', name: ' ' },
    ['2024/03/30_04:10:03.123 info svc_auth[1234]: session opened'],
  ),
  headForm(
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
    // Other systems have these daemons, too.
    [
      3,
      /^\d\S{1,40} (?:fac|FortiAuthenticator)\S{0,40} (?:radiusd|wpa_supplicant|\w{1,8}_tac_plus)\[\d{1,7}\]: /i,
    ],
  ),
  // The time of a collector that has no year.
  headForm(
    'G18 without a year',
    'system-log',
    'ADFJMNOS',
    /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d (?<tag>[\w.-]{1,64}) (?<name>radiusd|wpa_supplicant|\w{1,8}_tac_plus)(?:\[\d{1,7}\])?: ?/,
    { tag: ' ', name: ' ' },
    ['Oct 14 08:22:36 fac radiusd[1234]: (12) facauth: Authentication failed'],
    [
      3,
      /^[A-Z][a-z]{2} {1,2}\d{1,2} \S{8} (?:fac|FortiAuthenticator)\S{0,40} (?:radiusd|wpa_supplicant|\w{1,8}_tac_plus)\[\d{1,7}\]: /i,
    ],
  ),
  // FortiAuthenticator's RADIUS server and its log in the browser, without a collector's time.
  headForm(
    'G36',
    'system-log',
    'fFr(MTWS',
    /^(?:(?:(?<tag>fac|FortiAuthenticator\S{0,40}) )?(?<name>radiusd)\[\d{1,7}\]: ?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4} ?: (?:Info|Error|Auth|Debug|Warning|Proxy): |(?=\(\d{1,9}\) {1,3}(?:(?:facauth|eap\w{0,12}|mschap|pap|chap|ldap): |(?:WARNING|ERROR): |(?:Received|Sent) (?:packet from|Access-)|Login (?:incorrect|OK)\b|Ignoring (?:request|duplicate)|Failed to authenticate\b|Found Auth-Type\b|Using Post-Auth-Type\b|\[\w{2,20}\] = \w)))/,
    { tag: '', name: '' },
    [
      '(7) facauth: Local user found: user01',
      '(7) WARNING: Unprintable characters in the password.',
      '(3) Received packet from 192.0.2.7 with invalid Message-Authenticator!  (Shared secret is incorrect.)',
      'fac radiusd[1234]: (7) facauth: Authentication failed',
      'Wed Mar 13 10:20:30 2024: Info: (7) facauth: Authentication failed',
    ],
  ),
  headForm(
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
  headForm('G20', 'epoch', 'ER', /^(?=(?:RADIUS SRV|EAP(?:-\w+)?): )/, {}, [
    'EAP: EAP entering state IDLE',
    'RADIUS SRV: Removing completed session 0x0 after timeout',
  ]),
  eventLog,
  // The same of FortiAuthenticator, with the time and the name of the host that a collector puts before it.
  headForm(
    'G43 host',
    'event-log',
    '<0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
    /^(?=(?:<\d{1,3}>)?(?:(?:[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8}|\d{4}-\d\d-\d\dT\S{8,24}) )?[A-Za-z\d][\w.-]{0,63} db\[\d{1,7}\]: ?category=["']?\w{1,20}["']? subcategory=\S{1,40} )(?=.{0,300}typeid=)/,
    {},
    [
      'May  6 10:11:12 fac01 db[1043]: category="Event" subcategory="Authentication" typeid=20103 level="information" user="user01" nas="192.0.2.1" action="Authentication" status="Failed" Local user authentication with FortiToken failed: invalid token',
    ],
  ),
  // A record after the words of a collector, a mail or a note.
  headForm(
    'G43 text',
    'event-log',
    '',
    /^(?=(?:[^\s=#$]{1,64}\s{1,4}){1,6}["']?date=["']?\d{4}-\d\d-\d\d["']? time=\S{8,16} )(?=.{0,400}(?:logid|log_id|logdesc|type)=)/,
    {},
    [
      '2025-01-15T10:00:00Z fw01 date=2025-01-15 time=10:00:00 devname="FGT" logid="0101037124" type="event" subtype="vpn" msg="IPsec phase 1 error" status="negotiate_error" reason="peer SA proposal not match local policy"',
      'mail from fw: date=2025-01-15 time=10:00:00 logid="0101037124" type="event" subtype="vpn" msg="IPsec phase 1 error" status="negotiate_error" reason="peer SA proposal not match local policy"',
    ],
  ),
  // The rest of such a line that was wrapped, or a copied part of it.
  {
    ...headForm(
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
    mayBeRest: true,
  },
  // The fields of an event as a collector shows them, one per line.
  headForm('G43 field', 'event-log', 'd', /^data\.(?=(?:reason|error_num): \S)/, {}, [
    'data.reason: passwd_invalid',
  ]),
];
