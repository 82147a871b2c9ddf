export { bytesOf } from './dumps';
export { findSecrets, SecretFinder, type SecretReading } from './find';
export { type LeftOver, leftOver, type LeftOverKind } from './leftOver';
export { isGluedSetting } from './keys';
export { type Lesson, lessonOf } from './lesson';
export {
  redact,
  Redaction,
  type RedactEdit,
  type RedactOptions,
  type Learned,
  type ReadAgain,
  withEdits,
} from './redact';
export { maskEdits, type Masked } from './maskEdits';
export { standingOf, type Standing, type Stretch, valueFinder, withoutOverlaps } from './standing';
export type { Found, FoundKind, IdentityKind, Secret, SecretClass, SecretPlace } from './types';
export { isSecretClass } from './types';
