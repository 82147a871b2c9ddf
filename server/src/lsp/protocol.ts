import type { SceneDetail, SceneList } from '../features/incidents/data';
import type { Diagnostic, Position, Range } from 'vscode-languageserver-types';
import type { RecipeAnswers, RecipeQuestion } from '../report/recipe';

export type * from '../features/incidents/data';
export type { FurtherPlaces } from '../features/diagnostics';
export type { Focused, FocusHelp } from '../features/focus';
export type { Marks } from '../features/marks';
export type { RecipeAnswers, RecipeQuestion } from '../report/recipe';

// What our own client asks beyond the language server protocol. Any other client does without.

/** The payload or the dump at a place, repaired and laid out, with secrets masked; null if there is none. */
export const SHOW_PAYLOAD = 'fortiosDebug/payload';
/** The folds that leave problems open and what led to them. */
export const NOISE = 'fortiosDebug/noise';
/**
 * The lines that a focus keeps of a document, or of a file that was read: `Focused`; null if it is neither. It can be cancelled.
 * docs/focus.md has the words.
 */
export const FOCUS = 'fortiosDebug/focus';
/** What can be written in a focus, and what of it cannot be used: `FocusHelp`. */
export const FOCUS_HELP = 'fortiosDebug/focusHelp';
/** An entry of the site's own knowledge to begin with, for the problem at a place. */
export const TEAM_ENTRY = 'fortiosDebug/teamEntry';
/** Sends the server the site's own knowledge. */
export const SITE_KNOWLEDGE = 'fortiosDebug/siteKnowledge';
/** What was read of a document, for its status. */
export const STATUS = 'fortiosDebug/status';

/** The places of a document's problems that have no row of their own, since an equal problem comes before them. */
export const PLACES = 'fortiosDebug/places';

/** What is dimmed and what is emphasised in a range of a document: see `Marks`. Null if it is not open. */
export const MARKS = 'fortiosDebug/marks';

export interface MarksParams extends DocumentParams {
  readonly range: Range;
}

/** The names in a document that look like names of files: only our client knows whether there is such a file. */
export const FILE_NAMES = 'fortiosDebug/fileNames';

/** Are the first 64 KB of a file on disk those of a capture? */
export const RECOGNISE = 'fortiosDebug/recognise';
/** The problems of a file on the disk of any size. It has work-done progress and can be cancelled. */
export const ANALYSE_FILE = 'fortiosDebug/analyseFile';

/**
 * What happened in a document, in order: `SceneList`; null if it is not open. Secrets are masked in this answer and in the
 * next ones; docs/incidents.md says how to draw with them.
 */
export const SCENES = 'fortiosDebug/scenes';
/** All of one scene, by its id: `SceneDetail`; null if the document is not open or has no such scene. */
export const SCENE = 'fortiosDebug/scene';
/** The scene that a place belongs to: `SceneAt`; null if it belongs to none. */
export const SCENE_AT = 'fortiosDebug/sceneAt';
/** The units, tokens, users and servers of a document, with their roles and states: `PartyState[]`. */
export const PARTIES = 'fortiosDebug/parties';
/** The secrets of a document by kind: `SecretGroup[]`. */
export const SECRETS = 'fortiosDebug/secrets';
/** A scene beside the last one of its kind that went well, in the open captures: `Comparison`; null if there is no such scene. */
export const COMPARE = 'fortiosDebug/compare';
/** A text about one scene, to be pasted elsewhere: a string; null if there is no such scene, or nothing to say of it. */
export const SCENE_TEXT = 'fortiosDebug/sceneText';
/**
 * A notification of the server: the analysis of a document is another one, so answers about its scenes are, too. It is sent to
 * clients that have `"followsScenes": true` in their `initializationOptions`.
 */
export const SCENES_CHANGED = 'fortiosDebug/scenesChanged';

/**
 * Reads a capture from a file, also a large or packed one that the client shows nothing of, a piece at a time: `ReadScenes`. It
 * has work-done progress and can be cancelled. From then on the other requests about scenes answer for this file, too, until the
 * notification `FORGET_SCENES` with the same `DocumentParams`.
 */
export const READ_SCENES = 'fortiosDebug/readScenes';
export const FORGET_SCENES = 'fortiosDebug/forgetScenes';
/**
 * What happened in the captures of the folder that are not open: `FolderScenes`. It has work-done progress and can be
 * cancelled. Only with the setting `diagnostics.scope` of `workspace`; else there are none.
 */
export const FOLDER_SCENES = 'fortiosDebug/folderScenes';
/** A notification of the server to clients that follow scenes: the captures of the folder are others. */
export const FOLDER_SCENES_CHANGED = 'fortiosDebug/folderScenesChanged';
/** The lines of one scene, secrets masked: `SceneExcerpt`; null if there is no such scene. */
export const SCENE_EXCERPT = 'fortiosDebug/sceneExcerpt';

/**
 * Requests of the server to a client that has `"readsFiles": true` in its `initializationOptions`: how a file is (`FileState`),
 * and some bytes of it as base64. They are for files that are not on the disk of the machine where the server runs.
 */
export const FILE_STATE = 'fortiosDebug/fileState';
export const FILE_BYTES = 'fortiosDebug/fileBytes';

export interface FileBytesParams extends DocumentParams {
  /** In bytes. */
  readonly start: number;
  readonly length: number;
}

export interface ReadScenesParams extends DocumentParams {
  readonly workDoneToken?: string | number;
}

/** What was read of a file; without a list where nothing of it could be read. */
export interface ReadScenes {
  readonly list?: SceneList;
  readonly isCapture?: boolean;
  /** Why it was not read, or not to its end. */
  readonly reason?: string;
}

export interface FolderScenes {
  readonly captures: readonly (DocumentParams & { readonly list: SceneList })[];
}

export interface SceneExcerptParams extends SceneParams {
  /** Keep serial numbers, users, hosts and addresses. */
  readonly keepIdentities: boolean;
}

export interface SceneParams extends DocumentParams {
  readonly id: string;
}

export interface SceneAtParams extends PlaceParams {
  /** The id of a scene that the client shows already: that is answered without its detail. */
  readonly known?: string;
}

export interface SceneAt {
  readonly id: string;
  /** Missing if the client knows it. */
  readonly detail?: SceneDetail;
}

/**
 * `ticket` is a text for Customer Service about why the scene failed; the others are a report on it alone, its ladder as text of
 * Mermaid, and its ladder as a picture.
 */
export type SceneTextFormat = 'ticket' | 'markdown' | 'html' | 'mermaid' | 'svg';

export interface SceneTextParams extends SceneParams {
  readonly format: SceneTextFormat;
  /** How a report names the capture; its address where it is absent. */
  readonly name?: string;
}

export interface ScenesChanged extends DocumentParams {
  /** The version of the document that was analysed. */
  readonly version: number;
}

/** All that is known of a rule: its page as Markdown; null if there is no such rule. */
export const RULE_PAGE = 'fortiosDebug/rulePage';

export interface RulePageParams {
  readonly rule: string;
}

/** How to record captures: `RecipeChoice[]`, in the order in which users choose from them. */
export const RECIPES = 'fortiosDebug/recipes';
/** How to record one capture, or why an answer is not accepted: `WrittenRecipe`; null if there is no such recipe. */
export const RECIPE = 'fortiosDebug/recipe';

export interface RecipeChoice {
  readonly id: string;
  readonly title: string;
  /** What it makes use of. */
  readonly asks: readonly RecipeQuestion[];
}

export interface RecipeParams {
  readonly id: string;
  /** What is known, by question. */
  readonly answers: RecipeAnswers;
}

/** A text in which each line that is no command is empty or begins with `#`, or a sentence on the first answer that is refused. */
export type WrittenRecipe = { readonly text: string } | { readonly refused: string };

/** A copy of a document without secrets; null if it is not open. */
export const REDACT = 'fortiosDebug/redact';

/** What happened in a document, as one HTML page that needs nothing but itself; null if it is not open. */
export const REPORT = 'fortiosDebug/report';

export interface ReportParams extends DocumentParams {
  /** How the page names the capture. */
  readonly name: string;
}

export interface Report {
  readonly html: string;
}

export interface RedactParams extends DocumentParams {
  /** Keep serial numbers, users, hosts and addresses. */
  readonly keepIdentities: boolean;
  /** The stretches to copy, each on a line of its own; the whole document if there are none. */
  readonly ranges?: readonly Range[];
}

/** The redacted text, and the lines of it, from 0, where a second look finds what may still be secret. */
export interface Redacted {
  readonly text: string;
  readonly left: readonly { readonly line: number; readonly kind: 'hex' | 'base64' | 'word' }[];
  /** How many different values were replaced. */
  readonly replaced: { readonly secrets: number; readonly serials: number; readonly others: number };
}

export interface FocusParams extends DocumentParams {
  readonly words: string;
}

export interface FocusHelpParams extends FocusParams {
  /** Where something is to be written, in UTF-16 code units of the words. */
  readonly offset: number;
}

export interface PlaceParams {
  readonly uri: string;
  readonly position: Position;
}

export interface DocumentParams {
  readonly uri: string;
}

export interface ShownPayload {
  readonly text: string;
  /** The language id that colours it. */
  readonly language: 'json' | 'plaintext';
}

export interface ShownStatus {
  /** One short line. */
  readonly text: string;
  readonly detail: string;
  /** `error` or `warning` if a problem is one, otherwise `information`. */
  readonly severity: 'information' | 'warning' | 'error';
}

export type NoiseRanges = readonly Range[];

export interface NamedFile {
  readonly name: string;
  readonly range: Range;
}

export interface AnalyseParams extends DocumentParams {
  readonly workDoneToken?: string | number;
}

export interface Recognised {
  readonly isCapture: boolean;
  /** Why it could not be looked at. */
  readonly reason?: string;
}

/** What was found in a file; without diagnostics where nothing of it could be read. */
export interface AnalysedFile {
  readonly diagnostics?: readonly Diagnostic[];
  readonly isCapture?: boolean;
  /** Lines that were read, and those of them with something on them that no line form knows. */
  readonly lines?: number;
  readonly unrecognised?: number;
  /** Why it was not read, or not to its end. */
  readonly reason?: string;
}

/** The files of the site's own knowledge that the client trusts, all of them each time. */
export interface SiteFilesParams {
  readonly files: readonly {
    readonly uri: string;
    /** As the user knows it: `.fortios-debug/nac.json`. */
    readonly name: string;
    readonly text: string;
  }[];
  /** Only check them; captures are explained as before. */
  readonly checksOnly?: boolean;
}

/** What is wrong with each of these files, and how many entries can be used. */
export interface CheckedSite {
  readonly files: readonly { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[];
  readonly entries: number;
}
