// The VDOM of a place: what one shows is no fact of another.

import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { min } from '../integers';
import { scopeOf } from '../knowledge/factKinds';
import { type CaptureRecord, type CommandRecord, countBefore, eventField, type Span } from '../syntax';
import { recordAt } from './places';
import { linesOfScene, type Scene } from './scenes';

/** The part of a unit that all VDOMs share. */
const GLOBAL = 'global';
/** The VDOM that every unit has. */
const ROOT = 'root';
/** Maximum length of the beginning of a line that names its VDOM, in UTF-16 code units. */
const MAX_HEAD = 120;
/** `ike V=root:0:`, `"vd-root:0 received`, `[413:root:15]`, `vdom='root'`. */
const NAMED =
  /\bV=([\w.-]{1,31}):\d|\bvd-([\w.-]{1,31}?)(?::\d{1,5})?[ ,]|^\[\d{1,8}:([\w.-]{1,31}):[\da-f]{1,8}\]|\bvdom[= ]'([\w.-]{1,31})'/;
const IS_EVENT = /\b(?:logid|devname|type)=/;

/** The VDOM that a line of a daemon or an event names; undefined if it names none. */
function vdomInLine({ text }: Analysis, record: CaptureRecord | undefined): string | undefined {
  if (record?.kind !== 'debug' && record?.kind !== 'text') return undefined;
  const head = text.slice(record.start, min(record.end, record.start + MAX_HEAD));
  const named = NAMED.exec(head)?.slice(1).find(Boolean);
  if (named !== undefined || !IS_EVENT.test(head)) return named;
  return eventField(text.slice(record.start, record.end), 'vd');
}

/** From an offset on, the VDOM that commands or a configuration are in: `global`, or undefined at the top of a unit. */
interface Stretch {
  readonly start: number;
  readonly vdom: string | undefined;
}

/** The VDOMs that prompts, commands and configurations enter, and the names of all that a capture has. */
const stretchesIn = cached((analysis: Analysis) => {
  const reader = new StretchReader(analysis);
  for (const record of analysis.records) reader.read(record);
  return reader;
});

class StretchReader {
  readonly stretches: Stretch[] = [];
  readonly names = new Set<string>();
  #vdom: string | undefined;
  #host = '';
  /** Within `config vdom`, and how many other tables are open. */
  #isInTable = false;
  #depth = 0;

  constructor(readonly analysis: Analysis) {}

  read(record: CaptureRecord): void {
    if (record.kind === 'debug' || record.kind === 'text') this.#name(vdomInLine(this.analysis, record));
    else if (record.kind === 'banner' && record.about === 'vdom')
      this.#enterFromPrompt(record.start, this.#slice(record.value));
    else if (record.kind === 'config') this.#config(record);
    else if (record.kind === 'command') {
      this.#prompt(record);
      if (record.kept?.config) this.#config(record.kept.config);
    }
  }

  #prompt(record: CommandRecord): void {
    if (!record.host) return;
    const host = this.#slice(record.host);
    const context = record.context && this.#slice(record.context);
    const isOther = host !== this.#host;
    this.#host = host;
    if (context === undefined) this.#enterFromPrompt(record.start, undefined);
    else if (this.#isVdom(context, record)) this.#enterFromPrompt(record.start, context);
    else if (isOther) this.#enterFromPrompt(record.start, undefined);
  }

  /** A prompt names what is edited, too, where only commands for that can be run. */
  #isVdom(context: string, { kept }: CommandRecord): boolean {
    const isKnown = context === GLOBAL || context === ROOT || this.names.has(context);
    return isKnown || /^(?:diag\w*|exec?\w*|(?:get|show?) +\w)/.test(kept?.typed ?? '');
  }

  #config({ verb, name, value }: { readonly verb: string; readonly name: Span; readonly value: Span }): void {
    const isTop = this.#depth === 0;
    if (verb === 'config') this.#begin(name, isTop);
    else if (verb === 'edit' && isTop && this.#isInTable) this.#enter(value.end, this.#slice(value));
    else if (verb === 'end' && !isTop) this.#depth--;
    else if (isTop && (verb === 'next' || verb === 'end')) {
      if (verb === 'end') this.#isInTable = false;
      this.#enter(name.end, undefined);
    }
  }

  #begin(name: Span, isTop: boolean): void {
    const table = this.#slice(name);
    if (isTop && table === 'vdom') this.#isInTable = true;
    else if (isTop && table === GLOBAL) this.#enter(name.end, GLOBAL);
    else this.#depth++;
  }

  #enterFromPrompt(start: number, vdom: string | undefined): void {
    this.#isInTable = false;
    this.#depth = 0;
    this.#enter(start, vdom);
  }

  #enter(start: number, vdom: string | undefined): void {
    if (vdom !== this.#vdom) this.stretches.push({ start, vdom });
    this.#vdom = vdom;
    this.#name(vdom);
  }

  #name(vdom: string | undefined): void {
    if (vdom !== undefined && vdom !== GLOBAL) this.names.add(vdom);
  }

  #slice({ start, end }: Span): string {
    return this.analysis.text.slice(start, end).trim();
  }
}

/** The VDOM that a place is in, `global` in the part that all share; undefined if the capture does not show it. */
export function vdomAt(analysis: Analysis, offset: number): string | undefined {
  const { stretches } = stretchesIn(analysis);
  return stretches[countBefore(stretches.length, at => (stretches[at]?.start ?? 0) <= offset) - 1]?.vdom;
}

/** The VDOM of a problem: that of its own line, of a line of its attempt, or of the prompt before it. */
export function vdomOf(analysis: Analysis, at: number, scene: Scene | undefined): string | undefined {
  const own = vdomInLine(analysis, recordAt(analysis, at));
  if (own !== undefined) return own;
  for (const line of scene ? linesOfScene(scene) : []) {
    const named = vdomInLine(analysis, line);
    if (named !== undefined) return named;
  }
  const there = vdomAt(analysis, at);
  return there === GLOBAL ? undefined : there;
}

/** The VDOM of a fact that another capture is to use. */
export interface SharedScope {
  /** Undefined for a fact of the unit, and if the capture names no VDOM. */
  readonly vdom?: string;
  /** The capture names no other one. */
  readonly isOnlyVdom?: true;
}

/** The VDOM of a fact for problems in other captures; undefined if a capture of several does not show it. */
export function sharedScope(analysis: Analysis, address: string, start: number): SharedScope | undefined {
  const { names } = stretchesIn(analysis);
  if (scopeOf(address) !== 'vdom' || names.size === 0) return {};
  const there = vdomInLine(analysis, recordAt(analysis, start)) ?? vdomAt(analysis, start);
  if (there === GLOBAL || (there === undefined && names.size > 1)) return undefined;
  return { ...(there !== undefined && { vdom: there }), ...(names.size === 1 && { isOnlyVdom: true }) };
}

/**
 * Whether what a place shows is a fact for a VDOM: in a capture of several, what another one has, or one that is not named, is
 * unknown.
 * @param address of the fact, in lower case
 * @param vdom undefined if unknown
 */
export function isOfVdom(
  analysis: Analysis,
  address: string,
  start: number,
  vdom: string | undefined,
): boolean {
  if (scopeOf(address) !== 'vdom') return true;
  const { names } = stretchesIn(analysis);
  if (names.size === 0) return true;
  const there = vdomInLine(analysis, recordAt(analysis, start)) ?? vdomAt(analysis, start);
  if (there === GLOBAL) return false;
  if (names.size > 1) return there !== undefined && there === vdom;
  return there === undefined || vdom === undefined || there === vdom;
}
