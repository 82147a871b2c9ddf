import { expect, it } from 'vitest';
import { Repeats } from '../../../server/src/syntax';

it('the value of a text that came before is cached', () => {
  const known = new Repeats<number>();
  known.set('tunnel is up', 1);
  expect(known.get('tunnel is up')).toBeUndefined();
  known.set('tunnel is up', 1);
  expect(known.get('tunnel is up')).toBe(1);
  expect(known.get('tunnel is down')).toBeUndefined();
});

it('a long text is not cached', () => {
  const known = new Repeats<number>();
  const long = 'a'.repeat(1000);
  known.set(long, 1);
  known.set(long, 1);
  expect(known.get(long)).toBeUndefined();
  expect(Repeats.isShort(long.length)).toBe(false);
});

it('the cache is cleared when it is full, so that its memory is bounded', () => {
  const known = new Repeats<number>();
  for (let index = 0; index <= 5000; index++) {
    known.set(`line ${index}`, index);
    known.set(`line ${index}`, index);
  }
  expect(known.get('line 0')).toBeUndefined();
  expect(known.get('line 5000')).toBe(5000);
});
