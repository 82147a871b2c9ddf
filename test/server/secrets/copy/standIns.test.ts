import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, Redaction } from '../../../../server/src/secrets';
import { KEPT, StandIns } from '../../../../server/src/secrets/copy/standIns';
import { readRecords } from '../../../../server/src/syntax';
import { every, itself } from '../../../support/rows';

/** The stand-ins of values of one kind, after all of them were learned together. */
function standInsOf(kind: Parameters<StandIns['add']>[0], values: readonly string[]): string[] {
  const standIns = new StandIns();
  const ids = values.map(value => standIns.add(kind, value));
  return ids.map((id, index) => (id < 0 ? (values[index] ?? '') : standIns.of(id)));
}

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map(parts => parts.join('.'));
/** How many numbers two addresses begin with in common. */
const inCommon = (one: string, other: string): number => {
  const numbers = other.split('.');
  const at = one.split('.').findIndex((number, index) => number !== numbers[index]);
  return at < 0 ? numbers.length : at;
};
const IN_RANGE =
  /^(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+|2[45]\d\.\d+\.\d+|0\.\d+\.\d+)\.\d+$/;

describe('The stand-in of an address', () => {
  test('is reserved, one for each address, and hosts of one network stay in one', () => {
    const own = fc.uniqueArray(address, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(own, addresses => {
        const standIns = standInsOf('address', addresses);
        expect(new Set(standIns).size).toBe(addresses.length);
        for (const [at, one] of addresses.entries()) {
          const standIn = standIns[at] ?? '';
          if (standIn !== one) expect(standIn).toMatch(IN_RANGE);
          const next = addresses[at + 1];
          if (next !== undefined && standIn !== one && standIns[at + 1] !== next)
            expect(inCommon(standIn, standIns[at + 1] ?? '')).toBeGreaterThanOrEqual(inCommon(one, next));
        }
      }),
      { numRuns: 25 },
    );
  });

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

  test('is kept if an earlier redaction gave it', () => {
    const own = ['198.18.100.3', '198.19.200.3', '254.100.200.3', '245.1.20.3'];
    expect(standInsOf('address', own)).toEqual(own);
  });

  test.each(['198.17.10.3', '192.0.20.3', '0.0.10.3', '10.5.100.3', '8.198.18.3', '10.203.0.3'])(
    'is another address than %s, which is near a range for documentation',
    one => {
      expect(standInsOf('address', [one])).not.toEqual([one]);
    },
  );

  test.each([
    [
      ['2001:db8:0:1::1', '2001:db8:0:1::2', '2a02:8108:1:2::10', '2a02:8108:1:2::11'],
      ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:0db8:00:1::3', '2001:0db8:00:1::4'],
    ],
    [
      ['100::1', 'fd00::1', 'fe80::1', 'fe80::1a2b:3c4d'],
      ['100::1', '100::02', 'fe80::1', 'fe80::0000:0003'],
    ],
    [
      ['2a02:db8::10', '2001:de8::10'],
      ['2001:db8::01', '2001:db8::02'],
    ],
    [
      ['2a02:8::10', '2a02:81::10', '2a02:810::10', '2a02:8108:1::10'],
      ['100::0:001', '2001:db8::2', '2001:db8::03', '2001:db8:0:1::1'],
    ],
    [
      ['2a02:8108:1:23::10', '2a02:8108:12:3::10'],
      ['2001:0db8:000:1::1', '2001:0db8:001:1::1'],
    ],
    [
      ['2a02:8108:1:2::1:23', '2a02:8108:1:2::12:3', 'fd00::1:23', 'fd00::12:3'],
      ['2001:0db8:0000:1::1', '2001:0db8:0000:1::2', '100::0:001', '100::0:002'],
    ],
    [
      ['2a02:8108:1:2::10:11', '2a02:8108:0001:0002:0000:0000:0000:0010'],
      ['2001:db8:0:1:0:0:0:1', '2001:0db8:0000:0001:0000:0000:0000:0002'],
    ],
    [
      ['::ffff:c000:221', '0::ffff:c000:221'],
      ['2001:db8:0:1::1', '2001:0db8:0:1::1'],
    ],
    [
      ['2a02:8108:1:2::', '2A02:8108:01:2::', '2a02:8108:1:2:0:0:0:0'],
      ['2001:db8:0:1::1', '2001:0db8:0:1::1', '2001:0db8:0:1:0:0:0:1'],
    ],
  ])('of each of %s', (own, standIns) => {
    expect(standInsOf('address6', own)).toEqual(standIns);
  });

  test('is the same for another spelling that is seen after the copy', () => {
    const standIns = new StandIns();
    const copy = standIns.of(standIns.add('address6', '2a02:8108:1:2::10'));
    expect(copy).toBe('2001:0db8:00:1::1');
    expect(standIns.add('address6', copy)).toBe(KEPT);
    expect(standIns.of(standIns.add('address6', '2A02:8108:1:2::10'))).toBe(copy);
  });

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
    ['user', 'jane.doe', /^xuser01g$/],
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

test.each([
  ['password', ['ab', 'abc'], ['**', '***']],
  ['otp-seed', ['abcdef123456', '0123'], ['*********125', '****']],
  ['key', ['FABCDE9999900112'], ['*************102']],
  ['run', ['abcdef123456', 'abcdef1234567'], ['000000000000', '0000000000000']],
] as const)('The stand-ins of a %s %j are %j', (kind, values, standIns) => {
  expect(standInsOf(kind, values)).toEqual(standIns);
});

test('A name of hex digits is replaced by hex digits, if it is long', () => {
  expect(standInsOf('user', ['7f1c9a03b5e2d846', '7f1c9a03b5e2d84'])).toEqual([
    '0000000000000102',
    'xuser000000001b',
  ]);
  expect(standInsOf('serial', ['FABCDE9999900112', 'FABCDE0123456789'])).toEqual([
    'FABCDE9999900112',
    '0000000000000102',
  ]);
});

describe('The number of a value says', () => {
  const standIns = new StandIns();
  const VALUES = [
    ['password', 'Winter-Sun-1'],
    ['key', '7f1c9a03b5e2d84691b7e3f05d2ac864'],
    ['run', '2e8d17f5a0c94b62d05fa72e916d38b4'],
    ['serial', 'FGT60F0000000042'],
    ['phone', '+12125550134'],
    ['mac', '74:0a:5c:a6:6e:1a'],
    ['address', '10.1.2.3'],
    ['address6', '2a02:8108::10'],
    ['user', 'kelvin77'],
  ] as const;
  const ids = VALUES.map(([kind, value]) => standIns.add(kind, value));

  test('whether it is a secret', () => {
    const isSecret = (_: unknown, index: number): boolean => standIns.isSecret(ids[index] ?? KEPT);
    expect(VALUES.filter(isSecret).map(([kind]) => kind)).toEqual(['password', 'key', 'run']);
    expect(standIns.isSecret(KEPT)).toBe(false);
  });
});

describe('What a redaction reports', () => {
  const redaction = new Redaction();
  const text =
    'user=kelvin77 came from the host 10.1.2.3\nset passwd Winter-Sun-1\nand sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to the host\n';
  redaction.edits(text, redaction.learn(text, readRecords(text)));

  test('are the identities with their stand-ins, but no secret and no other form of a name', () => {
    expect([...redaction.standIns.identities()]).toEqual([
      { kind: 'user', value: 'kelvin77', standIn: 'xuser01g' },
      { kind: 'address', value: '10.1.2.3', standIn: '240.2.1.1' },
    ]);
  });

  test('are the kinds of what was replaced', () => {
    expect([...redaction.standIns.assignedKinds()].sort()).toEqual(['address', 'password', 'run', 'user']);
  });
});

test('Values at the end of a text without a line break are replaced', () => {
  expect(redact('user=zoek\nzoek')).toBe('user=xaas\nxaas');
  expect(redact('set passwd mori77xy\nthe mori77xy')).toBe('set passwd *****148\nthe xname01u');
});

test('Each of many values is replaced wherever it is', () => {
  const names = Array.from({ length: 200 }, (_, index) => `kelvin${index}x`);
  const copy = redact(`${names.map(name => `user=${name}\n`).join('')}${names.join(', ')}\n`);
  expect(names.filter(name => copy.includes(name))).toEqual([]);
});

describe('redaction keeps what shows what happened', () => {
  const KEPT = [
    'exec ping fds1.fortinet.com\n',
    'Host: fortinet-ca2.fortinet.com\n',
    'User-Agent: Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 Safari/537.36\n',
    '[105] fds_print_msg: SerialNumber=<SN>\n',
    '[778] __ssl_info_callback: Server root issuer /C=US/O=Fortinet/OU=Certificate Authority/CN=fortinet-ca2/emailAddress=support@fortinet.com\n',
    'ike V=root:0:bdb6664c9a3e5f1e/0000000000000000:60685: type=ENCR, val=AES_CBC (key_len = 256)\n',
    '[1718] fnbamd_ldap_init-search filter is: UserAccountControl:1.2.840.113556.1.4.803:=2\n',
    'Version: FortiGate-100F v7.2.4,build1396,230131 (GA)\n',
    '2024-03-30 04:10:03 ftm_fc_comm_connect[66]:ftm TCPS connected.\n',
  ];

  test('in whole lines', () => {
    every(KEPT, itself, line => {
      expect(redact(line)).toBe(line);
    });
  });

  test('even if a user has the name of a word of FortiOS', () => {
    const line = '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: ****\n';
    expect(redact(`[192] f_x-authenticate user: [provision]\n${line}`)).toContain(line);
  });
});

test('A password that looks like a host is masked as a password', () => {
  const copy = redact('    set psksecret BPbS0eC5.Ca\n');
  expect(copy).toMatch(/^ {4}set psksecret \*+\d*\n$/);
  expect(redact(copy)).toBe(copy);
});
