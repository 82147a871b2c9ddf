import { known } from './facts';
import { inParts } from './types';

/** A sound payload whose length in bytes is not its Content-Length. Of a damaged one, `json/damaged` tells. */
export const lengthMismatch = inParts(function* ({ bodies }) {
  for (const { declared, bytes, payload } of bodies) {
    if (declared.bytes === bytes || payload.damage) continue;
    yield {
      rule: 'http/length-mismatch',
      start: declared.start,
      end: declared.end,
      facts: known({ declared: declared.bytes, bytes }),
      related: [{ start: payload.start, end: payload.end, role: 'payload' }],
      cause: String(declared.start),
    };
  }
});
