import fc from 'fast-check';
import { gfmAutolinkLiteralToMarkdown } from 'mdast-util-gfm-autolink-literal';
import { toMarkdown } from 'mdast-util-to-markdown';
import { expect, test } from 'vitest';
import {
  type Block,
  codeBlock,
  inlineCode,
  link,
  list,
  paragraph,
  rule,
  strong,
  text,
  write,
} from '../../../server/src/presentation/markup';

/** Words of a log, and characters with a meaning in Markdown. */
const words = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    'a',
    '# b',
    '- c',
    '1. d',
    '> e',
    '`f`',
    '*g*',
    '    h',
    'https://example.com',
    '---',
    '\n\n',
    '<i>',
  ),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  words.map(word => paragraph(text(word))),
  words.map(word => paragraph(strong(word), text(' '), inlineCode(word))),
  fc.tuple(fc.boolean(), fc.array(words, { minLength: 1, maxLength: 3 })).map(([ordered, items]) =>
    list(
      ordered,
      items.map(item => [text(item), link(item, 'https://example.com')]),
    ),
  ),
  words.map(word => codeBlock(word, 'fortios-debug')),
  fc.constant(rule),
);

test('Blocks that are written one by one and cached give the same text as all at once', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), blocks => {
      const whole = toMarkdown(
        { type: 'root', children: blocks },
        { extensions: [gfmAutolinkLiteralToMarkdown()], bullet: '-' },
      );
      for (const time of ['first', 'second']) expect(write(blocks, true).value, time).toBe(whole.trimEnd());
    }),
    { numRuns: 500 },
  );
});
