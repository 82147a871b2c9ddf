// `positions/` answers from what the form of a line, a sentence, a configuration, a payload, a dump, or a name with a direct
// separator says. `finder.ts` reads the records one by one; `pairs.ts`, `sentenceValues.ts`, `configFinder.ts`, `payloads.ts`,
// `dumpFinder.ts`, `sessions.ts` and `typedCommands.ts` find the values. `find.ts` makes the secrets of an analysis, section by
// section.
//
// `copy/` keeps only what is known to be harmless. `lesson.ts` is the pass: positions, then names with any separator, then
// the vocabulary. `lines.ts` splits a line, `wordReader.ts` takes what `judge.ts` does not let stay, `gathered.ts` keeps what was
// decided for each code unit, `redaction.ts` gives values their stand-ins. Where the findings of a copy differ from those of
// its text, compounds of known words stay (`faithful.ts`), but never what is random or follows the name of a secret.
//
// `secretNames.ts` is the one table of names of values, `vocabulary.ts` that of harmless words. One limit is known: a password
// that is a word of FortiOS stays in prose without a name or a separator.

export { ChunkFacts } from './copy/chunkFacts';
export { type Lesson, lessonOf } from './copy/lesson';
export {
  type CompareCopy,
  type Learned,
  type ReadRecords,
  redact,
  Redaction,
  type RedactOptions,
} from './copy/redaction';
export { sensitiveBytes } from './positions/dumps';
export { findSecrets, SecretFinder, type SecretReading } from './positions/find';
export { AT_START, type FinderState } from './positions/finder';
export { isMasked, isStandIn } from './masked';
export { isGluedSetting, isSecretSetting, settingKind } from './secretNames';
export { address6Length, addressEnd } from './positions/shapes';
export { type RedactEdit, withEdits } from './copy/edit';
export type { Found, FoundKind, IdentityKind, Secret, SecretClass, SecretPlace } from './types';
export { isIdentity, isSecretClass } from './types';
