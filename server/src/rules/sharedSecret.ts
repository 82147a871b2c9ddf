import { compact } from './compact';
import { atEnd, repeatsOf } from './types';

/** A secret, at its first occurrence; the others are related places. */
export const sharedSecret = atEnd(function* ({ secrets }) {
  for (const { class: kind, places, token, omitted } of secrets) {
    const [first, ...others] = places;
    if (!first) continue;
    const { repeats, ...omittedPlaces } = repeatsOf(others, omitted);
    yield {
      rule: `secret/${kind}`,
      start: first.start,
      end: first.end,
      facts: compact({ token }),
      related: repeats,
      ...omittedPlaces,
      cause: undefined,
    };
  }
});
