import type { HoleRole } from './holes';
import type { PhraseCauseRule, PhraseEvent, PhraseNegotiation, PhrasePacket, PhraseShownRule, PhraseStep } from './names'; // oxfmt-ignore

/** What prints a sentence: a daemon of FortiOS or a related product, the console, its command line, or any of them. */
export type Speaker =
  | 'fnbamd'
  | 'sslvpn'
  | 'ike'
  | 'samld'
  | 'ftm'
  | 'forticldd'
  | 'authd'
  | 'eap_proxy'
  | 'radiusd'
  | 'facauth'
  | 'tac_plus'
  | 'httpsd'
  | 'wad'
  | 'hostapd'
  | 'event log'
  | 'server log'
  | 'sshd'
  | 'http_authd'
  | 'alertmail'
  | 'update'
  | 'flow'
  | 'console'
  | 'cli'
  | 'any';

/** Parts of a capture whose form is known, but which are not interpreted. */
export type UnreadPart =
  | 'collector-agent'
  | 'config'
  | 'crash-log'
  | 'daemon'
  | 'dump'
  | 'event-log'
  | 'fgfm'
  | 'flow'
  | 'kernel-panic'
  | 'server-log'
  | 'session-list'
  | 'sniffer'
  | 'system-log'
  | 'wireless';

/** Facts that a sentence states besides its event and its holes. */
export interface PhraseFacts {
  /** The number of a result that the sentence states in words. */
  readonly code?: string;
  /** How the user is authenticated, if no hole names it. */
  readonly method?: 'XAUTH' | 'EAP';
  /** The line comes from the user's side: a login begins. */
  readonly begins?: true;
  /** The request checks a certificate. */
  readonly certificate?: true;
  /** A name was resolved to an address. */
  readonly resolved?: true;
  /** The server named is available, but not queried here. */
  readonly offered?: true;
  /** The server named is queried here. */
  readonly asks?: true;
  /** The server named is a proxy on the unit itself. */
  readonly proxy?: true;
  /** fnbamd resumes work on a request because of the answer or timer named. */
  readonly wakes?: true;
  /** The request waits for what the line names. */
  readonly waits?: true;
  /** The work on a request, or the job of samld, ends with this line. */
  readonly ends?: true;
  /** No more lines of the request follow. */
  readonly closes?: true;
  /** The session of the request is deleted. */
  readonly deleted?: true;
  /** A job of samld starts with this line. */
  readonly starts?: true;
  /** The SAML attribute named is one that the identity provider sends. */
  readonly attribute?: true;
  /** The line is the XML of a SAML message. */
  readonly message?: true;
  /** FortiToken Cloud is queried. `queued` applies only to the exchange that starts with the line. */
  readonly cloud?: true;
  readonly queued?: true;
  /** A connection is open. */
  readonly connected?: true;
  /** A JSON payload on the next lines is the result of a synchronization with FortiToken Cloud. */
  readonly syncStatus?: true;
  /** The packet sniffer starts another list of packets. */
  readonly sniffer?: true;
  /** The filter of the sniffer can hide the packets of one direction. */
  readonly oneWay?: true;
  /** The sentence follows the name of a tunnel, or its SPIs. */
  readonly named?: true;
  /** The thread of a line without other identifiers. A later success of the same thread clears its failures. */
  readonly thread?: string;
  /** It heads a part that is not interpreted. */
  readonly part?: UnreadPart;
}

/** The cause of a failed login that a sentence proves. */
export interface PhraseCause {
  /** The rule that reports it, and which of its messages it takes: `default` if missing. */
  readonly rule: PhraseCauseRule;
  readonly variant?: string;
  /**
   * Its rank among the causes of one login: the lowest is reported. 10 negotiation, 20 identity provider, 30 token, 40
   * group and policy, 50 name, 60 silence, 70 answer of a server or of the local check, 90 only the result, 100 no end.
   */
  readonly rank: number;
  /** It makes the login fail, unless a later result contradicts it. Otherwise it only explains a login that failed. */
  readonly decides?: true;
  /** It is reported even if the capture does not show how the login ended. */
  readonly open?: true;
  /** It is reported even if fnbamd's result is success, because another daemon refuses the login because of it. */
  readonly despite?: true;
  /** The message about it quotes the sentence. */
  readonly quoted?: true;
  readonly severity?: 'error' | 'warning' | 'information';
  /** The kind of knowledge entry that explains its code, its reason, or the sentence itself. */
  readonly table?: 'saml-result' | 'sentence';
  /** The knowledge entry with its guidance, if different from that of the rule. */
  readonly entry?: string;
}

/** The rule that reports what a line shows, and which of its messages it takes. */
export interface ShownProblemOf {
  readonly rule: PhraseShownRule;
  readonly variant?: string;
  readonly severity?: 'error' | 'warning' | 'information';
}

/** What the command line prints when it refuses a command. */
export interface Refusal {
  /** Whether it reports only that the command failed, or why. */
  readonly says: 'result' | 'reason' | 'unreachable';
  /** The knowledge entry for it, if no other explains the failure. */
  readonly entry?: string;
}

/** One sentence that FortiOS prints, in all its wordings. */
export interface PhraseRow {
  /** `daemon/what-it-says`, unique. */
  readonly id: string;
  readonly daemons: readonly Speaker[];
  /** The functions that print it; if missing, any function of the daemons. */
  readonly functions?: readonly string[];
  /** Literal text with holes: `{user}`, `{code:number}`; see `holes.ts`. */
  readonly texts: readonly string[];
  /** Case is ignored. */
  readonly ignoreCase?: true;
  /** It is also printed without a prefix that names its daemon. */
  readonly bare?: true;
  /** It can occur anywhere in a line: its secrets and names are found there by its first word. */
  readonly anywhere?: true;
  /** The roles of holes in this sentence whose names do not imply them. */
  readonly holds?: Readonly<Record<string, HoleRole>>;
  /** How strongly it suggests that a text is a capture: 1 weakly, 4 almost conclusively. */
  readonly sign?: number;
  /** Its meaning in a login. */
  readonly event?: PhraseEvent;
  /** Why a login failed, if this sentence proves it. */
  readonly cause?: PhraseCause;
  /** Its meaning in a request to a service. */
  readonly step?: PhraseStep;
  /** Its meaning in an IKE negotiation. */
  readonly negotiation?: PhraseNegotiation;
  /** Its meaning for a packet of the debug flow. */
  readonly packet?: PhrasePacket;
  /** Which line of an IPsec tunnel list it is. */
  readonly listed?: 'gateway' | 'connecting' | 'established' | 'counts' | 'summary' | 'selector';
  /** The problem that a line of the console shows on its own. */
  readonly shows?: ShownProblemOf;
  readonly refuses?: Refusal;
  /** Consecutive lines with it are folded: steps of a TLS handshake, or noise. */
  readonly detail?: 'tls' | 'noise';
  readonly facts?: PhraseFacts;
  /** Why it belongs to normal operation although it sounds like a failure. */
  readonly routine?: Routine;
}

export interface Routine {
  readonly why: string;
  /** Another line of the same login or negotiation also reports the failure. It counts only if that line is missing. */
  readonly only?: 'follows';
}

/** A hole of a text that matched: `[start, end)` are offsets in the message, in UTF-16 code units. */
export interface FilledHole {
  readonly name: string;
  readonly shape: string;
  readonly start: number;
  readonly end: number;
}

/** A row of which one text matched a message. Empty holes are missing. */
export interface PhraseMatch {
  readonly row: PhraseRow;
  /** Its rank among all texts: lower is more specific. */
  readonly rank: number;
  /** Its text can match later in a message, after any text. */
  readonly floats: boolean;
  /** Its text has parts that are not used. */
  readonly skips: boolean;
  readonly start: number;
  readonly end: number;
  readonly holes: readonly FilledHole[];
}

/** An invalid row, and the reason. */
export interface PhraseProblem {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
}
