import { max, min } from '../integers';
import { memberAt } from '../knowledge/domains/closedLists';
import { daemonsThat } from '../knowledge/domains/daemons';
import {
  type DebugRecord,
  detached,
  HOLES,
  ikeConnection,
  type Message,
  messageSpan,
  type PhraseMatch,
  type SentenceRecord,
  type Source,
  type Span,
  type TextRecord,
  LocatedWithin,
  locatedAt,
  type Within,
  within,
} from '../syntax';
import { type SamlLine, samlLineOf } from './samlTurns';
import { type Turn, turnOf } from './turns';
import { type LoginEvent, type LoginEventKind, LOGIN_VALUES } from './types';
import { firstHole, locatedHole, hasFact, holeText } from './matchedSentences';

/** A record that can be a line of a login. */
export type LoginRecord = DebugRecord | SentenceRecord | TextRecord;

/** What a line says about a login, with the offsets of its words. */
export interface LoginLineContent {
  readonly user: LocatedWithin | undefined;
  readonly group: LocatedWithin | undefined;
  readonly server: LocatedWithin | undefined;
  readonly offered: LocatedWithin | undefined;
  readonly event: (Within & LoginEvent) | undefined;
  /** Its value of each of `LOGIN_VALUES`, in that order; undefined if it names none. */
  readonly values: readonly (string | undefined)[] | undefined;
  /** The request id that it names. */
  readonly request: string | undefined;
  readonly resolved: boolean;
  readonly asks: boolean;
  readonly begins: boolean;
  readonly certificate: boolean;
}

/** What a line without a name says. */
export const NO_CONTENT: LoginLineContent = {
  user: undefined,
  group: undefined,
  server: undefined,
  offered: undefined,
  event: undefined,
  values: undefined,
  request: undefined,
  resolved: false,
  asks: false,
  begins: false,
  certificate: false,
};

interface Line {
  readonly record: LoginRecord;
  /** Missing if it only belongs to its login and says nothing else. */
  readonly content: LoginLineContent | undefined;
}

export interface FnbamdLine extends Line {
  readonly daemon: 'fnbamd';
  /** The request id that it names. */
  readonly request: string | undefined;
  readonly turn: Turn;
  /** Its request has ended; its session has been deleted. */
  readonly closes: boolean;
  readonly deleted: boolean;
}

export interface SslvpnLine extends Line {
  readonly daemon: 'sslvpn';
  readonly connection: LocatedWithin | undefined;
}

/** A line of FortiAuthenticator. */
export interface AuthenticatorLine extends Line {
  readonly daemon: 'authenticator';
  /** The request to the RADIUS server of FortiAuthenticator that the line belongs to; undefined if it names none. */
  readonly exchange: string | undefined;
}

export interface IkeLine extends Line {
  readonly daemon: 'ike';
  readonly connection: LocatedWithin | undefined;
  readonly method: 'XAUTH' | 'EAP' | undefined;
}

export interface SamldLine extends Line {
  readonly daemon: 'samld';
  readonly saml: SamlLine;
  /** The line creates the request to the identity provider. */
  readonly creates: boolean;
  /** The name of an attribute that the identity provider sends. */
  readonly attribute: LocatedWithin | undefined;
}

/** A sentence without a function, which may come from samld. */
export interface SentenceLine extends Line {
  readonly daemon: 'none';
  readonly saml: SamlLine | undefined;
  /** It comes from the unit's own EAP server, on behalf of a waiting login. */
  readonly ofProxy?: boolean;
}

/** A line that can belong to a login. */
export type LoginLine = FnbamdLine | SslvpnLine | IkeLine | SamldLine | AuthenticatorLine | SentenceLine;

/** Whose lines about a login stand alone. */
const ALONE: ReadonlySet<string> = new Set(['console', 'http_authd', 'sshd']);
/** The daemons of FortiAuthenticator that authenticate users. */
const AUTHENTICATOR = daemonsThat(({ authenticates }) => authenticates);
/** `(2)`, the number of a request, before the sentence. */
const RADIUS_REQUEST = /^\(\d{1,9}\)/;

/** Maximum length of the text of an event, in UTF-16 code units. */
const MAX_QUOTE = 400;

/** Reads what lines say about logins. */
export class LoginLineReader {
  /** The last ike connection, with the name in it and its offsets. */
  #tag: { readonly text: string; readonly name: string; readonly place: Span | undefined } = {
    text: '',
    name: '',
    place: undefined,
  };

  /** The last request to a RADIUS server: it has many lines. */
  #exchange = '';

  constructor(readonly text: Source) {}

  /**
   * Reads a line of debug output; undefined if it belongs to no login.
   * @param message what it says
   * @param matches the sentences in it
   */
  read(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): LoginLine | undefined {
    switch (record.form) {
      case 'connection':
        return this.#sslvpn(record, message, matches);
      case 'ike':
        return this.#ike(record, message, matches);
      case 'line-function':
        return this.#fnbamd(record, message, matches);
      case 'function-line':
        return message.daemon === 'samld'
          ? this.#samld(record, message, matches)
          : message.daemon === 'fnbamd'
            ? this.#fnbamd(record, message, matches)
            : this.#client(record, message, matches);
      case 'http-daemon':
        return this.#client(record, message, matches);
      case 'system-log':
        return this.#authenticator(record, message, matches);
      case 'stamp':
      case 'server-log':
        return this.#sentence(record, message, matches);
      default:
        return undefined;
    }
  }

  /** Reads a sentence without a prefix; undefined if it belongs to no login. */
  sentence(record: SentenceRecord, message: Message, matches: readonly PhraseMatch[]): LoginLine | undefined {
    return this.#sentence(record, message, matches);
  }

  #fnbamd(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): FnbamdLine | undefined {
    const isFnbamd = message.daemon === 'fnbamd' || matches.some(({ row }) => row.daemons.includes('fnbamd'));
    if (!isFnbamd) return undefined;
    const content = this.#contentOf(record, message, matches);
    return {
      daemon: 'fnbamd',
      record,
      content,
      request: requestOf(message, matches),
      turn: turnOf(message, matches),
      closes: hasFact(matches, 'closes'),
      deleted: hasFact(matches, 'deleted'),
    };
  }

  #sslvpn(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): SslvpnLine {
    const { tag } = record;
    const connection = tag && locatedAt(record, this.text, tag);
    return { daemon: 'sslvpn', record, content: this.#contentOf(record, message, matches), connection };
  }

  #ike(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): IkeLine {
    const content = this.#contentOf(record, message, matches);
    const found = firstHole(matches, 'method');
    const rowMethod = matches.find(({ row }) => row.facts?.method)?.row.facts?.method;
    const method = found ? (holeText(message, found) === 'EAP' ? 'EAP' : 'XAUTH') : rowMethod;
    return { daemon: 'ike', record, content, connection: this.#ikeConnection(record), method };
  }

  #ikeConnection(record: DebugRecord): LocatedWithin | undefined {
    const { tag } = record;
    if (!tag) return undefined;
    const tagText = this.text.slice(tag.start, tag.end);
    // Consecutive lines often belong to one negotiation.
    if (tagText !== this.#tag.text) {
      const place = ikeConnection(tagText);
      this.#tag = {
        text: tagText,
        name: place ? detached(tagText.slice(place.start, place.end)) : '',
        place,
      };
    }
    const { name, place } = this.#tag;
    return place && new LocatedWithin(record, name, tag.start + place.start, tag.start + place.end);
  }

  #authenticator(
    record: DebugRecord,
    message: Message,
    matches: readonly PhraseMatch[],
  ): AuthenticatorLine | undefined {
    if (!AUTHENTICATOR.has(message.daemon)) return undefined;
    const number = RADIUS_REQUEST.exec(message.text.slice(0, message.from))?.[0];
    if (number !== undefined && number !== this.#exchange) this.#exchange = detached(number);
    const content = this.#contentOf(record, message, matches);
    return { daemon: 'authenticator', record, content, exchange: number && this.#exchange };
  }

  #samld(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): SamldLine {
    const content = this.#contentOf(record, message, matches);
    const creates = message.name.includes('create_auth_req');
    const named = matches.filter(({ row }) => row.facts?.attribute);
    const attribute = locatedHole(record, message, firstHole(named, 'text'));
    return { daemon: 'samld', record, content, saml: samlLineOf(message, matches), creates, attribute };
  }

  /** A line of a VPN client, which has its own log, or of a daemon that an administrator logs in to. */
  #client(record: DebugRecord, message: Message, matches: readonly PhraseMatch[]): SentenceLine | undefined {
    return matches.some(({ row }) => row.event !== undefined && row.daemons.some(one => ALONE.has(one)))
      ? this.#sentence(record, message, matches)
      : undefined;
  }

  #sentence(
    record: LoginRecord,
    message: Message,
    matches: readonly PhraseMatch[],
  ): SentenceLine | undefined {
    if (matches.length === 0) return undefined;
    const saml = samlLineOf(message, matches);
    if (saml.isMessage) return { daemon: 'none', record, content: undefined, saml };
    const event = matches.find(({ row }) => row.event ?? row.login)?.row;
    if (!event) return undefined;
    const ofSaml =
      event.daemons.includes('samld') && (event.login !== undefined || event.event !== 'saml-answered');
    const content = this.#contentOf(record, message, matches);
    const ofProxy = event.daemons.includes('eap_proxy');
    return { daemon: 'none', record, content, saml: ofSaml ? saml : undefined, ofProxy };
  }

  #contentOf(
    record: LoginRecord,
    message: Message,
    matches: readonly PhraseMatch[],
  ): LoginLineContent | undefined {
    if (!matches.some(isInformative)) return undefined;
    const locate = (name: string): LocatedWithin | undefined =>
      locatedHole(record, message, firstHole(matches, name));
    const offers = hasFact(matches, 'offered');
    const server = hasFact(matches, 'proxy') ? undefined : locate('server');
    return {
      user: locate('user'),
      group: locate('group'),
      server: offers ? undefined : server,
      offered: offers ? server : undefined,
      event: this.#event(record, message, matches),
      values: loginValuesOf(message, matches),
      request: requestOf(message, matches),
      resolved: hasFact(matches, 'resolved'),
      asks: hasFact(matches, 'asks'),
      begins: hasFact(matches, 'begins'),
      certificate: hasFact(matches, 'certificate'),
    };
  }

  #event(
    record: LoginRecord,
    message: Message,
    matches: readonly PhraseMatch[],
  ): (Within & LoginEvent) | undefined {
    const match = matches.find(({ row }) => row.event ?? row.login);
    if (!match) return undefined;
    const { login: cause, facts } = match.row;
    const kind: LoginEventKind = match.row.event ?? 'cause';
    const own = [match];
    const hole = firstHole(own, 'result') ?? firstHole(own, 'saml') ?? firstHole(own, 'code');
    const code = facts?.code ?? listedCode(message, match) ?? (hole && detached(holeText(message, hole)));
    const { start, end } = messageSpan(record);
    const text = detached(this.text.slice(start, min(end, start + MAX_QUOTE)));
    return within(
      record,
      { start, end: max(end, start) },
      {
        kind,
        text,
        textAt: [0, text.length] as const,
        ...(code !== undefined && { code }),
        ...(cause && { cause }),
        ...(match.holes.length > 0 && { facts: factsIn(message, match) }),
      },
    );
  }
}

/** The code of a member of a closed list, which one hole of the sentence holds. */
function listedCode({ text }: Message, { holes }: PhraseMatch): string | undefined {
  for (const { shape, start } of holes) {
    const member = memberAt(shape, text, start);
    if (member) return member.code;
  }
  return undefined;
}

function loginValuesOf(message: Message, matches: readonly PhraseMatch[]): LoginLineContent['values'] {
  let values: (string | undefined)[] | undefined;
  for (let index = 0; index < LOGIN_VALUES.length; index++) {
    const hole = firstHole(matches, LOGIN_VALUES[index] ?? '');
    if (hole) (values ??= LOGIN_VALUES.map(() => undefined))[index] = detached(holeText(message, hole));
  }
  return values;
}

/** False for a sentence that says nothing about a login, or only which request its line belongs to. */
function isInformative({ row, holes }: PhraseMatch): boolean {
  if (row.detail !== undefined || row.facts?.named) return false;
  if (row.event !== undefined || row.facts !== undefined) return true;
  return row.outcome === undefined && (holes.length > 1 || holes[0]?.name !== 'request');
}

/** The values of the placeholders of a sentence by name, without secrets, as copies. */
function factsIn(message: Message, { holes }: PhraseMatch): Readonly<Record<string, string>> {
  const facts: Record<string, string> = {};
  for (const hole of holes)
    if (HOLES[hole.name] !== 'secret') facts[hole.name] = detached(holeText(message, hole));
  return facts;
}

/** The request that a line names. */
function requestOf(message: Message, matches: readonly PhraseMatch[]): string | undefined {
  const hole = firstHole(matches, 'request');
  return hole && detached(holeText(message, hole));
}
