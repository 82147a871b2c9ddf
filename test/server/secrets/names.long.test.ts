import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first, itself } from '../../support/rows';

/** Made-up values, each with the names of fields that hold such a value, in many spellings. */
const NAMES: Readonly<Record<string, string>> = {
  'Sommer-2024!Xy7': `password passwd passphrase pwd pass psk psksecret secret credential keytab Password PASSWORD
    password1 password2 password_1 passwd2 userpassword shared_secret shared-secret sharedSecret client_secret
    client-secret clientSecret radius_secret radius-secret radiusSecret RADIUSSecret admin_password admin-password
    adminPassword AdminPassword confirm_password confirmPassword new_password newPassword old_password
    current_password currentPassword fabric_password user_password userPassword XAUTH_USER_PASSWORD bind_password
    bindPassword ldap.password smtp-password db_passwd login-passwd group_password authpasswd pre_shared_key
    pre-shared-key preSharedKey preshared_key secret_key secretKey auth_key authKey auth-key md5-key
    encryption_key private_key privateKey auth-pwd ppk-secret ldapBindPassword`,
  kPq83ZtLw20YxVb6RmNdP4: `session_token sessionToken access_token accessToken access-token refresh_token
    refreshToken id_token auth_token authToken csrf_token csrfToken bearer_token api_token api_key apiKey api-key
    apikey x-api-key access_key accessKey sessionid session_id session-id SVPNCOOKIE`,
  '583917': 'otp_code otpCode auth_code authCode auth_token_code token_code passcode verification_code otp',
};

/** The notations for a value after a name. */
const SEPARATORS: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value}`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `${name} : ${value}`,
  (name, value) => `${name} := ${value}`,
  (name, value) => `${name} => ${value}`,
  (name, value) => `${name} -> ${value}`,
  (name, value) => `${name}(${value})`,
  (name, value) => `${name}[${value}]`,
  (name, value) => `${name} {${value}}`,
  (name, value) => `${name} '${value}'`,
  (name, value) => `${name} "${value}"`,
  (name, value) => `{"a":1,"${name}":"${value}","b":2}`,
  (name, value) => JSON.stringify({ a: JSON.stringify({ [name]: value, b: 2 }) }),
  (name, value) => JSON.stringify({ a: JSON.stringify(JSON.stringify({ [name]: value, b: 2 })) }),
  (name, value) => `{&quot;${name}&quot;:&quot;${value}&quot;}`,
  (name, value) => `<${name}>${value}</${name}>`,
  (name, value) => `&lt;${name}&gt;${value}&lt;/${name}&gt;`,
  (name, value) => `GET /x?a=1&${name}=${value}&b=2 HTTP/1.1`,
  (name, value) => `a%3D1%26${name}%3D${value}%26b%3D2`,
  (name, value) => `${name}%3A${value}`,
  (name, value) => `12,${name},${value},ok`,
  (name, value) => `time,${name},result\n12,${value},ok`,
  (name, value) => `    set ${name} ${value}`,
  (name, value) => `the ${name} is ${value}`,
  (name, value) => `${name}\t${value}`,
  (name, value) => `${name}|${value}`,
  (name, value) => `${name}\u00a0:\u00a0${value}`,
  (name, value) => `${name}\u2003=\u2003"${value}"`,
];

describe('The value of a secret', () => {
  for (const [value, names] of Object.entries(NAMES)) {
    test(`such as ${value} is masked after each of its names and every separator, in every kind of line`, () => {
      every(names.split(/\s+/), itself, name => {
        for (const line of SEPARATORS) {
          for (const before of ['', '2025-01-15 10:00:00 [1907] do_it-', '[242:root:1c]do_it:33 ']) {
            const output = line(name, value);
            if (before !== '' && /^\s|\n/.test(output)) continue;
            expect(redact(`FGT # diagnose debug enable\n${before}${output}\n`), output).not.toContain(value);
          }
        }
      });
    });
  }
});

test.each([
  ['<Shared Secret>Sommer-2024!Xy7</Shared Secret>', 'Sommer-2024!Xy7'],
  ['client_secret\tNordwand8578', 'Nordwand8578'],
  ['| api_key | Nordwand8578 |', 'Nordwand8578'],
  ['"row","ticket=kPq83ZtLw20YxVb6RmNdP4"', 'kPq83ZtLw20YxVb6RmNdP4'],
])('The value is masked in %s', (line, value) => {
  expect(redact(`FGT # diagnose debug enable\n${line}\n`)).not.toContain(value);
});

describe('Names with other endings, and values that are not secret', () => {
  test.each([
    'set password-policy enable',
    'password is required',
    'password: expired',
    'no password for session',
    'error_code=123456',
  ])('are kept: %s', line => {
    const text = `FGT # diagnose debug enable\n${line}\n`;
    expect(redact(text)).toBe(text);
  });
});

describe('Names that a known sentence of a daemon holds', () => {
  const ISO = '2024-03-30T04:10:03.123456+00:00 fac';

  const CASES = [
    [`${ISO} radiusd[1234]: (4) facauth: Local user found: moribandelu`, 'moribandelu'],
    [`[92] __tac_plus_server_push-Inserted tac+ server 'moribandelu'.`, 'moribandelu'],
    ['FTC: adding user moribandelu', 'moribandelu'],
    ['[authd_auth_result_handler:884]: user moribandelu auth result 1, policy 12', 'moribandelu'],
    ['fnbamd_fsm.c[1274] handle_req-Rcvd auth req 1 for moribandelu in ldap1 opt=27 prot=0', 'moribandelu'],
    ['The user mori.bandelu cannot log in since Monday', 'mori.bandelu'],
    ['Failed password for invalid user moribandelu from 192.0.2.1 port 53312 ssh2', 'moribandelu'],
    ['FortiToken FTKMOB0A1B2C3D4E assigned to mori.bandelu', 'mori.bandelu'],
    ['Account Name:\t\tmoribandelu', 'moribandelu'],
    ['computer account PC-MORIBANDELU7$ joined', 'MORIBANDELU'],
    ['DC: dc-moribandelu', 'moribandelu'],
    ['RADIUS server nps-moribandelu1 did not answer', 'moribandelu'],
    ['Connected to wireless network Mori-bandelu', 'bandelu'],
    ['Support contract 8356RT728709 registered', '728709'],
    ['From: Mori Bandelu <mori@corp.example.org>', 'Bandelu'],
    ['reported by Mori Bandelu (mori@corp.example.org)', 'Bandelu'],
    ['| User | Host |\n|---|---|\n| mori.bandelu | pc-01 |', 'bandelu'],
  ] as const;

  test('are masked', () => {
    every(CASES, first, ([line, name]) => {
      const copy = redact(`FGT # diagnose debug enable\n${line}\n`);
      expect(copy).not.toContain(name);
      expect(redact(copy)).toBe(copy);
    });
  });
});

test('A name that a terminal wrapped in such a sentence is masked completely', () => {
  const line = '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (4) facauth: Local user found: ';
  const text = `${[`${line}mori`, 'bandelu', `${line}tele`, 'pandro'].join('\n')}\n`;
  const copy = redact(text);
  for (const part of ['mori', 'bandelu', 'tele', 'pandro']) expect(copy).not.toContain(part);
  expect(copy.split('\n')).toHaveLength(text.split('\n').length);
});

test('The settings of a user are not taken for a name', () => {
  const line = '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (4) facauth: User';
  const copy = redact(
    `${line} [enable fido: false, token count: 0]\n${line} [username: moribandelu, token count: 0]\n`,
  );
  expect(copy).toContain('User [enable fido: false, token count: 0]');
  expect(copy).not.toContain('moribandelu');
});

test('Both ends of a packet of tcpdump are masked', () => {
  const copy = redact(
    '16:36:12.299999 port1 In IP 192.168.7.1.23672 > 192.168.7.9.tacacs: Flags [S], length 0\n',
  );
  expect(copy).not.toContain('192.168.7');
  expect(copy).toContain('.23672 > ');
});
