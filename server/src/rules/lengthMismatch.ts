import type { TracePart } from '../trace';
import { compact } from './facts';
import type { Finding } from './types';

/** An undamaged payload whose length in bytes differs from its Content-Length. `json/damaged` reports a damaged one. */
export function* lengthMismatch({ bodies }: TracePart): Generator<Finding> {
  for (const { declared, bytes, payload } of bodies) {
    if (declared.bytes === bytes || payload.damage) continue;
    yield {
      rule: 'http/length-mismatch',
      start: declared.start,
      end: declared.end,
      facts: compact({ declared: declared.bytes, bytes }),
      related: [{ start: payload.start, end: payload.end, role: 'payload' }],
      cause: undefined,
    };
  }
}
