import type { Coverage as TextCoverage } from '../analysis';
import type { AnyRuleId, Guidance, Severity } from '../knowledge';
import type { SiteEntry } from '../site/siteEntry';
import type { CutOff } from '../rules';
import type { Ending } from '../presentation/outcomes';
import type { NamedParty } from '../presentation/sceneParties';
import type { Scene } from '../judge/scenes';
import type { PlacedStep } from '../presentation/steps';
import type { EvidenceLine } from '../presentation/page';
import type { TwoEnds } from '../presentation/twoEnds';
import type { FileCluster } from './across';

// The contents of a report as plain data: only names and masked excerpts of a capture are kept, so that captures can
// be read one after another and all output formats report the same.

/** A line of a capture, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A problem in words. */
export interface StoryProblem extends Place {
  readonly rule: AnyRuleId;
  /** The variant of the rule, which can be a cause of its own. */
  readonly variant: string | undefined;
  /** The knowledge entry that explains it, if not the rule's own. */
  readonly entry: string | undefined;
  /** The entry of the site's own knowledge whose rule it is. */
  readonly site: SiteEntry | undefined;
  readonly severity: Severity;
  readonly message: string;
  /** The number of its further places. */
  readonly again: number;
  /** The token concerned. */
  readonly token: string | undefined;
  /** Its guidance with what the capture shows; undefined for one that repeats another kind of problem of the file. */
  readonly guidance?: Partial<Guidance>;
  /** The lines that it and its possible causes name; missing where there is no guidance. */
  readonly evidence?: readonly EvidenceLine[];
  /** What the two ends have differently, if that is the problem. */
  readonly twoEnds?: TwoEnds | undefined;
  /** The time stamp of its line, as the unit wrote it. */
  readonly stamp?: string | undefined;
  /** Places in other files that are part of it. */
  readonly also: readonly (Place & { readonly message: string })[];
}

/** The guidance for one kind of problem, and its places. */
export interface Advice {
  readonly title: string;
  /** The most severe of its problems. */
  readonly severity: Severity;
  readonly guidance: Partial<Guidance>;
  /** The first problems. */
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
  /** Known names and numbers, as label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The lines where it failed, if no problem says why. */
  readonly evidence: readonly EvidenceLine[];
  /** Its lines with secrets masked, if it has a problem; if there are many, those up to where it failed. */
  readonly excerpt: string | undefined;
}

/** A row of the timeline: a scene, or a problem outside of scenes. */
export interface TimelineRow extends Place {
  readonly about: Scene['about'] | 'problem';
  /** The id of the incident; undefined for a problem. */
  readonly incident: string | undefined;
  readonly lastLine: number;
  readonly what: string;
  readonly outcome: string;
  readonly ending: Ending;
  /** The time stamp of the first line that has one, as the unit wrote it. */
  readonly stamp: string | undefined;
  /** The sort key for rows of all captures, in milliseconds; it never decreases within one capture. */
  readonly order: number;
  readonly took: string | undefined;
  readonly problems: readonly StoryProblem[];
  readonly detail: SceneDetail | undefined;
}

/** The number of scenes by kind and ending. */
export type SceneCounts = Readonly<Record<Scene['about'], Readonly<Record<Ending, number>>>>;

/** A capture of one unit in one session. */
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
  /** The number of consecutive occurrences. */
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

/** How much of a file was read. */
export interface Coverage extends TextCoverage {
  readonly file: string;
  /** The first ranges of unrecognised lines; empty if unknown. */
  readonly unrecognisedLines: readonly (readonly [first: number, last: number])[];
  /** The file was too long for anything but its problems. */
  readonly problemsAlone: boolean;
}

/** The story of one file. */
export interface CaptureStory {
  readonly coverage: Coverage;
  readonly cluster: FileCluster;
  readonly captures: readonly StoryCapture[];
  readonly problems: readonly StoryProblem[];
  readonly counts: SceneCounts;
  readonly cutOff: CutOff;
  readonly rows: readonly TimelineRow[];
  /** The number of rows left out beyond the maximum. */
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
  /** The number of scenes that the captures cut off before their result. */
  readonly cutOff: CutOff;
  /** What went wrong and what to do, most severe first. */
  readonly advice: readonly Advice[];
  readonly rows: readonly TimelineRow[];
  readonly omittedRows: number;
  /** The number of rows without detail because of the maximum. */
  readonly omittedDetails: number;
  readonly tokens: readonly StoryToken[];
  readonly omittedTokens: number;
  /** Readable secrets in the captures: the number of each kind, and what to do about them. */
  readonly secrets: readonly Advice[];
  /** One problem for all secrets of a file. */
  readonly secretRows: readonly StoryProblem[];
  /** Gaps of the captures themselves. */
  readonly limits: readonly Advice[];
  readonly coverage: readonly Coverage[];
  readonly unread: readonly Unread[];
  /** The number of files in folders that are not captures. */
  readonly passedOver: number;
  /** It is the page for a customer: the outcome, one picture, and what to do about the most severe problem. */
  readonly isForCustomer?: boolean;
}

/** A file that could not be read, and why. */
export interface Unread {
  readonly file: string;
  readonly reason: string;
}
