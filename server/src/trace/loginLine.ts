import {
  type DebugRecord,
  detached,
  messageOf,
  type SentenceRecord,
  type Source,
  type Span,
} from '../syntax';
import { FNBAMD, ikeSaid, requestOf, returnedSaid, type Said, samldSaid, sentenceSaid, SSLVPN } from './loginEvents'; // prettier-ignore
import { type SamlLine, samlLineOf } from './samlTurns';
import { type Turn, turnOf } from './turns';
import type { Located, LoginEvent } from './types';
import { LocatedWithin, locatedAt, locatedWord, within } from './within';

/** A record that can be a line of a login. */
export type LoginRecord = DebugRecord | SentenceRecord;

/** What a line says of a login, with the places of its words. */
export interface Heard {
  readonly user: Located | undefined;
  readonly group: Located | undefined;
  readonly server: Located | undefined;
  readonly offered: Located | undefined;
  readonly event: LoginEvent | undefined;
  /** The request id that it names. */
  readonly request: string | undefined;
  readonly resolved: boolean;
  readonly begins: boolean;
  readonly certificate: boolean;
}

interface Line {
  readonly record: LoginRecord;
  /** Absent where it says nothing that matters, and only belongs to its login. */
  readonly heard: Heard | undefined;
}

export interface FnbamdLine extends Line {
  readonly daemon: 'fnbamd';
  /** The request id that it names. */
  readonly request: string | undefined;
  readonly turn: Turn;
  /** Whether nothing more is to come of its request, and whether the session of it is gone, too. */
  readonly closes: boolean;
  readonly deleted: boolean;
}

export interface SslvpnLine extends Line {
  readonly daemon: 'sslvpn';
  readonly connection: Located | undefined;
}

export interface IkeLine extends Line {
  readonly daemon: 'ike';
  readonly connection: Located | undefined;
  readonly method: 'XAUTH' | 'EAP' | undefined;
}

export interface SamldLine extends Line {
  readonly daemon: 'samld';
  readonly saml: SamlLine;
  /** Whether the request to the identity provider is made here. */
  readonly creates: boolean;
}

/** A sentence without a function, which can be one of samld. */
export interface SentenceLine extends Line {
  readonly daemon: 'none';
  readonly saml: SamlLine | undefined;
}

/** A line that can belong to a login. */
export type LoginLine = FnbamdLine | SslvpnLine | IkeLine | SamldLine | SentenceLine;

interface SentenceFacts {
  readonly login: LoginLine | undefined;
}

const HYPHEN = 45;
/** How much of a line is searched for what it says. */
const LONGEST = 400;

/** A function of sslvpn and the number of its line, which stand in the message where they are wrapped. */
const WRAPPED_FUNCTION = /^(?<name>\w{3,64}):\d{1,5} (?<message>.*)$/s;

/** Reads what lines say of logins. */
export class LoginLineReader {
  /** The last connection of ike, with the name in it and the length of all up to that name's end. */
  #tag: { readonly said: string; readonly name: string | undefined; readonly length: number } = {
    said: '',
    name: undefined,
    length: 0,
  };

  constructor(readonly text: Source) {}

  /**
   * What a line of debug output says; undefined where it belongs to no login.
   * @param name the function that prints the line
   */
  read(record: DebugRecord, name: string): LoginLine | undefined {
    switch (record.form) {
      case 'connection':
        return this.#sslvpn(record, name);
      case 'ike':
        return this.#ike(record);
      case 'line-function':
        return this.#fnbamd(record, name);
      case 'function-line':
        return name.includes('samld') ? this.#samld(record, name) : undefined;
      case 'stamp':
        return this.#sentence(record, messageOf(this.text, record, LONGEST));
      default:
        return undefined;
    }
  }

  /** What a sentence says of a login that FortiOS prints without any prefix; undefined where it belongs to none. */
  sentence(record: SentenceRecord): LoginLine | undefined {
    const known = record.kept as SentenceFacts | undefined;
    if (known) return known.login;
    const { start, end } = record.message;
    const message = this.text.slice(start, Math.min(end, start + LONGEST));
    const facts: SentenceFacts = { login: this.#sentence(record, message) };
    record.kept = facts;
    return facts.login;
  }

  #fnbamd(record: DebugRecord, name: string): FnbamdLine | undefined {
    const read = FNBAMD.get(name);
    // forticldd has a colon behind its function, fnbamd a hyphen.
    if (!read && this.text.charCodeAt(record.nameEnd) !== HYPHEN) return undefined;
    const message = messageOf(this.text, record, LONGEST);
    const said = read?.(message);
    const deleted = message.startsWith('delete session');
    const aborted = message.startsWith('Rcvd abort req') || message.startsWith("Can't abort");
    return {
      daemon: 'fnbamd',
      record,
      heard: this.#heard(record, said),
      request: detached(said?.request ?? requestOf(message)),
      turn: turnOf(name, message),
      closes: deleted || aborted,
      deleted,
    };
  }

  #sslvpn(record: DebugRecord, name: string): SslvpnLine {
    let message = messageOf(this.text, record, LONGEST);
    let read = SSLVPN.get(name);
    // So it can have wrapped the function and its line.
    const wrapped = name === '' ? WRAPPED_FUNCTION.exec(message)?.groups : undefined;
    if (wrapped) [read, message] = [SSLVPN.get(wrapped['name'] ?? ''), wrapped['message'] ?? ''];
    const heard = this.#heard(record, read?.(message) ?? returnedSaid(message));
    const { tag } = record;
    const connection = tag && locatedAt(record, this.text, tag);
    return { daemon: 'sslvpn', record, heard, connection };
  }

  #ike(record: DebugRecord): IkeLine {
    // A terminal can have put the colon behind the connection on the next line.
    const message = messageOf(this.text, record, LONGEST).replace(/^: ?/, '');
    const said = ikeSaid(message);
    const heard = this.#heard(record, said);
    return { daemon: 'ike', record, heard, connection: this.#ikeConnection(record), method: said?.method };
  } // prettier-ignore

  /** The connection's name in `V=root:0:to-hq_0:35392`, without the number of its negotiation. */
  #ikeConnection(record: DebugRecord): Located | undefined {
    const { tag } = record;
    if (!tag) return undefined;
    const said = this.text.slice(tag.start, tag.end);
    // Lines of one negotiation come together.
    if (said !== this.#tag.said) {
      const match = /^(?:V=[^:]+:)?\d+:(?<name>[^:]+)/.exec(said);
      this.#tag = { said, name: match?.groups?.['name'], length: match?.[0].length ?? 0 };
    }
    const { name, length } = this.#tag;
    if (name === undefined) return undefined;
    const end = tag.start + length;
    return new LocatedWithin(record, detached(name), end - name.length, end);
  }

  #samld(record: DebugRecord, name: string): SamldLine {
    const message = messageOf(this.text, record, LONGEST);
    const heard = this.#heard(record, samldSaid(message) ?? sentenceSaid(message));
    const creates = name.includes('create_auth_req');
    return { daemon: 'samld', record, heard, saml: samlLineOf(message), creates };
  }

  #sentence(record: LoginRecord, message: string): SentenceLine | undefined {
    const saml = samlLineOf(message);
    if (saml.isMessage) return { daemon: 'none', record, heard: undefined, saml };
    const said = sentenceSaid(message);
    if (!said) return undefined;
    const ofSaml = said.event === 'saml-error' || said.event === 'saml-lacks';
    return { daemon: 'none', record, heard: this.#heard(record, said), saml: ofSaml ? saml : undefined };
  } // prettier-ignore

  #heard(record: LoginRecord, said: Said | undefined): Heard | undefined {
    if (!said) return undefined;
    const { event, code } = said;
    const message = saidIn(record);
    const { start, end } = message;
    const locate = (word = ''): Located | undefined =>
      word === '' ? undefined : locatedWord(record, this.text, word, message);
    const happened =
      event &&
      within(
        record,
        { start, end: Math.max(end, start) },
        {
          kind: event,
          text: detached(this.text.slice(start, Math.min(end, start + LONGEST))),
          ...(code !== undefined && { code: detached(code) }),
        },
      );
    const { request, resolved = false, begins = false, certificate = false } = said;
    return {
      user: locate(said.user),
      group: locate(said.group),
      server: locate(said.server),
      offered: locate(said.offered),
      event: happened,
      request: detached(request),
      resolved,
      begins,
      certificate,
    };
  }
}

/** The message of a line. */
function saidIn(record: LoginRecord): Span {
  return record.kind === 'debug' ? { start: record.messageStart, end: record.messageEnd } : record.message;
}
