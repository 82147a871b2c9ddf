import type { Range } from 'vscode-languageserver-types';
import type { Certainty, Verdict } from '../../knowledge';
import type { Ending } from '../../presentation/outcomes';
import type { Mood, Party } from '../../presentation/steps';

// Incidents as plain data for any client to list and to draw, with secrets masked. Ranges use lines and characters
// from 0, characters in UTF-16 code units; times and durations are in milliseconds.

export type { Certainty, Ending, Mood, Party };

/** An exchange, a login, a negotiation or a packet in one row. */
export interface SceneSummary {
  /** `kind/subject/ordinal`. Stays the same while the capture is edited and grows. */
  readonly id: string;
  /** `provision`, `poll`, `cloud`, `other`, `packet`, `login`, `negotiation`, or the name of a message. */
  readonly kind: string;
  /** How it ended: failure, success, or unknown because the capture does not show it. */
  readonly ending: Ending;
  /** Its title: `provision FTKMOB0123456789`. */
  readonly what: string;
  /** How it ended, in a few words: `licence at another serial number (31)`. */
  readonly outcome: string;
  /** The group of scenes that failed for the same reason. */
  readonly cause: string;
  /** False if the problem behind a failure is less than an error: the list of problems calls it a warning. */
  readonly isError: boolean;
  /** The first time stamp as the unit wrote it; missing if there is none. */
  readonly stamp?: string;
  /** The same in milliseconds. It is the unit's local time: only differences are meaningful. */
  readonly time?: number;
  /** The duration, in words and in milliseconds; missing if unknown or too short to measure. */
  readonly took?: string;
  readonly duration?: number;
  /** The end of an IKE negotiation that it shows: another capture can have the other end, with one of these SPIs. */
  readonly tunnel?: { readonly spis: readonly string[]; readonly isInitiator: boolean };
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

/** The incidents of a document. */
export interface SceneList {
  /** The outcome of the whole capture, on one line. */
  readonly verdict: string;
  /** `well` only if a success was read, and nothing is open. */
  readonly ending: Ending;
  /** What was not read of it, in sentences. */
  readonly unread: readonly string[];
  /** No line of it was understood, so the verdict is no result. */
  readonly isNothingRead: boolean;
  readonly chips: readonly Chip[];
  /** In text order. */
  readonly scenes: readonly SceneSummary[];
  /** The first problems that belong to no scene: those of the configuration or of the unit itself, for example. */
  readonly problems: readonly OtherProblem[];
  /** The number of scenes omitted because of the maximum; failed ones are omitted last. */
  readonly omitted: number;
  /** The number of all scenes by ending. */
  readonly counts: Readonly<Record<Ending, number>>;
}

/** A participant: a lane of the diagram. */
export interface Lane {
  readonly party: Party;
  readonly name: string;
  /** A serial number, an address, a user. */
  readonly detail?: string;
}

/** A row of the diagram: an arrow from one lane to another, or a note on one. */
export interface SceneStep {
  /** Identifies equal steps, whatever their subject, so that incidents can be compared. */
  readonly kind: string;
  /** The place in the text that shows it. */
  readonly range: Range;
  /** The time of day as the unit wrote it. */
  readonly time?: string;
  /** The time since the previous step, if known: in words and in milliseconds. */
  readonly since?: string;
  readonly gap?: number;
  /** Indexes of lanes; both are the same for a note. */
  readonly from: number;
  readonly to: number;
  readonly direction: 'right' | 'left' | 'note';
  readonly text: string;
  /** Notes, one line each. */
  readonly more: readonly string[];
  /** `lost`: something expected did not arrive, so its arrow ends halfway. */
  readonly mood: Mood;
  readonly failed: boolean;
  /** The whole step as one sentence, for a screen reader. */
  readonly sentence: string;
}

/** A next step, with how certain it is to help. */
export interface NextStep {
  readonly text: string;
  readonly certainty: Certainty;
}

/** A possible cause of the problem, and what the capture shows of it. */
export interface PossibleCause extends NextStep {
  readonly verdict: Verdict;
  /** `confirmed by line 12: …`, `excluded by …`, `decide with …`; commands are in backticks. */
  readonly why?: string;
  /** The line of the fact that decides it. */
  readonly line?: number;
}

/** A unit, a token, a user or a server, and its states in the capture. */
export interface PartyState {
  readonly kind: 'unit' | 'token' | 'user' | 'server';
  readonly name: string;
  /** Its model, if a source names it. */
  readonly model?: string;
  /** Its roles and their outcomes: `asked`, `refused: error 31`; failures come first. */
  readonly states: readonly string[];
  readonly ending: Ending;
  /** The place where it is first named. */
  readonly range: Range;
  /** The number of scenes that it takes part in, and the ids of the first ones. */
  readonly count: number;
  readonly scenes: readonly string[];
}

/** A scene in full. */
export interface SceneDetail extends SceneSummary {
  /** What happened, in one sentence. */
  readonly sentence: string;
  /** What that means, according to a source; missing if unknown. */
  readonly meaning?: NextStep;
  readonly chips: readonly Chip[];
  readonly lanes: readonly Lane[];
  readonly steps: readonly SceneStep[];
  /** The number of steps left out in the middle, and the index in `steps` before which they are missing. */
  readonly omittedSteps: number;
  readonly omittedBefore: number;
  /** What to do next, the most urgent first. */
  readonly next: readonly NextStep[];
  /** Possible causes that the capture was asked about: those that are confirmed, open, excluded. Missing without one. */
  readonly causes?: readonly PossibleCause[];
  /** Other causes, further meanings, and the sources of all of it. */
  readonly otherCauses: readonly NextStep[];
  readonly background: readonly NextStep[];
  readonly sources: readonly { readonly title: string; readonly address: string }[];
  /** Explains the mark of inferred statements; missing if there are none. */
  readonly inferredNote?: string;
  /** Commands for further diagnosis, unabbreviated: those to copy, and those that can change the unit. */
  readonly commands: readonly string[];
  readonly unsafeCommands: readonly string[];
  /** The address of the page on the cause of the failure. */
  readonly rule?: string;
  readonly parties: readonly PartyState[];
}

/** An incident compared with the last successful one of its kind, or with the other end of its tunnel. */
export interface Comparison {
  /** The first step where they diverge, in words; or why there is nothing to compare with. */
  readonly sentence: string;
  /** The other incident; missing if there is none in its own capture, the open captures or the folder. */
  readonly good?: {
    readonly uri: string;
    /** True if both are about the same token, user or connection. */
    readonly isSameSubject: boolean;
    readonly detail: SceneDetail;
  };
  /** Indexes of the steps where they diverge; for an incident that has ended by then, its number of steps. */
  readonly at?: number;
  readonly goodAt?: number;
}

/** The lines of a scene, without interleaved lines of others. */
export interface SceneExcerpt {
  /** One line for each of `lines`, with secrets masked. */
  readonly text: string;
  /** The numbers of these lines in the capture, from 0. */
  readonly lines: readonly number[];
}

/** Secrets of one kind. */
export interface SecretGroup {
  /** `otp-seed`, `password`, ...: the rule is `secret/<kind>`. */
  readonly kind: string;
  /** The kind in words: `A password`. */
  readonly title: string;
  /** The number of different secrets. */
  readonly count: number;
  /** The first places of these secrets. */
  readonly places: readonly { readonly range: Range; readonly token?: string }[];
  readonly omitted: number;
}
