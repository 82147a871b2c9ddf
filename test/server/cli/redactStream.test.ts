import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pieces } from '../../../server/src/cli/pieces';
import { redact, Redaction, withEdits } from '../../../server/src/secrets';
import { RecordStream, startOf } from '../../../server/src/syntax';
import { mixes } from '../mix/generator';

/** A text redacted part by part, as it comes from a file. */
function redactedInParts(text: string, window: number, piece: number): string {
  const [stream, redaction, pieces] = [
    new RecordStream(window, startOf(text)),
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
    .map(part => ({ ...redaction.learn(part.text, part.records), length: part.end - part.start }));
  const copies = learned.map(one => {
    const stretch = pieces.take(one.length);
    return withEdits(stretch, redaction.edits(stretch, one));
  });
  expect(pieces.length).toBe(0);
  return copies.join('');
}

test('A text that comes in parts has the copy that it has as a whole', () => {
  fc.assert(
    fc.property(
      mixes,
      fc.integer({ min: 200, max: 4000 }),
      fc.integer({ min: 1, max: 900 }),
      ({ text }, window, piece) => {
        expect(redactedInParts(text, window, piece)).toBe(redact(text));
      },
    ),
    { numRuns: 100 },
  );
});
