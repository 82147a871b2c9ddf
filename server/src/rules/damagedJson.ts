import { lookUp } from '../knowledge';
import { KEY, MAX_DEPTH, MAX_LENGTH, type JsonPayload } from '../syntax';
import type { TracePart } from '../trace';
import { compact } from './compact';
import type { Finding } from './types';

/** A payload that had to be repaired: one finding each, at the first damage. */
export function* damagedJson({ bodies, payloads }: TracePart): Generator<Finding> {
  const bodyOf = new Map(bodies.map(body => [body.payload, body]));
  for (const payload of payloads) {
    const { damage } = payload;
    if (!damage) continue;
    const body = bodyOf.get(payload);
    const differs = body && body.declared.bytes !== body.bytes ? body.declared : undefined;
    yield {
      rule: 'json/damaged',
      variant: damage.kind,
      start: damage.start,
      end: damage.end,
      facts: compact({
        key: /quote/.test(damage.kind) ? keyAt(payload, damage.start) : undefined,
        limit: damage.kind === 'too-deep' ? MAX_DEPTH : damage.kind === 'too-large' ? MAX_LENGTH : undefined,
      }),
      related: differs
        ? [
            {
              start: differs.start,
              end: differs.end,
              role: 'length',
              facts: compact({ declared: differs.bytes, bytes: body?.bytes }),
            },
          ]
        : [],
      cause: undefined,
    };
  }
}

/** The key at the damage, if it is a known one. Values, and keys made by the damage, may be secret. */
function keyAt(payload: JsonPayload, offset: number): string | undefined {
  const { tree } = payload;
  const at = payload.toSource(offset);
  // A quotation mark is outside the string that it encloses.
  for (const place of [at, at + 1]) {
    const path = tree.pathAt(place);
    const node = path[path.length - 1] ?? -1;
    if (tree.kind(node) === KEY && lookUp('json-field', tree.text(node))) return tree.text(node);
  }
  return undefined;
}
