import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TextWindow, windowsOf } from '../../../server/src/cli/windows';
import { redact, Redaction, withEdits } from '../../../server/src/secrets';
import { mixes } from '../mix/generator';

async function windows(text: string, size: number, piece: number): Promise<TextWindow[]> {
  // eslint-disable-next-line @typescript-eslint/require-await -- what is there at once
  const pieces = (async function* () {
    for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece);
  })();
  const all: TextWindow[] = [];
  for await (const window of windowsOf(pieces, size)) all.push(window);
  return all;
}

test('Windows lie end to end over a text, and its copy is the same as read at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      mixes,
      fc.integer({ min: 200, max: 4000 }),
      fc.integer({ min: 1, max: 900 }),
      async ({ text }, size, piece) => {
        const all = await windows(text, size, piece);
        const stretches = all.map(window => window.text.slice(0, window.length));
        expect(stretches.join('')).toBe(text);
        const redaction = new Redaction();
        const learned = all.map(window => redaction.learn(window.text, window.records));
        const copy = stretches.map((stretch, index) => {
          const known = learned[index];
          return known ? withEdits(stretch, redaction.edits(stretch, known)) : stretch;
        });
        expect(copy.join('')).toBe(redact(text));
      },
    ),
    { numRuns: 100 },
  );
});
