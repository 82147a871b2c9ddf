import { max } from '../integers';
import {
  createScanner,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type * as v from 'valibot';
import type { LabelName } from '../knowledge';
import type { Span } from '../syntax';

/** Maximum length of a file, in UTF-16 code units. */
export const MAX_LENGTH = 65_536;
/** Maximum nesting depth; the formats need four. */
const MAX_DEPTH = 32;

/** An error, as a label with facts. */
export interface SiteFault {
  readonly label: LabelName & `site.${string}`;
  readonly facts: Readonly<Record<string, string>>;
}

/** An error in a file, and its place. */
export interface SiteProblem extends SiteFault, Span {}

/** Labels for errors of the JSON parser. */
const SYNTAX: Readonly<Record<string, SiteFault['label']>> = {
  ColonExpected: 'site.json.colon',
  CommaExpected: 'site.json.comma',
  CloseBraceExpected: 'site.json.brace',
  CloseBracketExpected: 'site.json.bracket',
  ValueExpected: 'site.json.value',
  PropertyNameExpected: 'site.json.name',
  EndOfFileExpected: 'site.json.end',
  InvalidSymbol: 'site.json.symbol',
  InvalidNumberFormat: 'site.json.number',
  UnexpectedEndOfNumber: 'site.json.number',
  UnexpectedEndOfString: 'site.json.string',
  UnexpectedEndOfComment: 'site.json.comment',
  InvalidCommentToken: 'site.json.comment',
  InvalidUnicode: 'site.json.character',
  InvalidEscapeCharacter: 'site.json.character',
  InvalidCharacter: 'site.json.character',
};

/** Labels for values of the wrong kind, by what the schema expects. */
const KINDS: Readonly<Record<string, SiteFault['label']>> = {
  Array: 'site.value.list',
  Object: 'site.value.object',
  string: 'site.value.string',
  boolean: 'site.value.boolean',
};

/** The tree of a text in JSON with comments, and what is wrong with its syntax. */
export interface ReadJson {
  readonly root: Node | undefined;
  readonly problems: SiteProblem[];
}

/** Parses JSON with comments. There is no root if the text is too long, too deep, or empty. */
export function readJsonWithComments(text: string): ReadJson {
  return text.length > MAX_LENGTH ? refused('site.long', MAX_LENGTH / 1024) : parseJson(text);
}

function refused(label: SiteProblem['label'], limit: number): ReadJson {
  return { root: undefined, problems: [{ label, facts: { limit: String(limit) }, start: 0, end: 1 }] };
}

/** Parses JSON with comments, however long. There is no root if it is too deep, or empty. */
export function parseJson(text: string): ReadJson {
  if (depthOf(text) > MAX_DEPTH) return refused('site.deep', MAX_DEPTH);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const problems = errors.map(({ error, offset, length }) => ({
    label: SYNTAX[printParseErrorCode(error)] ?? 'site.json',
    facts: {},
    start: offset,
    end: offset + max(1, length),
  }));
  return { root, problems };
}

/**
 * Returns the place of a value that a schema rejects, and the name of its property; `isUnknown` if there is no such
 * property.
 */
export function placeOfIssue(
  node: Node,
  issue: v.BaseIssue<unknown>,
): { readonly at: Node; readonly name: string; readonly isUnknown: boolean } {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const at = findNodeAtLocation(node, path) ?? findNodeAtLocation(node, path.slice(0, -1)) ?? node;
  const name = String(path[path.length - 1] ?? '');
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
  return { at: isUnknown ? propertyName(at) : at, name, isUnknown };
}

/** Returns the node of a property's name, to report errors about the name itself. */
export function propertyName(value: Node): Node {
  return value.parent?.type === 'property' ? (value.parent.children?.[0] ?? value) : value;
}

/** Returns the nesting depth of brackets: the parser recurses to the same depth. */
function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let [depth, deepest] = [0, 0];
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    // Strings include their quotes.
    const bracket = scanner.getTokenLength() === 1 ? text.charAt(scanner.getTokenOffset()) : '';
    if (bracket === '{' || bracket === '[') deepest = max(deepest, ++depth);
    else if (bracket === '}' || bracket === ']') depth--;
  }
  return deepest;
}

/** Returns the error for a property that a schema rejects, or that is missing. */
export function propertyFault(name: string, issue: v.BaseIssue<unknown>): SiteFault {
  return issue.received === 'undefined'
    ? { label: 'site.missing', facts: { name } }
    : valueFault(name, issue);
}

/** Returns the error for a value that a schema rejects. */
export function valueFault(name: string, { expected, type }: v.BaseIssue<unknown>): SiteFault {
  if (type === 'max_length') return { label: 'site.value.long', facts: { name, count: digits(expected) } };
  if (type === 'min_length') return { label: 'site.value.empty', facts: { name } };
  // A number with a fraction has no expected kind.
  if (expected === null) return { label: 'site.value.integer', facts: { name } };
  const choices = expected.replace(/[()"]/g, '').split(' | ').join(', ');
  return { label: KINDS[expected] ?? 'site.value.choice', facts: { name, choices } };
}

const digits = (text: string | null): string => text?.replace(/\D+/g, '') ?? '';
