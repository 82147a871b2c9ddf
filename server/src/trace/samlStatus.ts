import { min } from '../integers';
import { BARE, detached, matchesIn, type SentenceCause, type Source, within, WRAPS } from '../syntax';
import { Forkable } from './fork';
import { type LoginRecord, NO_CONTENT, type SentenceLine } from './loginLine';
import type { SamlLine } from './samlTurns';

/** Maximum length of the part of a record of XML that is read, in UTF-16 code units. */
const MAX_RECORD = 16_384;
/** Maximum length of the preceding XML to keep, in UTF-16 code units: a terminal can wrap a tag. */
const MAX_TAIL = 600;
/** Maximum number of records read per message: the status comes after a signature at most. */
const MAX_RECORDS = 120;
const MAX_REASON = 300;

/** The cause when an identity provider refuses. Rank 19 comes before the number that samld derives from it. */
const REFUSAL: SentenceCause = { rule: 'login/saml', variant: 'status', rank: 19, decides: true };

/** A part of the XML of the current job. */
const PART_OF_MESSAGE: SamlLine = {
  isMessage: true,
  requestId: undefined,
  answeredId: undefined,
  job: undefined,
  begins: false,
  ends: false,
};

/**
 * Finds why an identity provider refuses, in the XML of its answer: the status code and its message. The XML may be
 * in one line, or wrapped by a terminal.
 */
export class SamlStatusReader extends Forkable {
  protected state = {
    /** Number of records that are still to be read; 0 outside an answer. */
    left: 0,
    tail: '',
    code: '',
  };

  /** Takes the line with which the XML of a message begins, and its text. */
  begin(record: LoginRecord, text: Source): SentenceLine | undefined {
    [this.state.left, this.state.tail, this.state.code] = [MAX_RECORDS, '', ''];
    return this.add(record, text);
  }

  /** Takes a later record; only plain text is part of the XML. */
  add(record: LoginRecord, text: Source): SentenceLine | undefined {
    if (this.state.left === 0) return undefined;
    this.state.left--;
    const raw = text.slice(record.start, min(record.end, record.start + MAX_RECORD));
    const xml = this.state.tail + raw.replace(WRAPS, '');
    this.#readCode(xml);
    if (xml.includes('status:Success"') || xml.includes('AuthnRequest')) {
      this.end();
      return undefined;
    }
    const reason = messageIn(xml);
    const isOver = reason !== undefined || /<\/(?:\w{1,16}:)?Status>/.test(xml);
    if (isOver && this.state.code !== '') {
      const code = this.state.code;
      this.end();
      return lineOf(record, code, reason);
    }
    this.state.tail = detached(xml.slice(-MAX_TAIL));
    return undefined;
  }

  end(): void {
    if (this.state.left > 0) [this.state.left, this.state.tail, this.state.code] = [0, '', ''];
  }

  /** The last status code is the most specific. */
  #readCode(xml: string): void {
    const codes = xml.match(/:status:[A-Za-z]{1,40}"/g);
    const last = codes?.[codes.length - 1];
    if (last) this.state.code = detached(last.slice(':status:'.length, -1));
  }
}

/** The content of `StatusMessage`; undefined if it is missing or not complete yet. */
function messageIn(xml: string): string | undefined {
  const start = xml.indexOf('StatusMessage>');
  if (start < 0) return undefined;
  const from = start + 'StatusMessage>'.length;
  const end = xml.indexOf('<', from);
  return end < 0 ? undefined : detached(xml.slice(from, min(end, from + MAX_REASON)).trim());
}

function lineOf(record: LoginRecord, status: string, reason: string | undefined): SentenceLine {
  const text = reason ?? '';
  const event = within(record, record, {
    kind: 'cause' as const,
    text,
    cause: knownReason(text) ?? REFUSAL,
    facts: { status, ...(reason !== undefined && { reason }) },
  });
  return { daemon: 'none', record, content: { ...NO_CONTENT, event }, saml: PART_OF_MESSAGE };
}

/** The cause for a known sentence of an identity provider. */
function knownReason(text: string): SentenceCause | undefined {
  const message = { text, from: 0, start: 0, wrapped: undefined, name: '', daemon: BARE };
  return matchesIn(message).find(({ row }) => row.login?.rule === 'login/saml')?.row.login;
}
