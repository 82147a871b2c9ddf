import type { HoleRole } from './holes';
import type { PhraseCauseRule, PhraseEvent, PhraseNegotiation, PhrasePacket, PhraseShownRule, PhraseStep } from './names'; // prettier-ignore

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
  | 'alertmail'
  | 'update'
  | 'flow'
  | 'console'
  | 'cli'
  | 'any';

/** Facts that a sentence states besides its event and its holes. */
export interface PhraseFacts {
  /** The number of a result, where the sentence has a word for it. */
  readonly code?: string;
  /** How the user is authenticated, where the sentence does not name it in a hole. */
  readonly method?: 'XAUTH' | 'EAP';
  /** The user's side is heard here: a login begins. */
  readonly begins?: true;
  /** The request is the check of a certificate. */
  readonly certificate?: true;
  /** A name was resolved to an address. */
  readonly resolved?: true;
  /** The server named is one that can be asked, not one that was. */
  readonly offered?: true;
  /** The server named is asked here. */
  readonly asks?: true;
  /** The server named is a proxy of the unit itself. */
  readonly proxy?: true;
  /** fnbamd starts to work for a request because of the answer, or the timer, that is named. */
  readonly wakes?: true;
  /** The request waits for what is named. */
  readonly waits?: true;
  /** The work for a request, or the job of samld, ends with this line. */
  readonly ends?: true;
  /** Nothing more follows of the request. */
  readonly closes?: true;
  /** The session of the request is gone. */
  readonly deleted?: true;
  /** A job of samld starts with this line. */
  readonly starts?: true;
  /** The attribute of a SAML assertion that is named is one that the identity provider sends. */
  readonly attribute?: true;
  /** The line is the XML of a SAML message. */
  readonly message?: true;
  /** FortiToken Cloud is asked. `queued` says so only of the exchange that starts with the line. */
  readonly cloud?: true;
  readonly queued?: true;
  /** A connection is open. */
  readonly connected?: true;
  /** A JSON payload on the next lines is the result of a synchronization with FortiToken Cloud. */
  readonly syncStatus?: true;
  /** The sentence of the line follows the name of a tunnel, or its SPIs. */
  readonly named?: true;
  /** The thread of a line that names nothing. A later success of the same thread clears its failures. */
  readonly thread?: string;
}

/** The cause of a failed login that a sentence proves. */
export interface PhraseCause {
  /** The rule that reports it, and which of its messages it takes: `default` if missing. */
  readonly rule: PhraseCauseRule;
  readonly variant?: string;
  /**
   * Its place among the causes of one login: the lowest is reported. 10 negotiation, 20 identity provider, 30 token, 40 group
   * and policy, 50 name, 60 silence, 70 answer of a server or of the local check, 90 only the result, 100 no end.
   */
  readonly rank: number;
  /** The login failed by it, unless a later result says otherwise. Without it, it only explains a login that failed. */
  readonly decides?: true;
  /** It is reported although the capture leaves open how the login ended. */
  readonly open?: true;
  readonly severity?: 'error' | 'warning' | 'information';
  /** The kind of knowledge entry that explains its code, its reason, or the sentence itself. */
  readonly table?: 'saml-result' | 'sentence';
  /** The knowledge entry with its guidance, if it is not that of the rule. */
  readonly entry?: string;
}

/** The rule that reports what a line shows, and which of its messages it takes. */
export interface ShownProblemOf {
  readonly rule: PhraseShownRule;
  readonly variant?: string;
  readonly severity?: 'error' | 'warning' | 'information';
}

/** What the command line says of a command that it refuses. */
export interface Refusal {
  /** Only that the command failed, or why. */
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
  /** Letters match in either case. */
  readonly ignoreCase?: true;
  /** It is also printed without a prefix that names its daemon. */
  readonly bare?: true;
  /** It can be anywhere in a line, after any text: its secrets and names are found there by its first word. */
  readonly anywhere?: true;
  /** The roles of holes in this sentence whose names do not say it. */
  readonly holds?: Readonly<Record<string, HoleRole>>;
  /** How strongly a line with it suggests that a text is a capture: 1 weakly, 4 nearly for certain. */
  readonly sign?: number;
  /** Its meaning for a login. */
  readonly event?: PhraseEvent;
  /** Why a login failed, if this sentence proves it. */
  readonly cause?: PhraseCause;
  /** Its meaning for a request to a service. */
  readonly step?: PhraseStep;
  /** Its meaning for an IKE negotiation. */
  readonly negotiation?: PhraseNegotiation;
  /** Its meaning for a packet of the debug flow. */
  readonly packet?: PhrasePacket;
  /** Which line of a list of IPsec tunnels it is. */
  readonly listed?: 'gateway' | 'connecting' | 'established' | 'counts' | 'summary' | 'selector';
  /** The problem that a line of the console shows by itself. */
  readonly shows?: ShownProblemOf;
  readonly refuses?: Refusal;
  /** Consecutive lines with it are folded: steps of a TLS handshake, or noise. */
  readonly detail?: 'tls' | 'noise';
  readonly facts?: PhraseFacts;
  /** Why it belongs to normal work though it sounds like a failure. */
  readonly routine?: Routine;
}

export interface Routine {
  readonly why: string;
  /** Another line of the same login or negotiation reports the failure, too. It counts only if that line is missing. */
  readonly only?: 'follows';
}

/** A hole of a text that matched: `[start, end)` are offsets in the message, in UTF-16 code units. */
export interface FilledHole {
  readonly name: string;
  readonly shape: string;
  readonly start: number;
  readonly end: number;
}

/** A row one of whose texts matched a message. Holes that stayed empty are missing. */
export interface PhraseMatch {
  readonly row: PhraseRow;
  /** Its place among all texts: the lower, the more specific. */
  readonly rank: number;
  /** Its text can match later in a message, after anything. */
  readonly floats: boolean;
  readonly start: number;
  readonly end: number;
  readonly holes: readonly FilledHole[];
}

/** A row that cannot be used, and why. */
export interface PhraseProblem {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
}
