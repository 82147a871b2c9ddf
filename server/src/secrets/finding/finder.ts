import {
  type CaptureRecord,
  type CommandRecord,
  type DebugRecord,
  detached,
  type FieldRecord,
  gluedTags,
  type HttpRecord,
  type JsonPayload,
  type JsonRecord,
  placeIn,
  isDumpRow,
  readRecords,
  type Span,
  textOf,
} from '../../syntax';
import type { SiteKnowledge } from '../../site/knowledge';
import { isEncrypted, isMasked } from '../masked';
import { type Found, type FoundKind, isSecretClass, type SecretPlace } from '../types';
import { afterPrompts, bareLine, furtherLines, isHalfBreak, isRuler, messageOf } from './bareLines';
import { typedValues } from './commands';
import { ConfigFinder, type ConfigState, NO_CONFIG } from './configFinder';
import { DumpFinder } from './dumpFinder';
import { AT_START, type FinderState } from './finderState';
import { FoundInRecord } from './foundInRecord';
import { beforeOtherLine, trimmed, whole } from './foundPlaces';
import { headerSecrets } from './headers';
import { keysOf } from './keys';
import { EVERY_GUESS, type Guesses } from './heuristics';
import { listedAt, ListReader } from './lists';
import { namedAbove, textAbove } from './namedAbove';
import { isIdentityOf, isKnownWord, isName } from './looks';
import { nameKeyOf } from './nameParts';
import { MAX_OBJECT } from './members';
import { joined, type Passage, placeOf, type Sink, stretch, withName } from './passage';
import { Passages } from './passages';
import { nameBefore, payloadSecrets } from './payloads';
import { PrivateKey } from './privateKey';
import { RestOfSecret } from './restOfSecret';
import { looksLikeNewLine, MAX_BEGINNING } from './wrappedLines';
import { mayBeOwnWord, OwnWords } from './ownWords';
import { mayHoldSecret, valuesIn } from './phraseValues';
import { RepeatedScan } from './repeatedScan';
import { scan } from './scanner';
import { tunnelNames } from './tunnels';
import type { Scope } from './lineShapes';
import { listedSecrets } from './secretLines';
import { ANYWHERE, scopeOf, sentenceScope, textScope } from './scopes';
import { type RereadMode, SecondReadings } from './secondReadings';

const TOKEN = /^FTK[\w*]{5,20}$/;
const MIN_SECRET_LENGTH = 4;
/** The number of a session in the table of sessions, which logs of traffic have: `sessionid=27409697`. */
const OF_TABLE = /^\d{1,10}$/;
/** What is left of damaged JSON. */
const BRACKETS = /^[[\]{}()<>"',:;\s]+$/;
/** A name as that of a value, or one word and its index: the functions of daemons are longer names, and have line numbers. */
const IS_NAMED = /^(?:[\w.-]+|[A-Za-z]+\[\d{1,3}\]):/;
const TIME = /^\d{1,2}:\d\d:\d\d(?![\w:])/;
const DATE_AND_TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
/** Only this many leading code units of a longer line are read. */
const MAX_LINE_LENGTH = 4096;

/**
 * Finds, record by record, the values that must not be shared. Within a record, `take` receives them in no particular
 * order; its secrets do not overlap.
 */
export class RecordFinder {
  readonly #list = new ListReader();
  readonly #key = new PrivateKey();
  readonly #found = new FoundInRecord(found => this.#emit(found));
  #dumps: DumpFinder;
  #config: ConfigFinder;
  readonly #scanned: RepeatedScan;
  #passages = new Passages('');
  #rest = new RestOfSecret('');
  /** The end of the previous part, and the end of the last record. */
  #above = '';
  #end = 0;
  /** The record that is read. */
  #record: CaptureRecord | undefined;
  #ownWords = new OwnWords('');
  readonly #second: SecondReadings | undefined;
  text = '';

  /**
   * @param identities whether to find identities and long runs as well as secrets
   * @param again what to read a second time: lines that a terminal may have wrapped without any hint of its width, or also
   *   text quoted in a mail or carried by another log
   * @param site the site's own values that must not be shared
   * @param guesses the heuristics for words without a name before them
   */
  constructor(
    readonly identities: boolean,
    readonly take: (found: Found) => void,
    again: 'nothing' | RereadMode = identities ? 'all' : 'nothing',
    readonly site?: SiteKnowledge,
    readonly guesses: Guesses = EVERY_GUESS,
  ) {
    this.#scanned = new RepeatedScan(guesses);
    if (again !== 'nothing') this.#second = this.#secondReadings(again);
    this.#dumps = this.#dumpFinder();
    this.#config = this.#configFinder(NO_CONFIG);
  }

  /** Reads the records of a text, or of its next part, which must not start inside a dump. */
  read(text: string, records: readonly CaptureRecord[], state?: FinderState): void {
    this.begin(text, state);
    for (const record of records) this.add(record);
    this.finish();
  }

  /** Starts a text, or its next part. Pass `state` unless the previous part was read by this finder. */
  begin(text: string, state?: FinderState): void {
    const { config, inKey, columns, above = '' } = state ?? this.state;
    this.text = text;
    [this.#above, this.#end] = [above, 0];
    this.#rest = new RestOfSecret(text);
    this.#ownWords = new OwnWords(text);
    this.#list.columns = columns;
    this.#passages = new Passages(text);
    this.#second?.begin(text, this.#passages.lines);
    this.#dumps = this.#dumpFinder(state ? 0 : this.#dumps.rows);
    this.#config = this.#configFinder(config, state ? undefined : this.#config);
    this.#key.isOpen = inKey;
  }

  /** Call after the last record: completes dumps and other values that span records. */
  finish(): void {
    this.#dumps.finish();
    this.#second?.finish();
    this.#found.flush();
  }

  get state(): FinderState {
    const above = detached(textAbove(this.text, this.#end, this.#above));
    return { config: this.#config.state, inKey: this.#key.isOpen, columns: this.#list.columns, above };
  }

  /** True if no dump is open that the next record could belong to. */
  get isBetween(): boolean {
    return !this.#dumps.isOpen;
  }

  /** True if a second reading of some lines had a different result. */
  get isGuessed(): boolean {
    return this.#second?.isGuessed ?? false;
  }

  #secondReadings(again: RereadMode): SecondReadings {
    const keep = (found: Found): void => this.#keepGuess(found);
    return new SecondReadings(again, keep, (take, inner) => {
      const finder = new RecordFinder(true, take, inner, undefined, this.guesses);
      return text => finder.read(text, readRecords(text), AT_START);
    });
  }

  #dumpFinder(rows = 0): DumpFinder {
    return new DumpFinder(this.text, this.identities, found => this.#keep(found), rows);
  }

  #configFinder(state: ConfigState, before?: ConfigFinder): ConfigFinder {
    const take = {
      secret: (kind: FoundKind, place: Span, token?: string): void =>
        this.#secret(kind, textOf(this.text, place), whole(place), token),
      identity: (kind: FoundKind, place: Span): void => this.#identity(kind, place),
    };
    return new ConfigFinder(this.text, this.#passages.lines, this.identities, take, state, before);
  }

  add(record: CaptureRecord): void {
    if (this.#second) this.#ownWords.add(record);
    this.#second?.add(record);
    if (record.kind === 'blank' && !isHalfBreak(this.text, record)) this.#list.end();
    const isFurther = record.kind === 'json' && !record.first;
    if (record.kind !== 'blank' && !isFurther) this.#read(record);
    else if (isFurther && this.identities) this.#tail(record);
    this.#rest.add(record);
    this.#end = record.end;
  }

  #read(record: CaptureRecord): void {
    this.#dumps.add(record);
    if (isDumpRow(record)) return;
    this.#record = record;
    this.#meaning(record);
    const bare = bareLine(this.text, record);
    if (bare) this.#bare(bare);
    else if (isRuler(this.text, record)) this.#list.ruler(textOf(this.text, record));
    else this.#list.end();
    for (const line of furtherLines(this.text, this.#passages.lines, record)) this.#takeLine(line);
    if (bare ?? record.kind === 'config') this.#keyLine(bare ?? record);
    this.#takeSentences(record);
    this.#words(record);
    if (this.identities) this.#tail(record);
    this.#found.flush();
  }

  /** Takes the site's own values, and the values in known daemon sentences. */
  #takeSentences(record: CaptureRecord): void {
    const mayHold =
      record.kind === 'sentence' ||
      (record.kind === 'debug' && (this.identities || mayHoldSecret(this.text, record.messageStart)));
    const site = this.site?.hasValues ? this.site : undefined;
    const message = site || mayHold ? messageOf(this.text, record) : undefined;
    if (!message) return;
    for (const { kind, hole } of site?.valuesIn(message) ?? []) this.#value(kind, placeIn(message, hole));
    if (!mayHold) return;
    for (const { kind, ...hole } of valuesIn(message)) this.#value(kind, placeIn(message, hole));
  }

  /** Reads an unrecognised line. */
  #bare(line: Span): void {
    const slice = this.text.slice(line.start, Math.min(line.end, line.start + MAX_LINE_LENGTH));
    const typed = afterPrompts(this.text, line);
    if (typed) this.#typed(typed);
    this.#takeLine(line);
    this.#config.logged(slice, line.start);
    if (!this.identities) return;
    const listed = listedAt(this.text, line.start);
    if (listed?.kind === 'connection') this.#connection(stretch(this.text, listed.start, listed.end));
    else if (listed) this.#identity(listed.kind, listed);
    this.#config.bare(slice, line.start);
  }

  /** Takes the secrets of a line in a secrets file, or of a SQL statement. */
  #takeListed(line: Span): void {
    for (const { kind, start, end } of listedSecrets(this.text, line)) this.#value(kind, { start, end });
  }

  /** Takes the values of a line that depend only on it and the lines above. */
  #takeLine(line: Span): void {
    this.#takeListed(line);
    const slice = this.text.slice(line.start, Math.min(line.end, line.start + MAX_LINE_LENGTH));
    for (const { kind, start, end } of this.#list.add(slice))
      this.#value(kind, { start: line.start + start, end: line.start + end });
    const named = namedAbove(this.text, line, this.#above);
    if (named) this.#value(named.kind, named);
  }

  /** Takes the rest of a secret that was cut at the end of its line, so that a shared copy omits it. */
  #tail(record: CaptureRecord): void {
    const place = this.#rest.of(record);
    if (!place) return;
    const value = textOf(this.text, place);
    this.#keep({ kind: isMasked(value) ? 'kept' : 'run', value, place: whole(place), isGuess: true });
  }

  /** Takes the values that the form of the record identifies. */
  #meaning(record: CaptureRecord): void {
    if (record.kind === 'json') this.#payload(record);
    else if (record.kind === 'config') this.#config.line(record);
    else if (record.kind === 'command') this.#command(record);
    else if (record.kind === 'field') this.#field(record);
    else if (record.kind === 'debug') this.#debug(record);
    else if (record.kind === 'http') this.#http(record);
  }

  #payload({ payload, start, end }: JsonRecord): void {
    payloadSecrets(payload, (kind, value, place, token) => this.#secret(kind, value, place, token));
    for (const cell of this.#list.addPayload(this.text.slice(start, end)))
      this.#value(cell.kind, { start: start + cell.start, end: start + cell.end });
  }

  #keyLine(line: Span): void {
    const place = this.#key.add(this.text, line);
    if (place) this.#secret('key', textOf(this.text, place), whole(place));
  }

  /** Takes the values that words identify, independent of the record's form. */
  #words(record: CaptureRecord): void {
    if (record.kind === 'json') this.#scanPayload(record.payload);
    else if (record.kind === 'debug')
      this.#scan(
        this.#passages.of(this.#nameOrMessage(record), record.messageEnd),
        scopeOf(this.text, record),
      );
    else if (record.kind === 'text')
      this.#scan(this.#passages.ofLine(record), textScope(this.text, record, this.guesses));
    else if (record.kind === 'config' && record.verb === 'set' && this.#config.namesOnly(record.name)) return;
    else if (record.kind === 'sentence') {
      const { start, end } = record.message;
      this.#scan(this.#passages.of(start, end), sentenceScope(this.text, start));
    } else this.#scan(this.#passages.ofLine(record), ANYWHERE);
  }

  /** Where a message starts; with the name before it, if that is the name of a value: `[1234] password: value`, `passwd[0]: value`. */
  #nameOrMessage({ nameStart, nameEnd, messageStart }: DebugRecord): number {
    if (nameEnd === nameStart || !IS_NAMED.test(this.text.slice(nameStart, messageStart)))
      return messageStart;
    const name = this.text.slice(nameStart, nameEnd);
    const isKey = nameKeyOf(name)?.kind !== undefined || keysOf(name)?.some(({ form }) => form === 'pair');
    return isKey ? nameStart : messageStart;
  }

  /** Scans a payload, with the name before it: `password: {plain: "..."}`. */
  #scanPayload({ pieces }: JsonPayload): void {
    const [first] = pieces;
    if (!first) return;
    const name = nameBefore(
      textAbove(this.text, first.start, this.#above),
      this.text.slice(first.start, Math.min(first.end, first.start + MAX_OBJECT)),
    );
    if (name !== '') this.#scan(withName(name, joined(this.text, pieces)), ANYWHERE);
    else if (pieces.length > 1) this.#scan(joined(this.text, pieces), ANYWHERE);
    else this.#scan(stretch(this.text, first.start, first.end), ANYWHERE);
  }

  #scan(passage: Passage, scope: Scope): void {
    this.#scanOne(passage, scope, this.identities);
    // If the lines were not wrapped after all, joining them would glue words together and hide a value.
    for (const { start, end } of passage.pieces ?? []) {
      const isOwn =
        start !== passage.pieces?.[0]?.start &&
        looksLikeNewLine(this.text.slice(start, start + MAX_BEGINNING));
      this.#scanOne(stretch(this.text, start, end), scope, isOwn && this.identities);
    }
  }

  #scanOne(passage: Passage, scope: Scope, identities: boolean): void {
    const take: Sink['take'] = (kind, start, end) => {
      const place = placeOf(passage, start, end);
      if (mayBeOwnWord(kind) && this.#ownWords.has(this.#record, place.start)) return;
      this.#report(kind, passage.text.slice(start, end), place);
    };
    if (identities === this.identities) this.#scanned.scan(passage, scope, { identities, take });
    else scan(passage, scope, { identities, take }, this.guesses);
  }

  #command({ command, host, context }: CommandRecord): void {
    if (host) this.#identity('host', host);
    if (this.#config.command(command, context)) return;
    this.#typed(afterPrompts(this.text, command) ?? command);
  }

  /** Takes the sensitive values in a command that a user typed. */
  #typed(command: Span): void {
    for (const { kind, start, end } of typedValues(this.text, command)) this.#value(kind, { start, end });
  }

  #debug(record: DebugRecord): void {
    const { tag, start, end } = record;
    if (record.form === 'event-log')
      this.#config.logged(this.text.slice(start, Math.min(end, start + MAX_LINE_LENGTH)), start);
    if (this.identities && record.form === 'ike') {
      if (tag) this.#tunnel(this.#passages.of(tag.start, tag.end));
      const { messageStart, messageEnd } = record;
      const slice = this.#passages.of(messageStart, Math.min(messageEnd, messageStart + MAX_LINE_LENGTH));
      for (const { tagStart, end: tagEnd } of gluedTags(slice.text.slice(slice.from, slice.to)))
        this.#tunnel({ ...slice, from: slice.from + tagStart, to: slice.from + tagEnd });
    } else if (tag && this.identities) {
      if (record.form === 'system-log') this.#identity('host', tag);
      if (record.form === 'wireless') this.#scan(this.#passages.of(tag.start, tag.end), ANYWHERE);
    }
  }

  /** Takes the tunnel name in the tag of an ike line. */
  #tunnel(tag: Passage): void {
    const slice = tag.text.slice(tag.from, tag.to).trimEnd();
    // `V=root:10.0.0.1:500`: an address, while the gateway has no name yet.
    if (slice.includes('.')) this.#scanOne(tag, ANYWHERE, true);
    for (const { start, end } of tunnelNames(slice))
      this.#connection({ ...tag, from: tag.from + start, to: tag.from + end });
  }

  /** A dial-up tunnel is named after its parent plus a number: both get the same stand-in. */
  #connection({ from, to, ...passage }: Passage): void {
    const name = passage.text.slice(from, to).replace(/_[0-9a-f]{1,6}$/, '');
    if (isName(name))
      this.#report('connection', name, placeOf({ ...passage, from, to }, from, from + name.length));
  }

  #field(record: FieldRecord): void {
    this.#config.field(record);
    this.#takeListed(record);
  }

  #http({ headers }: HttpRecord): void {
    for (const { name, value } of headers) {
      const passage = this.#passages.of(value.start, value.end);
      const slice = passage.text.slice(passage.from, passage.to);
      for (const { start, end } of headerSecrets(textOf(this.text, name), slice)) {
        const place = placeOf(passage, passage.from + start, passage.from + end);
        this.#secret('session', slice.slice(start, end), place);
      }
    }
  }

  /** Takes a secret or an identity, depending on its kind. It may be wrapped. */
  #value(kind: FoundKind, { start, end }: Span): void {
    const passage = this.#passages.of(start, end);
    const value = passage.text.slice(passage.from, passage.to);
    const place = placeOf(passage, passage.from, passage.to);
    if (isSecretClass(kind)) this.#secret(kind, value, place);
    else if (this.identities && isIdentityOf(kind, value)) this.#report(kind, value, place);
  }

  #identity(kind: FoundKind, place: Span): void {
    if (this.identities) this.#value(kind, place);
  }

  #secret(kind: FoundKind, value: string, place: SecretPlace, owner?: string): void {
    const token = owner !== undefined && TOKEN.test(owner) ? owner : undefined;
    this.#report(kind, value, place, token);
  }

  #report(kind: FoundKind, slice: string, found: SecretPlace, token?: string): void {
    const [value, place] = trimmed(
      this.text,
      ...beforeOtherLine(this.text, slice, found),
      isSecretClass(kind),
    );
    if (isMasked(value) || (kind !== 'run' && !isSecretClass(kind) && isKnownWord(value))) {
      // An encrypted value is no secret of the capture, but a copy does without it.
      if (this.identities && !isEncrypted(value)) this.#keep({ kind: 'kept', value, place });
    } else if (isSecretClass(kind) ? TIME.test(value) : kind !== 'run' && DATE_AND_TIME.test(value)) {
      // The time of the next line, before which a line break was lost.
      return;
    } else if (kind === 'session' && OF_TABLE.test(value)) {
      return;
    } else if (!isSecretClass(kind) || (value.length >= MIN_SECRET_LENGTH && !BRACKETS.test(value)))
      this.#keep({ kind, value, place, token });
  }

  #keep(found: Found): void {
    this.#found.add(found);
    if (!isSecretClass(found.kind) && found.kind !== 'run') return;
    this.#rest.secretEnds(found.place.end);
    const rest = this.#rest.behindJoint();
    if (rest) this.#keep({ kind: 'run', value: textOf(this.text, rest), place: whole(rest) });
  }

  /** Takes a result of a second reading. It may overlap one of the first; both are kept. */
  #keepGuess(found: Found): void {
    if (mayBeOwnWord(found.kind) && this.#ownWords.hasBefore(found.place.start)) return;
    if (found.kind === 'run' && isMasked(found.value)) return this.#keep({ ...found, kind: 'kept' });
    if (!isSecretClass(found.kind)) return this.#keep(found);
    this.#rest.secretEnds(found.place.end);
    this.#found.addGuess(found);
  }

  #emit(found: Found): void {
    this.#second?.found(found.place);
    this.take(found);
  }
}
