import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pieces } from '../../../server/src/cli/learning';
import { learn, stretches } from '../../../server/src/cli/learning';
import { RedactionWorker } from '../../../server/src/cli/redactionWorker';
import { redact, Redaction, withEdits } from '../../../server/src/secrets';
import { pageColumnOf, RecordStream, contextAtStart } from '../../../server/src/syntax';
import { mixes } from '../mix/generator';

/** Redacts a text in parts, as when it is read from a file. */
function redactedInParts(text: string, window: number, piece: number): string {
  const [stream, redaction, pieces] = [
    new RecordStream(window, contextAtStart(text)),
    new Redaction(),
    new Pieces(),
  ];
  const parts = [];
  for (let at = 0; at < text.length; at += piece) {
    pieces.push(text.slice(at, at + piece));
    parts.push(stream.push(text.slice(at, at + piece)));
  }
  const learned = [...parts, stream.finish()]
    .filter(part => part !== undefined)
    .map(part => ({
      ...redaction.learn(part.text, part.records, { column: pageColumnOf(text) }),
      length: part.end - part.start,
    }));
  const copies = learned.map(one => {
    const stretch = pieces.take(one.length);
    return withEdits(stretch, redaction.edits(stretch, one));
  });
  expect(pieces.length).toBe(0);
  return copies.join('');
}

/** A copy without line ends and without the numbers of its stand-ins, which are given in the order of the parts. */
const unnumbered = (copy: string): string =>
  copy
    .replace(/[a-z]*\d[a-z\d]*|\bx[a-z]{1,5}\b/gi, '0')
    .replaceAll('\n', '')
    .replace(/0+/g, '0');

test('A text that comes in parts has the same copy as the whole text, apart from the numbers of its stand-ins', () => {
  fc.assert(
    fc.property(
      mixes,
      fc.integer({ min: 200, max: 4000 }),
      fc.integer({ min: 1, max: 900 }),
      ({ text }, window, piece) => {
        expect(unnumbered(redactedInParts(text, window, piece))).toBe(unnumbered(redact(text)));
      },
    ),
    { numRuns: 50 },
  );
});

const ROWS = Array.from({ length: 900 }, (_, row) => row);

test.each([
  ['a configuration', 'config user local\n', (row: number) => `    edit "kelvin-${row}"\n        set status enable\n    next\n`],
  ['a list of sessions', ' Index   User    Group   Auth Type\n', (row: number) => ` ${row}       kelvin-${row} \tstaff     16(1)\n`],
  ['entries that are listed', 'FGT # get user local\n', (row: number) => `== [ kelvin-${row} ]\nname: kelvin-${row}   status: enable\n`],
  ['the lines after a time', '09:12:31 config user local\n', (row: number) => `09:12:31     edit "kelvin-${row}"\n09:12:31     next\n`],
])('What begins in one part of a long text is still known in the next: %s', async (_what, head, rowOf) => {
  const text = head + ROWS.map(rowOf).join('');
  const chunks = text.match(/[^]{1,500}/g) ?? [];
  const source = { path: 'a.log', read: () => Readable.from(chunks.map(chunk => Buffer.from(chunk))) };
  const redaction = new Redaction();
  const worker = new RedactionWorker({ keepIdentities: false, site: [] }, undefined);
  const file = await learn(source, redaction, worker, () => undefined, 512);
  expect(file.windows.length).toBeGreaterThan(2);
  let copy = '';
  for await (const { text: stretch, edits } of stretches(file, redaction)) copy += withEdits(stretch, edits);
  expect(copy).not.toMatch(/kelvin/);
}); // oxfmt-ignore
