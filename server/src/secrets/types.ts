import type { Span } from '../syntax';

const CLASSES = [
  'otp-seed',
  'activation-code',
  'qr-code',
  'one-time-code',
  'password',
  'key',
  'session',
  'licence-code',
] as const;

/** The kind of secret; each has its own rule, `secret/<class>`. */
export type SecretClass = (typeof CLASSES)[number];

/** What a value reveals about a person, a customer or a unit: not secret, but not for publication. */
export type IdentityKind =
  | 'serial'
  | 'address'
  | 'address6'
  | 'mac'
  | 'mail'
  | 'host'
  | 'uuid'
  | 'phone'
  | 'user'
  | 'group'
  | 'server'
  | 'connection'
  | 'name'
  | 'number';

/**
 * What was found: a secret; an identity; bytes of a dump or its text column; a long unidentified run of hex digits or
 * base64 (removed from a shared copy, but not reported as a problem); or a value to keep, because it is already masked or
 * is a public name.
 */
export type FoundKind = SecretClass | IdentityKind | 'bytes' | 'column' | 'run' | 'kept';

/** The place of a secret; it has several parts if it wraps over lines. */
export interface SecretPlace extends Span {
  readonly parts: readonly Span[];
}

/** A value that must not be shared, with its places. The value itself is not stored. */
export interface Secret {
  readonly class: SecretClass;
  readonly places: readonly SecretPlace[];
  /** The number of further places; 0 if `places` is complete. */
  readonly omitted: number;
  /** The token it belongs to, if the capture names it. */
  readonly token: string | undefined;
  /** True for bytes of a dump: hex digits that may be separated by blanks. */
  readonly inDump: boolean;
}

/** One value at one place. */
export interface Found {
  readonly kind: FoundKind;
  readonly place: SecretPlace;
  /** The value without line breaks inserted by a terminal. */
  readonly value: string;
  readonly token?: string | undefined;
  /** True for bytes of a dump: hex digits separated by blanks or line breaks. */
  readonly inDump?: boolean;
}

/** True for a kind of value that names a person, a customer or a unit. */
export function isIdentity(kind: FoundKind): kind is IdentityKind {
  return !(isSecretClass(kind) || kind === 'run' || kind === 'bytes' || kind === 'column' || kind === 'kept');
}

export const SECRET_CLASSES: ReadonlySet<SecretClass> = new Set(CLASSES);

export function isSecretClass(kind: string): kind is SecretClass {
  return (SECRET_CLASSES as ReadonlySet<string>).has(kind);
}
