import type { Negotiation, Proposal, ProposalList } from '../trace';

/** The difference between two lists of proposals. */
export interface ProposalDifference {
  /** The fields without a common value in the two most similar proposals; none if they are the same. */
  readonly fields: readonly string[];
  /** The values of these fields, of both ends. */
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
}

const MAX_SHOWN = 4;

/** The IKEv2 name of each IKEv1 field. */
const FIELDS: Readonly<Record<string, string>> = {
  OAKLEY_ENCRYPT_ALG: 'ENCR',
  OAKLEY_HASH_ALG: 'INTEGR',
  AUTH_ALG: 'INTEGR',
  OAKLEY_GROUP: 'DH_GROUP',
};

/** The FortiOS numbers of Diffie-Hellman groups. */
const GROUPS: Readonly<Record<string, string>> = {
  MODP768: '1', MODP1024: '2', MODP1536: '5', MODP2048: '14', MODP3072: '15', MODP4096: '16', MODP6144: '17',
  MODP8192: '18', ECP256: '19', ECP384: '20', ECP521: '21', ECP224BP: '27', ECP256BP: '28', ECP384BP: '29',
  ECP512BP: '30', CURVE25519: '31', CURVE448: '32',
}; // oxfmt-ignore

/**
 * Compares the peer's proposals with those of this unit: of all pairs, the one that differs in the fewest fields.
 * @returns undefined if the capture lacks one of the lists
 */
export function differenceOf({ offered, own, isChild }: Negotiation): ProposalDifference | undefined {
  if (!offered || offered.proposals.length === 0) return undefined;
  let best: { fields: readonly string[]; theirs: Proposal; ours: Proposal; list: ProposalList } | undefined;
  const peers = offered.proposals.map(one => plainFields(one, isChild));
  for (const list of own) {
    for (const ours of list.proposals.map(one => plainFields(one, isChild))) {
      for (const theirs of peers) {
        const fields = fieldsApart(theirs, ours);
        if (!best || fields.length < best.fields.length) best = { fields, theirs, ours, list };
      }
    }
  }
  if (!best) return undefined;
  const { fields, theirs, ours, list } = best;
  const [only] = fields;
  // If only one field differs, all values of either end say more than those of one pair.
  if (only !== undefined && fields.length === 1)
    return {
      fields,
      theirs: valuesOf(peers, only),
      ours: valuesOf(
        list.proposals.map(one => plainFields(one, isChild)),
        only,
      ),
    };
  const of = (proposal: Proposal): string[] =>
    fields.map(field => shown(proposal.get(field) ?? ['none'], '/'));
  return { fields, theirs: of(theirs), ours: of(ours) };
}

function fieldsApart(one: Proposal, other: Proposal): string[] {
  const apart: string[] = [];
  for (const field of new Set([...one.keys(), ...other.keys()])) {
    const values = other.get(field) ?? [];
    if (!(one.get(field) ?? []).some(value => values.includes(value))) apart.push(field);
  }
  return apart;
}

/** The fields of a proposal under the names of IKEv2, with values as the configuration names them. */
export function plainFields(proposal: Proposal, isChild: boolean): Proposal {
  const plain = new Map<string, readonly string[]>();
  for (const [field, values] of proposal) {
    const named = values.filter(value => value !== 'AUTH_NONE').map(valueName);
    if (named.length > 0) plain.set(FIELDS[field] ?? field, named);
  }
  // A proposal of a phase 2 without a group has no PFS.
  if (isChild && !plain.has('DH_GROUP')) plain.set('DH_GROUP', ['none']);
  return plain;
}

function valuesOf(proposals: readonly Proposal[], field: string): string[] {
  const values = new Set(proposals.flatMap(proposal => proposal.get(field) ?? ['none']));
  return [shown([...values])];
}

function shown(values: readonly string[], between = ', '): string {
  const first = values.slice(0, MAX_SHOWN);
  return (values.length > MAX_SHOWN ? [...first, '…'] : first).join(between);
}

/** A value as `set proposal` and `set dhgrp` have it: `aes128`, `sha256`, `14`; an unknown value is unchanged. */
function valueName(value: string): string {
  const group = GROUPS[value];
  if (group !== undefined) return group;
  const { name = value, length = '' } = /^(?<name>\S+)(?: (?<length>\d+))?$/.exec(value)?.groups ?? {};
  const plain = name.replace(/^(?:ESP|AUTH|PRF)_/, '').replace(/^HMAC_/, '');
  return hashName(plain) ?? cipherName(plain, length) ?? value;
}

function hashName(plain: string): string | undefined {
  const bits = /^SHA2?_?(?<bits>256|384|512)/.exec(plain)?.groups?.['bits'];
  if (bits !== undefined) return `sha${bits}`;
  if (/^SHA(?:1|_96)?$/.test(plain)) return 'sha1';
  return /^MD5/.test(plain) ? 'md5' : undefined;
}

const CIPHER = /^(?<cipher>3DES|DES|AES|ARIA|SEED|CHACHA20_POLY1305)(?:_(?<mode>CBC|GCM)\w*)?$/;

function cipherName(plain: string, length: string): string | undefined {
  const cipher = CIPHER.exec(plain)?.groups;
  if (!cipher) return undefined;
  const base = (cipher['cipher'] ?? '').toLowerCase().replace('_', '');
  return `${base}${base === 'chacha20poly1305' ? '' : length}${cipher['mode'] === 'GCM' ? 'gcm' : ''}`;
}
