import { expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first } from '../../support/rows';

const LENGTH = 1 << 18;
/** Of a machine that does other things, too; a copy is made twice, since its proof reads it again. */
const MAX_SECONDS_PER_MEGABYTE = 8;
const MAX_RATIO = 3;

/** The CPU time that the copy of a text takes, in seconds. */
function secondsFor(text: string): number {
  const before = process.cpuUsage();
  redact(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

// oxfmt-ignore
const CASES: readonly [what: string, unit: string, begin?: string, end?: string][] = [
  ['a capture', '2025-01-15 10:00:00 [1906] handle_req-Rcvd auth req 15 for jsmith77 in VPN-Blue77 opt=00200400 prot=11\n'],
  ['quoted names of secrets', '> password\n'],
  ['words that can begin a sentence', 'group\n'],
  ['blank lines', '\n'],
  ['one line of names', 'a='],
  ['one line of names of secrets', 'password='],
  ['one line of JSON', '{"name":"kelvin","password":"Winter-Sun-1"},', '[', '{}]'],
  ['one line of quotes', '"'],
  ['one line of single quotes', "'"],
  ['one line of a word', 'k'],
  ['one line of hex digits', '0f'],
  ['one line of ideographs', '密码'],
  ['addresses of URLs', 'http://a:b'],
];

test('The copy of a text takes time in proportion to its length', () => {
  every(CASES, first, ([, unit, begin = '', end = '']) => {
    const textOf = (length: number): string => begin + unit.repeat(Math.ceil(length / unit.length)) + end;
    secondsFor(textOf(LENGTH / 8));
    // The least of several: what else the machine does takes time, too.
    const least = (length: number): number => Math.min(...[1, 2, 3].map(() => secondsFor(textOf(length))));
    const [half, whole] = [least(LENGTH), least(LENGTH * 2)];
    expect(whole / ((LENGTH * 2) / 1e6)).toBeLessThan(MAX_SECONDS_PER_MEGABYTE);
    // What takes no time at all cannot be compared.
    if (half > 0.1) expect(whole / half).toBeLessThan(MAX_RATIO);
  });
});
