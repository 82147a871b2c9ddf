import { min } from '../integers';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import * as v from 'valibot';
import type { Span } from '../syntax';
import { holesOf, PhraseError, patternsOf } from '../syntax/phrases/parse';
import { inUserLanguage, isRuleId, label, type Origin } from '../knowledge';
import { type CONTRIBUTION, ENTRY_SCHEMA, type Written } from '../knowledge/written';
import {
  placeOfIssue,
  propertyFault,
  readJsonWithComments,
  type SiteFault,
  type SiteProblem,
} from './jsonWithComments';
import { isSecretSlot, entryAsRow } from './knowledge';
import { type SiteEntry, siteEntryOf } from './siteEntry';

/** Minimum number of letters and digits outside of slots. */
const MIN_LITERAL = 4;
const PLACEHOLDER = /\{(\w+)\}/g;

/** An entry and the place of its id. */
export interface PlacedEntry extends Span {
  readonly entry: SiteEntry;
}

/** A line that an entry must or must not explain. */
export interface SiteExample extends Span {
  readonly entry: SiteEntry;
  readonly line: string;
  readonly matches: boolean;
}

/** The contents of a file of site knowledge. Invalid entries are left out. */
export interface SiteFile {
  readonly entries: readonly PlacedEntry[];
  readonly examples: readonly SiteExample[];
  readonly problems: readonly SiteProblem[];
}

/** The origin of the entries in a file: a site, or the software itself, whose entries can belong to any area. */
export type Format = typeof ENTRY_SCHEMA | typeof CONTRIBUTION;

/**
 * Reads a file of entries: a list in JSON with comments. Only a file that is too long, too deeply nested or not a list is
 * rejected as a whole; an invalid entry is skipped, and `problems` has the reason and place.
 * @param file its name as the user knows it
 * @param uri its URI, if a client can open it
 */
export function readSiteFile(
  file: string,
  text: string,
  uri?: string,
  format: Format = ENTRY_SCHEMA,
): SiteFile {
  const refuse = (name: SiteProblem['label'], facts: SiteProblem['facts'] = {}): SiteFile => ({
    entries: [],
    examples: [],
    problems: [{ label: name, facts, start: 0, end: min(1, text.length) }],
  });
  const { root, problems } = readJsonWithComments(text);
  if (!root) return { entries: [], examples: [], problems };
  if (root.type !== 'array') return refuse('site.list');
  const reader = new EntryReader({ file, ...(uri !== undefined && { uri }) }, text, problems, format);
  const nodes = root.children ?? [];
  nodes.forEach(node => reader.read(node));
  return { entries: reader.entries, examples: reader.examples, problems: reader.problems };
}

class EntryReader {
  readonly entries: PlacedEntry[] = [];
  readonly examples: SiteExample[] = [];

  constructor(
    readonly file: Pick<Origin, 'file' | 'uri'>,
    readonly text: string,
    readonly problems: SiteProblem[],
    readonly format: Format,
  ) {}

  problem(name: SiteProblem['label'], node: Node, facts: SiteProblem['facts'] = {}): void {
    this.problems.push({ label: name, facts, start: node.offset, end: node.offset + node.length });
  }

  read(node: Node): void {
    const before = this.problems.length;
    const { output, success, issues } = v.safeParse(this.format, getNodeValue(node));
    if (!success) {
      for (const issue of issues) this.#issue(node, issue);
      return;
    }
    const releases = output.releases?.join(', ');
    const entry = siteEntryOf(
      output,
      { ...this.file, line: lineOf(this.text, node.offset) },
      releases && label('site.releases', inUserLanguage, { releases }),
    );
    if (this.format === ENTRY_SCHEMA && isRuleId(entry.id)) this.problem('site.builtIn', nodeAt(node, 'id'));
    this.#check(node, entry, output);
    if (this.problems.length > before) return;
    const { offset, length } = nodeAt(node, 'id');
    this.entries.push({ entry, start: offset, end: offset + length });
    this.#addExamples(node, entry);
  }

  #issue(node: Node, issue: v.BaseIssue<unknown>): void {
    const { at, name, isUnknown } = placeOfIssue(node, issue);
    if (isUnknown) return this.problem('site.unknown', at, { name });
    const isThere = issue.received !== 'undefined';
    if (isThere && name === 'id') return this.problem('site.id', at);
    const fault = propertyFault(name, issue);
    this.problem(fault.label, at, fault.facts);
  }

  #check(node: Node, entry: SiteEntry, written: Written): void {
    const holes = this.#checkTexts(node, entry, Array.isArray(written.match.text));
    if (explainsNothing(entry) && !written.words) this.problem('site.nothing', nodeAt(node, 'match'));
    if (entry.texts.length > 0 && (written.examples?.match ?? []).length === 0)
      this.problem('site.noExample', nodeAt(node, 'examples'));
    for (const [, name = ''] of (written.message ?? '').matchAll(PLACEHOLDER)) {
      const label = holes.has(name) ? 'site.masked' : 'site.placeholder';
      if (!holes.has(name) || isSecretSlot(entry, name))
        this.problem(label, nodeAt(node, 'message'), { name });
    }
    for (const [index, name] of entry.masks.entries())
      if (!holes.has(name)) this.problem('site.placeholder', nodeAt(node, 'mask', index), { name });
  }

  /** @returns the names of the placeholders in all texts */
  #checkTexts(node: Node, entry: SiteEntry, isList: boolean): ReadonlySet<string> {
    const holes = new Set<string>();
    for (const [index, text] of entry.texts.entries())
      this.#checkText(nodeAt(node, 'match', 'text', ...(isList ? [index] : [])), entry, text, holes);
    return holes;
  }

  #checkText(node: Node, entry: SiteEntry, text: string, holes: Set<string>): void {
    const row = entryAsRow({ ...entry, texts: [text] });
    try {
      for (const pattern of row.texts.flatMap(one => patternsOf(row, one))) {
        for (const name of holesOf(pattern)) holes.add(name);
        if (pattern.literal < MIN_LITERAL) this.problem('site.general', node);
      }
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error;
      const fault = textFault(error);
      this.problem(fault.label, node, fault.facts);
    }
  }

  #addExamples(node: Node, entry: SiteEntry): void {
    for (const [kind, matches] of [
      ['match', true],
      ['not', false],
    ] as const) {
      for (const line of findNodeAtLocation(node, ['examples', kind])?.children ?? [])
        this.examples.push({
          entry,
          line: String(line.value),
          matches,
          start: line.offset,
          end: line.offset + line.length,
        });
    }
  }
}

/** Why a text cannot be used. */
export function textFault({ fault, facts }: PhraseError): SiteFault {
  return { label: fault === 'general' ? 'site.general' : `site.text.${fault}`, facts };
}

/** The node of a member; the whole entry if it has no such member. */
function nodeAt(entry: Node, ...path: readonly (string | number)[]): Node {
  return findNodeAtLocation(entry, [...path]) ?? entry;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function explainsNothing({ texts, codes }: SiteEntry): boolean {
  return texts.length === 0 && Object.values(codes).every(code => code === undefined);
}
