import type { Chip, Comparison, Ending, SceneDetail } from '../../../../server/src/lsp/protocol';

// What the picture and the extension say to each other. Both take it for input and check it.

/** One incident in the strip and in the overview: a row of `SceneList` as far as these show it. */
export interface Shown {
  readonly id: string;
  readonly ending: Ending;
  readonly what: string;
  readonly outcome: string;
  readonly stamp: string | undefined;
  readonly time: number | undefined;
  readonly line: number;
}

/** A problem in the overview that belongs to no incident. */
export interface ShownProblem {
  readonly text: string;
  readonly severity: 'error' | 'warning';
  readonly line: number;
}

/** The words of the page in the language of VS Code. */
export interface Words {
  readonly failed: string;
  readonly open: string;
  readonly well: string;
  readonly next: string;
  readonly allSteps: string;
  readonly commands: string;
  readonly copyCommands: string;
  readonly copyTicket: string;
  readonly copy: string;
  readonly save: string;
  readonly showLines: string;
  readonly wholeCapture: string;
  readonly compare: string;
  readonly endCompare: string;
  readonly partsHere: string;
  readonly causes: string;
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
}

/** The capture that the picture is about. It is long, so it is told only when it is another one. */
export interface CaptureMessage {
  readonly kind: 'capture';
  readonly words: Words;
  readonly uri: string;
  readonly name: string;
  readonly verdict: string;
  readonly chips: readonly Chip[];
  readonly scenes: readonly Shown[];
  readonly problems: readonly ShownProblem[];
}

/** What the picture shows of it: an incident, or without one the capture as a whole. */
export interface IncidentMessage {
  readonly kind: 'incident';
  readonly detail: SceneDetail | undefined;
  /** The incident beside one that went well, where that was asked for. */
  readonly comparison: Comparison | undefined;
}

export type ToPage =
  | CaptureMessage
  | IncidentMessage
  /** There is nothing to show: why, and what a button does about it. */
  | { readonly kind: 'gone'; readonly text: string; readonly button?: ActionButton }
  /** A file is being read: how far that is, from 0 to 1. */
  | {
      readonly kind: 'reading';
      readonly text: string;
      readonly done: number;
      readonly button: ActionButton;
    }
  /** The cursor is on this line, from 0. */
  | { readonly kind: 'cursor'; readonly line: number };

export interface ActionButton {
  readonly text: string;
  readonly action: Action;
}

export type FromPage =
  /** The page is there, and showed this incident before a reload. */
  | { readonly kind: 'ready'; readonly id: string | undefined }
  /** An incident was chosen; without an id the whole capture. */
  | { readonly kind: 'select'; readonly id: string | undefined }
  /** A step was chosen, of the incident or of the good one beside it: its line is shown, with focus and hover if wanted. */
  | {
      readonly kind: 'step';
      readonly index: number;
      readonly isOfGood: boolean;
      readonly focus: boolean;
      readonly hover: boolean;
    }
  /** A problem of the overview was chosen. */
  | { readonly kind: 'problem'; readonly index: number }
  | { readonly kind: 'do'; readonly action: Action };

export const ACTIONS = [
  'editor',
  'ticket',
  'commands',
  'rule',
  'lines',
  'compare',
  'alone',
  'copy',
  'save',
  'stop',
  'again',
] as const;
export type Action = (typeof ACTIONS)[number];

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

/** A message of the page; undefined if it is none. */
export function fromPage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, id, index, isOfGood, focus, hover, action } = message as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'ready':
      return { kind, id: typeof id === 'string' ? id : undefined };
    case 'select':
      return typeof id === 'string' || id === undefined ? { kind, id } : undefined;
    case 'step':
      return isIndex(index)
        ? { kind, index, isOfGood: isOfGood === true, focus: focus === true, hover: hover === true }
        : undefined;
    case 'problem':
      return isIndex(index) ? { kind, index } : undefined;
    case 'do': {
      const known = ACTIONS.find(one => one === action);
      return known && { kind, action: known };
    }
    default:
      return undefined;
  }
}
