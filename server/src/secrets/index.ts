export { bytesOf } from './dumps';
export { findSecrets } from './find';
export { redact, Redaction, type RedactEdit, type RedactOptions, withEdits } from './redact';
export type { Found, FoundKind, IdentityKind, Secret, SecretClass, SecretPlace } from './types';
