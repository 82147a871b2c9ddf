import type { Chip, Comparison, Ending, SceneDetail } from '../../../../server/src/lsp/protocol';

// The messages between the page and the extension. Both sides treat them as input and check them.

/** One incident in the overview: the displayed part of a `SceneList` row. */
export interface Shown {
  readonly id: string;
  readonly ending: Ending;
  readonly what: string;
  readonly outcome: string;
  readonly stamp: string | undefined;
  readonly line: number;
}

/** The incidents that ended for one reason, as far as they are shown. */
export interface Group {
  /** Names it in messages of the page. */
  readonly key: string;
  readonly ending: Ending;
  readonly title: string;
  readonly count: number;
  /** True if the outcome of each incident says more than the title. */
  readonly showsOutcomes: boolean;
  /** The first incidents; none if it is folded. */
  readonly rows: readonly Shown[];
}

/** The incidents of a capture by cause, as far as a filter keeps them. */
export interface Overview {
  readonly groups: readonly Group[];
  /** The number of incidents whose groups are not listed. */
  readonly more: number;
  /** The words of the filter; undefined if there are too few incidents for one. */
  readonly filter: string | undefined;
  /** What the filter keeps. */
  readonly note: string;
  /** Why the filter cannot be used; the incidents are those of the last one. */
  readonly refused: string | undefined;
}

/** A bar of the strip, with the incidents that begin in its stretch of time. */
export interface Bar {
  /** Its index among all stretches, empty ones included. */
  readonly index: number;
  /** The worst outcome of its incidents, and the first incident with that outcome. */
  readonly ending: Ending;
  readonly id: string;
  readonly title: string;
  /** From 0 to 1. */
  readonly height: number;
}

/** All incidents of a capture over time; thousands of them share the bars. */
export interface Strip {
  readonly label: string;
  /** Number of stretches, empty ones included. */
  readonly count: number;
  readonly bars: readonly Bar[];
}

/** A problem in the overview that belongs to no incident. */
export interface ShownProblem {
  readonly text: string;
  readonly severity: 'error' | 'warning';
  readonly line: number;
}

/** The texts of the page in the language of VS Code. */
export interface Words {
  readonly failed: string;
  readonly open: string;
  readonly well: string;
  readonly next: string;
  readonly allSteps: string;
  readonly commands: string;
  readonly unsafeCommands: string;
  readonly copyCommands: string;
  readonly copyTicket: string;
  readonly copy: string;
  readonly save: string;
  readonly redacted: string;
  readonly showLines: string;
  readonly wholeCapture: string;
  readonly moreActions: string;
  readonly compare: string;
  readonly compareTitle: string;
  readonly otherEnd: string;
  readonly endCompare: string;
  readonly partsHere: string;
  readonly causes: string;
  readonly sources: string;
  readonly background: string;
  readonly filter: string;
  readonly possibleCauses: string;
  readonly moreRows: string;
  readonly ladder: string;
  readonly incidents: string;
  readonly strip: string;
  readonly line: string;
  readonly omitted: string;
  readonly moreIncidents: string;
  readonly otherProblem: string;
  readonly inferred: string;
  readonly actions: string;
  readonly keys: string;
  readonly keysAlone: string;
  readonly overviewKeys: string;
  readonly comparisonKeys: string;
  readonly record: string;
}

/** The capture. It is sent only when it changes; its length does not grow with the capture. */
export interface CaptureMessage {
  readonly kind: 'capture';
  readonly words: Words;
  readonly uri: string;
  readonly name: string;
  readonly verdict: string;
  readonly ending: Ending;
  /** What was not read of it, in sentences. */
  readonly unread: readonly string[];
  readonly isNothingRead: boolean;
  readonly chips: readonly Chip[];
  readonly problems: readonly ShownProblem[];
  readonly strip: Strip;
}

/** What to show: an incident, or the capture as a whole. */
export interface IncidentMessage {
  readonly kind: 'incident';
  readonly detail: SceneDetail | undefined;
  /** The incidents of the capture, if it is shown as a whole. */
  readonly overview: Overview | undefined;
  /** What the incident can be compared with. */
  readonly hasSuccess: boolean;
  readonly hasOtherEnd: boolean;
  /** The bar of the incident: the index of its stretch. */
  readonly bar: number | undefined;
  /** The incident beside a successful one or the other end of its tunnel, if the user asked for it. */
  readonly comparison: Comparison | undefined;
  /** What happened to the other file since then. */
  readonly note: string | undefined;
  /** The user asked for all steps. */
  readonly isUnfolded: boolean;
  /** The files of both, if they are in two. */
  readonly files: { readonly own: string; readonly good: string } | undefined;
}

export type ToPage =
  | CaptureMessage
  | IncidentMessage
  /** There is nothing to show: why, and a button that helps. */
  | { readonly kind: 'gone'; readonly text: string; readonly button?: ActionButton }
  /** A file is being read: the progress, from 0 to 1. */
  | {
      readonly kind: 'reading';
      readonly text: string;
      readonly done: number;
      readonly button: ActionButton;
    }
  /** What appended text decides about the problems of the capture. */
  | { readonly kind: 'news'; readonly text: string }
  /** The cursor is on this line, from 0, of the incident or of the successful one beside it. */
  | { readonly kind: 'cursor'; readonly line: number; readonly isOfGood: boolean };

export interface ActionButton {
  readonly text: string;
  readonly action: Action;
}

export type FromPage =
  /** The page is loaded; the incident that it showed before a reload. */
  | { readonly kind: 'ready'; readonly id: string | undefined }
  /** The user chose an incident; without an id, the whole capture. */
  | { readonly kind: 'select'; readonly id: string | undefined }
  /** The user typed a filter. */
  | { readonly kind: 'filter'; readonly words: string }
  /** The user wants to see this many incidents of a group. */
  | { readonly kind: 'group'; readonly key: string; readonly rows: number }
  /** The user asked for another incident of the capture: see `Turn`. */
  | { readonly kind: 'turn'; readonly to: Turn }
  /**
   * The user chose a step of the incident or of the successful one beside it: its line is shown, with focus and hover
   * if wanted.
   */
  | {
      readonly kind: 'step';
      readonly index: number;
      readonly isOfGood: boolean;
      readonly focus: boolean;
      readonly hover: boolean;
    }
  /** The user chose a problem of the overview. */
  | { readonly kind: 'problem'; readonly index: number }
  /** The user chose what confirms or excludes a possible cause. */
  | { readonly kind: 'cause'; readonly index: number }
  | { readonly kind: 'do'; readonly action: Action };

/** The previous or next incident; from the whole capture, the last or the first. Or the next one that failed. */
export const TURNS = ['before', 'after', 'failed'] as const;
export type Turn = (typeof TURNS)[number];

const ACTIONS = [
  'editor',
  'ticket',
  'commands',
  'lines',
  'compare',
  'otherEnd',
  'alone',
  'copy',
  'save',
  'redacted',
  'stop',
  'again',
  'record',
] as const;
export type Action = (typeof ACTIONS)[number];

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function oneOf<Known extends string>(known: readonly Known[], value: unknown): Known | undefined {
  return known.find(one => one === value);
}

type Fields = Readonly<Record<string, unknown>>;

/** How each kind of message is checked. */
const CHECKS: { readonly [Kind in FromPage['kind']]: (fields: Fields) => FromPage | undefined } = {
  ready: ({ id }) => ({ kind: 'ready', id: typeof id === 'string' ? id : undefined }),
  select: ({ id }) => (id === undefined || typeof id === 'string' ? { kind: 'select', id } : undefined),
  filter: ({ words }) => (typeof words === 'string' ? { kind: 'filter', words } : undefined),
  group: ({ key, rows }) =>
    typeof key === 'string' && isIndex(rows) ? { kind: 'group', key, rows } : undefined,
  turn({ to }) {
    const known = oneOf(TURNS, to);
    return known && { kind: 'turn', to: known };
  },
  step({ index, isOfGood, focus, hover }) {
    const flags = { isOfGood: isOfGood === true, focus: focus === true, hover: hover === true };
    return isIndex(index) ? { kind: 'step', index, ...flags } : undefined;
  },
  problem: ({ index }) => (isIndex(index) ? { kind: 'problem', index } : undefined),
  cause: ({ index }) => (isIndex(index) ? { kind: 'cause', index } : undefined),
  do({ action }) {
    const known = oneOf(ACTIONS, action);
    return known && { kind: 'do', action: known };
  },
};
const KINDS = Object.keys(CHECKS) as FromPage['kind'][];

/** Checks a message of the page; undefined if it is not one. */
export function fromPage(message: unknown): FromPage | undefined {
  const fields = (message ?? {}) as Fields;
  const kind = oneOf(KINDS, fields['kind']);
  return kind && CHECKS[kind](fields);
}
