export { FORMS, readRecords } from './reader';
export type * from './records';
export { textOf } from './records';
export { stampTime } from './stamp';
export type { JsonPayload } from './json/payload';
export type { DamageKind, Repair } from './json/damage';
export { type JsonTree, type NodeId, ARRAY, KEY, LITERAL, NUMBER, OBJECT, STRING, WORD } from './json/tree';
