import { known } from './facts';
import { atEnd } from './types';

/** What the capture lacks to be read well: time stamps, debug that was still on, a clock that went forward. */
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
      facts: known({ minutes }),
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

/** Units of time: the seconds in each, and up to how many of them a time is given in it. */
const UNITS = [
  ['s', 1, 600],
  ['min', 60, 120],
  ['h', 3600, 48],
] as const;
const DAY = 86_400;

/** A time in milliseconds as a number and the unit that fits it. */
function jumpOf(by: number): Record<'seconds' | 'time', string> {
  const seconds = Math.round(by / 1000);
  const unit = UNITS.find(([, size, most]) => seconds < size * most);
  const time = unit ? `${Math.round(seconds / unit[1])} ${unit[0]}` : `${Math.round(seconds / DAY)} days`;
  return { seconds: String(seconds), time };
}
