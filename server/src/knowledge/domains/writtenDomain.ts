import type { WrittenReason, WrittenStep } from '../evidence';
import type { Severity } from '../types';
import type { LoginWeight, SentenceRow } from './sentence';

/** What of an entry is guidance, as it is written. */
export interface WrittenGuidance {
  readonly title?: string;
  readonly meaning?: readonly string[];
  readonly causes?: readonly (string | WrittenReason)[];
  readonly steps?: readonly (string | WrittenStep)[];
  readonly commands?: readonly string[];
}

/** Lines that a row or a cause must explain, and lines that it must not. */
export interface Examples {
  readonly match?: readonly string[];
  readonly not?: readonly string[];
}

/** A sentence as it is written: its cause is an id, and what it says is for users. */
export interface WrittenSentence extends Omit<SentenceRow, 'texts' | 'cause' | 'login'> {
  readonly texts?: readonly string[];
  readonly cause?: string;
  readonly severity?: Severity;
  readonly login?: LoginWeight;
  /** Why it belongs to normal operation although it sounds like a failure, or follows from another line. */
  readonly why?: string;
  /** What it means, for hovers: the words to explain, and the meaning or the cause that has it. */
  readonly says?: WrittenGuidance & { readonly keys: readonly string[]; readonly cause?: string };
  readonly examples?: Examples;
}

/** A cause as it is written: `area/rule` for a rule, and `area/rule/variant` for one of several causes of a rule. */
export interface WrittenCause extends WrittenGuidance {
  readonly id: string;
  readonly message?: string | readonly string[];
  readonly reason?: string | readonly string[];
  /** Other wordings of the message of a rule, by variant. */
  readonly variants?: Readonly<Record<string, string | readonly string[]>>;
  /** The cause that has the guidance for this one, too. */
  readonly guidance?: string;
  readonly severity?: Severity;
  readonly entry?: string;
  readonly examples?: Examples;
  readonly when?: string;
  /** What a site, or the software in the same format, knows of a message or a code. */
  readonly match?: object;
}

/** An entry as it is written: its guidance can be that of a cause. */
export interface WrittenTerm extends WrittenGuidance {
  readonly id: string;
  readonly cause?: string;
}

/** What prints lines, by its name in the rows of sentences. */
export interface Daemon {
  readonly name: string;
  /** The first parts of the names of its functions. */
  readonly functions?: readonly string[];
  /** Names that stand alone before its messages: `eap_proxy: `. */
  readonly tags?: readonly string[];
  /** Parts of the names of its functions, wherever they are in a name. */
  readonly functionsWith?: readonly string[];
  /** The first parts of the names of its functions in lines whose colon is before the number: `[ems_connect:120] `. */
  readonly bracketed?: readonly string[];
  /** Its names in the system log of FortiAuthenticator or another host. */
  readonly systemLog?: readonly string[];
  /** It is a server of another product that authenticates users. */
  readonly authenticates?: true;
  /** It is a log of many users: lines beside each other do not belong together. */
  readonly log?: true;
  /** Its lines belong together even if they name no request. */
  readonly thread?: true;
  /** It takes part in logins. */
  readonly logins?: true;
  /** The processes without which logins fail. */
  readonly processes?: readonly string[];
}

/** A daemon, or an area of FortiOS, as a file of `data/domains` has it. */
export interface Domain {
  readonly daemons?: readonly Daemon[];
  readonly sentences?: readonly WrittenSentence[];
  readonly causes?: readonly WrittenCause[];
  /** Other things that its lines contain: functions, codes, words. */
  readonly terms?: readonly WrittenTerm[];
}
