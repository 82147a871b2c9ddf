import type { SecretForm, SecretWords } from '../../knowledge/secretWords';
import type { FoundKind } from '../types';

/** A word that introduces a value, and the kind of that value. */
export interface Key {
  readonly form: SecretForm;
  readonly kind: FoundKind;
  readonly value: SecretWords['value'];
  /** The words before the last one, nearest first. */
  readonly before: readonly string[];
  /** A character that must be before the key; empty for none. */
  readonly prefix: string;
  /** A character that must be after the key; empty for none. */
  readonly suffix: string;
}
