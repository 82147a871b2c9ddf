import type { SentenceEvent, SentenceNegotiation, SentencePacket, SentenceStep } from './sentenceMeanings';
import type { RuleId } from '../ruleIds';
import type { Severity } from '../types';

/** The kind of value that a hole holds. */
export type HoleRole =
  | 'user'
  | 'group'
  | 'server'
  | 'host'
  | 'name'
  | 'connection'
  | 'address'
  | 'secret'
  | 'token'
  | 'request'
  | 'result'
  | 'port'
  | 'number'
  | 'text';

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
export interface SentenceFacts {
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

/** A cause of the knowledge, which a sentence states. */
export interface StatedCause {
  /** The rule that reports it, and which of its causes or wordings it is: `default` if missing. */
  readonly rule: RuleId;
  readonly variant?: string;
  /** If it is not that of the cause. */
  readonly severity?: Severity;
}

/** How the cause that a sentence states counts in a login. */
export interface LoginWeight {
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
  /** The kind of knowledge entry that explains its code. */
  readonly table?: 'saml-result';
}

/** The cause of a failed login that a sentence proves. */
export interface SentenceCause extends StatedCause, LoginWeight {}

/** What a message reports: `follows` is a failure that another line reports, too; `routine` only sounds like one. */
export type Outcome = 'follows' | 'routine' | 'succeeds';

/** What the command line prints when it refuses a command. */
export interface Refusal {
  /** Whether it reports only that the command failed, or why. */
  readonly says: 'result' | 'reason' | 'unreachable';
  /** The knowledge entry for it, if no other explains the failure. */
  readonly entry?: string;
}

/** One sentence that FortiOS or a related product prints, in all its wordings: a row of `data/domains`. */
export interface SentenceRow {
  /** `daemon/what-it-says`, unique. */
  readonly id: string;
  /** The daemons that print it; `logins` stands for all that take part in logins. */
  readonly daemons: readonly string[];
  /** The functions that print it; if missing, any function of the daemons. */
  readonly functions?: readonly string[];
  /** Parts of the titles of the events that can state it, in lower case; any if missing. */
  readonly events?: readonly string[];
  /** Literal text with holes: `{user}`, `{code:number}`; see `holes.ts`. */
  readonly texts: readonly string[];
  /**
   * Words that state its cause in a line that reports a failure, however the daemon words the rest: `|` is between
   * alternatives, and `*` stands for the rest of a word.
   */
  readonly words?: readonly string[];
  /** Case is ignored. */
  readonly ignoreCase?: true;
  /** It is also printed without a prefix that names its daemon. */
  readonly bare?: true;
  /** It can occur anywhere in a line: its secrets and names are found there by its first word. Others print those of `only`. */
  readonly anywhere?: true | 'only';
  /** The roles of holes in this sentence whose names do not imply them. */
  readonly holds?: Readonly<Record<string, HoleRole>>;
  /** How strongly it suggests that a text is a capture: 1 weakly, 4 almost conclusively. */
  readonly sign?: number;
  /** Its meaning in a login. */
  readonly event?: SentenceEvent;
  /** Its meaning in a request to a service. */
  readonly step?: SentenceStep;
  /** Its meaning in an IKE negotiation. */
  readonly negotiation?: SentenceNegotiation;
  /** Its meaning for a packet of the debug flow. */
  readonly packet?: SentencePacket;
  /** Which line of an IPsec tunnel list it is. */
  readonly listed?: 'gateway' | 'connecting' | 'established' | 'counts' | 'summary' | 'selector';
  readonly refuses?: Refusal;
  /** Consecutive lines with it are folded: steps of a TLS handshake, or noise. */
  readonly detail?: 'tls' | 'noise';
  readonly facts?: SentenceFacts;
  /** What it reports, if its words alone do not say so. */
  readonly outcome?: Outcome;
  /** Why something went wrong, if it says so. */
  readonly cause?: StatedCause;
  /** Its line is a problem by itself, whatever the lines around it are. */
  readonly alone?: true;
  /** Of two `words` with the same number of letters in one line, the one with the lower rank states the cause; 0 if missing. */
  readonly rank?: number;
  /** The cause, if it is one of a failed login. */
  readonly login?: SentenceCause;
}
