export { bytesOf } from './finding/dumps';
export { findSecrets, SecretFinder, type SecretReading } from './finding/find';
export { type LeftOver, leftOver, type LeftOverKind } from './redaction/leftOver';
export { isGluedSetting, isSecretSetting, settingKind } from './finding/keys';
export { address6Length, addressEnd } from './finding/shapes';
export { type Lesson, lessonOf, type PartState } from './redaction/lesson';
export {
  redact,
  Redaction,
  type RedactOptions,
  type CompareCopy,
  type Learned,
  type ReadRecords as ReadAgain,
} from './redaction/redact';
export { maskEdits, type Masked, withRedaction } from './redaction/maskEdits';
export {
  occurrencesOf,
  type Occurrences as Standing,
  type Stretch,
  valueFinder,
  withoutOverlaps,
} from './redaction/occurrences';
export type { Found, FoundKind, IdentityKind, Secret, SecretClass, SecretPlace } from './types';
export { isSecretClass } from './types';
export { type RedactEdit, withEdits } from './redaction/edit';
