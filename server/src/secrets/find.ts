import { ENTRIES, type Entry, type EntryKind, lookUp, matchCommand } from '../knowledge';
import {
  type CaptureRecord,
  type DebugRecord,
  type JsonPayload,
  KEY,
  OBJECT,
  readConfig,
  type Source,
  type Span,
} from '../syntax';
import type { Secret, SecretClass, SecretPlace } from './types';

const CLASSES: ReadonlySet<string> = new Set([
  'otp-seed',
  'activation-code',
  'qr-code',
  'licence-code',
  'password',
]);
/** A value that was masked already, or that says nothing: `****`, `<SN>`, `xxxx`, `ENC ...`, a licence cut to its kind. */
const MASKED = /\*{2}|^<.*>$|^(.)\1*$|^ENC\b|^x\.x\.x\.x$/i;
/** A value that ends in so many `x` that they hide its half. */
const HIDDEN = /x{4,}$/i;
/** What a person types into a command, and what kind of secret it is. */
const TYPED: Readonly<Record<string, SecretClass>> = {
  password: 'password',
  'licence code': 'licence-code',
  licence: 'licence-code',
};
const SEED = /^[0-9A-Fa-f]{40}$/;
const SEED_LENGTH = 40;
/** A command that takes a secret has its own words before it. */
const FEWEST_WORDS = 4;
/** How long the names of secret JSON fields are: others need not be looked at. */
const JSON_LENGTHS: ReadonlySet<number> = new Set(
  ENTRIES.filter(({ kind, facts }) => kind === 'json-field' && facts?.['secret'] !== undefined).flatMap(
    ({ keys }) => keys.map(key => key.length),
  ),
);
const TOKEN = /^FTK[\w*]{5,20}$/;
const SENT_CODE = /^sent activation code:\s*(\S+)/i;

/** Finds what must not be shared. A value that stands in many places is one secret. */
export function findSecrets(text: string, records: readonly CaptureRecord[]): Secret[] {
  const finder = new SecretFinder();
  finder.add(text, records);
  return finder.finish();
}

/** Finds them in a text that may come in parts. */
export class SecretFinder {
  text: Source = '';
  readonly #found = new Map<
    string,
    { class: SecretClass; places: SecretPlace[]; token: string | undefined }
  >();
  /** The token that the configuration lines are about. */
  #token: string | undefined;

  /** Takes the next records of the capture. Their text is not asked for again. */
  add(source: Source, records: readonly CaptureRecord[]): void {
    this.text = source;
    for (const record of records) this.#record(record);
  }

  #record(record: CaptureRecord): void {
    if (record.kind === 'json' && record.first) this.#payload(record.payload);
    else if (record.kind === 'config') this.#config(record);
    else if (record.kind === 'command') this.#command(record.command);
    else if (record.kind === 'field') this.#shown(record);
    else if (record.kind === 'debug') this.#message(record);
  }

  finish(): Secret[] {
    return [...this.#found.values()];
  }

  #payload(payload: JsonPayload): void {
    const { tree } = payload;
    const { tape } = tree;
    const end = tape.next(tree.root);
    let owner = -1;
    for (let node = tree.root; node < end; node = tape.first(node)) {
      const kind = tape.kind(node);
      if (kind === OBJECT) owner = node;
      if (kind !== KEY) continue;
      const length = tape.end(node) - tape.start(node);
      // A stray bracket makes a key of a seed.
      if (length === SEED_LENGTH && SEED.test(tree.text(node)))
        this.#noteNode(payload, 'otp-seed', node, undefined);
      if (!JSON_LENGTHS.has(length)) continue;
      const found = this.#classOf('json-field', tree.text(node));
      const value = tape.next(node);
      if (found && value < end && tape.kind(value) > KEY) {
        this.#noteNode(payload, found, value, tree.scalar(tree.member(owner, 'token')));
      }
    }
  }

  #noteNode(payload: JsonPayload, found: SecretClass, node: number, token: string | undefined): void {
    const value = payload.tree.isNull(node) ? '' : payload.tree.text(node);
    if (value) this.#note(found, value, { ...payload.span(node), parts: payload.parts(node) }, token);
  }

  #config({ verb, name, value }: { verb: string; name: Span; value: Span }): void {
    if (verb === 'edit') this.#edits(this.text.slice(value.start, value.end));
    else if (verb === 'next' || verb === 'end') this.#token = undefined;
    else if (verb === 'set') this.#field('config-field', name, value, this.#token);
  }

  /** Only a token's lines are about a token: a user or a tunnel has a password, too. */
  #edits(name: string): void {
    this.#token = name.startsWith('FTK') ? name : undefined;
  }

  #shown({ name, value }: { name: Span; value: Span }): void {
    if (/^serial-number\s*$/i.test(this.text.slice(name.start, name.end)))
      this.#edits(this.text.slice(value.start, value.end));
    this.#field('config-field', name, value, this.#token);
  }

  #command(command: Span): void {
    const { start, end } = command;
    const part = readConfig(this.text.slice(start, end), { start: 0, end: end - start }, true);
    const place = (span: Span): Span => ({ start: start + span.start, end: start + span.end });
    if (part) this.#config({ ...part, name: place(part.name), value: place(part.value) });
    else this.#typed(command);
  }

  /** What a command takes as its password, or as the code of a licence. */
  #typed({ start, end }: Span): void {
    const words = [...this.text.slice(start, Math.min(end, start + 400)).matchAll(/\S+/g)];
    if (words.length < FEWEST_WORDS) return;
    const { fills } = matchCommand(words.map(([word]) => word));
    for (const [index, word] of words.entries()) {
      const found = TYPED[fills[index] ?? ''];
      const from = start + word.index;
      if (found) this.#note(found, word[0], at(from, from + word[0].length), undefined);
    }
  }

  #field(kind: EntryKind, name: Span, value: Span, token: string | undefined): void {
    const found = this.#classOf(kind, this.text.slice(name.start, name.end).trim());
    if (found && value.end > value.start)
      this.#note(found, this.text.slice(value.start, value.end), at(value.start, value.end), token);
  }

  #message(record: DebugRecord): void {
    if (this.text.charCodeAt(record.messageStart) !== 115 && this.text.charCodeAt(record.messageStart) !== 83)
      return;
    const code = SENT_CODE.exec(
      this.text.slice(record.messageStart, Math.min(record.messageEnd, record.messageStart + 120)),
    );
    if (!code?.[1]) return;
    const start = record.messageStart + code[0].length - code[1].length;
    this.#note('activation-code', code[1], at(start, start + code[1].length), undefined);
  }

  #classOf(kind: EntryKind, name: string): SecretClass | undefined {
    const found = (lookUp(kind, name) ?? abbreviated(kind, name))?.facts?.['secret'];
    return found !== undefined && CLASSES.has(found) ? (found as SecretClass) : undefined;
  }

  #note(found: SecretClass, value: string, place: SecretPlace, owner: string | undefined): void {
    const token = owner !== undefined && TOKEN.test(owner) ? owner : undefined;
    if (value.length < 4 || MASKED.test(value) || value === '0000-0000-0000-0000-0000') return;
    const hidden = HIDDEN.exec(value)?.[0].length ?? 0;
    if (hidden * 2 >= value.length) return;
    const known = this.#found.get(found + ' ' + value);
    if (known) {
      known.places.push(place);
      known.token ??= token;
    } else {
      this.#found.set(found + ' ' + value, { class: found, places: [place], token });
    }
  }
}

const SECRET_FIELDS = ENTRIES.filter(
  ({ kind, facts }) => kind === 'config-field' && facts?.['secret'] !== undefined,
);

/** A field of a configuration whose name was cut to its beginning, as the command line allows. */
function abbreviated(kind: EntryKind, name: string): Entry | undefined {
  if (kind !== 'config-field' || name.length < 3) return undefined;
  return SECRET_FIELDS.find(({ keys }) => keys.some(key => key.startsWith(name)));
}

function at(start: number, end: number): SecretPlace {
  return { start, end, parts: [{ start, end }] };
}
