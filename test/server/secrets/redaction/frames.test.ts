import { describe, expect, test } from 'vitest';
import { frameAfter, framesOf, frameTest, withFrames } from '../../../../server/src/secrets/redaction/frames';
import { readRecords } from '../../../../server/src/syntax';

/** A text with its frames in marks, without empty ones. */
function marked(text: string): string {
  const frames = framesOf(text, readRecords(text));
  let result = '';
  let done = 0;
  for (let at = 0; at < frames.length; at += 2) {
    const [start = 0, end = 0] = frames.slice(at, at + 2);
    expect(start).toBeGreaterThanOrEqual(done);
    result += `${text.slice(done, start)}«${text.slice(start, end)}»`;
    done = end;
  }
  return (result + text.slice(done)).replaceAll('«»', '');
}

const FAR = 'x'.repeat(370);

test.each([
  '«2025-01-15 09:12:32 [1906] handle_req-»Rcvd auth req 1 for kelvin77 in Lab-Staff opt=0',
  '«[1906] handle_req-»Rcvd auth req 1',
  '  «[1906] handle_req-»got it',
  '«[1906]   handle_req-»got it',
  '[1906]     «handle_req-»got it',
  '«[1234567] handle_req-»got it',
  '[12345678] «handle_req-»got it',
  'bremen\n«[1906] handle_req-»got it\nbremen',
  '«handle_req[417]:»got it',
  '«handle_req :142 »got it',
  '  «handle_req[417]:»got it',
  '«[authd_http_connect:1696]: »got it',
  ' «[authd_http_connect:1696]: »got it',
  '«[»5784«:»root«:»d9«]handle_req:514 »got it',
  '«[»5784«:»root«:»d9«]»got it',
  '«[»5784«:»root«:»d9«][handle_req:438] »got it',
  'ike V=root«:»0«:»to-hq«:»35392«: »got it',
  'ike 0«:»to-hq«:»35392«: »got it',
  'ike 0«: »got it',
  'ike :got it',
  '«2025-01-15 09:12:32 ike »V=root«:»0«:»to-hq«:»9«: »got it',
  '«2025-01-15 09:12:32 ike »0',
  'FGFMs(s«:»12«): __get_handler:1060: »got it',
  '«2024-09-24T11:21:29+02:00 »host01« sshd[12]: »got it',
  'the 10:12 kelvin: got it',
  'FGT # get system status',
  '{"http":"config"}',
])('The frames of the line %s', line => {
  expect(marked(line.replace(/[«»]/g, ''))).toBe(line);
});

test.each([
  ['the number of a line on the line above', 'kelvin [1906]\n«handle_req[417]: »got it'],
  ['a request', '«GET» /kelvin «HTTP/1.1»\n«Host»: vpn.example.com\n«X-User»: kelvin\n\nkelvin'],
  ['a reply', '«HTTP/1.1» «200» OK\n«Server»: kelvin'],
  ['an option with a hyphen', 'config user local\n    edit kelvin-77\n        set «two-factor» kelvin-77\n    next\nend'],
  ['an option of one word', 'config user local\n    edit kelvin-77\n        set passwd 1\n    next\nend'],
  ['options that only begin or end with such a name', 'set kel-vin_x 1\nset x_kel-vin 1\nset kel-- 1'],
  ['an option of three words', 'set «auth-password-l1» kelvin\nunset «fortitoken-cloud-push»'],
  ['an ike line at the end of another', 'ike 0«:»to-hq«:»9«: »got it«ike »V=root:0:hq2:9: got it'],
  ['two ike lines at the end of another', 'ike 0«:»to-hq«:»9«: »got it«ike »0:hq2:9: got it«ike »0:hq3:9: it'],
  ['an ike line at the end of another, at its start', 'bremen\nike 0«:»to-hq«:»9«: »got it«ike »0:hq2:9: got it\nbremen'],
  ['an ike line 370 characters behind the start of another', `ike 0«:»to-hq«:»9«: »${FAR}«ike »0:hq2:9: got it`],
  ['an ike line after more than 400 characters', `ike 0«:»to-hq«:»9«: »${FAR}${FAR}ike 0:hq2:9: got it`],
  ['words like an ike line in a line of another daemon', '«handle_req[417]: »got itike 0:hq2:9: got it'],
])('The frames of %s', (_, text) => {
  expect(marked(text.replace(/[«»]/g, ''))).toBe(text);
}); // oxfmt-ignore

test.each([
  'ike :got it',
  'the kelvin',
  '0000   02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66',
  '  02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66',
])('The line %s has no frame', line => {
  expect([...framesOf(line, readRecords(line))]).toEqual([]);
});

test('The frames of an ike line that a terminal wrapped, and in it another one', () => {
  const line = `ike 0:to-hq:9: ${'bremen '.repeat(8)}got itike 0:hq2:9: got it`;
  const text = `${line.slice(0, 80)}\n${line.slice(80)}\n`;
  expect(line.slice(77, 80)).toBe('ike');
  const frames = [...framesOf(text, readRecords(text, 80))];
  expect(text.slice(...frames.slice(-2))).toBe('ike\n ');
});

/** Frames with the given starts and ends. */
const at = (...offsets: number[]): Int32Array<ArrayBuffer> => Int32Array.from(offsets);

describe('Frames with further spans', () => {
  test.each([
    ['before them', [{ start: 1, end: 2 }], [1, 2, 5, 7, 9, 12]],
    ['between them', [{ start: 7, end: 9 }], [5, 7, 7, 9, 9, 12]],
    ['after them', [{ start: 20, end: 21 }], [5, 7, 9, 12, 20, 21]],
    ['in another order', [{ start: 20, end: 21 }, { start: 0, end: 1 }], [0, 1, 5, 7, 9, 12, 20, 21]],
    ['of which there is none', [], [5, 7, 9, 12]],
  ])('%s', (_, more, frames) => {
    expect([...withFrames(at(5, 7, 9, 12), more)]).toEqual(frames);
  }); // oxfmt-ignore
});

describe('A span', () => {
  const frames = at(2, 4, 4, 6, 10, 12);

  test.each([
    [0, 2, false],
    [0, 3, true],
    [3, 4, true],
    [4, 5, true],
    [5, 8, true],
    [6, 10, false],
    [6, 11, true],
    [10, 11, true],
    [11, 20, true],
    [12, 13, false],
    [20, 30, false],
  ])('from %i to %i overlaps a frame: %s', (start, end, overlaps) => {
    expect(frameTest(frames)(start, end)).toBe(overlaps);
  });

  test('is compared with the frames once more after each other span', () => {
    const isInFrame = frameTest(frames);
    expect([isInFrame(0, 1), isInFrame(1, 3), isInFrame(5, 6), isInFrame(7, 9), isInFrame(9, 11)]).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  test.each([
    [0, 2, 2],
    [0, 3, 2],
    [0, 11, 2],
    [3, 5, 2],
    [4, 8, 4],
    [5, 8, 4],
    [6, 9, 9],
    [6, 11, 10],
    [6, 12, 10],
    [12, 20, 20],
    [20, 30, 30],
  ])('from %i to %i has a frame from %i, or ends there', (start, end, after) => {
    expect(frameAfter(frames, { start, end })).toBe(after);
  });

  test('without any frame', () => {
    expect(frameTest(at())(0, 5)).toBe(false);
    expect(frameAfter(at(), { start: 0, end: 5 })).toBe(5);
  });
});
