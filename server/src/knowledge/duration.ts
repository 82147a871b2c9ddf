import { speaker } from './labels';
import type { Translate } from './translate';

/** A duration for people: `0.25 s`, `12 s`, `3 min 5 s`, `2 h 10 min`, `1 d 4 h`. */
export function duration(milliseconds: number, translate: Translate): string {
  const unit = speaker(translate);
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Number(seconds.toFixed(seconds < 1 ? 6 : 3))} ${unit('second')}`;
  const steps = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const first = steps.findIndex(([, length]) => seconds >= length);
  const [big, small] = [steps[first], steps[first + 1]];
  if (!big) return `0 ${unit('second')}`;
  const whole = Math.floor(seconds / big[1]);
  const rest = small ? Math.floor((seconds - whole * big[1]) / small[1]) : 0;
  return small && rest > 0
    ? `${whole} ${unit(big[0])} ${rest} ${unit(small[0])}`
    : `${whole} ${unit(big[0])}`;
}
