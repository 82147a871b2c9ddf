import type { Span } from '../syntax';

/** What kind of secret a value is; each has a rule of its own, `secret/<class>`. */
export type SecretClass = 'otp-seed' | 'activation-code' | 'qr-code' | 'licence-code' | 'password';

/** A value that must not be shared, with every place where it stands. The value itself is not kept. */
export interface Secret {
  readonly class: SecretClass;
  readonly places: readonly Span[];
  /** The token that it belongs to, where the capture says so. */
  readonly token: string | undefined;
}
