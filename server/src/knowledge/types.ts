import type { Condition, Evidence, Verdict } from './evidence';
import type { RuleId } from './ruleIds';

export { VERDICTS } from './evidence';
export type { RuleId, Verdict };

/** How certain a statement is: stated by a public source, seen in a real capture, inferred from these, or stated by the site. */
export type Certainty = (typeof CERTAINTIES)[number];

export const CERTAINTIES = ['stated', 'seen', 'inferred', 'site'] as const;

/** One or two sentences for a user, their certainty, and their sources (ids of `sources.json`). */
export interface Statement extends Evidence {
  readonly text: string;
  readonly certainty: Certainty;
  readonly sources: readonly string[];
  /** The name of a possible cause, and the possible causes that a step is for. */
  readonly id?: string;
  readonly against?: readonly string[];
  /** The commands that a step needs, whether it is drastic, and whether users log in with their password alone after it. */
  readonly lastResort?: true;
  readonly passwordOnlyMeanwhile?: true;
  readonly commands?: readonly string[];
  /** The only messages that it belongs to, by their variants or codes, and those that it does not belong to. */
  readonly variants?: readonly string[];
  readonly notVariants?: readonly string[];
  /** Facts that make a step or a possible cause needless, and facts of which it needs one. */
  readonly unless?: readonly Condition[];
  readonly onlyIf?: readonly Condition[];
  /** How it reads for one problem of a capture. */
  readonly shown?: ShownStatement;
}

/** A statement for one problem of a capture: in the user's language, with the values of the capture. */
export interface ShownStatement {
  readonly words: string;
  /** Whether the capture shows that this is the cause. */
  readonly verdict?: Verdict;
  /** The likely first. */
  readonly rank?: number;
  /** What shows it, or what would: `confirmed by line 12: …`. */
  readonly why?: string;
  /** The line of the first fact that shows it, from 0. */
  readonly line?: number;
}

/** A public document that statements cite. */
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
  /** Those of all steps and others, without abbreviations, in the order in which to run them; the user replaces `<...>`. */
  readonly commands?: readonly string[];
  /** Where a site's own entry is defined, with the documents that it cites. */
  readonly from?: Origin;
  readonly documents?: readonly string[];
}

/** Where an entry of a site's own knowledge is defined. */
export interface Origin {
  /** The file as shown to the user: `.fortios-debug/nac.json`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Its URI, if a client can open it. */
  readonly uri?: string;
}

/** The kind of an entry; kind and key identify it. */
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

/** Something that a capture can contain, and what is known of it. */
export interface Entry extends Guidance {
  /** `kind/name`; never changes. */
  readonly id: string;
  readonly kind: EntryKind;
  /** Texts, numbers, names or prefixes by which the entry is found, ignoring case. */
  readonly keys: readonly string[];
  /** A short title, which a user reads first. */
  readonly title: string;
  /** Short values for the software and for people: `release`, `model`, `effect`, `unit`, ... */
  readonly facts?: Readonly<Record<string, string>>;
  /** The id of the cause that it states. The rule for errors of services reports one without. */
  readonly cause?: string;
  /** An error that follows from another one in the same answer. */
  readonly follows?: 'token';
  /** Words of the command or the line before it, in lower case, of which one must be there: any command can give this answer. */
  readonly after?: readonly string[];
  /** Words of the line before it that say more, so that this is no problem of its own. */
  readonly notAfter?: string;
}

/** How severe a problem is; a `hint` needs no action. */
export type Severity = (typeof SEVERITIES)[number];

/** From the most severe to the least. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;

/** The id of a rule of a site. */
export type SiteRuleId = `site/${string}`;

/** The id of any rule, built in or of a site. */
export type AnyRuleId = RuleId | SiteRuleId;

/** The texts of a rule. `messages`, `reasons` and `related` are templates (`messageTemplate.ts`) for facts. */
export interface RuleText extends Partial<Guidance> {
  readonly title: string;
  /** By variant: the first message whose facts are all known is used. */
  readonly messages: Readonly<Record<string, readonly string[]>>;
  /**
   * By variant: why something failed, in a few words that follow a name. The first one whose facts are all known is
   * used; the title if there is none.
   */
  readonly reasons?: Readonly<Record<string, readonly string[]>>;
  /** The text of a related place, by its role. */
  readonly related?: Readonly<Record<string, string>>;
}

/** A built-in rule. */
export interface RuleEntry extends RuleText {
  /** `area/what-is-wrong`; never changes. */
  readonly id: RuleId;
  /** The rule that reported these problems in earlier versions: a severity set for that one applies to this one, too. */
  readonly formerly?: RuleId;
  readonly severity: Severity;
  /** The recipe for another capture with the output that this problem lacks; `any` is that of its other problems. */
  readonly recipe?: string;
  /** While a capture grows: seconds during which later output may still resolve it, so that it is not reported earlier. */
  readonly waits?: number;
  /** When the rule fires, for its page. */
  readonly when: string;
  /** Lines of captures that it reports, and lines that it does not report. */
  readonly examples?: {
    readonly match?: readonly string[] | undefined;
    readonly not?: readonly string[] | undefined;
  };
  /** The entry whose guidance the rule uses, unless it has its own; a finding may name another entry. */
  readonly entry?: string;
  /** The entry of a finding adds to the guidance of the rule instead of replacing it. */
  readonly adds?: true;
  /** By variant: an entry that is more specific than that of the rule. */
  readonly entries?: Readonly<Record<string, string>>;
  /** By variant: the causes that share the rule, each with an id and a page of its own. */
  readonly variants?: Readonly<Record<string, CauseText>>;
}

/** What one of several causes of a rule has of its own. */
export interface CauseText extends Partial<Guidance> {
  readonly title?: string;
  readonly severity?: Severity;
}
