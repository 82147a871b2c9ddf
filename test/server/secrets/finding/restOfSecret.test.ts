import { describe, expect, test } from 'vitest';
import { mayBeRest, RestOfSecret } from '../../../../server/src/secrets/finding/restOfSecret';
import { readRecords, textOf } from '../../../../server/src/syntax';

test.each([
  ['-Sun-1', true],
  ['WinterSun', true],
  ['640_tssvt6', true],
  ['kelu', true],
  ['kelu"', true],
  ['kelu it', false],
  ['failed', false],
  ['xuser01', false],
  ['xuser01,', false],
  ['xuser01... it', false],
  ['h1.example.com... it', false],
  ['kel', false],
  ['482913', true],
  ['482913 it', false],
  ['482913</code>', true],
  ['482913&lang=en', true],
  ['192.0.2.7 it', false],
  ['09:12 it', false],
  ['kelvin-- it', false],
  ['kelvin77 it', true],
  ['kel%vin it', true],
  ['2025-01-15 09:12:31 it', false],
  ['', false],
])('%j may be the rest of a value in another line: %s', (line, is) => {
  expect(mayBeRest(line)).toBe(is);
});

const SSL = '[242:root:1c]SSL state:SSLv3/TLS write server hello';
const HEAD = '<190>Jan 15 09:12:32 fw-lab dhcpd: ';
const TIME = '2025-01-15 09:12:31 ';
const BUSY = `${HEAD}${'got it '.repeat(26)}\n`;
/** Output that seems to be wrapped at its end. */
const WIDE = `${SSL} ${'got it '.repeat(7).trim()}`;

/** The rest of a secret that ends at `§`, in a later line. */
function restOf(marked: string): string | undefined {
  const end = marked.indexOf('§');
  const text = marked.replace('§', '');
  const rest = new RestOfSecret(text);
  for (const record of readRecords(text)) {
    const place = rest.of(record);
    if (place) return textOf(text, place);
    rest.add(record);
    if (record.start < end && end <= record.end) rest.secretEnds(end);
  }
  return undefined;
}

describe('The rest of a secret', () => {
  test.each([
    ['in the next line', 'psk=Winter§\n77Sun', '77Sun'],
    ['behind output', `psk=Winter§\n${SSL}\n-Sun-1`, '-Sun-1'],
    ['behind output of a collector', `psk=Winter§\n${HEAD}got it\n-Sun-1`, '-Sun-1'],
    ['not behind another line', `psk=Winter§\nkelvin was here\n-Sun-1`, undefined],
    ['not behind another line and output', `psk=Winter§\nkelvin was here\n${SSL}\n-Sun-1`, undefined],
    ['not behind output and another line', `psk=Winter§\n${SSL}\nkelvin was here\n-Sun-1`, undefined],
    ['not in the output', `psk=Winter§\n${SSL}`, undefined],
    ['behind the sign of a prompt', `psk=Winter§\n${SSL}\n#Sun-1`, '#Sun-1'],
    ['behind another one', `psk=Winter§\n${SSL}\n$Sun-1`, '$Sun-1'],
    ['not behind a prompt', `psk=Winter§\n${SSL}\nFGT-77 # Sun-1`, undefined],
    ['behind two long lines', `${'got it\n'.repeat(100)}psk=Winter§\n${BUSY.repeat(2)}-Sun-1`, '-Sun-1'],
    ['not behind three', `psk=Winter§\n${BUSY.repeat(3)}-Sun-1`, undefined],
    ['not a word of letters and capitals', 'psk=Winter§\nKelvinNet', undefined],
    ['not a word without a digit', 'psk=Winter§\nkelvin-Net', undefined],
    ['not behind a blank line and another', 'psk=Winter§\n\nkelvin was here\n-Sun-1', undefined],
    ['not below a blank line', 'psk=Winter§\n\n-Sun-1', undefined],
    ['not in a line without a psk', '-Sun-1', undefined],
    ['not below a line without a psk', 'x\nkelvin77', undefined],
    ['behind a time', `${TIME}psk=Winter§\n${TIME}4Rw8Yp1N","n":1`, '4Rw8Yp1N'],
    ['not a function behind a time', `${TIME}psk=Winter§\n${SSL}\n${TIME}auth_cert7-sun`, undefined],
    ['at the end of output that seems to be wrapped', `psk=zopba§\n${WIDE}\nkelu`, 'kelu'],
    ['not a path there', `psk=zopba§\n${WIDE}\nkelvin.bremen/x7`, undefined],
    ['not a function there', `psk=zopba§\n${WIDE}\nauth_cert7-sun`, undefined],
    ['there, behind another line', `psk=zopba§\nkelvin was here\n${WIDE}\nkelu`, 'kelu'],
    ['not in the line below one of 39 characters', `${'x'.repeat(28)} psk=zopbaz§\nkelu`, undefined],
    ['in the line below one of 40 characters', `${'x'.repeat(29)} psk=zopbaz§\nkelu`, 'kelu'],
    ['in quotes that were opened 64 characters before', `psk="${'kelvin '.repeat(9)}§ \nbremen Sun"`, 'bremen Sun'],
    ['not in quotes that were opened 65 characters before', `psk="${'kelvin '.repeat(9)}n§ \nbremen Sun"`, undefined],
  ])('is found %s', (_, text, rest) => {
    expect(restOf(text)).toBe(rest);
  }); // oxfmt-ignore

  test('is searched for behind the last secret only', () => {
    const text = `psk=Winter\n${SSL}\n-Sun-1`;
    const [first, output, last] = readRecords(text);
    if (!first || !output || !last) return expect.unreachable();
    const rest = new RestOfSecret(text);
    expect(rest.of(first)).toBeUndefined();
    rest.secretEnds(10);
    rest.add(output);
    rest.secretEnds(4);
    expect(rest.of(first)).toBeUndefined();
    expect(rest.of(last)).toEqual({ start: last.start, end: text.length });
    rest.secretEnds(text.length);
    expect(rest.of(last)).toBeUndefined();
    return undefined;
  });
});
