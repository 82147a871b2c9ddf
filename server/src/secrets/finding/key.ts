import type { SecretForm, SecretWords } from '../../knowledge/secretWords';
import type { FoundKind } from '../types';

/** A key: words that introduce a value, and the kind of that value. */
export interface Key {
  readonly form: SecretForm;
  readonly kind: FoundKind;
  readonly value: SecretWords['value'];
  /** The words before the last one, nearest first. */
  readonly before: readonly string[];
  /** A character required before the key, or empty. */
  readonly prefix: string;
  /** A character required after the key, or empty. */
  readonly suffix: string;
}
