import { known } from './facts';
import { atEnd, MAX_FURTHER, MOST_AGAIN } from './types';

/** A value that must not be shared, at the first place where it stands; the others are related. */
export const sharedSecret = atEnd(function* ({ secrets }) {
  for (const { class: kind, places, token, omitted, block } of secrets) {
    const [first, ...others] = places;
    if (!first) continue;
    const again = others.slice(0, MOST_AGAIN);
    const further = others
      .slice(MOST_AGAIN, MOST_AGAIN + MAX_FURTHER)
      .flatMap(({ start, end }) => [start, end]);
    const more = others.length - again.length + omitted;
    yield {
      rule: `secret/${kind}`,
      start: first.start,
      end: first.end,
      facts: known({ token }),
      related: again.map(({ start, end }) => ({ start, end, role: 'again' })),
      ...(further.length > 0 && { further }),
      ...(more > 0 && { omitted: more }),
      block,
      cause: undefined,
    };
  }
});
