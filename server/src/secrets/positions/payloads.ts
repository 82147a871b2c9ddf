import { ENTRIES, lookUp } from '../../knowledge';
import { type JsonPayload, KEY, OBJECT, type Span, WORD } from '../../syntax';
import { namesEnding } from '../secretNames';
import { fits } from './looks';
import { whole } from './passage';
import { isSecretClass, type SecretClass, type SecretPlace } from '../types';

/** The lengths of secret JSON field names; other names need no lookup. */
const LENGTHS: ReadonlySet<number> = new Set(
  ENTRIES.filter(({ kind, facts }) => kind === 'json-field' && facts?.['secret'] !== undefined).flatMap(
    ({ keys }) => keys.map(key => key.length),
  ),
);
const VALUE = 'value';
/** An object with several secrets, each under the name of its owner. */
const PLURAL = /(?:password|secret|passphrase|psk|api[ _-]?key|pre-?shared[ _-]?key)s$/i;
/** A value does not contain this: it is the end of the next key, before which a comma or a quote was lost. */
const PAIR = /: |["']\s?:/;
const QUOTED_PAIR = /"\s?:/;
const SEED = /^[0-9A-Fa-f]{40}$/;
const SEED_LENGTH = 40;

/** An object that is open, the key of which it is the value, or -1, and the object around it. */
interface Inside {
  readonly object: number;
  readonly key: number;
  readonly outer: Inside | undefined;
}

const OUTSIDE: Inside = { object: -1, key: -1, outer: undefined };

/** The token that a secret belongs to. */
export interface Owner extends Span {
  readonly text: string;
}

/** Receives a secret of a payload: its class, value, place, and the token named in its object. */
export type SecretSink = (
  kind: SecretClass,
  value: string,
  place: SecretPlace,
  token: Owner | undefined,
) => void;

/** Finds the secrets in the fields of a payload, even if it is damaged. */
export function payloadSecrets(payload: JsonPayload, take: SecretSink): void {
  const { tree } = payload;
  const { tape } = tree;
  const end = tape.next(tree.root);
  let before = -1;
  let inside = OUTSIDE;
  for (let node = tree.root; node < end; node = tape.first(node)) {
    const kind = tape.kind(node);
    inside = openAt(inside, node);
    if (kind === OBJECT) inside = { object: node, key: before, outer: inside };
    before = kind === KEY ? node : -1;
    if (kind !== KEY) continue;
    noteNamed(inside, node);
    const length = tape.end(node) - tape.start(node);
    // A stray bracket can turn a seed into a key.
    if (length === SEED_LENGTH && SEED.test(tree.text(node))) note('otp-seed', node, undefined);
    if (!LENGTHS.has(length)) continue;
    const found = lookUp('json-field', tree.text(node))?.facts?.['secret'];
    const value = tape.next(node);
    if (found !== undefined && isSecretClass(found) && value < end && tape.kind(value) > KEY)
      note(found, value, tokenIn(inside));
  }

  /** The token that an object names. */
  function tokenIn(open: Inside): Owner | undefined {
    const member = open === OUTSIDE ? -1 : tree.member(open.object, 'token');
    const text = tree.scalar(member);
    return text === undefined ? undefined : { text, ...payload.span(member) };
  }

  /** The innermost object that contains a node. */
  function openAt(inner: Inside, node: number): Inside {
    let open = inner;
    while (open.outer && node >= tape.next(open.object)) open = open.outer;
    return open;
  }

  /** `"credentials": { "value": "..." }`, `"passwords": { "admin": "..." }`: the name of the object is that of its values. */
  function noteNamed({ key }: Inside, member: number): void {
    if (key < 0) return;
    const isValue = tape.end(member) - tape.start(member) === VALUE.length && tree.text(member) === VALUE;
    const written = tree.text(key);
    if (!isValue && !PLURAL.test(written)) return;
    const [name] = [written, written.slice(0, -1)].flatMap(namesEnding);
    const value = tape.next(member);
    if (!name || value >= end || tape.kind(value) <= KEY) return;
    if (isSecretClass(name.kind) && fits(tree.text(value), name)) note(name.kind, value, undefined);
  }

  function note(kind: SecretClass, node: number, token: Owner | undefined): void {
    const value = tree.isNull(node) ? '' : tree.text(node);
    const { start, end } = payload.span(node);
    const parts = payload.parts(node);
    const isPlain = parts.length === 1 && end - start === value.length;
    const written = isPlain ? writtenIn(value, kind, tape.kind(node) === WORD) : undefined;
    const at = start + (written?.start ?? 0);
    if (written)
      take(kind, value.slice(written.start, written.end), whole({ start: at, end: start + written.end }), token); // oxfmt-ignore
    else if (value) take(kind, value, { start, end, parts }, token);
  }
}

/** Kinds whose values are one word, however the payload is damaged. */
const CODES: ReadonlySet<SecretClass> = new Set<SecretClass>(['otp-seed', 'activation-code', 'licence-code']);
/** A code, and what was lost before it. */
const CODE = /^[\s"':=]{0,8}(?<code>[\w+/=*-]*)/d;

/** The part of a value that was written as one, if the value runs into what follows it; undefined if all of it was. */
function writtenIn(value: string, kind: SecretClass, isWord: boolean): Span | undefined {
  const code = CODES.has(kind) ? CODE.exec(value)?.indices?.groups?.['code'] : undefined;
  if (code) return code[1] - code[0] < value.length ? { start: code[0], end: code[1] } : undefined;
  const length = value.search(isWord ? PAIR : QUOTED_PAIR);
  return length < 0 ? undefined : { start: 0, end: length };
}
