import type { Span } from '../syntax';

/** What kind of secret a value is; each has a rule of its own, `secret/<class>`. */
export type SecretClass =
  | 'otp-seed'
  | 'activation-code'
  | 'qr-code'
  | 'one-time-code'
  | 'password'
  | 'key'
  | 'session'
  | 'licence-code';

/** What a value reveals about a person, a customer or a unit: not secret, but not to be published. */
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
  | 'name';

/**
 * What was found: a secret, an identity, bytes of a dump and the column of their characters, a long run of hex digits or base64 that nobody can say
 * anything of (such a run is taken out of a shared copy, but is no problem of its own), or a value that
 * stays: one that is masked already, or a name that everybody knows.
 */
export type FoundKind = SecretClass | IdentityKind | 'bytes' | 'column' | 'run' | 'kept';

/** The place of a secret; one that was wrapped over lines has several parts. */
export interface SecretPlace extends Span {
  readonly parts: readonly Span[];
}

/** A value that must not be shared, with its places. The value itself is not kept. */
export interface Secret {
  readonly class: SecretClass;
  readonly places: readonly SecretPlace[];
  /** The number of further places; 0 if `places` has them all. */
  readonly omitted: number;
  /** The token that it belongs to, where the capture says so. */
  readonly token: string | undefined;
  /** Its value is bytes of a dump: digits that may have blanks between them. */
  readonly inDump: boolean;
  /** Where the block begins that its first place is in: see `BlockTracker`. */
  readonly block: number;
}

/** One value in one place. */
export interface Found {
  readonly kind: FoundKind;
  readonly place: SecretPlace;
  /** The value without the line breaks of a terminal that wrapped it. */
  readonly value: string;
  readonly token?: string | undefined;
  /** The value is bytes of a dump: digits with blanks and line breaks between them. */
  readonly inDump?: boolean;
}

/** All classes of secrets. */
export const SECRET_CLASSES: ReadonlySet<SecretClass> = new Set([
  'otp-seed',
  'activation-code',
  'qr-code',
  'one-time-code',
  'password',
  'key',
  'session',
  'licence-code',
]);

export function isSecretClass(kind: string): kind is SecretClass {
  return (SECRET_CLASSES as ReadonlySet<string>).has(kind);
}
