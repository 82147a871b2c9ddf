import { expect, it } from 'vitest';
import { Repeats } from '../../../server/src/syntax';

it('gives what was made of a text that comes again', () => {
  const known = new Repeats<number>();
  known.set('tunnel is up', 1);
  expect(known.get('tunnel is up')).toBe(1);
  expect(known.get('tunnel is down')).toBeUndefined();
});

it('remembers no long text', () => {
  const known = new Repeats<number>();
  const long = 'a'.repeat(1000);
  known.set(long, 1);
  expect(known.get(long)).toBeUndefined();
  expect(Repeats.isShort(long.length)).toBe(false);
});

it('begins again when it is full, so that its memory is bounded', () => {
  const known = new Repeats<number>();
  for (let index = 0; index <= 5000; index++) known.set(`line ${index}`, index);
  expect(known.get('line 0')).toBeUndefined();
  expect(known.get('line 5000')).toBe(5000);
});
