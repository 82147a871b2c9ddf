export { FORMS, readRecords } from './reader';
export { readConfig } from './forms/config';
export type * from './records';
export { messageOf, textOf } from './records';
export { stampTime } from './stamp';
export type { JsonPayload } from './json/payload';
export { MAX_DEPTH, MAX_LENGTH } from './json/reader';
export type { DamageKind, Repair } from './json/damage';
export { type JsonTree, type NodeId, ARRAY, KEY, LITERAL, NUMBER, OBJECT, STRING, WORD } from './json/tree';
