import { max } from '../../integers';
import { type CaptureRecord, type HttpRecord, type Span, utf8Length } from '../../syntax';
import type { RedactEdit } from './edit';

/** A payload whose length is declared in a header above it. */
export interface Body extends Span {
  /** The span of the declared number. */
  readonly declared: Span;
}

/** Maximum number of lines from other daemons between a header and its payload. */
const MAX_LINES_BETWEEN = 4;

/** The payloads whose length is declared in a header, in order. */
export function bodiesOf(text: string, records: readonly CaptureRecord[]): Body[] {
  const bodies: Body[] = [];
  let declared: Span | undefined;
  let between = 0;
  for (const record of records) {
    if (record.kind === 'http') [declared, between] = [lengthOf(text, record), 0];
    else if (record.kind === 'json' && record.first) {
      const { start, end } = record.payload;
      if (declared) bodies.push({ declared, start, end });
      declared = undefined;
    } else if (record.kind !== 'blank' && (record.kind !== 'debug' || ++between > MAX_LINES_BETWEEN)) {
      declared = undefined;
    }
  }
  return bodies;
}

function lengthOf(text: string, { headers }: HttpRecord): Span | undefined {
  const header = headers.find(
    ({ name }) => name.end - name.start === 14 && /^content-length$/i.test(text.slice(name.start, name.end)),
  );
  const value = header && text.slice(header.value.start, header.value.end);
  return value !== undefined && /^\d{1,12}$/.test(value) ? header?.value : undefined;
}

/** Adds edits of `Content-Length` for payloads whose length the other edits change. */
export function lengthEdits(text: string, edits: RedactEdit[], bodies: readonly Body[]): RedactEdit[] {
  const further: RedactEdit[] = [];
  let index = 0;
  for (const { declared, start, end } of bodies) {
    let change = 0;
    while ((edits[index]?.end ?? Infinity) <= start) index++;
    for (; (edits[index]?.start ?? Infinity) < end; index++) {
      const edit = edits[index];
      if (edit) change += utf8Length(edit.text, 0, edit.text.length) - utf8Length(text, edit.start, edit.end);
    }
    if (change === 0) continue;
    const length = Number(text.slice(declared.start, declared.end)) + change;
    further.push({ ...declared, text: String(max(0, length)) });
  }
  return further.length === 0 ? edits : [...edits, ...further].sort((a, b) => a.start - b.start);
}
