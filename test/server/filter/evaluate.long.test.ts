import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze } from '../../../server/src/analysis';
import { documentPositionsOf, TextWindows } from '../../../server/src/syntax';
import { FilterRun } from '../../../server/src/filter/evaluate';
import { parseQuery } from '../../../server/src/filter/query';
import { incidentsOf } from '../../../server/src/presentation/incidents';
import { captureText } from '../../support/arbitraries';
import { SEED } from '../../support/reading';
import { every, first, itself } from '../../support/rows';

const TWO_USERS = readFileSync('test/fixtures/captures/fnbamd-two-users.log', 'utf8');

/** The lines that a filter keeps, from 1. */
function kept(text: string, filter: string): number[] {
  const { query, problems } = parseQuery(filter);
  expect(problems).toEqual([]);
  const document = TextDocument.create('', '', 0, text);
  return linesOf(new FilterRun(query, {}).part(analyze(text)), document);
}

function linesOf(
  spans: readonly { start: number; end: number }[],
  document: Pick<TextDocument, 'positionAt'>,
): number[] {
  return spans.flatMap(({ start, end }) => {
    const [first, last] = [document.positionAt(start).line, document.positionAt(end - 1).line];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index + 1);
  });
}

/** The same if the text is read in windows of this many code units. */
function keptInWindows(text: string, filter: string, reportedLength: number, around: number): number[] {
  const run = new FilterRun(parseQuery(filter).query, {});
  const windows = new TextWindows(reportedLength, around);
  const lines: number[] = [];
  const add = (window: ReturnType<TextWindows['finish']>): void => {
    lines.push(
      ...linesOf(run.part(analyze(window.text), window.from, window.to), documentPositionsOf(window)),
    );
  };
  for (let at = 0; at < text.length; at += 1000)
    for (const window of windows.push(text.slice(at, at + 1000))) add(window);
  add(windows.finish());
  return lines;
}

describe('A filter of incidents keeps', () => {
  test('those that match each word with a line or with their title, and no excluded word', () => {
    const CASES = [
      ['user:user06', ['login/user06/1']],
      ['failed', ['login/user06/1']],
      ['succeeded', ['login/user07/1']],
      ['drift', []],
      ['RADIUS', ['login/user07/1']],
      ['title-of-user06', ['login/user06/1']],
      ['radius "Sending result"', ['login/user07/1']],
      ['radius failed', []],
      ['-radius', ['login/user06/1']],
      ['-daemon:fnbamd', []],
      ['incident:login/user07/1', ['login/user07/1']],
      ['>=error', ['login/user06/1']],
      ['08:20..08:21', ['login/user06/1', 'login/user07/1']],
      ['09:00..', []],
    ] as const;
    const analysis = analyze(TWO_USERS);
    every(CASES, first, ([words, ids]) => {
      const run = new FilterRun(parseQuery(words).query, {});
      const titleOf = (scene: object): string =>
        `title-of-${incidentsOf(analysis).find(one => one.scene === scene)?.subject ?? ''}`;
      const found = run.scenes(analysis, titleOf);
      expect(incidentsOf(analysis).flatMap(({ id, scene }) => (found.includes(scene) ? id : []))).toEqual(
        ids,
      );
    });
  });
});

describe('A filter keeps', () => {
  const CASES = [
    // A login, including lines that logins share.
    ['user:user06', [1, 2, 3, 7, 8, 9, 10, 16]],
    ['user:USER07', [4, 5, 6, 11, 12, 13, 14, 15, 17]],
    ['user:user06,user07 line:"Sending result"', [10, 15]],
    ['user:user* line:"Sending result"', [10, 15]],
    ['user:nobody', []],
    ['incident:login/user06/1 line:Failed', [9]],
    ['server:rad-admins line:code=1', [5]],
    ['failed line:"Sending result"', [10]],
    ['succeeded line:"Sending result"', [15]],
    ['>=error line:"Sending result"', [10]],
    ['rule:login/* line:"Sending result"', [10]],
    ['-rule:login/* line:"Sending result"', [15]],
    ['rule:token/*', []],
    ['daemon:fnbamd -line:req', [2, 7, 9, 11, 12, 14, 16, 17]],
    ['-daemon:fnbamd', []],
    ['08:20:00', [1, 2, 3, 4, 5, 6]],
    ['08:20:01.. -line:session', [7, 8, 9, 10, 11, 12, 13, 14, 15]],
    ['..08:20:00', [1, 2, 3, 4, 5, 6]],
    ['08:20 line:Rcvd', [1, 4]],
    ['2025-03-01T08:20..2025-03-01T08:21 line:Rcvd', [1, 4]],
    ['2025-03-02T08:20.. line:Rcvd', []],
    ['23:00..08:20:00 line:Rcvd', [1, 4]],
    ['23:00..01:00', []],
  ] as const;

  test('the lines that its words name', () => {
    every(CASES, first, ([filter, lines]) => {
      expect(kept(TWO_USERS, filter)).toEqual(lines);
    });
  });

  test.each([
    ['http', [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]],
    ['json', [26, 30]],
    ['token:FTKMOB947FDC1754 json', [26, 30]],
    ['unit:FG140E* json', [26, 30]],
    ['command', [1, 3, 4, 5, 7]],
    ['rule:ftm/token-not-of-product json', [26, 30]],
  ])('in the capture of a token, %s: the lines %j', (filter, lines) => {
    expect(kept(SEED, filter)).toEqual(lines);
  });

  test('a single line of a long payload for a text, and its surroundings for other words', () => {
    const text = '{\n  "d": {\n    "tokens": [],\n    "error": null\n  }\n}\n';
    expect(kept(text, 'line:"error"')).toEqual([4]);
    expect(kept(text, 'json')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(kept(text, 'json -line:error')).toEqual([1, 2, 3, 5, 6]);
  });

  test('a line that names a user and belongs to no login, as a whole word', () => {
    const text = 'config user local\n    edit "user06"\n    edit "user061"\nend\n';
    expect(kept(text, 'user:user06')).toEqual([2]);
    expect(kept(text, 'user:user06*')).toEqual([2, 3]);
  });

  test('a line without a time stamp at the time of the line before it', () => {
    const text = '2025-03-01 08:20:00 [1990] handle_req-r=4\nGET / HTTP/1.1\nHost: a.example.com\n\n';
    expect(kept(`${text}2025-03-01 08:21:00 [1990] handle_req-r=4\n`, '08:20')).toEqual([1, 2, 3, 4]);
  });

  test('nothing by a rule that is off', () => {
    const { query } = parseQuery('>=hint');
    const off = Object.fromEntries(analyze(TWO_USERS).findings.map(({ rule }) => [rule, 'off' as const]));
    expect(new FilterRun(query, off).part(analyze(TWO_USERS))).toEqual([]);
  });
});

test('The filter on an incident by its id keeps its lines, and the ids are those of the incidents', () => {
  for (const text of [SEED, TWO_USERS, TWO_USERS + TWO_USERS])
    for (const { id } of incidentsOf(analyze(text))) expect(kept(text, `incident:"${id}"`)).not.toEqual([]);
});

test('A word and its exclusion divide the lines of any text between them', () => {
  const words = [
    'user:user01',
    'daemon:ftm',
    'rule:ftm/*',
    '>=hint',
    'http',
    'json',
    'failed',
    '04:10',
    'token:FTKMOB0123456789',
  ];
  fc.assert(
    fc.property(captureText, fc.constantFrom(...words), (text, word) => {
      const analysis = analyze(text);
      const spans = (filter: string) => new FilterRun(parseQuery(filter).query, {}).part(analysis);
      const all = [...spans(word), ...spans(`-${word}`)].sort((a, b) => a.start - b.start);
      let at = 0;
      for (const { start, end } of all) {
        expect(start).toBe(at);
        at = end;
      }
      expect(at).toBe(text.length);
    }),
  );
});

describe('A text that comes in parts', () => {
  /** Consecutive logins of a few users, each with its own request. */
  const logins = Array.from({ length: 40 }, (_, index) => {
    const at = `2025-03-01 08:${String(index % 60).padStart(2, '0')}:0`;
    return TWO_USERS.replaceAll('2025-03-01 08:20:0', at)
      .replaceAll('75000000', `76${String(index).padStart(6, '0')}`.slice(0, 8))
      .replaceAll('user06', `user${index % 7}`)
      .replaceAll('user07', `admin${index % 5}`);
  }).join('');

  const FILTERS = [
    'user:user3',
    'user:admin1 line:"Sending result"',
    'failed',
    '-failed',
    'rule:login/* -line:req',
    '08:15..08:30',
    'daemon:fnbamd 08:35..',
    'incident:login/user3/5',
    'incident:login/admin1/7,login/user0/1',
  ];

  test('has the same lines as the whole', () => {
    every(FILTERS, itself, filter => {
      const whole = kept(logins, filter);
      expect(whole.length).toBeGreaterThan(0);
      expect(keptInWindows(logins, filter, 20_000, 8_000)).toEqual(whole);
      expect(keptInWindows(logins, filter, 9_000, 4_000)).toEqual(whole);
    });
  });
});
