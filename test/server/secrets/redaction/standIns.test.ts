import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { redact } from '../../../../server/src/secrets';
import { StandIns } from '../../../../server/src/secrets/redaction/standIns';

/** The stand-ins of values of one kind, after all of them were learned together. */
function standInsOf(kind: Parameters<StandIns['add']>[0], values: readonly string[]): string[] {
  const standIns = new StandIns();
  const ids = values.map(value => standIns.add(kind, value));
  return ids.map((id, index) => (id < 0 ? (values[index] ?? '') : standIns.of(id)));
}

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map(parts => parts.join('.'));
const networkOf = (text: string): string => text.slice(0, text.lastIndexOf('.'));
const IN_RANGE =
  /^(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+|0\.[1-9]\d*\.\d+|2[45]\d\.\d+\.\d+)\.\d+$/;

describe('The stand-in of an address', () => {
  test('comes from the ranges for documentation, one for each address, and shares a network if the address does', () => {
    fc.assert(
      fc.property(fc.uniqueArray(address, { minLength: 1, maxLength: 900 }), addresses => {
        const standIns = standInsOf('address', addresses);
        expect(new Set(standIns).size).toBe(addresses.length);
        expect(standIns.filter(one => !IN_RANGE.test(one))).toEqual([]);
        const networks = new Map(
          addresses.map((one, index) => [networkOf(one), networkOf(standIns[index] ?? '')]),
        );
        expect(new Set(networks.values()).size).toBe(networks.size);
        for (const [index, one] of addresses.entries())
          expect(networks.get(networkOf(one))).toBe(networkOf(standIns[index] ?? ''));
      }),
      { numRuns: 25 },
    );
  });

  test('is not in the capture already', () => {
    const standIns = standInsOf('address', [
      '10.1.2.3',
      '192.0.2.3',
      '203.0.113.7',
      '198.51.100.9',
      '198.18.0.3',
    ]);
    expect(standIns.slice(1)).toEqual(['192.0.2.3', '203.0.113.7', '198.51.100.9', '198.18.0.3']);
    expect(standIns[0]).toBe('0.1.10.3');
    expect(standInsOf('address', ['198.18.0.3', '172.16.0.9'])[1]).toBe('198.18.1.9');
  });

  test.each(['1.1.1.1', '10.0.0.1', '10.20.30.40', '192.168.1.7', '172.16.0.99', '192.168.100.254'])(
    'is as long as %s',
    one => {
      expect(standInsOf('address', [one])[0]).toHaveLength(one.length);
    },
  );

  test.each(['fd00::1', 'fd00:1::1', '2a02:8108::10', '2a02:8108:1:2::10', 'fe80::1a2b:3c4d:5e6f:7a8b'])(
    'is as long as %s',
    one => {
      const [standIn = ''] = standInsOf('address6', [one]);
      expect(standIn).toHaveLength(one.length);
      expect(standIn).not.toBe(one);
      expect(standInsOf('address6', [standIn])).toEqual([standIn]);
    },
  );

  test.each(['0.0.0.0', '127.0.0.1', '255.255.255.0', '224.0.0.18', '208.91.113.53', '66.35.19.42'])(
    'does not exist for %s',
    one => {
      expect(redact(`[306] dns-req 0x1: ${one}\n`)).toContain(one);
    },
  );

  test('is not the IPv6 address of another', () => {
    const own = ['2a02:8108:1:2::10', '2a02:8108:1:2::11', '2a02:8108:1:3::10', '2001:db8:0:1::1'];
    const standIns = standInsOf('address6', own);
    expect(new Set(standIns).size).toBe(4);
    expect(standIns.every(one => /^2001:0?db8:/.test(one))).toBe(true);
    expect(standIns[3]).toBe('2001:db8:0:1::1');
  });
});

describe('The stand-in of a name', () => {
  test.each([
    ['serial', 'FG140E4Q17000494', /^FG140E\d{10}$/],
    ['serial', 'FTKMOB947FDC1754', /^FTKMOB\d{10}$/],
    ['mail', 'jane.doe@somewhere.net', /^u0+1@example\.com$/],
    ['host', 'dc01.lab.somewhere.net', /^h0+1\.example\.com$/],
    ['mac', '04:1a:2b:3c:4d:5e', /^00:00:5e:00:53:01$/],
    ['user', 'jane.doe', /^xuser001$/],
  ] as const)('of kind %s keeps the shape and the length of %s', (kind, name, form) => {
    const [standIn = ''] = standInsOf(kind, [name]);
    expect(standIn).toMatch(form);
    expect(standIn).toHaveLength(name.length);
  });

  test('is never given twice', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 300 }),
        names => {
          expect(new Set(standInsOf('user', names)).size).toBe(names.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('is recognised as one', () => {
    for (const kind of ['serial', 'user', 'mail', 'host'] as const) {
      const name = {
        serial: 'FGT60F1234567890',
        user: 'jdoe',
        mail: 'j@somewhere.net',
        host: 'a.somewhere.net',
      }[kind];
      const once = standInsOf(kind, [name]);
      expect(standInsOf(kind, once)).toEqual(once);
    }
  });
});

describe('A length in the log', () => {
  const body = (address: string): string =>
    `{"d":{"__type":"SoftToken.PollingRequest","tokens":[],"from":"${address}"}}`;
  const post = (payload: string): string =>
    `POST /SoftToken/Provisioning.asmx/Process HTTP/1.1\nContent-Length: ${Buffer.byteLength(payload)}\n\n${payload}\n`;

  test.each(['10.0.0.1', '192.168.100.200', '10.20.30.40'])('is that of the payload with %s in it', one => {
    const copy = redact(post(body(one)));
    const [, declared] = /Content-Length: (\d+)/.exec(copy) ?? [];
    expect(Number(declared)).toBe(Buffer.byteLength(copy.trimEnd().split('\n').at(-1) ?? ''));
    expect(analyze(copy).findings.filter(({ rule }) => rule === 'http/length-mismatch')).toEqual([]);
  });

  test('that was wrong differs as much as before', () => {
    const copy = redact(post(body('10.0.0.1')).replace(/Length: \d+/, 'Length: 5'));
    expect(analyze(copy).findings.map(({ rule }) => rule)).toContain('http/length-mismatch');
  });
});

describe('redaction keeps what shows what happened', () => {
  test.each([
    'exec ping fds1.fortinet.com\n',
    'Host: fortinet-ca2.fortinet.com\n',
    'User-Agent: Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36\n',
    '[105] fds_print_msg: SerialNumber=<SN>\n',
    'FTKMOB99AAAxxxxx 0 new\n',
    '[778] __ssl_info_callback: Server root issuer /C=US/O=Fortinet/OU=Certificate Authority/CN=fortinet-ca2/emailAddress=support@fortinet.com\n',
    'ike V=root:0:bdb6664c9a3e5f1e/0000000000000000:60685: type=ENCR, val=AES_CBC (key_len = 256)\n',
    '[1718] fnbamd_ldap_init-search filter is: UserAccountControl:1.2.840.113556.1.4.803:=2\n',
    'Version: FortiGate-100F v7.2.4,build1396,230131 (GA)\n',
    '2024-03-30 04:10:03 ftm_fc_comm_connect[66]:ftm TCPS connected.\n',
  ])('%s', line => {
    expect(redact(line)).toBe(line);
  });

  test('even if a user has the name of a word of FortiOS', () => {
    const line = '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: ****\n';
    expect(redact(`[192] f_x-authenticate user: [provision]\n${line}`)).toContain(line);
  });
});

test('A password that looks like a host is masked as a password', () => {
  const copy = redact('    set psksecret BPbS0eC5.Ca\n');
  expect(copy).toMatch(/^ {4}set psksecret \*+\d?\n$/);
  expect(redact(copy)).toBe(copy);
});
