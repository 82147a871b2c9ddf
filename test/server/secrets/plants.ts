import fc from 'fast-check';
import { SECRET_CLASSES, type SecretClass } from '../../../server/src/secrets/types';
import { shownOf } from '../../support/reading';

/** What a plant is: the classes of secrets, and identities. */
export type PlantKind = SecretClass | 'serial' | 'user' | 'group' | 'mail' | 'host' | 'address' | 'mac';

/** A value that must not survive, and the lines that contain it. */
export interface Plant {
  readonly kind: PlantKind;
  readonly value: string;
  readonly text: string;
  /** Another spelling of the value in the text: a password in hex. */
  readonly spelled?: string;
}

/** A text and the values planted in it. */
export interface Planted {
  readonly text: string;
  readonly plants: readonly Plant[];
}

type Carrier = (value: string) => string;

const TOKEN = 'FTKMOB0A1B2C3D4E';
const json =
  (name: string): Carrier =>
  value =>
    `{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"${TOKEN}","${name}":"${value}","error":null}],"result":2,"error":null}}`;
const spaced =
  (name: string): Carrier =>
  value =>
    `{ "d": { "__type": "SoftToken.ProvisionRequest", "tokens": [ { "token": "${TOKEN}", "${name}": "${value}", "digits": 6 } ] } }`;
const hexOf = (value: string): string => Buffer.from(value, 'latin1').toString('hex').toUpperCase();
const attribute = (number: string, value: string): string =>
  number + value.length.toString(16).padStart(4, '0').toUpperCase() + hexOf(value);

/** Lines of captures with a place for a value; `§` is the place of an optional time stamp. */
const CARRIERS: Readonly<Record<PlantKind, readonly Carrier[]>> = {
  'otp-seed': [
    json('seed'),
    spaced('seed'),
    value => `§ftm_fc_command[634]:${spaced('seed')(value)}`,
    value => `        set seed ${value}`,
    value => `        set seed "${value}"`,
    value => `FGT (${TOKEN}) # set seed ${value}`,
    value => `seed : ${value}`,
    value => json('seed')(value).replace('"seed"', 'seed"'),
    value => json('seed')(value).replace('"seed"', '"seed'),
  ],
  'activation-code': [
    json('token_activation_code'),
    value => `§ftm_cfg_send_token_activation_code[345]:sent activation code: ${value} to user01@example.com`,
    value => `activation-code : ${value}`,
    value => `activation-code : ${value}  <----`,
    value => `        set activation-code "${value}"`,
    value => `FGT (${TOKEN}) # set activation-code ${value}`,
    value => `Your FortiToken Mobile activation code is ${value}.`,
    value => `alertmail_send: body=Activation code: ${value}, expires soon`,
  ],
  'qr-code': [
    json('qr_code'),
    spaced('qr_code'),
    value => `<img src="data:image/png;base64,${value}">`,
    value => `§ftm_fc_save_qr_image[138]:picture ${value}`,
  ],
  'one-time-code': [
    value => `FortiToken clock drift detected (code: ${value}). Please input the next code and continue`,
    value => `Your authentication token code is ${value}.`,
    value => `AuthCode: ${value}`,
    value => `FGT # diagnose fortitoken test ${TOKEN} ${value} 999999 80`,
    value => `FGT # execute fortitoken sync ${TOKEN} ${value} 999999`,
    value => `§[5784:root:d9]readPost:20 ajax=1&username=user01&code=${value}&magic=1-1`,
  ],
  password: [
    value => `    set passwd "${value}"`,
    value => `    set passwd ${value}`,
    value => `    set psksecret ${value}`,
    value => `FGT (tunnel01) # set psksecret "${value}"`,
    value => `FGT # diagnose test authserver ldap server01 user01 ${value}`,
    value => `FGT # di test auths radius server01 mschap2 user01 ${value}`,
    value => `diagnose test authserver ldap server01 user01 ${value}`,
    value =>
      `FGT # diagnose forticare direct-registration product-registration -a user01@example.com -p ${value} -T n`,
    value => `FGT # execute fortiguard-log login user01@example.com ${value}`,
    value => `FGT # execute fortitoken import ftp seeds.ftk 192.0.2.5 user01 ${value}`,
    value => `FGT # execute backup config ftp backup.conf 192.0.2.5 user01 ${value}`,
    value => `§[5784:root:d9]readPost:20 ajax=1&username=user01&realm=&credential=${value}&x=1`,
    value => `{"username":"user01","password":"${value}","remember":false}`,
    value => `password: ${value}`,
    value => `§[328] fds_print_msg: user=user01, password=${value}, retry=1`,
  ],
  key: [
    value => `§ike 0:tunnel01:60244: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:${value}`,
    value => `§ike 0:tunnel01:60244: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ar 32:${value}`,
    value => `§ike 0:tunnel01:60244: IPsec SA enc spi 12ab34cd key 16:${value}`,
    value => `§ike 0:tunnel01:60244: IPsec SA dec spi 12ab34cd key 32:${value} auth 20:${value}`,
    value => `  dec: spi=12ab34cd esp=aes key=16 ${value.toLowerCase()}`,
    value => `§ike V=root:0:tunnel01:60244: SKEYID_e 32:${value}`,
  ],
  session: [
    value => `Cookie: SVPNCOOKIE=${value}; other=1`,
    value => `Set-Cookie: SVPNCOOKIE=${value}; path=/; secure; httponly`,
    value => `§[5784:root:d9]req: /remote/index SVPNCOOKIE=${value}`,
    value =>
      `§[15453:root:96]deconstruct_session_id:716 decode session id ok, user=[user01], group=[],csrf_token=[${value}],idx=0`,
    value => `§[15453:root:96]deconstruct_session_id:716 decode session id ok, sid=${value},login=1670247821`,
    value => `GET /api/v2/monitor HTTP/1.1\nHost: 192.0.2.1\nAuthorization: Bearer ${value}\n`,
    value => `{"access_token":"${value}","expires_in":3600}`,
    value => `https://login.example.com/saml2?SAMLRequest=${value}`,
    value => `https://login.example.com/saml2?SAMLRequest=${value}&RelayState=magic`,
    value => `SAMLResponse=${value}`,
    value => `§__samld_sp_create_auth_req [447]: <ds:SignatureValue>${value}</ds:SignatureValue>`,
    value =>
      `§[authd_http_prepare_javascript_redir:3909]: https://192.0.2.1:9443/saml?${value.replace(/\W/g, '')}`,
    value => `GET /remote/saml/start?magic=${value.replace(/\W/g, '')} HTTP/1.1`,
  ],
  'licence-code': [
    json('license'),
    value => `        set license "${value}"`,
    value => `FGT (${TOKEN}) # set license ${value}`,
    value => `§ftm_cfg_import_license[99]:import license ${value} done`,
    value => `Licence number ${value} was registered.`,
  ],
  serial: [
    value => `§ftm_cfg_provision_token[417]:provision token: ${value}`,
    value =>
      `{"d":{"__type":"SoftToken.PollingResponse","serial_number":"${value}","__clustered_sns":[{"sn":"${value}","error":null}],"tokens":[],"result":1}}`,
    value => `§__get_json_cluster_obj[183]:vSN: ${value}, first member SN: ${value}${value}, has_vsn: 1`,
    value =>
      `§[137] fds_print_msg: GET /api/v1/balance?&sn=${value}&cluster_members=%5B%27${value}%27%5D HTTP/1.1`,
    value => `§ftm_fc_save_qr_image[138]:Create an QR code image /data2/tmp/ftm_qr_${value}.png`,
    value => `Serial-Number: ${value}`,
  ],
  user: [
    value => `§[1906] handle_req-Rcvd auth req 1516264661 for ${value} in opt=00200400 prot=11`,
    value => `§[5784:root:d9]sslvpn_authenticate_user:192 authenticate user: [${value}]`,
    value => `§[15453:root:82]login_failed:393 user[${value}],auth_type=1 failed [sslvpn_login_unknown_user]`,
    value => `§ike V=root:0:tunnel01:35392: received XAUTH_USER_NAME '${value}' length 7`,
    value => `§ike V=root:0:tunnel01: XAUTH failed for user "${value}", retry(2).`,
    value => `§[1718] fnbamd_ldap_init-search filter is: sAMAccountName=${value}`,
    value => `§[616] fnbamd_pop3_start-${value}`,
  ],
  group: [
    value => `§[466] __compose_group_list_from_req-Group '${value}', type 1`,
    value => `§[5784:root:d9]group_desc[0].grpname = ${value}`,
    value => `§[587] __group_match-Group '${value}' passed group matching`,
  ],
  mail: [
    value => `§extract_success_vsas[362] FORTINET attr, type 253, val ${value}`,
    value => `    set email-to "${value}"`,
    value => `§ftm_cfg_send_token_activation_code[345]:sent mail to ${value}`,
  ],
  host: [
    value => `§[115] fnbamd_dns_resolv_ex-DNS req ipv4 0xabe '${value}'`,
    value => `§[868] __rad_rxtx-Sent radius req to server 'srv': fd=11, IP=${value}(192.0.2.1:1812) code=1`,
    value => `FGT # execute ping ${value}`,
    value => `§[authd_http_set_server_cert:820]: found ${value} for ${value}`,
  ],
  address: [
    value => `§ike V=root:0: comes ${value}:500->192.0.2.2:500,ifindex=6,vrf=0,len=514....`,
    value => `§[306] fnbamd_dns_parse_resp-req 0xabe: ${value}`,
    value =>
      `id=20085 trace_id=6 func=print_pkt_detail line=5777 msg="vd-root:0 received a packet(proto=6, ${value}:10001->192.0.2.100:80) from port1. flag [S]"`,
    value => `§[275:root:1f0]SSL state:before SSL initialization (${value})`,
  ],
  mac: [value => `§[12] wlan_sta-client ${value} joined`],
};

/** A value of random characters. It stays random while a failing case shrinks, since a secret is never `AAAA`. */
const pick = (signs: string, least: number, most: number): fc.Arbitrary<string> =>
  fc.nat().map(seed => {
    let state = seed;
    const next = (below: number): number => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
    const length = least + next(most - least + 1);
    return Array.from({ length }, () => signs[next(signs.length)] ?? '').join('');
  });
const HEX = '0123456789ABCDEF';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const WORD = LETTERS + LETTERS.toUpperCase() + '0123456789';

/**
 * Random values of the usual shapes of a class. The addresses are not documentation addresses, because those would
 * not be replaced.
 */
const VALUES: Readonly<Record<PlantKind, fc.Arbitrary<string>>> = {
  'otp-seed': pick(HEX, 40, 40),
  'activation-code': pick(BASE32, 14, 14).map(rest => 'EE' + rest),
  'qr-code': pick(BASE64, 60, 300).map(rest => `iVBORw0KGgo${rest}==`),
  'one-time-code': pick('3456789', 4, 4).map(rest => '12' + rest),
  password: pick(WORD + '!$%*+-./:@^_~#', 8, 24).filter(
    value => /^\w.*\w$/.test(value) && /[a-z]\d|\d[a-z]/i.test(value) && !/\*\*/.test(value),
  ),
  key: pick(HEX, 32, 64).map(value => value.slice(0, value.length & ~1)),
  session: pick(BASE64.replace('/', '').replace('+', '') + '_-', 20, 120).filter(value =>
    /^\w.*[a-z]\d|\d[a-z].*\w$/i.test(value),
  ),
  'licence-code': pick('0123456789', 12, 12).map(rest => 'EFTM' + rest),
  serial: fc
    .tuple(
      fc.constantFrom('FGT60F', 'FG140E', 'FTKMOB', 'FGT40F', 'FG100F', 'FTK200'),
      pick(HEX, 6, 6),
      pick('0123456789', 4, 4),
    )
    .map(parts => parts.join('')),
  user: fc.tuple(pick(LETTERS, 3, 9), pick('23456789', 1, 3)).map(([name, number]) => `q${name}${number}`),
  group: fc.tuple(pick(LETTERS, 3, 9), pick(LETTERS, 3, 9)).map(([a, b]) => `G-q${a}-${b}`),
  mail: fc.tuple(pick(LETTERS, 4, 12), pick(LETTERS, 4, 12)).map(([a, b]) => `q${a}.x@q${b}.net`),
  host: fc.tuple(pick(LETTERS, 4, 12), pick(LETTERS, 4, 12)).map(([a, b]) => `q${a}.lab.q${b}.net`),
  address: fc
    .tuple(
      fc.constantFrom(10, 172, 192, 185, 82),
      fc.integer({ min: 16, max: 250 }),
      fc.nat(255),
      fc.integer({ min: 1, max: 254 }),
    )
    .map(([a, b, c, d]) => `${a}.${a === 192 ? 168 : b}.${c}.${d}`),
  mac: fc
    .array(pick('0123456789abcdef', 2, 2), { minLength: 5, maxLength: 5 })
    .map(rest => ['04', ...rest].join(':')),
};

export const SECRET_KINDS: readonly PlantKind[] = [...SECRET_CLASSES];
export const IDENTITY_KINDS: readonly PlantKind[] = [
  'serial',
  'user',
  'group',
  'mail',
  'host',
  'address',
  'mac',
];

/** A value of one of `kinds` in a line that can hold it. */
export function plantOf(kinds: readonly PlantKind[]): fc.Arbitrary<Plant> {
  return fc
    .constantFrom(...kinds)
    .chain(kind =>
      fc
        .tuple(VALUES[kind], fc.constantFrom(...CARRIERS[kind]))
        .map(([value, carrier]) => plant(kind, value, carrier)),
    );
}

function plant(kind: PlantKind, written: string, carrier: Carrier): Plant {
  const text = carrier(written);
  const value = text.includes(written)
    ? written
    : text.includes(written.toLowerCase())
      ? written.toLowerCase()
      : written.replace(/\W/g, '');
  return { kind, value, text };
}

/** A password that only a decrypted message of ike shows, in hex. */
export const xauthPlant: fc.Arbitrary<Plant> = fc
  .tuple(VALUES.password, VALUES.user, pick(HEX, 20, 60))
  .map(([value, user, rest]) => {
    const bytes = rest.slice(0, rest.length & ~1);
    const message = bytes + attribute('4089', user) + attribute('408A', value) + bytes;
    return { kind: 'password', value, spelled: hexOf(value), text: `§ike 0:tunnel01:35392: dec ${message}` };
  });

/** MSCHAP material in the two forms of a dump. */
export const mschapPlant: fc.Arbitrary<Plant> = fc
  .tuple(pick(HEX.toLowerCase(), 32, 32), fc.boolean())
  .map(([challenge, rows]) => {
    const bytes = ('013c00211a013c001c10' + challenge + '686f737461706400').slice(0, 66).match(/../g) ?? [];
    const value = (challenge.match(/../g) ?? []).join(' ');
    const lines = rows
      ? `§1727194889.935623: RADIUS SRV: EAP data from the state machine - hexdump(len=33):\n§ ${bytes.slice(0, 32).join(' ')}\n§ ${bytes.slice(32).join(' ')}`
      : `§fnbamd_dbg_hex_pnt[48] EAP msg from server (33)-${bytes.join(' ').toUpperCase()}`;
    return { kind: 'key', value: rows ? value : value.toUpperCase(), text: lines };
  });

/** How the lines of a capture were displayed: time stamps, line ends, and the width at which they wrapped. */
export interface Shown {
  readonly stamps: boolean;
  readonly end: '\n' | '\r\n' | '\r\r\n';
  readonly width: number | undefined;
}

export const shown: fc.Arbitrary<Shown> = fc.record({
  stamps: fc.boolean(),
  end: fc.constantFrom<Shown['end'][]>('\n', '\r\n', '\r\r\n'),
  width: fc.constantFrom(undefined, undefined, 80, 138),
});

/** Lines as a terminal shows them. It wraps debug lines and payloads at its width, in the middle of a word. */
export function textOf(lines: readonly string[], { stamps, end, width }: Shown): string {
  return lines
    .flatMap(line => line.split('\n'))
    .map(line => {
      const debug = line.startsWith('§') || line.startsWith('{');
      const whole = line.replace('§', stamps ? '2025-02-03 10:00:00 ' : '');
      return debug && width !== undefined && end !== '\r\r\n'
        ? whole.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')
        : whole;
    })
    .join('\n')
    .concat('\n')
    .replaceAll('\n', end);
}

/** A line with a plant, wrapped by a terminal of `width` columns, in a capture where no other line reveals that width. */
export function wrappedAlone({ text }: Plant, width: number): string {
  const lines = text
    .replace('§', '2025-02-03 10:00:00 ')
    .replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
  return `FGT60F # diagnose debug enable\n\n${lines}\nFGT60F # \nFGT60F # get system status\n`;
}

/** The planted values that `said` still contains: eight consecutive characters of a secret, or a whole identity. */
export function survivors({ plants: all, text }: Planted, content: string): string[] {
  const flat = content.replace(/[\r\n]/g, '');
  return all.flatMap(({ kind, value, spelled }) => {
    if (!text.replace(/[\r\n]/g, '').includes(value) && spelled === undefined)
      throw new Error(`not planted: ${kind} ${value}`);
    if (IDENTITY_KINDS.includes(kind)) return flat.includes(value) ? [`${kind} ${value}`] : [];
    // Bytes of a dump: eight of their digits, ignoring the spaces between them.
    if (value.includes(' '))
      return shownOf([value.replaceAll(' ', '')], flat.replaceAll(' ', '')).length > 0 ? [value] : [];
    const secret = kind === 'qr-code' ? value.slice(13) : value;
    const left = [
      ...shownOf([secret], content),
      ...shownOf([secret], flat),
      ...(spelled === undefined ? [] : shownOf([spelled], flat)),
    ];
    if (secret.length < 8 && flat.includes(secret)) left.push(secret);
    return left.length > 0 ? [`${kind} ${value}`] : [];
  });
}
