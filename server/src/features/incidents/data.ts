import type { Range } from 'vscode-languageserver-types';
import type { Certainty } from '../../knowledge';
import type { Ending } from '../../telling/outcomes';
import type { Mood, Party } from '../../telling/steps';

// What happened in a capture as plain data in words, for any client to list and to draw. Secrets are masked in it. Ranges are
// of lines and characters from 0, characters in UTF-16 code units; times and lengths are milliseconds.

export type { Certainty, Ending, Mood, Party };

/** An exchange, a login, a negotiation or a packet in one row. */
export interface SceneSummary {
  /** `kind/subject/ordinal`. It stays the same while the capture is edited and grows. */
  readonly id: string;
  /** `provision`, `poll`, `cloud`, `other`, `packet`, `login`, `negotiation`, or the name of a message. */
  readonly kind: string;
  /** How it ended: in a failure, as was wished, or out of sight. */
  readonly ending: Ending;
  /** What it is: `provision FTKMOB0123456789`. */
  readonly what: string;
  /** How it ended, in few words: `licence at another serial number (31)`. */
  readonly outcome: string;
  /** What scenes that failed for the same reason have in common: the name of a group of them. */
  readonly cause: string;
  /** The first time stamp as the unit wrote it; missing if it has none. */
  readonly stamp?: string;
  /** The same in milliseconds. It is local time of the unit: only differences mean something. */
  readonly time?: number;
  /** How long it took: in words, and in milliseconds. Missing if that is not known or too short to be measured. */
  readonly took?: string;
  readonly duration?: number;
  readonly range: Range;
}

/** A fact about a scene or a capture, for a short label. */
export interface Chip {
  readonly kind: 'release' | 'unit' | 'vdom' | 'lines' | 'secrets';
  readonly text: string;
}

/** A problem that belongs to no scene. */
export interface OtherProblem {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly range: Range;
}

/** What happened in a document. */
export interface SceneList {
  /** The outcome of the whole capture, in one line. */
  readonly verdict: string;
  readonly chips: readonly Chip[];
  /** In the order of the text. */
  readonly scenes: readonly SceneSummary[];
  /** The first problems that belong to none of the scenes: of negotiations, of the configuration, of the unit itself. */
  readonly problems: readonly OtherProblem[];
  /** How many are left out because there are too many; those that failed are left out last. */
  readonly omitted: number;
  /** How many of all scenes ended so. */
  readonly counts: Readonly<Record<Ending, number>>;
}

/** One of those who take part: a lane of the picture. */
export interface Lane {
  readonly party: Party;
  readonly name: string;
  /** A serial number, an address, a user. */
  readonly detail?: string;
}

/** A row of the picture: an arrow from one lane to another, or a note on one. */
export interface SceneStep {
  /** The same for steps that are the same thing, whoever they are about: incidents are compared by it. */
  readonly kind: string;
  /** The place in the text that shows it. */
  readonly range: Range;
  /** The time of day as the unit wrote it. */
  readonly time?: string;
  /** The time since the step before, where it can be measured: in words, and in milliseconds. */
  readonly since?: string;
  readonly gap?: number;
  /** Indexes of lanes; both are the same for a note. */
  readonly from: number;
  readonly to: number;
  readonly direction: 'right' | 'left' | 'note';
  readonly text: string;
  /** What is said besides, each on a line of its own. */
  readonly more: readonly string[];
  /** `lost` is what was waited for and did not come: its arrow ends on its way. */
  readonly mood: Mood;
  readonly failed: boolean;
  /** All of it in one sentence, for a screen reader. */
  readonly sentence: string;
}

/** Something to do next, with how sure it is that it helps. */
export interface NextStep {
  readonly text: string;
  readonly certainty: Certainty;
}

/** A unit, a token, a user or a server, and what the capture says of it. */
export interface PartyState {
  readonly kind: 'unit' | 'token' | 'user' | 'server';
  readonly name: string;
  /** Its model, where a source names it. */
  readonly model?: string;
  /** What part it plays and what came of it: `asked`, `refused: error 31`; those that say a failure come first. */
  readonly states: readonly string[];
  readonly ending: Ending;
  /** Where it is named first. */
  readonly range: Range;
  /** The scenes that it takes part in: how many, and the first of them. */
  readonly count: number;
  readonly scenes: readonly string[];
}

/** All of one scene. */
export interface SceneDetail extends SceneSummary {
  /** What happened, in one sentence. */
  readonly sentence: string;
  /** What that means, as a source says it; missing if nothing is known. */
  readonly meaning?: NextStep;
  readonly chips: readonly Chip[];
  readonly lanes: readonly Lane[];
  readonly steps: readonly SceneStep[];
  /** How many steps are left out in the middle, and before which step of `steps`. */
  readonly omittedSteps: number;
  readonly omittedBefore: number;
  /** The first three things to do, and how many more there are. */
  readonly next: readonly NextStep[];
  readonly moreNext: number;
  /** What must be said once where a statement is inferred. */
  readonly inferredNote?: string;
  /** Commands that help to find out more, in full. */
  readonly commands: readonly string[];
  /** The id of the rule that found why it failed: it has a page with all that is known. */
  readonly rule?: string;
  readonly parties: readonly PartyState[];
}

/** An incident beside the last one of its kind that went well. */
export interface Comparison {
  /** The first step where they part, in words; or why there is nothing to compare it with. */
  readonly sentence: string;
  /** The one that went well; missing if no capture has any: neither its own, nor another open one, nor one of the folder. */
  readonly good?: {
    readonly uri: string;
    /** It has the same token, user or connection. */
    readonly isSameSubject: boolean;
    readonly detail: SceneDetail;
  };
  /** Indexes of the steps where they part; the number of steps where one of them has ended by then. */
  readonly at?: number;
  readonly goodAt?: number;
}

/** The lines of a scene, without those of others between them. */
export interface SceneExcerpt {
  /** Secrets are masked in it; it has a line for each of `lines`. */
  readonly text: string;
  /** The numbers of these lines in the capture, from 0. */
  readonly lines: readonly number[];
}

/** Secrets of one kind. */
export interface SecretGroup {
  /** `otp-seed`, `password`, ...: the rule is `secret/<kind>`. */
  readonly kind: string;
  /** What it is in words: `A password`. */
  readonly title: string;
  /** How many different secrets there are. */
  readonly count: number;
  /** Where they are; the first ones. */
  readonly places: readonly { readonly range: Range; readonly token?: string }[];
  readonly omitted: number;
}
