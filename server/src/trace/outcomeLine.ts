import { max, min } from '../integers';
import {
  asPrinted,
  BARE,
  type DebugRecord,
  detached,
  type JsonPayload,
  type Message,
  type SentenceRecord,
  skipWord,
  type Source,
  type Span,
  type TextRecord,
  within,
  type Within,
} from '../syntax';
import { daemonsThat, namesBy } from '../knowledge/domains/daemons';
import type { ExchangeLine } from './exchangeLine';
import { failureIn, type MessageMeaning } from './messageReader';
import { quoteOf } from './matchedSentences';
import type { ReportedFailure } from './types';

/** Whether a line reports success or failure, and of what. */
export interface OutcomeLine {
  /** The negotiation, connection or request that it names; empty if none. */
  readonly thread: string;
  /** A shorter name that other lines of the thread use. They belong to the last thread with that name. */
  readonly short: string;
  /** It begins something new, so it belongs to no earlier line. */
  readonly starts: boolean;
  /** Later lines that name nothing belong to the thread before this line. */
  readonly isDetached: boolean;
  readonly succeeds: boolean;
  readonly failure: (Within & ReportedFailure) | undefined;
  /** What the event that a tunnel or server came up settles: failures of its phase 1, or all of that thread. */
  readonly settles?: 'phase 1' | 'tunnel';
}

/** Forms whose lines report packets only, or nothing about what a daemon did. */
const FORMS_WITHOUT_OUTCOME: ReadonlySet<DebugRecord['form']> = new Set(['dump', 'flow', 'crash-log']);
/** The daemons of a system log whose lines are read, by the names there; a host has many more. */
const LOGGED = namesBy(({ systemLog }) => systemLog);
/** The name of a negotiation of ike. It keeps the number after the connection when the gateway is found. */
const NEGOTIATION = /^(?:V=[^:]{1,31}:)?\d{1,9}:(?<name>[^:]{1,64})(?::(?<number>\d{1,12})(?![^:]))?/;
/** Fields of the event log; `N/A` means unknown. */
const EVENT_USER =
  /(?:\b|FTNTFGT|FortinetFortiGate)(?:d|xauth)?user=(?!["']?N\/A|""|'')(?:(["'])(.{1,64}?)\1|([^\s"']{1,64}))/;
const EVENT_TUNNEL =
  /(?:\b|FTNTFGT|FortinetFortiGate)(?:vpn_?tunnel|tunnel)=(?!["']?N\/A|""|'')(?:(["'])(.{1,64}?)\1|([^\s"']{1,64}))/;
/** Maximum length of the part of an event that is searched for these fields, in UTF-16 code units. */
const MAX_EVENT = 1500;
const EVENT_TEXT = /msg=["']?$/;
/** The event of a login: its user is the one that its free text is about. */
const EVENT_OF_LOGIN = /\baction=["']?ssl-(?:login-fail|web-deny|new-con|alert)\b/;
/** The user whom its free text names. */
/** The unit has no tunnel for the peer of this event. */
const NO_TUNNEL = /\bvpn_?tunnel=["']?N\/A\b/;
const EVENT_TEXT_USER = /\buser(?:name)? (['"])([^'"]{1,64})\1/i;
const EVENT_PEER = /(?:\b|FTNTFGT|FortinetFortiGate)remip=["']?([0-9a-f.:]{3,45})/i;
/** The user in the log of another authentication server. */
const SERVER_USER =
  /^\(\('[^']{1,45}', \d{1,5}\), ([^,\r\n]{1,64}), |\b(?:UserName=|User-Name: |for [Uu]ser )([^\s,"']{1,64})/;
/** The event that a tunnel came up, and the event that its phase 1 succeeded. */
const TUNNEL_UP = /\baction=["']?(?:tunnel|phase2)-up\b/;
const PHASE_1_DONE = /\bphase 1\b(?=.{0,1500}\bstatus=["']?success\b)(?=.{0,1500}\bresult=["']?DONE\b)/i;
/** The server of FSSO that an event says is connected, or no longer. */
const FSSO_STATE = /\blogdesc=["']?FSSO server (?<state>(?:dis)?connected)\b/;
const EVENT_SERVER = /\bserver=(?:(["'])(.{1,64}?)\1|([^\s"']{1,64}))/;
const RADIUS_REQUEST = /^\((?<number>\d{1,9})\)/;

const quiet = (thread: string, short = '', isDetached = false): OutcomeLine => ({
  thread,
  short,
  starts: false,
  isDetached,
  succeeds: false,
  failure: undefined,
});
const UNNAMED = quiet('');
const OF_DAEMON: ReadonlyMap<string, OutcomeLine> = new Map(
  Array.from(
    daemonsThat(({ thread }) => thread),
    daemon => [daemon, quiet(daemon)],
  ),
);

/** True for what all lines of a template say. */
export function isOfTemplate(outcome: OutcomeLine | undefined): boolean {
  return outcome === undefined || OF_TEMPLATES.has(outcome);
}

const OF_TEMPLATES: ReadonlySet<OutcomeLine> = new Set([UNNAMED, ...OF_DAEMON.values()]);

/** True for a daemon of a system log whose lines are read: `charon-systemd`. */
function isLogged(daemon: string): boolean {
  return LOGGED.has(daemon.slice(0, skipWord(daemon, 0, daemon.length)));
}

/** Reads whether lines report success or failure. Lines of one thread that report neither share one result. */
export class OutcomeReader {
  /** The last prefix that names something, and what it names. */
  #named: { readonly tag: string; readonly line: OutcomeLine } = { tag: '', line: UNNAMED };

  constructor(readonly text: Source) {}

  /**
   * Reads a line of debug output; undefined for packets, dumps, and lines that say nothing about a thread or an
   * outcome.
   * @param user the user that it names
   */
  read(
    record: DebugRecord,
    message: Message,
    meaning: MessageMeaning,
    exchange: ExchangeLine | undefined,
    user: string | undefined,
  ): OutcomeLine | undefined {
    const { form, messageStart, messageEnd } = record;
    const { matches, outcome } = meaning;
    if (FORMS_WITHOUT_OUTCOME.has(form) || (form === 'system-log' && !isLogged(message.daemon)))
      return undefined;
    const named = this.#thread(record, message, matches);
    const starts = exchange?.daemon === 'cloud' ? exchange.begins === 'always' : exchange?.step === 'begins';
    if ((outcome === 'nothing' || outcome === 'routine') && !starts)
      return named === UNNAMED ? undefined : named;
    const failure =
      outcome === 'fails' || outcome === 'follows'
        ? failureOf(record, { start: messageStart, end: messageEnd }, message, {
            words: failureIn(message, meaning),
            follows: outcome === 'follows',
            user,
            ...this.#namedBy(record, message, matches, user),
          })
        : undefined;
    return { ...named, starts, succeeds: outcome === 'succeeds', failure };
  }

  /** What the form of a line adds to its failure: names in fields, and that it stands alone. */
  #namedBy(
    record: DebugRecord,
    message: Message,
    matches: MessageMeaning['matches'],
    user: string | undefined,
  ): Partial<ReportedFailure> {
    const { messageStart, messageEnd } = record;
    switch (record.form) {
      case 'event-log':
        return namedIn(
          message,
          asPrinted(this.text.slice(messageStart, min(messageEnd, messageStart + MAX_EVENT))),
        );
      case 'server-log':
        return { user: user ?? this.#serverUser(record) };
      case 'stamp':
        return matches.some(({ row }) => row.bare === true) ? { isSentence: true } : {};
      default:
        return {};
    }
  }

  /** Reads a sentence without a prefix; undefined if it says nothing about a thread or an outcome. */
  sentence(record: SentenceRecord, message: Message, meaning: MessageMeaning): OutcomeLine | undefined {
    const { matches, outcome } = meaning;
    const named = threadIn(matches) ?? UNNAMED;
    if (outcome !== 'fails' && outcome !== 'follows')
      return named === UNNAMED ? undefined : { ...named, succeeds: outcome === 'succeeds' };
    const more = { words: failureIn(message, meaning), follows: outcome === 'follows', user: undefined };
    return { ...named, failure: failureOf(record, record.message, message, more) };
  }

  /**
   * Reads an event in a JSON payload; undefined if it reports no failure.
   * @param line the event as a line of the log
   */
  event(
    owner: JsonPayload,
    place: Span,
    line: string,
    message: Message,
    meaning: MessageMeaning,
  ): OutcomeLine | undefined {
    const { outcome } = meaning;
    if (outcome !== 'fails' && outcome !== 'follows') return undefined;
    const more = {
      words: failureIn(message, meaning),
      follows: outcome === 'follows',
      ...namedIn(message, line.slice(0, MAX_EVENT)),
    };
    // The text is a value of the payload.
    return { ...UNNAMED, failure: failureOf(owner, place, message, { ...more, textAt: undefined }) };
  }

  /** The tunnel and peer of an IPsec event, or the server of an FSSO event, which a later event can settle. */
  #eventOutcome({ messageStart, messageEnd }: DebugRecord): OutcomeLine {
    const event = asPrinted(this.text.slice(messageStart, min(messageEnd, messageStart + MAX_EVENT)));
    const fsso = FSSO_STATE.exec(event)?.groups?.['state'];
    const server = fsso && valueOf(EVENT_SERVER.exec(event));
    if (server) {
      const thread = quiet(detached(`event FSSO ${server}`), '', true);
      return fsso === 'connected' ? { ...thread, settles: 'tunnel' } : thread;
    }
    const tunnel = valueOf(EVENT_TUNNEL.exec(event));
    const peer = EVENT_PEER.exec(event)?.[1];
    if (tunnel === undefined || peer === undefined) return UNNAMED;
    const thread = quiet(detached(`event ${tunnel} ${peer}`), '', true);
    if (TUNNEL_UP.test(event)) return { ...thread, settles: 'tunnel' };
    return PHASE_1_DONE.test(event) ? { ...thread, settles: 'phase 1' } : thread;
  }

  /** The user that a line in the log of another authentication server names. */
  #serverUser({ messageStart, messageEnd }: DebugRecord): string | undefined {
    const found = SERVER_USER.exec(this.text.slice(messageStart, min(messageEnd, messageStart + MAX_EVENT)));
    const name = found?.[1] ?? found?.[2];
    return name && detached(name);
  }

  /** The thread that the prefix of a line names. */
  #thread(record: DebugRecord, { daemon, text }: Message, matches: MessageMeaning['matches']): OutcomeLine {
    const { form, tag } = record;
    if (form === 'event-log') return this.#eventOutcome(record);
    if (form === 'system-log') {
      const request = RADIUS_REQUEST.exec(text)?.groups?.['number'];
      return request === undefined ? UNNAMED : quiet(`${daemon} ${request}`);
    }
    if (!tag) return OF_DAEMON.get(daemon) ?? threadIn(matches) ?? UNNAMED;
    const words = this.text.slice(tag.start, tag.end);
    // Consecutive lines often belong to one thread.
    if (words !== this.#named.tag)
      this.#named = {
        tag: detached(words),
        line: form === 'ike' ? negotiationOf(words) : connectionOf(words),
      };
    return this.#named.line;
  }
}

/** The thread that the sentences of a line belong to. */
function threadIn(matches: MessageMeaning['matches']): OutcomeLine | undefined {
  const thread = matches.find(({ row }) => row.facts?.thread !== undefined)?.row.facts?.thread;
  return thread === undefined ? undefined : quiet(thread, '', true);
}

/** The user and the tunnel of a line of the event log. Its free text can name another user, or be about one without a name, but not in an event of a login. */
function namedIn(
  { text, from }: Message,
  event: string,
): Pick<ReportedFailure, 'user' | 'connection' | 'unknownPeer'> {
  const isOther = EVENT_TEXT.test(text.slice(0, from)) && !EVENT_OF_LOGIN.test(event);
  const user = valueOf(EVENT_TEXT_USER.exec(text)) ?? (isOther ? undefined : valueOf(EVENT_USER.exec(event)));
  const connection = valueOf(EVENT_TUNNEL.exec(event));
  const peer = NO_TUNNEL.test(event) ? EVENT_PEER.exec(event)?.[1] : undefined;
  return { user, ...(connection && { connection }), ...(peer && { unknownPeer: detached(peer) }) };
}

function valueOf(found: RegExpExecArray | null): string | undefined {
  const value = found?.[2] ?? found?.[3];
  return value && detached(value);
}

/** The time and severity after the process differ from line to line. */
function connectionOf(tag: string): OutcomeLine {
  const end = tag.indexOf(' - ');
  return quiet(detached(end < 0 ? tag : tag.slice(0, end)));
}

function negotiationOf(tag: string): OutcomeLine {
  const { name = '', number } = NEGOTIATION.exec(tag)?.groups ?? {};
  if (name === '') return UNNAMED;
  return number === undefined ? quiet(`ike ${name}`) : quiet(`ike ${number}`, `ike ${name}`);
}

/** The failure that an unrecognised line reports. */
export function failureInText(
  record: TextRecord,
  place: Span,
  message: Message,
  about: Pick<ReportedFailure, 'words' | 'isAnswer'>,
): Within & ReportedFailure {
  return failureOf(record, place, message, { ...about, follows: false, user: undefined });
}

function failureOf(
  owner: DebugRecord | SentenceRecord | TextRecord | JsonPayload,
  { start, end }: Span,
  message: Message,
  more: Pick<
    ReportedFailure,
    'textAt' | 'words' | 'follows' | 'user' | 'connection' | 'unknownPeer' | 'isSentence' | 'isAnswer'
  >,
): Within & ReportedFailure {
  const { daemon, name, about } = message;
  return within(
    owner,
    { start, end: max(end, start) },
    {
      daemon: daemon === BARE ? '' : detached(daemon),
      function: detached(name),
      ...quoteOf(message, { start, end }),
      ...(about !== undefined && { about }),
      ...more,
    },
  );
}
