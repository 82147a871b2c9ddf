import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyze } from '../../../server/src/analysis';
import { LinesInFilter } from '../../../server/src/cli/checkFile';
import { problemsInFilter } from '../../../server/src/filter/problemsInFilter';
import { parseQuery } from '../../../server/src/filter/query';
import { LineTable } from '../../../server/src/report/lineTable';
import { noProblems } from '../../../server/src/report/fileReport';
import {
  counted,
  Following,
  type FollowingOptions,
  type ProblemChange,
} from '../../../server/src/report/following';
import type { Finding } from '../../../server/src/rules';
import {
  answered,
  LICENCE,
  licensed,
  NOT_OF_PRODUCT,
  refused,
  statusOf,
  TOKEN,
  UNIT,
} from '../../support/exchange';
import { SEED } from '../../support/reading';

/** The problem changes for text that arrives in parts, one second apart: change, rule and line from 1. */
function changesIn(pieces: readonly string[], options?: FollowingOptions): string[] {
  const following = new Following(options);
  const all = pieces.flatMap((piece, index) => {
    following.push(piece);
    return following.update(1000 * index);
  });
  return [...all, ...following.update(0, { isEnd: true })].map(inShort);
}

function inShort({ change, problem: { rule, range } }: ProblemChange): string {
  return `${change} ${rule} ${range.start.line + 1}`;
}

const REFUSED = answered({
  unit: UNIT,
  members: [UNIT],
  tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }],
});
const DENIED = [
  '2025-01-15 10:00:00 [1906] handle_req-Rcvd auth req 1516264661 for user01 in opt=00200400 prot=11',
  '2025-01-15 10:00:00 [209] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1516264661, len=2053',
  '',
].join('\n');
const ASKED =
  '2025-01-15 10:00:00 [1906] handle_req-Rcvd auth req 1516264661 for user01 in opt=00200400 prot=11\n';

/** The problems that `check --only` reports. */
function inFilter(words: string, { text, findings }: Analysis): Finding[] {
  const filter = new LinesInFilter(words, {}, undefined);
  const lines = new LineTable();
  filter.push(text);
  lines.add(text);
  return filter.findings(findings, lines);
}

describe('A capture that grows', () => {
  test('has each problem reported when its lines are complete', () => {
    const pieces = REFUSED.split(/(?<=\n)/);
    const following = new Following();
    const after = pieces.map(piece => {
      following.push(piece);
      return following.update(0).map(inShort);
    });
    expect(after.slice(0, -2).flat()).toEqual([]);
    expect(after.flat().join()).toContain('new ftm/token-not-of-product');
  });

  test('has a problem reported once, and again when it happens again', () => {
    const [first, second] = [REFUSED, `\n${REFUSED}`];
    const all = changesIn([first, '', second, '']).filter(one => one.includes('token-not'));
    expect(all).toHaveLength(2);
    expect(all[0]).toMatch(/^new /);
    expect(all[1]).toMatch(/^again /);
  });

  test('has a line analysed when it ends, or when nothing more arrives', () => {
    const following = new Following();
    following.push(DENIED.slice(0, -1));
    expect(following.update(0)).toEqual([]);
    expect(following.update(0, { isQuiet: true }).map(inShort)).toEqual(['new login/denied 2']);
  });

  test('has a missing answer reported only after a wait', () => {
    const following = new Following({ severities: { 'capture/no-timestamps': 'off' } });
    following.push(SEED);
    const rules = (reported: readonly ProblemChange[]): string[] =>
      reported.map(({ problem }) => problem.rule);
    expect(rules(following.update(0))).not.toContain('json/damaged');
    expect(following.isWaiting).toBe(true);
    expect(following.update(1999)).toEqual([]);
    expect(rules(following.update(2000))).toEqual(['json/damaged']);
    expect(following.isWaiting).toBe(false);
  });

  test('has a problem withdrawn that later lines clear', () => {
    const failed = `${ASKED}2025-01-15 10:00:00 [1000] ldap_connect-Failed to connect to 192.0.2.1\n`;
    const cleared =
      '2025-01-15 10:00:01 [209] fnbamd_comm_send_result-Sending result 0 (nid 0) for req 1516264661, len=2053\n';
    const all = changesIn([failed, cleared]);
    expect(all.filter(one => one.startsWith('new'))).toHaveLength(1);
    expect(all.filter(one => one.startsWith('withdrawn'))).toHaveLength(1);
  });

  test('has a severity and a rule as the user chose', () => {
    expect(changesIn([DENIED], { severities: { 'login/denied': 'off' } })).toEqual([]);
  });

  test.each([undefined, 'user:user01', '-http >=error'])('has the problems of the whole text left at the end (filter: %s)', words => {
    const select = words === undefined ? undefined : problemsInFilter(parseQuery(words).query, {});
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SEED.split(/(?<=\n)/), ...DENIED.split(/(?<=\n)/), REFUSED, 'a'), { maxLength: 30 }), pieces => {
        const following = new Following({ select });
        const counts = noProblems();
        const alive = new Map<number, string>();
        const take = (all: readonly ProblemChange[]): void => {
          for (const reported of all) {
            counted(counts, reported);
            if (reported.change === 'withdrawn') alive.delete(reported.id);
            else alive.set(reported.id, reported.problem.rule);
          }
        };
        pieces.forEach((piece, index) => {
          following.push(piece);
          take(following.update(index * 700));
        });
        take(following.update(1e6, { isEnd: true }));
        const whole = analyze(pieces.join(''));
        const findings = words === undefined ? whole.findings : inFilter(words, whole);
        expect([...alive.values()].sort()).toEqual(findings.map(({ rule }) => rule).sort());
        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(alive.size);
        expect(following.coverage.lines).toBe(whole.coverage.lines);
      }),
      { numRuns: 30 },
    );
  }); // oxfmt-ignore
});

describe('A capture to which the output of the next commands is added', () => {
  /** What is news after each piece. */
  function newsIn(pieces: readonly string[], options?: FollowingOptions): string[][] {
    const following = new Following(options);
    return pieces.map((piece, index) => {
      following.push(piece);
      const changes = following.update(1000 * index).filter(({ change }) => change === 'judged');
      return changes.flatMap(({ judged = [] }) => judged.map(({ news }) => news));
    });
  }
  const FAILED = refused(UNIT);

  test('says once which cause is confirmed or excluded, and by which line', () => {
    const [line, status] = [FAILED.split('\n').length + 2, FAILED.split('\n').length + 9];
    expect(newsIn([FAILED, LICENCE, 'FGT # diagnose debug disable\n', statusOf(UNIT), ''])).toEqual([
      [],
      [
        `New: confirmed by line ${line}: license "****************": It is a trial token (licence FTMTRIAL...), which came with a copied configuration.`,
      ],
      [],
      [
        `New: excluded by line ${status}: Current HA mode: standalone: HA: the licence is registered under the secondary unit.`,
      ],
      [],
    ]);
  });

  test('says that lines which contradict each other decide nothing', () => {
    const news = newsIn([FAILED, LICENCE, licensed('EFTM0000000001')]);
    expect(news[2]?.join()).toMatch(/^New: no longer decided: .*trial token/);
  });

  test.each([
    ['a masked value', licensed('****************')],
    ['another token', licensed('FTMTRIAL00000001', 'FTKMOB0000000A02')],
    ['a quoted article', 'The article says: set license "FTMTRIAL00000001"\n'],
    ['an entry that is cut', LICENCE.slice(0, LICENCE.indexOf('FTMTRIAL'))],
  ])('says nothing of %s', (_, text) => {
    expect(newsIn([FAILED, text])).toEqual([[], []]);
  });

  test('says nothing when its old text is dropped', () => {
    const more = 'FGT # diagnose debug disable\n';
    const kept = FAILED.length + more.length;
    const options = { maxLength: LICENCE.length + kept, kept };
    const news = newsIn([LICENCE + FAILED, more, more, more], options);
    expect(news.flat()).toEqual([]);
  });
});

describe('A capture that never ends', () => {
  const small = { maxLength: 40_000, kept: 10_000 };

  test('releases its old text, and counts lines from the beginning', () => {
    const times = 40;
    const pieces = Array.from({ length: times }, (_, index) =>
      SEED.replaceAll('947FDC1754', (index + 1).toString(16).toUpperCase().padStart(10, '0')),
    );
    const lines = SEED.split('\n').length - 1;
    const all = changesIn(pieces, small).filter(one => one.includes('token-not-of-product'));
    expect(all).toEqual(pieces.map((_, index) => `new ftm/token-not-of-product ${index * lines + 30}`));
  });

  test('keeps a bounded length of text', () => {
    const following = new Following(small);
    for (let index = 0; index < 40; index++) {
      following.push(SEED);
      expect(following.pending).toBeLessThan(small.maxLength + SEED.length);
      if (following.isFull) following.update(index);
    }
    following.update(40, { isEnd: true });
    expect(following.coverage.lines).toBe(40 * (SEED.split('\n').length - 1));
  });

  test('with a single line is read to its end', () => {
    const following = new Following(small);
    for (let index = 0; index < 40; index++) {
      following.push('x'.repeat(5000));
      following.update(index);
    }
    expect(following.update(0, { isEnd: true })).toEqual([]);
    expect(following.isFull).toBe(false);
  });
});
