import { ENTRIES, lookUp } from '../../knowledge';
import { type JsonPayload, KEY, OBJECT } from '../../syntax';
import { isSecretClass, type SecretClass, type SecretPlace } from '../types';

/** How long the names of secret JSON fields are: others need not be looked at. */
const LENGTHS: ReadonlySet<number> = new Set(
  ENTRIES.filter(({ kind, facts }) => kind === 'json-field' && facts?.['secret'] !== undefined).flatMap(
    ({ keys }) => keys.map(key => key.length),
  ),
);
const SEED = /^[0-9A-Fa-f]{40}$/;
const SEED_LENGTH = 40;

/** Takes a secret of a payload: its class, its value, its place, and the token that its object names. */
export type TakeSecret = (
  kind: SecretClass,
  value: string,
  place: SecretPlace,
  token: string | undefined,
) => void;

/** The secrets that the fields of a payload name, whatever damage it has. */
export function payloadSecrets(payload: JsonPayload, take: TakeSecret): void {
  const { tree } = payload;
  const { tape } = tree;
  const end = tape.next(tree.root);
  let owner = -1;
  for (let node = tree.root; node < end; node = tape.first(node)) {
    const kind = tape.kind(node);
    if (kind === OBJECT) owner = node;
    if (kind !== KEY) continue;
    const length = tape.end(node) - tape.start(node);
    // A stray bracket makes a key of a seed.
    if (length === SEED_LENGTH && SEED.test(tree.text(node))) note('otp-seed', node, undefined);
    if (!LENGTHS.has(length)) continue;
    const found = lookUp('json-field', tree.text(node))?.facts?.['secret'];
    const value = tape.next(node);
    if (found !== undefined && isSecretClass(found) && value < end && tape.kind(value) > KEY)
      note(found, value, tree.scalar(tree.member(owner, 'token')));
  }

  function note(kind: SecretClass, node: number, token: string | undefined): void {
    const value = payload.tree.isNull(node) ? '' : payload.tree.text(node);
    const { start, end } = payload.span(node);
    if (value) take(kind, value, { start, end, parts: payload.parts(node) }, token);
  }
}
