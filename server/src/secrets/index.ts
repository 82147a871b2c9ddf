export { bytesOf } from './dumps';
export { findSecrets } from './find';
export type { Found, FoundKind, IdentityKind, Secret, SecretClass, SecretPlace } from './types';
