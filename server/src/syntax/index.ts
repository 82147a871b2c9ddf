export { FORMS } from './forms/index';
export { readRecords, readRecordsWith } from './reader';
export { type ReaderContext, startOf } from './readerContext';
export { readWhole, reread, type Reread } from './reread';
export { type Source, Stretch } from './source';
export { shiftedToText, readPart, RecordStream, type StreamPart } from './stream';
export { utf8Length } from './bytes';
export { detached } from './window';
export { readConfig } from './forms/config';
export { eventField, eventsIn, logTextsIn } from './events';
export { ikeConnection } from './forms/ike';
export { GATEWAY } from './forms/listings';
export type * from './records';
export { type Section, type SectionReader, sectionsOf } from './sections';
export { countBefore } from './search';
export { contains, encloses, overlap, shifted, shiftSpan, touches } from './span';
export type { KeptFacts, Keeping } from './kept';
export { type Located, locatedAt, LocatedWithin, within, Within } from './within';
export { NARROWEST, TRIMMED, USUAL } from './width';
export { afterPrefix, Lines } from './line';
export { type DocumentPositions, documentPositionsOf, type TextWindow, TextWindows } from './windows';
export { withoutRuns } from './blankRuns';
export { asPrinted } from './printed';
export { withoutPrefixes } from './prefixes';
export { pageColumnOf, ViewStream, viewOf } from './view';
export * from './characters';
export type { Template, TemplateFacts } from './template';
export { Templates } from './templates';
export { dumpHead, type DumpHead, type HexDump, isDumpRow, readDump, secondDigit } from './hex';
export {
  matchesIn,
  messageIn,
  phrasesIn,
  placeIn,
  plainMessage,
  type RecordPhrase,
  type HoleValue,
} from './recordPhrases';
export type { Message } from './message';
export {
  reportedOutcome,
  type Reason,
  REASONS,
  Reasons,
  type ReportedOutcome,
  toneOf,
  namesIn,
  withoutNames,
} from './failures';
export { ANY, ANYWHERE, BARE, HOLES, isMixed, Phrases, PHRASES } from './phrases';
export type {
  FilledHole,
  SentenceCause,
  SentenceEvent,
  PhraseMatch,
  SentenceNegotiation,
  SentencePacket,
  SentenceRow,
  SentenceStep,
  Refusal,
  UnreadPart,
  StatedCause,
} from './phrases';
export { messageOf, messageSpan, placeOf, textOf } from './records';
export { gluedTags } from './ikeTags';
export { isApart } from './quotation';
export { elapsed, type Moment, momentAt, StampReader, stampTime, isWholeStamp } from './stamp';
export type { JsonPayload } from './json/payload';
export { MAX_DEPTH, MAX_LENGTH } from './json/reader';
export type { DamageKind, Repair } from './json/damage';
export { type JsonTree, type NodeId, ARRAY, KEY, LITERAL, NUMBER, OBJECT, STRING, WORD } from './json/tree';
export { skipWord } from './characters';
