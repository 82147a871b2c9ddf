import { describe, expect, test } from 'vitest';
import { selfContained } from '../../scripts/package.mjs';

describe('The README of the package', () => {
  test('has no picture that VS Code would not show', () => {
    expect(selfContained('a\n\n![The icon](images/icon.png)\n\nb\n\n![c](https://example.com/c.png)\n')).toBe(
      'a\n\nb\n\n![c](https://example.com/c.png)\n',
    );
  });

  test('keeps the words of a link to another file, and links to addresses and headings', () => {
    expect(selfContained('[`a`](docs/rules/a.md), [b](https://example.com/b), [c](#c)')).toBe(
      '`a`, [b](https://example.com/b), [c](#c)',
    );
  });
});
