import { compact } from './compact';
import { atEnd } from './types';

/**
 * What makes the capture itself hard to read: missing time stamps, debug output that was left on, a clock that was
 * set back.
 */
export const captureItself = atEnd(function* ({ trace }) {
  const { stamped, unstamped, firstDebug, backwards, expired } = trace.clock;
  if (unstamped > 0 && stamped === 0 && firstDebug) {
    yield {
      rule: 'capture/no-timestamps',
      start: firstDebug.start,
      end: firstDebug.end,
      facts: {},
      related: [],
      cause: '',
    };
  }
  if (expired) {
    const { start, end, minutes } = expired;
    yield {
      rule: 'capture/debug-expired',
      start,
      end,
      facts: compact({ minutes }),
      related: [],
      cause: undefined,
    };
  }
  const [first, ...others] = backwards;
  if (!first) return;
  yield {
    rule: 'capture/clock-jump',
    start: first.start,
    end: first.end,
    facts: jumpOf(first.by),
    related: others.map(({ start, end, by }) => ({
      start,
      end,
      role: 'again',
      facts: jumpOf(by),
    })),
    cause: '',
  };
});

/** How far the clock went back. The message says it in units of the user's language. @param by in milliseconds */
const jumpOf = (by: number): Record<'seconds', string> => ({ seconds: String(Math.round(by / 1000)) });
