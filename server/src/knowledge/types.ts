import type { RuleId } from './ruleIds';

export type { RuleId };

/** How certain a statement is: stated by a public source, seen in a real capture, inferred from these, or stated by the site. */
export type Certainty = 'stated' | 'seen' | 'inferred' | 'site';

/** One or two sentences for a user, their certainty, and their sources (ids of `sources.json`). */
export interface Statement {
  readonly text: string;
  readonly certainty: Certainty;
  readonly sources: readonly string[];
}

/** A public document that supports statements. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly address: string;
}

/** Guidance for a user: meaning, probable causes, numbered next steps, and whole commands to run. */
export interface Guidance {
  readonly meaning: readonly Statement[];
  readonly causes?: readonly Statement[];
  readonly steps?: readonly Statement[];
  /** Commands without abbreviations, in the order in which to run them; the user fills in `<...>`. */
  readonly commands?: readonly string[];
  /** Where a site says so, if it is its own knowledge, and the addresses or names of documents that it gives. */
  readonly from?: Origin;
  readonly documents?: readonly string[];
}

/** Where an entry of a site's own knowledge is written. */
export interface Origin {
  /** The file as the user knows it: `.fortios-debug/nac.json`. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Its address, if a client can open it. */
  readonly uri?: string;
}

/** What an entry is about; together with a key it finds the entry. */
export type EntryKind =
  | 'build'
  | 'cli-error'
  | 'command'
  | 'config-field'
  | 'daemon'
  | 'error'
  | 'event'
  | 'fnbam-result'
  | 'function'
  | 'header'
  | 'host'
  | 'http-status'
  | 'json-field'
  | 'message-type'
  | 'path'
  | 'port'
  | 'prefix'
  | 'radius-code'
  | 'result'
  | 'saml-result'
  | 'sentence'
  | 'token-status'
  | 'word';

/** One thing that a capture can contain, and what is known of it. */
export interface Entry extends Guidance {
  /** `kind/name`; never changes. */
  readonly id: string;
  readonly kind: EntryKind;
  /** Exact texts, numbers, names or prefixes by which the entry is found, without regard to case. */
  readonly keys: readonly string[];
  /** One short line, which a user reads first. */
  readonly title: string;
  /** Single words for the software and for people: `release`, `model`, `effect`, `unit`, ... */
  readonly facts?: Readonly<Record<string, string>>;
}

/** How severe a problem is; a `hint` needs no action. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** The id of a rule that a site has of its own. */
export type SiteRuleId = `site/${string}`;

/** The id of any rule, of the software or of a site. */
export type AnyRuleId = RuleId | SiteRuleId;

/** What is said of one kind of problem. `messages`, `reasons` and `related` are templates (`template.ts`) for facts. */
export interface RuleText extends Partial<Guidance> {
  readonly title: string;
  /** By variant: the first message that is complete with the facts is taken. */
  readonly messages: Readonly<Record<string, readonly string[]>>;
  /**
   * By variant: why something failed, in a few words that follow a name; the first that is complete with the facts is taken.
   * The title is used if it is missing.
   */
  readonly reasons?: Readonly<Record<string, readonly string[]>>;
  /** The text of a related place, by its role. */
  readonly related?: Readonly<Record<string, string>>;
}

/** A rule of the software. */
export interface RuleEntry extends RuleText {
  /** `area/what-is-wrong`; never changes. */
  readonly id: RuleId;
  /** The rule that reported these problems in earlier versions: a severity chosen for that one counts for this one, too. */
  readonly formerly?: RuleId;
  readonly severity: Severity;
  /** The recipe that records the capture again with what this problem lacks; `any` is that of its other problems. */
  readonly recipe?: string;
  /** While a capture grows: how many seconds later output may still answer it, so that it is not said before. */
  readonly waits?: number;
  /** When the rule fires, for its page. */
  readonly when: string;
  /** Lines of captures that it reports, and lines that it does not report. */
  readonly examples?: {
    readonly match?: readonly string[] | undefined;
    readonly not?: readonly string[] | undefined;
  };
  /** The entry whose guidance the rule uses unless it has its own; a finding may name another entry. */
  readonly entry?: string;
  /** The entry of a finding adds to the guidance of the rule instead of replacing it. */
  readonly adds?: true;
  /** By variant: an entry that is more specific than that of the rule. */
  readonly entries?: Readonly<Record<string, string>>;
}
