import { type EntryKind, lookUp } from '../knowledge';
import {
  type CaptureRecord,
  type DebugRecord,
  type JsonPayload,
  KEY,
  OBJECT,
  readConfig,
  type Span,
} from '../syntax';
import type { Secret, SecretClass } from './types';

const CLASSES: ReadonlySet<string> = new Set([
  'otp-seed',
  'activation-code',
  'qr-code',
  'licence-code',
  'password',
]);
/** A value that was masked already, or that says nothing: `****`, `<SN>`, `xxxx`, `ENC ...`, a licence cut to its kind. */
const MASKED = /\*{2}|^<.*>$|^(.)\1*$|^ENC\b|^x\.x\.x\.x$|x{4,}$/i;
const SENT_CODE = /^sent activation code:\s*(\S+)/i;

/** Finds what must not be shared. A value that stands in many places is one secret. */
export function findSecrets(text: string, records: readonly CaptureRecord[]): Secret[] {
  const finder = new SecretFinder(text);
  for (const record of records) finder.add(record);
  return finder.finish();
}

class SecretFinder {
  readonly #found = new Map<string, { class: SecretClass; places: Span[]; token: string | undefined }>();
  /** The token that the configuration lines are about. */
  #token: string | undefined;

  constructor(readonly text: string) {}

  add(record: CaptureRecord): void {
    if (record.kind === 'json' && record.first) this.#payload(record.payload);
    else if (record.kind === 'config') this.#config(record);
    else if (record.kind === 'command') this.#command(record.command);
    else if (record.kind === 'field') this.#field('config-field', record.name, record.value, this.#token);
    else if (record.kind === 'debug') this.#message(record);
  }

  finish(): Secret[] {
    return [...this.#found.values()];
  }

  #payload(payload: JsonPayload): void {
    const { tree } = payload;
    const open: number[] = [];
    let key = -1;
    for (const node of tree.nodes()) {
      const kind = tree.kind(node);
      while (open.length > 0 && tree.tape.next(open[open.length - 1] ?? 0) <= node) open.pop();
      if (kind === OBJECT) open.push(node);
      else if (kind === KEY) {
        key = node;
        continue;
      } else if (key >= 0) {
        const value = tree.scalar(node);
        const found = value ? this.#classOf('json-field', tree.text(key)) : undefined;
        if (value && found)
          this.#note(
            found,
            value,
            payload.span(node),
            tree.scalar(tree.member(open[open.length - 1] ?? -1, 'token')),
          );
      }
      key = -1;
    }
  }

  #config({ verb, name, value }: { verb: string; name: Span; value: Span }): void {
    if (verb === 'edit') this.#token = this.text.slice(value.start, value.end);
    else if (verb === 'set') this.#field('config-field', name, value, this.#token);
  }

  #command(command: Span): void {
    const part = readConfig(this.text, command);
    if (part) this.#config(part);
  }

  #field(kind: EntryKind, name: Span, value: Span, token: string | undefined): void {
    const found = this.#classOf(kind, this.text.slice(name.start, name.end).trim());
    if (found && value.end > value.start)
      this.#note(found, this.text.slice(value.start, value.end), value, token);
  }

  #message(record: DebugRecord): void {
    if (this.text.charCodeAt(record.messageStart) !== 115 && this.text.charCodeAt(record.messageStart) !== 83)
      return;
    const code = SENT_CODE.exec(
      this.text.slice(record.messageStart, Math.min(record.messageEnd, record.messageStart + 120)),
    );
    if (!code?.[1]) return;
    const start = record.messageStart + code[0].length - code[1].length;
    this.#note('activation-code', code[1], { start, end: start + code[1].length }, undefined);
  }

  #classOf(kind: EntryKind, name: string): SecretClass | undefined {
    const found = lookUp(kind, name)?.facts?.['secret'];
    return found !== undefined && CLASSES.has(found) ? (found as SecretClass) : undefined;
  }

  #note(found: SecretClass, value: string, place: Span, token: string | undefined): void {
    if (value.length < 4 || MASKED.test(value)) return;
    const known = this.#found.get(found + ' ' + value);
    if (known) {
      known.places.push(place);
      known.token ??= token;
    } else {
      this.#found.set(found + ' ' + value, { class: found, places: [place], token });
    }
  }
}
