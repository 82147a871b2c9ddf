export { ChunkFacts } from './copy/facts';
export { type Lesson, lessonOf } from './copy/lesson';
export {
  type CompareCopy,
  type Learned,
  type ReadRecords,
  redact,
  Redaction,
  type RedactOptions,
  UnprovenError,
} from './copy/redaction';
export { bytesOf } from './positions/dumps';
export { findSecrets, SecretFinder, type SecretReading } from './positions/find';
export { AT_START, type FinderState } from './positions/finder';
export { isGluedSetting, isSecretSetting, settingKind } from './names';
export { address6Length, addressEnd } from './positions/shapes';
export { type RedactEdit, withEdits } from './copy/edit';
export type { Found, FoundKind, IdentityKind, Secret, SecretClass, SecretPlace } from './types';
export { isIdentity, isSecretClass } from './types';
