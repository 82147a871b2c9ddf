/** The facts that fill a template, by the names of its placeholders. */
export type Fact = (name: string) => string | undefined;

/** The parts of a template: text, a placeholder, or alternatives, of which the first complete one is written. */
type Piece = string | { readonly name: string } | { readonly wordings: readonly Template[] };
type Template = readonly Piece[];

const NAME = /\{(\w+)\}/;
/** A placeholder, or a part in square brackets. Parts do not nest, so this takes linear time. */
const PIECES = /(\{\w+\})|\[([^[\]]*)\]/;

/** Cache of parsed templates: at most as many as the knowledge has. */
const PARSED = new Map<string, Template>();

/**
 * True if `template` can be written: each placeholder outside of square brackets has a fact.
 *
 * `{user}` is replaced by a fact. A part in square brackets is optional: `[ ({method})]` is left out if a fact is missing.
 * `[{user}|A login]` has alternatives; the first one whose facts are all known is written. Parts do not nest, and square
 * brackets without a placeholder are ordinary text.
 */
export function isComplete(template: string, facts: Readonly<Record<string, string>>): boolean {
  return isKnown(parsed(template), name => facts[name]);
}

/** Writes `template` (see `isComplete`) with these facts. A placeholder outside of square brackets without a fact stays. */
export function fill(template: string, facts: Readonly<Record<string, string>>): string {
  return fillBy(template, name => facts[name]);
}

/** Writes `template` like `fill`, with facts that are looked up when needed. */
export function fillBy(template: string, fact: Fact): string {
  return written(parsed(template), fact);
}

function written(template: Template, fact: Fact): string {
  return template.map(piece => textOf(piece, fact)).join('');
}

function textOf(piece: Piece, fact: Fact): string {
  if (typeof piece === 'string') return piece;
  if ('name' in piece) return fact(piece.name) ?? `{${piece.name}}`;
  const wording = piece.wordings.find(one => isKnown(one, fact));
  return wording ? written(wording, fact) : '';
}

function isKnown(template: Template, fact: Fact): boolean {
  return template.every(
    piece => typeof piece === 'string' || 'wordings' in piece || fact(piece.name) !== undefined,
  );
}

function parsed(template: string): Template {
  let pieces = PARSED.get(template);
  if (!pieces) PARSED.set(template, (pieces = parse(template)));
  return pieces;
}

function parse(template: string): Template {
  const pieces: Piece[] = [];
  let rest = template;
  for (let found = PIECES.exec(rest); found; found = PIECES.exec(rest)) {
    const [whole, placeholder, part = ''] = found;
    pieces.push(rest.slice(0, found.index));
    if (placeholder !== undefined) pieces.push({ name: placeholder.slice(1, -1) });
    else pieces.push(NAME.test(part) ? { wordings: part.split('|').map(parse) } : whole);
    rest = rest.slice(found.index + whole.length);
  }
  return [...pieces, rest].filter(piece => piece !== '');
}
