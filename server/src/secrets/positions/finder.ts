import { min } from '../../integers';
import {
  type CaptureRecord,
  type CommandRecord,
  type DebugRecord,
  gluedTags,
  type HttpRecord,
  isDumpRow,
  type JsonRecord,
  type Message,
  messageIn,
  placeIn,
  plainMessage,
  shifted,
  type Span,
  textOf,
} from '../../syntax';
import type { SiteKnowledge } from '../../site/knowledge';
import { encryptedFrom, isMasked, isPlaceholder, isStandIn } from '../masked';
import { shiftedPlace } from '../placeList';
import { isNoSecret } from '../secretNames';
import { type Found, type FoundKind, isSecretClass, type SecretPlace } from '../types';
import { familiarity } from '../vocabulary';
import { typedValues } from './typedCommands';
import { ConfigFinder, type ConfigState, NO_CONFIG } from './configFinder';
import { DumpFinder } from './dumpFinder';
import { FoundInRecord } from './foundInRecord';
import { headerSecrets, assertionsIn } from './sessions';
import { isKnownWord, isNameOf } from './looks';
import { NamesBefore, pairs } from './pairs';
import { type Passage, Passages, placeInPassage, whole } from './passage';
import { payloadSecrets } from './payloads';
import { PrivateKey } from './privateKey';
import { valuesAnywhere, valuesIn } from './sentenceValues';
import { licencesIn, tunnelNames } from './shapes';

const TOKEN = /^FTK[\w*]{5,20}$/;
const MIN_SECRET_LENGTH = 4;
/** The number of a session, which opens none: of the table of sessions, of a daemon, or the cookies of a negotiation. */
const NUMBER = /^(?:\d{1,20}|[\da-f]{1,16}\/[\da-f]{1,16}(?::[\da-f]{1,8})?)$/i;
/** What is left of damaged JSON. */
const BRACKETS = /^[[\]{}()<>"',:;\s]+$/;
const AROUND = ' \t"\'[]()\u201c\u201d';
/** Only this many leading code units of a longer line are read. */
const MAX_LINE_LENGTH = 1 << 14;

/** A value that the records of a template hold, or seem to: each is looked at. Places are relative to the record. */
interface TemplateValue {
  readonly kind: FoundKind;
  readonly place: SecretPlace;
  /** The place of the token that it belongs to. */
  readonly owner: Span | undefined;
}

/** What a command is for the configuration. */
type ConfigCommand = ReturnType<ConfigFinder['command']>;

/** What a finder knows of a template. */
interface TemplateValues {
  readonly values: readonly TemplateValue[];
  readonly mayBeDump: boolean;
  readonly command: ConfigCommand;
}

declare module '../../syntax/template' {
  interface TemplateFacts {
    secrets: TemplateValues;
    identities: TemplateValues;
  }
}

/** State from earlier lines that decides what a line contains. */
export interface FinderState {
  readonly config: ConfigState;
  /** True if the next lines belong to a private key. */
  readonly inKey: boolean;
}

export const AT_START: FinderState = { config: NO_CONFIG, inKey: false };

/** True if the same lines mean the same after both states. */
export function isSameState(a: FinderState, b: FinderState): boolean {
  const { token, path, header } = a.config;
  const isSameConfig = token === b.config.token && path === b.config.path && header === b.config.header;
  return isSameConfig && a.inKey === b.inKey;
}

/**
 * Finds, record by record, the values whose position says that they must not be shared: what the form of a line, a sentence,
 * a configuration, a payload, a dump or a name with a direct separator says. Within a record, `take` receives them in no
 * particular order; its secrets do not overlap.
 */
export class RecordFinder {
  readonly #key = new PrivateKey();
  readonly #found = new FoundInRecord(found => this.take(found));
  #dumps: DumpFinder;
  #config: ConfigFinder;
  #passages = new Passages('');
  readonly #names = new NamesBefore();
  /** The values that a record by itself holds, or seems to, while it is read. */
  #noted: (TemplateValue & { readonly value: string })[] | undefined;
  text = '';

  /**
   * @param identities whether to find identities as well as secrets
   * @param site the site's own values that must not be shared
   */
  constructor(
    readonly identities: boolean,
    readonly take: (found: Found) => void,
    readonly site?: SiteKnowledge,
  ) {
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
    const { config, inKey } = state ?? this.state;
    this.text = text;
    this.#passages = new Passages(text);
    this.#dumps = this.#dumpFinder(state ? 0 : this.#dumps.rows);
    this.#config = this.#configFinder(config, state ? undefined : this.#config);
    this.#key.isOpen = inKey;
  }

  /** Call after the last record: completes dumps. */
  finish(): void {
    this.#dumps.finish();
    this.#found.flush();
  }

  get state(): FinderState {
    return { config: this.#config.state, inKey: this.#key.isOpen };
  }

  /** True if no dump is open that the next record could belong to. */
  get isBetween(): boolean {
    return !this.#dumps.isOpen;
  }

  #dumpFinder(rows = 0): DumpFinder {
    return new DumpFinder(this.text, this.identities, found => this.#found.add(found), rows);
  }

  #configFinder(state: ConfigState, before?: ConfigFinder): ConfigFinder {
    const take = {
      secret: (kind: FoundKind, place: Span, token?: string): void =>
        this.#report(kind, textOf(this.text, place), whole(place), token),
      identity: (kind: FoundKind, place: Span): void => this.#identity(kind, place),
    };
    return new ConfigFinder(this.text, this.#passages.lines, this.identities, take, state, before);
  }

  add(record: CaptureRecord): void {
    if (record.kind === 'blank' || (record.kind === 'json' && !record.first)) return;
    const facts = record.template?.facts;
    const known = facts?.[this.#slot];
    const mayBeDump = !known || known.mayBeDump || !this.#dumps.isIdle ? this.#dumps.add(record) : false;
    if (isDumpRow(record)) return;
    const command = this.#inContext(record, known);
    if (known) for (const value of known.values) this.#again(value, record.start);
    else {
      const values = this.#alone(record, command);
      if (facts && values) facts[this.#slot] = { values, mayBeDump, command };
    }
    this.#found.flush();
  }

  get #slot(): 'secrets' | 'identities' {
    return this.identities ? 'identities' : 'secrets';
  }

  /** Takes a value of another record of the template. */
  #again({ kind, place, owner }: TemplateValue, by: number): void {
    const moved = shiftedPlace(place, by);
    this.#report(kind, this.#written(moved), moved, owner && textOf(this.text, shifted(owner, by)));
  }

  /** The text of the parts of a place. */
  #written({ parts }: SecretPlace): string {
    return parts.map(part => textOf(this.text, part)).join('');
  }

  /** Takes what depends on the lines before; returns what a command is for the configuration. */
  #inContext(record: CaptureRecord, known: TemplateValues | undefined): ConfigCommand {
    if (record.kind === 'config') this.#config.line(record);
    else if (record.kind === 'field') this.#config.field(record);
    else if (record.kind === 'debug' && record.form === 'event-log') this.#logged(record);
    if (record.kind === 'text' || record.kind === 'config') this.#keyLine(record);
    if (record.kind !== 'command') return 'nothing';
    const { context } = record;
    if (context) this.#config.context(context);
    return known?.command === 'nothing' ? 'nothing' : this.#config.command(record.command);
  }

  /** Takes what the record by itself identifies; returns it for other records of its template. */
  #alone(record: CaptureRecord, command: ConfigCommand): readonly TemplateValue[] | undefined {
    this.#noted = [];
    if (record.kind === 'json') this.#payload(record);
    else if (record.kind === 'debug') this.#debug(record);
    else if (record.kind === 'http') this.#http(record);
    else if (record.kind === 'command') this.#command(record, command);
    this.#sentences(record);
    this.#pairs(record);
    const values = this.#noted;
    this.#noted = undefined;
    // A value with an escape is not the text in its place.
    return values.every(({ value, place }) => this.#written(place) === value)
      ? values.map(({ kind, place, owner }) => ({
          kind,
          place: shiftedPlace(place, 0 - record.start),
          owner: owner && shifted(owner, 0 - record.start),
        }))
      : undefined;
  }

  #payload({ payload }: JsonRecord): void {
    payloadSecrets(payload, (kind, value, place, token) =>
      this.#report(kind, value, place, token?.text, token),
    );
  }

  #keyLine({ start, end }: Span): void {
    const line = { start, end: min(end, this.#passages.lines.endOf(start)) };
    const place = this.#key.add(this.text, line);
    if (place) this.#report('key', textOf(this.text, place), whole(place));
  }

  /** Takes the site's own values, and the values in known sentences. */
  #sentences(record: CaptureRecord): void {
    const message = messageOf(this.text, record);
    if (!message) return;
    for (const { kind, hole } of this.site?.hasValues ? this.site.valuesIn(message) : [])
      this.#value(kind, placeIn(message, hole));
    for (const { kind, ...hole } of valuesIn(message)) this.#value(kind, placeIn(message, hole));
  }

  /** Takes what follows a name, and what sentences hold that can be anywhere. */
  #pairs(record: CaptureRecord): void {
    if (record.kind === 'json' && record.payload.pieces.length === 0) return;
    if (record.kind === 'config' && record.verb === 'set') return;
    if (record.kind === 'http')
      return record.headers.forEach(({ name, value }) => this.#pairsIn(name.start, value.end));
    const start = record.kind === 'debug' && record.form === 'ike' ? record.messageStart : record.start;
    this.#pairsIn(start, min(record.end, start + MAX_LINE_LENGTH));
  }

  #pairsIn(start: number, end: number): void {
    const passage = this.#passages.of(start, end);
    const { text, from, to } = passage;
    const take = (kind: FoundKind, start: number, end: number): void =>
      this.#take(kind, { ...passage, from: start, to: end });
    for (const { start, end } of assertionsIn(text, from, to)) take('session', start, end);
    pairs(text, { start: from, end: to }, this.identities, this.#names, take);
    for (const { kind, start, end } of valuesAnywhere(text, from, to))
      if (this.identities || isSecretClass(kind)) take(kind, start, end);
    for (const { start, end } of licencesIn(text, from, to)) take('licence-code', start, end);
  }

  #command({ command, host }: CommandRecord, of: ConfigCommand): void {
    if (host) this.#identity('host', host);
    if (of === 'line') return;
    for (const { kind, start, end } of typedValues(this.text, command)) this.#value(kind, { start, end });
  }

  #logged({ start, end }: DebugRecord): void {
    this.#config.logged(this.text.slice(start, min(end, start + MAX_LINE_LENGTH)), start);
  }

  #debug(record: DebugRecord): void {
    const { tag, form } = record;
    if (!this.identities) return;
    if (form === 'ike') {
      if (tag) this.#tunnel(this.#passages.of(tag.start, tag.end));
      const { messageStart, messageEnd } = record;
      const slice = this.#passages.of(messageStart, min(messageEnd, messageStart + MAX_LINE_LENGTH));
      for (const { tagStart, end: tagEnd } of gluedTags(slice.text.slice(slice.from, slice.to)))
        this.#tunnel({ ...slice, from: slice.from + tagStart, to: slice.from + tagEnd });
    } else if (tag && form === 'system-log') this.#identity('host', tag);
  }

  /** Takes the tunnel name in the tag of an ike line: a dial-up tunnel has that of its parent, and a number. */
  #tunnel(tag: Passage): void {
    const slice = tag.text.slice(tag.from, tag.to).trimEnd();
    for (const { start, end } of tunnelNames(slice)) {
      const name = slice.slice(start, end).replace(/_[0-9a-f]{1,6}$/, '');
      this.#take('connection', { ...tag, from: tag.from + start, to: tag.from + start + name.length });
    }
  }

  #http({ headers }: HttpRecord): void {
    for (const { name, value } of headers) {
      const passage = this.#passages.of(value.start, value.end);
      const slice = passage.text.slice(passage.from, passage.to);
      for (const { start, end } of headerSecrets(textOf(this.text, name), slice))
        this.#take('session', { ...passage, from: passage.from + start, to: passage.from + end });
    }
  }

  #identity(kind: FoundKind, place: Span): void {
    if (this.identities) this.#value(kind, place);
  }

  /** Takes a secret or an identity, depending on its kind. It may be wrapped. */
  #value(kind: FoundKind, { start, end }: Span): void {
    if (this.identities || isSecretClass(kind)) this.#take(kind, this.#passages.of(start, end));
  }

  /** Takes a value without the quotes and blanks around it. */
  #take(kind: FoundKind, passage: Passage): void {
    const { text } = passage;
    let { from, to } = passage;
    while (from < to && AROUND.includes(text[from] ?? '')) from++;
    while (to > from && AROUND.includes(text[to - 1] ?? '')) to--;
    if (to > from) this.#report(kind, text.slice(from, to), placeInPassage(passage, from, to));
  }

  #encrypted(kind: FoundKind, value: string, place: Span): void {
    if (value !== '' && !isMasked(value)) this.#found.add({ kind, value, place: whole(place) });
  }

  #report(kind: FoundKind, value: string, place: SecretPlace, owner?: string, ownerAt?: Span): void {
    this.#noted?.push({ kind, value, place, owner: ownerAt });
    const isSecret = isSecretClass(kind);
    if (isSecret ? isNoSecretOf(kind, value) : !isNameOf(kind, value) && !isKnownWord(value)) return;
    if (isSecret ? isMasked(value) : isKept(value)) {
      if (this.identities) this.#found.add({ kind: 'kept', value, place });
      return;
    }
    // What is encrypted, or only stands for a secret, is none of the capture, but a copy does without it.
    const from = encryptedFrom(value);
    if (!this.identities && (from > 0 || isPlaceholder(value, isKnownPart))) return;
    if (from > 0 && place.parts.length === 1) {
      this.#encrypted(kind, value.slice(from), { start: place.start + from, end: place.end });
      return;
    }
    const token = owner !== undefined && TOKEN.test(owner) ? owner : undefined;
    this.#found.add({ kind, value, place, token });
  }
}

const isKept = (value: string): boolean => isMasked(value) || isStandIn(value) || isKnownWord(value);
const isKnownPart = (word: string): boolean => isNoSecret(word) || familiarity(word) !== undefined;

/** True for what cannot be a secret: too short, or what is left of damaged JSON, or the number of a session. */
function isNoSecretOf(kind: FoundKind, value: string): boolean {
  return (
    value.length < MIN_SECRET_LENGTH || BRACKETS.test(value) || (kind === 'session' && NUMBER.test(value))
  );
}

/** The message of a record, or undefined. */
function messageOf(text: string, record: CaptureRecord): Message | undefined {
  switch (record.kind) {
    case 'debug':
      return messageIn(text, record);
    case 'sentence':
    case 'cli-error':
      return plainMessage(text, record.message);
    case 'text':
      return plainMessage(text, record);
    default:
      return undefined;
  }
}
