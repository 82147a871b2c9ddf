import { known } from './facts';
import { atEnd } from './types';

/** A value that must not be shared, at the first place where it stands; the others are related. */
export const sharedSecret = atEnd(function* ({ secrets }) {
  for (const { class: kind, places, token } of secrets) {
    const [first, ...others] = places;
    if (!first) continue;
    yield {
      rule: `secret/${kind}`,
      start: first.start,
      end: first.end,
      facts: known({ token }),
      related: others.map(({ start, end }) => ({ start, end, role: 'again' })),
      cause: String(first.start),
    };
  }
});
