import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { isNotUnderstood, teamEntryOf } from '../../../server/src/features/teamEntry';
import { inEnglish } from '../../../server/src/knowledge';
import { SiteKnowledge } from '../../../server/src/site/knowledge';
import { readSiteFile } from '../../../server/src/site/read';

function entryFor(text: string, rule: string) {
  const analysis = analyze(text);
  const finding = analysis.findings.find(one => one.rule === rule);
  const entry = finding && teamEntryOf(analysis, finding.start, inEnglish);
  return entry && { ...entry, match: entry.match, examples: entry.examples };
}

describe('A draft of an entry', () => {
  const capture =
    'FGT # diagnose debug application fnbamd -1\n' +
    '2024-05-01 10:00:00 [812] nac_ask-The posture agent of user=alice at 192.0.2.7 failed the check 4711\n';

  test('matches the words of a message and leaves out what differs', () => {
    const entry = entryFor(capture, 'daemon/said-failure');
    expect(entry?.match?.text).toBe(
      'The posture agent of user={user:word} at {address:ip} failed the check {number:number}',
    );
  });

  test('has the redacted line as its example', () => {
    const example = entryFor(capture, 'daemon/said-failure')?.examples?.match?.[0] ?? '';
    expect(example).toContain('failed the check');
    expect(example).not.toContain('alice');
  });

  test('has no name of the capture anywhere', () => {
    const text = capture.replace('The posture agent of', 'a');
    expect(JSON.stringify(entryFor(text, 'daemon/said-failure'))).not.toContain('alice');
    const long = capture.replace('posture agent of user=alice', 'x of y alice-the-administrator');
    expect(JSON.stringify(entryFor(long, 'daemon/said-failure'))).not.toContain('alice');
  });

  test('is for the problem wherever the cursor is in its line', () => {
    const analysis = analyze(capture);
    const entryAt = (words: string) => teamEntryOf(analysis, capture.indexOf(words), inEnglish);
    expect(entryAt('agent')).toEqual(entryFor(capture, 'daemon/said-failure'));
    expect(entryAt('2024')).toEqual(entryAt('agent'));
  });

  test('explains the problem that it was made for', () => {
    const entry = entryFor(capture, 'daemon/said-failure');
    const { entries, problems } = readSiteFile('team.json', JSON.stringify([entry]));
    expect(problems).toEqual([]);
    const { findings } = analyze(capture, undefined, new SiteKnowledge(entries.map(one => one.entry)));
    expect(findings.map(({ rule }) => rule)).toContain(entry?.id);
  });

  test('matches the words of a line without a problem', () => {
    const text =
      'FGT # diagnose debug enable\n2024-05-01 10:00:00 [812] nac_ask-The badge of alice has 2 stripes\n';
    const analysis = analyze(text);
    const at = text.indexOf('2024');
    const [line] = analysis.records.filter(({ start }) => start === at);
    expect(line && isNotUnderstood(line)).toBe(true);
    expect(teamEntryOf(analysis, at, inEnglish)?.match?.text).toBe(
      'The badge of {text:word} has 2 {text:word}',
    );
  });

  test('has slots for words that are replaced in the example, also with a number in them', () => {
    const line = '2024-05-01 10:00:00 [812] quux_turn-The widget of user10 is now purple 42';
    const text = `FGT # diagnose debug enable\n${line}\n`;
    const entry = teamEntryOf(analyze(text), text.indexOf('quux'), inEnglish);
    expect(entry?.match?.text).toBe('The widget of {text:word} is now {text:word} {number:number}');
  });

  test('names the code of an unknown error', () => {
    const text =
      'FGT # diagnose debug enable\n{"d":{"error":{"error_code":9999,"error_message":"pool is empty"}}}\n';
    expect(entryFor(text, 'ftm/unknown-error')?.match).toEqual({ error: '9999' });
  });
});
