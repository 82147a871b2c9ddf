import { known } from './facts';
import { atEnd, repeatsOf } from './types';

/** A secret, at its first occurrence; the others are related places. */
export const sharedSecret = atEnd(function* ({ secrets }) {
  for (const { class: kind, places, token, omitted, block } of secrets) {
    const [first, ...others] = places;
    if (!first) continue;
    const { again, ...repeats } = repeatsOf(others, omitted);
    yield {
      rule: `secret/${kind}`,
      start: first.start,
      end: first.end,
      facts: known({ token }),
      related: again,
      ...repeats,
      block,
      cause: undefined,
    };
  }
});
