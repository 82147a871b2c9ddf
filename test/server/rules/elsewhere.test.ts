import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../support/findings';
import { flow, packet } from '../../support/flow';
import { asked, fnbamd, pending, result, twoPending } from '../../support/logins';

/** The messages of the problems, except those about the capture. */
const messages = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule }) => !/^(?:capture|secret)\//.test(rule))
    .map(({ message }) => message);

describe('A dropped packet', () => {
  const dropped =
    packet({ protocol: 1, source: '192.0.2.23:1', target: '198.51.100.5:2048' }) +
    flow('SNAT 192.0.2.23->203.0.113.9:62464') +
    flow('enter IPSec interface branch, tun_id=0.0.0.0') +
    flow('No matching IPsec selector, drop');

  test('is named with the source that NAT gave it', () => {
    expect(messages(dropped)).toEqual([
      '203.0.113.9 (source NAT of 192.0.2.23) -> 198.51.100.5 icmp: dropped, no phase 2 selector of the tunnel branch matches it',
    ]);
  });

  test('is compared with the phase 2 of its tunnel, wherever the capture shows it', () => {
    const phase2 =
      'edit "branch-p2"\n set phase1name "branch"\n set src-subnet 192.0.2.0 255.255.255.0\n set dst-subnet 198.51.100.5 255.255.255.255\nnext\n';
    for (const text of [phase2 + dropped, dropped + `config vpn ipsec phase2-interface\n${phase2}end\n`])
      expect(messages(text)).toEqual([
        '203.0.113.9 (source NAT of 192.0.2.23) -> 198.51.100.5 icmp: no phase 2 selector of branch matches; branch-p2 has 192.0.2.0/24 -> 198.51.100.5',
      ]);
  });

  test('is compared with no selector if the tunnel has several', () => {
    const one = (name: string): string => `edit "${name}"\nset phase1name "branch"\nnext\n`;
    expect(messages(one('a') + one('b') + dropped)[0]).toContain('selector of the tunnel branch matches it');
  });
});

describe('Two lists of checksums', () => {
  const [one, other] = ['0a'.repeat(16), '0b'.repeat(16)];
  const spaced = (hex: string): string => hex.replace(/..(?=.)/g, '$& ');
  const differs = (name: string, first: string, second: string): string =>
    `HA: the checksum '${name}' of ${first} differs from that of ${second}`;

  test('below the roles of the units', () => {
    const list = (hex: string): string => `debugzone\nglobal: ${spaced(one)}\nroot: ${spaced(hex)}\n`;
    expect(messages(`MASTER\n${list(one)}\nSLAVE\n${list(other)}`)).toEqual([
      differs('root', 'MASTER', 'SLAVE'),
    ]);
  });

  test.each([(hex: string): string => hex, spaced])('beside each other', form => {
    const line = (name: string, left: string, right: string): string =>
      `${name}: ${form(left)}     ${name}: ${form(right)}\n`;
    const text = `fgt-a      fgt-b\n${line('system.dns', one, one)}${line('system.ntp', one, other)}`;
    expect(messages(text)).toEqual([differs('system.ntp', 'fgt-a', 'fgt-b')]);
  });

  test('behind the prompts of the units', () => {
    expect(messages(`fgt-a # system.ntp: ${one}\nfgt-b # system.ntp: ${other}\n`)).toEqual([
      differs('system.ntp', 'fgt-a', 'fgt-b'),
    ]);
  });
});

describe('An event without a tunnel', () => {
  const event = (tunnel: string): string =>
    `date=2024-01-02 time=09:22:41 logid="0101037124" type="event" subtype="vpn" level="error" logdesc="IPsec phase 1 error" msg="IPsec phase 1 error" remip=203.0.113.7 vpntunnel="${tunnel}" status="negotiate_error" reason="peer SA proposal not match local policy"\n`;

  test('names the peer', () => {
    expect(messages(event('N/A'))[0]).toContain('203.0.113.7: the peer');
    expect(messages(event('branch'))[0]).toContain('branch: the peer');
  });
});

describe('Interleaved logins', () => {
  test('are told apart, and a reason that belongs to one of them is said without a user', () => {
    const text =
      twoPending +
      fnbamd('__ldap_rxtx-state 4(Bind)') +
      fnbamd('fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C0903D0, data 533, v4563)') +
      fnbamd('__ldap_rxtx-state 4(Bind)') +
      result(1, '5000000001') +
      result(1, '5000000002');
    expect(messages(text)).toEqual([
      'A login: an LDAP server refused the user: the account is disabled (data 533)',
      expect.stringContaining('user01: fnbamd denied the login (result 1); no line that can be attributed'),
      expect.stringContaining('user02: fnbamd denied the login (result 1); no line that can be attributed'),
    ]);
  });

  test('say a reason once if a result follows in the same turn', () => {
    const text =
      asked() +
      pending +
      fnbamd('__ldap_rxtx-state 4(Bind)') +
      fnbamd('fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C0903D0, data 533, v4563)') +
      result(1);
    expect(messages(text)).toEqual([expect.stringMatching(/^user01: .*data 533/)]);
  });
});

describe('A refused command', () => {
  const refused = (typed: string, ...lines: string[]): string =>
    `FGT (edge) # ${typed}\n${lines.join('\n')}\nCommand fail. Return code -61\n`;
  const parsed = (word: string): string => `command parse error before '${word}'`;

  test('is named with the word that is wrong', () => {
    expect(messages(refused('set proposal aes256-sha256', parsed('aes256-sha256')))[0]).toContain(
      parsed('aes256-sha256'),
    );
    expect(messages(refused('diagnose sys fortitokn 7', parsed('fortitokn')))[0]).toContain(
      parsed('fortitokn'),
    );
  });

  test('does not show a secret', () => {
    for (const setting of ['password', 'psksecret'])
      expect(messages(refused(`set ${setting} summer2024`, parsed('summer2024'))).join()).not.toContain(
        'summer',
      );
  });

  test('is explained by the line after a prompt', () => {
    const text = refused('set password Xy7-abc-Zz', 'Enter the old one:', "Incorrect admin7's password.");
    expect(messages(text)[0]).toContain("Incorrect admin7's password");
  });
});

describe('The words of a problem', () => {
  test('say of a request of this unit that it is not sent', () => {
    expect(
      messages('ike 0:branch:p2: ignoring request to establish IPsec SA, no policy configured\n'),
    ).toEqual(['branch: no firewall policy uses this tunnel, so the unit does not start it']);
  });

  test('say nothing of an SPI that the unit ignores, whatever was typed behind it', () => {
    const line = 'ike V=root:0:dial_0: ignoring invalid SPI 0a1b2c3d, IPsec SA just negotiated';
    expect(messages(`${line}\n${line}dia de di\n`)).toEqual([]);
  });

  test('say who speaks', () => {
    const line = '1/20/2024 10:10:10 AM Error Config program=FCConfig msg=ImportConfig: VPN name is empty\n';
    expect(messages(line)[0]).toMatch(/^FortiClient says: /);
  });

  test('say nothing of a question before a command', () => {
    expect(
      messages('FGT # execute ha failover set 1\nCaution: This command will trigger an HA failover.\n'),
    ).toEqual([]);
  });

  test('say what 402 of FortiIdentity Cloud means', () => {
    const text =
      '[37] fds_queue_task: req-7 is added to ftc\n' +
      '[321] fds_https_recv: received the header from server: 192.0.2.8:8686, [HTTP/1.1 402 Payment Required\nServer: nginx]\n';
    expect(messages(text)[0]).toContain('probably expired');
  });

  test('read the event log in an alert mail', () => {
    const event =
      'date=2010-10-11 time=12:47:27 devname=FG-HQ log_id=0101037124 type=event subtype=ipsec msg=" IPsec phase 1 error" action=" negotiate" vpn_tunnel=" hq" status=negotiate_error error_reason=peer SA proposal not match local policy';
    expect(messages(` Message meets Alert condition  ${event}\n`)[0]).toContain('proposal does not match');
  });
});
