import type { Span } from '../syntax';

/** What kind of secret a value is; each has a rule of its own, `secret/<class>`. */
export type SecretClass = 'otp-seed' | 'activation-code' | 'qr-code' | 'licence-code' | 'password';

/** Where a secret stands; one that was wrapped over lines stands in parts. */
export interface SecretPlace extends Span {
  readonly parts: readonly Span[];
}

/** A value that must not be shared, with every place where it stands. The value itself is not kept. */
export interface Secret {
  readonly class: SecretClass;
  readonly places: readonly SecretPlace[];
  /** The token that it belongs to, where the capture says so. */
  readonly token: string | undefined;
}
