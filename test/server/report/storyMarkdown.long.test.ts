import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storyMarkdown } from '../../../server/src/report/storyMarkdown';
import { anyText } from '../../support/arbitraries';
import { asked, deleted, result } from '../../support/logins';
import { active, unfolded } from '../../support/markdown';
import { SEED, shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';
import { storyFrom, storyOne } from '../../support/story';

const REPORT = storyMarkdown(storyOne(SEED));

/** The markup of a fold, whose summary is text of our own. */
const FOLD = /^<\/?details>$|^<summary>[^<]*<\/summary>$/gm;

/** Names that a user, a group or a file can have, each an attempt to inject markup. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '![x](https://203.0.113.9/x.png)',
  '[x](javascript:alert)',
  '| a | b |',
  '# heading',
  '`code',
  'https://203.0.113.9/x',
];

test('The likely causes stand on the page, the others in folds', () => {
  expect(unfolded(REPORT).match(/^\* [✓?✗] .+$/gm)).toHaveLength(2);
  expect(unfolded(REPORT)).not.toContain('7.4.9');
  expect(REPORT).toMatch(
    /<summary>3 more<\/summary>[^<]*^\* \? It is a trial token.*\n\* ✗ Known issue after upgrading a cluster to FortiOS 7\.4\.9/m,
  );
});

test('A report has no control character of the capture', () => {
  const text = asked() + '\u001b[2J\u202eftm_\n' + result(1) + deleted();
  const report = storyMarkdown(storyOne(text));
  expect(report).not.toMatch(/(?![\n\t])[\p{Control}\u202e]/u);
  expect(report).toContain('Sending result 1');
});

describe('The report of the capture that the project started from', () => {
  test('begins with what is wrong', () => {
    expect(REPORT.split('\n').filter(Boolean).slice(0, 3)).toEqual([
      '# FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product)',
      'a.log, line 30 · provision FTKMOB947FDC1754 · Requesting unit: FG140E4Q17000494 · Cluster members: FG140E4Q17000494, FG140E4Q17000407 · Build: 2573 (FortiOS 7.4.3?) · 2024-03-30 04:10:03',
      '## What to do',
    ]);
  });

  test('has its parts in the order in which a reader needs them', () => {
    expect(REPORT.match(/^## .*/gm)).toEqual([
      '## What to do',
      '## Which cause it is',
      '## Evidence',
      '## Also in this capture',
    ]);
    expect(REPORT.match(/(?<=<summary>).*(?=<)/g)).toEqual([
      '8 more steps',
      '3 more',
      'What happened, step by step',
      'Also known, and sources',
      'What was captured',
      'Secrets in the captures',
      'What was not analysed',
    ]);
  });

  test('has causes, steps, commands and sources with their addresses', () => {
    expect(REPORT).toMatch(/## Which cause it is\n\n\* /);
    expect(REPORT).toMatch(/## What to do\n\n1\. /);
    expect(REPORT).toContain('\nget system ha status\n');
    expect(REPORT).toContain(
      '(https://community.fortinet.com/t5/Customer-Service/Customer-Service-Tip-FortiToken-error-message-token-does-not/ta-p/308115)',
    );
  });

  test('has a row for each step of the exchange, and for the exchange if there are others', () => {
    expect(REPORT).toContain('| 04:10:04 | FortiGate → FortiToken Mobile service | connected | 11 |');
    const row =
      '| 2024-03-30 04:10:03 | provision FTKMOB947FDC1754 | failed: licence at another serial number (31) | 1 s |';
    expect(REPORT).not.toContain(row);
    expect(storyMarkdown(storyOne(asked() + result(1) + deleted() + SEED))).toContain(`| 2 ${row}`);
  });

  test('shows the lines with the seed masked', () => {
    expect(REPORT).toContain(`"seed": "${'*'.repeat(40)}"`);
  });
});

test.each(HOSTILE)('A user with the name %s stays plain text', name => {
  const markdown = storyMarkdown(storyOne(asked(name) + result(1) + deleted()));
  expect(markdown).toContain('login ');
  expect(
    active(markdown.replaceAll(FOLD, '')).filter(one =>
      /^(?:image|html) |^link .*(?:203\.0\.113\.9|javascript)/.test(one),
    ),
  ).toEqual([]);
});

test('A file name with the syntax of a table does not break one', () => {
  const markdown = storyMarkdown(storyFrom({ 'a | b.log': SEED, 'c.log': SEED }));
  const rows = markdown.split('\n').filter(line => line.startsWith('| 1 |'));
  expect(rows[0]).toContain('| a \\| b.log |');
});

test('Any text at all has a report', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(storyMarkdown(storyOne(text))).toMatch(/^# /);
    }),
  );
});

test('The report contains no secret', () => {
  fc.assert(
    fc.property(captureWithSecrets, text => {
      expect(shownOf(SECRETS, storyMarkdown(storyOne(text)))).toEqual([]);
    }),
  );
});
