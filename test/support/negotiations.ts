/** ike lines about one negotiation, in the formats of several releases. Addresses and SPIs are made up. */
const US = '192.0.2.1';
const PEER = '198.51.100.2';
export const SPI = 'bdb6664c9a3e5f1e/0000000000000000';
export const BOTH_SPIS = 'bdb6664c9a3e5f1e/c084389002b2ff41';

/** How a release begins a line, up to the tunnel name. */
const NEW = 'ike V=root:0:';
const OLD = 'ike 0:';

/** Lines with one tag, such as `site-a:301`. */
export const lines = (tag: string, ...content: readonly string[]): string =>
  content.map(one => `${NEW}${tag}: ${one}\n`).join('');

export const older = (text: string): string => text.replaceAll(NEW, OLD).replaceAll('ike V=root:', 'ike ');

/** A packet from the peer. */
export const packet = (exchange: string, id = BOTH_SPIS, port = 500): string =>
  `ike V=root:0: comes ${PEER}:${port}->${US}:${port},ifindex=4,vrf=0,len=453....\n` +
  `ike V=root:0: ${exchange} id=${id} len=453\n`;

/** A message from this unit. */
export const sent = (message: string, port = 500, id = BOTH_SPIS): string =>
  `sent IKE msg (${message}): ${US}:${port}->${PEER}:${port}, len=272, vrf=0, id=${id}, oif=6`;

/** Fields of a proposal of IKEv2: `['ENCR', 'DES_CBC']`. */
export type Fields = readonly (readonly [field: string, value: string])[];

export const AES: Fields = [
  ['ENCR', 'AES_CBC (key_len = 128)'],
  ['INTEGR', 'AUTH_HMAC_SHA2_256_128'],
  ['PRF', 'PRF_HMAC_SHA2_256'],
  ['DH_GROUP', 'MODP2048.'],
];

/** A list of phase 1 proposals. */
export const proposals = (header: string, ...all: readonly Fields[]): string[] => [
  header,
  ...all.flatMap((fields, index) => [
    `proposal id = ${index + 1}:`,
    '  protocol = IKEv2:',
    '     encapsulation = IKEv2/none',
    ...fields.map(([field, value]) => `        type=${field}, val=${value}`),
  ]),
];

/** A list of phase 2 proposals. */
export const childProposals = (header: string, ...all: readonly Fields[]): string[] =>
  proposals(header, ...all).map(line => line.replace('IKEv2:', 'ESP:').replace('IKEv2/none', 'TUNNEL'));

/** The fields with some values replaced. */
export const changed = (fields: Fields, other: Readonly<Record<string, string>>): Fields =>
  fields.map(([field, value]) => [field, other[field] ?? value]);
