import type { CauseNews } from '../features/causeNews';
import type { SceneDetail, SceneList } from '../features/incidents/data';
import type { IncidentAddress } from '../features/incidents/compare';
import type { CodeLensParams } from 'vscode-languageserver-protocol';
import type { Diagnostic, Position, Range } from 'vscode-languageserver-types';
import type { RecipeAnswers, RecipeQuestion } from '../report/recipeText';
import type { Reader } from '../report/selection';

export type * from '../features/incidents/data';
export type { IncidentAddress };
export type { FurtherPlaces } from '../features/diagnostics';
export type { FilteredLines, FilteredScenes, FilterHelp } from '../features/filter';
export type { Marks } from '../features/marks';
export type { RecipeAnswers, RecipeQuestion } from '../report/recipeText';

// Requests of our own client beyond the language server protocol. Other clients do not need them.

/** The payload or dump at a position, repaired and formatted, with secrets masked; null if there is none. */
export const SHOW_PAYLOAD = 'fortiosDebug/payload';
/** The folds that leave only problems and what led to them visible. */
export const NOISE = 'fortiosDebug/noise';
/**
 * The lines of a document, or of a file that was read, that match a filter: `FilteredLines`; null if it is neither. It can
 * be cancelled. docs/filter.md describes the expressions.
 */
export const FILTER_LINES = 'fortiosDebug/filterLines';
/** The incidents of such a capture that match a filter: `FilteredScenes`. Otherwise the same. */
export const FILTER_SCENES = 'fortiosDebug/filterScenes';
/** Completions for a filter, and its first invalid part: `FilterHelp`. */
export const FILTER_HELP = 'fortiosDebug/filterHelp';
/** A draft entry of the site's own knowledge for the problem at a position. */
export const TEAM_ENTRY = 'fortiosDebug/teamEntry';
/** Sends the site's own knowledge to the server. */
export const SITE_KNOWLEDGE = 'fortiosDebug/siteKnowledge';
/** The ticket about a problem, with secrets masked; null if the document no longer has the problem. */
export const TICKET = 'fortiosDebug/ticket';

export interface TicketParams extends DocumentParams {
  readonly rule: string;
  /** The start of the problem, in UTF-16 code units. */
  readonly start: number;
}

/** Where a link in a hover leads; null if its id was not issued. */
export const LINK = 'fortiosDebug/link';

export type { LinkTarget } from '../features/briefHover';

export interface LinkParams {
  readonly id: string;
}

/** The counts of a document, for its status item. */
export const STATUS = 'fortiosDebug/status';

/**
 * The places of a document's problems that have no diagnostic of their own because an equal problem comes before
 * them.
 */
export const PLACES = 'fortiosDebug/places';

/** The dimmed and the emphasised parts of a range of a document: see `Marks`. Null if it is not open. */
export const MARKS = 'fortiosDebug/marks';

export interface MarksParams extends DocumentParams {
  readonly range: Range;
}

/** A standard request for code lenses that asks only for those in some ranges; without ranges, for all. */
export interface NearbyLensesParams extends CodeLensParams {
  readonly ranges?: readonly Range[];
}

/** The words in a document that look like file names: only our client knows whether the files exist. */
export const FILE_NAMES = 'fortiosDebug/fileNames';

/** Whether the first 64 KB of a file on disk are those of a capture. */
export const RECOGNISE = 'fortiosDebug/recognise';
/** The problems of a file of any size on disk. Supports work-done progress and can be cancelled. */
export const ANALYSE_FILE = 'fortiosDebug/analyseFile';

/**
 * The incidents of a document, in order: `SceneList`; null if it is not open. Secrets are masked in this answer and
 * in the next ones; docs/incidents.md describes how to draw them.
 */
export const SCENES = 'fortiosDebug/scenes';
/** A scene in full, by its id: `SceneDetail`; null if the document is not open or has no such scene. */
export const SCENE = 'fortiosDebug/scene';
/** The scene at a position: `SceneAt`; null if there is none. */
export const SCENE_AT = 'fortiosDebug/sceneAt';
/** The units, tokens, users and servers of a document, with their roles and states: `PartyState[]`. */
export const PARTIES = 'fortiosDebug/parties';
/** The secrets of a document by kind: `SecretGroup[]`. */
export const SECRETS = 'fortiosDebug/secrets';
/**
 * A scene compared with the last successful one of its kind in the open captures, or with a chosen one: `Comparison`;
 * null if there is no such scene.
 */
export const COMPARE = 'fortiosDebug/compare';
/** A text about one scene for pasting elsewhere; null if there is no such scene or nothing to report. */
export const SCENE_TEXT = 'fortiosDebug/sceneText';
/**
 * A notification of the server: the analysis of a document has changed, and so have answers about its scenes. It is
 * sent to clients that have `"followsScenes": true` in their `initializationOptions`.
 */
export const SCENES_CHANGED = 'fortiosDebug/scenesChanged';

/**
 * A notification of the server to clients that follow scenes: text that was appended to a document has confirmed or excluded
 * possible causes of its problems. `CausesJudged`.
 */
export const CAUSES_JUDGED = 'fortiosDebug/causesJudged';

/**
 * Reads a capture from a file piece by piece, including large or compressed ones that the client cannot open:
 * `ReadScenes`. Supports work-done progress and can be cancelled. From then on the other requests about scenes also
 * answer for this file, until the notification `FORGET_SCENES` with the same `DocumentParams`.
 */
export const READ_SCENES = 'fortiosDebug/readScenes';
export const FORGET_SCENES = 'fortiosDebug/forgetScenes';
/**
 * The incidents in the captures of the folder that are not open: `FolderScenes`. Supports work-done progress and can
 * be cancelled. Empty unless the setting `diagnostics.scope` is `workspace`.
 */
export const FOLDER_SCENES = 'fortiosDebug/folderScenes';
/** A notification of the server to clients that follow scenes: the captures of the folder have changed. */
export const FOLDER_SCENES_CHANGED = 'fortiosDebug/folderScenesChanged';
/** The lines of one scene, secrets masked: `SceneExcerpt`; null if there is no such scene. */
export const SCENE_EXCERPT = 'fortiosDebug/sceneExcerpt';

/**
 * Requests of the server to a client that has `"readsFiles": true` in its `initializationOptions`: the state of a
 * file (`FileState`), and a range of its bytes as base64. For files that are not on the disk of the server's machine.
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

/** The result of reading a file; without a list if nothing could be read. */
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

export interface CompareParams extends SceneParams {
  /** The incident to compare with; by default the last successful one of the same kind. */
  readonly other?: IncidentAddress;
}

export interface SceneAtParams extends PlaceParams {
  /** The id of a scene that the client already has; its detail is left out. */
  readonly known?: string;
}

export interface SceneAt {
  readonly id: string;
  /** Missing if the client has it. */
  readonly detail?: SceneDetail;
}

/**
 * `ticket` is a text for Customer Service about why the scene failed; the others are a report on it alone, and its
 * ladder diagram as Mermaid text and as an image.
 */
export type SceneTextFormat = 'ticket' | 'markdown' | 'html' | 'mermaid' | 'svg';

export interface SceneTextParams extends SceneParams {
  readonly format: SceneTextFormat;
  /** The name of the capture in a report; by default its URI. */
  readonly name?: string;
}

export interface CausesJudged extends DocumentParams {
  readonly news: readonly CauseNews[];
}

export interface ScenesChanged extends DocumentParams {
  /** The version of the document that was analysed. */
  readonly version: number;
}

/** The page of a cause as Markdown; null if there is no such cause. */
export const RULE_PAGE = 'fortiosDebug/rulePage';

export interface RulePageParams {
  /** The id of the cause, or `id?entry` for a page with the guidance of an entry. */
  readonly page: string;
}

/** The recipes for recording captures: `RecipeChoice[]`, in the order in which they are offered. */
export const RECIPES = 'fortiosDebug/recipes';
/**
 * The commands for recording a capture, or why an answer was refused: `WrittenRecipe`; null if there is no such
 * recipe.
 */
export const RECIPE = 'fortiosDebug/recipe';

export interface RecipeChoice {
  readonly id: string;
  readonly title: string;
  /** The questions that the recipe uses. */
  readonly asks: readonly RecipeQuestion[];
}

export interface RecipeParams {
  readonly id: string;
  /** The known answers, by question. */
  readonly answers: RecipeAnswers;
}

/**
 * The commands as text, in which every other line is empty or begins with `#`; or a sentence about the first answer
 * that was refused.
 */
export type WrittenRecipe = { readonly text: string } | { readonly refused: string };

/** A redacted copy of a document; null if it is not open. */
export const REDACT = 'fortiosDebug/redact';

/** The report on a document as one self-contained HTML page; null if it is not open. */
export const REPORT = 'fortiosDebug/report';

export interface ReportParams extends DocumentParams {
  /** The name of the capture on the page. */
  readonly name: string;
  /** For whom it is written; undefined for an expert, with everything. */
  readonly reader?: Reader;
  /** Report on the redacted copy: not only secrets are masked, but also identities. */
  readonly isRedacted?: boolean;
}

export interface Report {
  readonly html: string;
}

export interface RedactParams extends DocumentParams {
  /** Keep serial numbers, users, hosts and addresses. */
  readonly keepIdentities: boolean;
  /** The ranges to copy, each on a line of its own; by default the whole document. */
  readonly ranges?: readonly Range[];
}

/** The redacted text, of which every word is known, FortiOS's own or a stand-in. */
export interface RedactedText {
  readonly text: string;
  /** The number of different values that were replaced. */
  readonly replaced: { readonly secrets: number; readonly serials: number; readonly others: number };
}

export interface FilterParams extends DocumentParams {
  readonly words: string;
}

export interface FilterHelpParams extends FilterParams {
  /** The position of the cursor, in UTF-16 code units of the expression. */
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
  /** The language id for highlighting. */
  readonly language: 'json' | 'plaintext';
}

export interface ShownStatus {
  /** One short line. */
  readonly text: string;
  readonly detail: string;
  /** The severity of the worst problem, at least `information`. */
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
  /** Why the file could not be examined. */
  readonly reason?: string;
}

/** The problems found in a file; without diagnostics if nothing could be read. */
export interface AnalysedFile {
  readonly diagnostics?: readonly Diagnostic[];
  readonly isCapture?: boolean;
  /** Lines that were read, and those of them that match no known line form. */
  readonly lines?: number;
  readonly unrecognised?: number;
  /** Why it was not read, or not to its end. */
  readonly reason?: string;
}

/** All files of the site's own knowledge that the client trusts, each time. */
export interface SiteFilesParams {
  readonly files: readonly {
    readonly uri: string;
    /** The name that the user knows: `.fortios-debug/nac.json`. */
    readonly name: string;
    readonly text: string;
  }[];
  /** Only check the files; explanations of captures stay as they are. */
  readonly checksOnly?: boolean;
}

/** The problems of each of these files, and the number of valid entries. */
export interface CheckedSite {
  readonly files: readonly { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[];
  readonly entries: number;
}
