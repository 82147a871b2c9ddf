import type { AnyRuleId, Guidance, Severity } from '../knowledge';
import type { SiteEntry } from '../site/types';
import type { Ending } from '../telling/outcomes';
import type { NamedParty } from '../telling/parties';
import type { Scene } from '../telling/scenes';
import type { PlacedStep } from '../telling/steps';
import type { FileCluster } from './across';

// The contents of a report. It is plain data in words for a user: no text of a capture is kept but names and masked excerpts,
// so that captures can be read one after the other, and both writers say the same.

/** A line of a capture, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A problem in words. */
export interface StoryProblem extends Place {
  readonly rule: AnyRuleId;
  /** The knowledge entry that explains it, where that is not the rule's own. */
  readonly entry: string | undefined;
  /** The entry of the site's own knowledge whose rule it is. */
  readonly site: SiteEntry | undefined;
  readonly severity: Severity;
  readonly message: string;
  /** In how many more places it shows. */
  readonly again: number;
  /** The token that it is about. */
  readonly token: string | undefined;
  /** Places in other files that make it one. */
  readonly also: readonly (Place & { readonly message: string })[];
}

/** What is known of one kind of problem, and where it was met. */
export interface Advice {
  readonly title: string;
  /** The most severe of its problems. */
  readonly severity: Severity;
  readonly guidance: Partial<Guidance>;
  /** The first ones. */
  readonly problems: readonly StoryProblem[];
  readonly omitted: number;
}

/** One step of a scene, with its line and the time of day as the unit wrote it. */
export interface Step extends Omit<PlacedStep, 'kind' | 'at' | 'shows'> {
  readonly line: number;
  readonly time: string | undefined;
}

/** The details of a scene. */
export interface SceneDetail {
  readonly parties: readonly NamedParty[];
  readonly steps: readonly Step[];
  readonly omittedSteps: number;
  /** Names and numbers that are known of it, as label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Its lines with secrets masked, if it has a problem; cut if there are many. */
  readonly excerpt: string | undefined;
}

/** One row of the timeline: a scene, or a problem that belongs to none. */
export interface TimelineRow extends Place {
  readonly about: Scene['about'] | 'problem';
  /** The id of the incident that it is; undefined for a problem. */
  readonly incident: string | undefined;
  readonly lastLine: number;
  readonly what: string;
  readonly outcome: string;
  readonly ending: Ending;
  /** The time stamp of its first line that has one, as the unit wrote it. */
  readonly stamp: string | undefined;
  /** Orders rows of all captures, in milliseconds; it never goes back within one capture. */
  readonly order: number;
  readonly took: string | undefined;
  readonly problems: readonly StoryProblem[];
  readonly detail: SceneDetail | undefined;
}

/** What is counted. */
export const COUNTED = ['exchange', 'login', 'negotiation'] as const;

/** How many scenes there were and how they ended. */
export type SceneCounts = Readonly<Record<(typeof COUNTED)[number], Readonly<Record<Ending, number>>>>;

/** What was captured at one unit in one sitting. */
export interface StoryCapture extends Place {
  readonly lastLine: number;
  readonly host: string | undefined;
  readonly vdoms: readonly string[];
  /** Serial numbers with models, and releases, as far as the capture names them. */
  readonly units: readonly string[];
  readonly firmware: readonly string[];
  readonly debugs: readonly string[];
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** An event of a token in a capture. */
export interface TokenEvent extends Place {
  readonly stamp: string | undefined;
  readonly text: string;
  readonly ending: Ending | undefined;
  /** How often it came in a row. */
  readonly times: number;
}

/** The section on one token. */
export interface StoryToken {
  readonly serial: string;
  readonly model: string | undefined;
  readonly events: readonly TokenEvent[];
  readonly omitted: number;
  readonly problems: readonly StoryProblem[];
}

/** What was read of a file, and what was not. */
export interface Coverage {
  readonly file: string;
  readonly lines: number;
  readonly unrecognised: number;
  /** The first lines that were not recognised; empty if they are not known. */
  readonly unrecognisedLines: readonly (readonly [first: number, last: number])[];
  /** The file was too long for more than its problems. */
  readonly problemsAlone: boolean;
}

/** The story of one file. */
export interface CaptureStory {
  readonly coverage: Coverage;
  readonly cluster: FileCluster;
  readonly captures: readonly StoryCapture[];
  readonly problems: readonly StoryProblem[];
  readonly counts: SceneCounts;
  readonly rows: readonly TimelineRow[];
  /** The number of rows that are left out because there are too many. */
  readonly omittedRows: number;
  readonly tokens: readonly StoryToken[];
}

/** The story of all files together. */
export interface Story {
  /** The names of the files that were read, and their folder, which is empty if the names include it. */
  readonly files: readonly string[];
  readonly folder: string;
  readonly captures: readonly StoryCapture[];
  readonly omittedCaptures: number;
  readonly problemCounts: Readonly<Record<Severity, number>>;
  readonly counts: SceneCounts;
  /** What went wrong and what to do, most severe first. */
  readonly advice: readonly Advice[];
  readonly rows: readonly TimelineRow[];
  readonly omittedRows: number;
  /** Rows that have no detail because too many have one. */
  readonly omittedDetails: number;
  readonly tokens: readonly StoryToken[];
  readonly omittedTokens: number;
  /** Secrets that can be read in the captures: how many of each kind, and what to do about them. */
  readonly secrets: readonly Advice[];
  /** What the captures themselves lack. */
  readonly limits: readonly Advice[];
  readonly coverage: readonly Coverage[];
  readonly unread: readonly Unread[];
  /** Files of folders that are no captures. */
  readonly passedOver: number;
}

/** A file that could not be read, and why. */
export interface Unread {
  readonly file: string;
  readonly reason: string;
}
