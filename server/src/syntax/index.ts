// `view.ts` makes a view of the text in which what terminals, log collectors, mail programs and web pages added has no
// width: `prefixes.ts`, `blanks.ts` and `wordWraps.ts` find it, and offsets stay the same. `reader.ts` reads the view line
// by line, with what `readerContext.ts` knows from the lines before and `continuation.ts` of lines that go on; `forms/` has
// one function for each form of line, selected by the line's first character. A form never calls the `read` of another form:
// a look-ahead only checks how a line begins (`begins`). A line that no form recognises has kind `text`.
//
// `json/` parses payloads onto a tape, since a large capture has millions of nodes. After an error it resynchronises at the
// next text that can only be a key; it never fails, and its repairs give valid JSON.
//
// `phrases/` matches what daemons say: `parse.ts` reads the text of a row, `engine.ts` finds the rows that a message can
// match by its function, its beginning or a word, `match.ts` matches one in linear time, `anywhere.ts` finds the rows that
// can be anywhere in a line. `failures/` finds the cause that single words of a failing line state. More literal text wins,
// then a written rank, never the position in a file.
//
// `templates.ts` knows the lines that were seen before, `recordParts.ts` makes records of them. `reread.ts` reads an edited
// text again only where that matters, `stream.ts` reads a text in parts, `windows.ts` in windows that overlap. `isCapture.ts`
// decides whether a text is a capture at all.

export { FORMS } from './forms/index';
export { readRecords, readRecordsWith } from './reader';
export { type ReaderContext, contextAtStart } from './readerContext';
export { readFromStart, reread, type Reread } from './reread';
export { type Source, Stretch } from './source';
export { shiftedToText, readPart, RecordStream, type StreamPart } from './stream';
export { detached } from './window';
export { readConfig } from './forms/config';
export { eventField, eventsIn, logTextsIn } from './events';
export { gluedTags, ikeConnection } from './forms/ike';
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
export { withoutRuns } from './blanks';
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
  namesInMessage,
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
export { messageText, messageSpan, linePlace, textOf } from './records';
export { isApart } from './quotation';
export { elapsed, type Moment, momentAt, StampReader, stampTime, isWholeStamp } from './stamp';
export type { JsonPayload } from './json/payload';
export { MAX_DEPTH, MAX_LENGTH } from './json/jsonReader';
export type { DamageKind, Repair } from './json/damage';
export { type JsonTree, type NodeId, ARRAY, KEY, LITERAL, NUMBER, OBJECT, STRING, WORD } from './json/tree';
