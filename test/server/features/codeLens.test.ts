import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver-types';
import { COMPARE_INCIDENT, OPEN_REDACTED } from '../../../server/src/features/codeActions';
import {
  type CodeLensOptions,
  codeLensesOf,
  FILTER_LINES,
  OPEN_REPORT,
  SHOW_INCIDENT,
} from '../../../server/src/features/codeLens';
import { COPY_TICKET } from '../../../server/src/features/ticket';
import { linesInFilter } from '../../../server/src/features/filter';
import { inEnglish } from '../../../server/src/knowledge';
import { anyText } from '../../support/arbitraries';
import * as ftm from '../../support/exchange';
import { open, SEED, shownOf, URI } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';

const OURS: CodeLensOptions = {
  translate: inEnglish,
  severities: {},
  commands: new Set([COPY_TICKET, FILTER_LINES, OPEN_REPORT]),
};

/** The lenses of a text. */
function lensesOf(text: string, options: Partial<CodeLensOptions> = {}): CodeLens[] {
  const { document, analysis } = open(text);
  return codeLensesOf(analysis, document, { ...OURS, ...options });
}

const titles = (lenses: readonly CodeLens[]): string[] =>
  lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title ?? ''}`);

/** The arguments of the first lens with this command. */
function argumentsOf(text: string, name: string): unknown[] {
  const found = lensesOf(text).find(({ command }) => command?.command === name);
  return (found?.command?.arguments ?? []) as unknown[];
}

/** The lines that the command of a lens would show. */
function shownLines(text: string): string[] {
  const [uri, words] = argumentsOf(text, FILTER_LINES);
  expect(uri).toBe(URI);
  return linesOf(text, String(words));
}

/** The lines that a filter keeps. */
function linesOf(text: string, words: string): string[] {
  const { analysis, document } = open(text);
  const { lines } = linesInFilter(analysis, document, words, OURS);
  const all = text.split('\n');
  return lines.flatMap(([first, last]) => all.slice(first, last + 1));
}

test('shows outcome, duration, problems and actions above an exchange', () => {
  expect(titles(lensesOf(SEED))).toEqual([
    '1 ✗ FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product) · 1 secret',
    '9 ✗ licence at another serial number (31) · provision FTKMOB947FDC1754 · 1 s · 4 problems',
    '9 Copy ticket',
    '9 Show only its lines',
  ]);
});

test('a badge has the number of marked secrets, and leads to a redacted copy', () => {
  const lenses = lensesOf(SEED, { commands: new Set([OPEN_REDACTED]) });
  expect(titles(lenses).slice(0, 2)).toEqual([
    '1 ✗ FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product)',
    '1 at least 1 secret: redacted copy',
  ]);
  expect(lenses[1]?.command?.arguments).toEqual([URI]);
});

describe('A client', () => {
  test('without our commands gets the text only, with no command to run', () => {
    const lenses = lensesOf(SEED, { commands: new Set() });
    expect(lenses.map(({ command }) => command?.command)).toEqual(['', '']);
  });

  test('gets no ticket if there is no problem', () => {
    const text = '[1906] handle_req-Rcvd auth req 10001 for user01 in vpn opt=0 prot=1\n';
    expect(titles(lensesOf(text))).toEqual([
      '1 1 login, cut off before its result',
      '1 no result seen · login user01',
      '1 Show only its lines',
    ]);
  });

  test('counts no problems whose rules are off', () => {
    const severities = Object.fromEntries(
      open(SEED).analysis.findings.map(({ rule }) => [rule, 'off' as const]),
    );
    expect(titles(lensesOf(SEED, { severities })).slice(0, 2)).toEqual([
      '1 1 exchange: 1 failed · 1 secret',
      '9 ✗ licence at another serial number (31) · provision FTKMOB947FDC1754 · 1 s',
    ]);
  });
});

test('The ticket is that of the most severe problem', () => {
  const { analysis } = open(SEED);
  const error = analysis.findings.find(({ rule }) => rule === 'ftm/token-not-of-product');
  expect(argumentsOf(SEED, COPY_TICKET)).toEqual([URI, 'ftm/token-not-of-product', error?.start]);
});

test('An answer that repeats a problem counts it, too', () => {
  const answered = ftm.answered({ tokens: [{ token: ftm.TOKEN, error: ftm.NOT_OF_PRODUCT }] });
  const words = titles(lensesOf(answered + answered, { commands: new Set() }));
  expect(words.map(title => title.replace(/^\d+ /, ''))).toEqual([
    '✗ 2 failed: licence at another serial number (31)',
    `✗ licence at another serial number (31) · provision ${ftm.TOKEN} · 1 problem`,
    `✗ licence at another serial number (31) · provision ${ftm.TOKEN} · 1 problem`,
  ]);
});

describe('The lines that Show Only This shows', () => {
  test('are those of an exchange, from its first to its last', () => {
    const lines = SEED.trimEnd().split('\n');
    expect(shownLines(SEED)).toEqual(lines.slice(8));
  });

  test('are those of a login, without interleaved lines of others', () => {
    const line = (id: number, output: string): string =>
      `[1906] handle_req-${output} req ${id} for user${id} in vpn opt=0 prot=1\n`;
    const text =
      line(10001, 'Rcvd auth') +
      line(10002, 'Rcvd auth') +
      `[239] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 10001\n`;
    expect(shownLines(text).map(one => one.slice(0, 30))).toEqual([
      '[1906] handle_req-Rcvd auth re',
      '[239] fnbamd_comm_send_result-',
    ]);
  });
});

test('A line that two logins share belongs to both', () => {
  const asked = (id: number): string =>
    `[1906] handle_req-Rcvd auth req ${id} for user${id} in vpn opt=0 prot=1\n[1990] handle_req-r=4\n`;
  const result = (id: number): string =>
    `[239] fnbamd_comm_send_result-Sending result 1 (nid 0) for req ${id}\n`;
  const shared = '[987] __ldap_rxtx-state 6(Attr query)\n';
  const text = asked(10001) + asked(10002) + shared + asked(10003) + result(10001) + result(10002);
  for (const user of [10001, 10002]) {
    const lines = linesOf(text, `incident:login/user${user}/1`);
    expect(lines).toContain(shared.trimEnd());
    expect(lines).toHaveLength(4);
  }
});

test('For any text the lenses are in order, inside it, and show no secret', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, captureWithSecrets), text => {
      const { document } = open(text);
      const lenses = lensesOf(text);
      let last = 0;
      for (const { range } of lenses) {
        expect(range.start.line).toBeGreaterThanOrEqual(last);
        expect(document.positionAt(document.offsetAt(range.start))).toEqual(range.start);
        last = range.start.line;
      }
      const output = lenses.flatMap(({ command }) => [
        command?.title,
        ...((command?.arguments ?? []) as unknown[]).filter(one => typeof one === 'string'),
      ]);
      expect(shownOf(SECRETS, output.join('\n'))).toEqual([]);
    }),
    { numRuns: 75 },
  );
});

describe('The verdict over the first line', () => {
  const verdict = (text: string): string | undefined => lensesOf(text)[0]?.command?.title;
  const login = (id: number, code: number): string =>
    `[1906] handle_req-Rcvd auth req ${id} for user${id} in vpn opt=0 prot=1\n` +
    `[239] fnbamd_comm_send_result-Sending result ${code} (nid 0) for req ${id}\n`;

  test('counts what failed by its reason, the most frequent first, and logins that were accepted', () => {
    const text = login(10001, 1) + login(10002, 1) + login(10003, 3) + login(10004, 0);
    expect(verdict(text)).toBe('✗ 3 failed: denied (2 times), no server for the group · 1 login accepted');
  });

  test('is left out if a scene that begins there says the same and more', () => {
    expect(verdict(login(10001, 1))).toBe('✗ denied · login user10001 · 1 problem');
  });

  test('leads to the report', () => {
    expect(lensesOf(SEED)[0]?.command?.command).toBe(OPEN_REPORT);
  });

  test('and the lens over a scene show its picture, if the client has one', () => {
    const options = { translate: inEnglish, severities: {}, commands: new Set([OPEN_REPORT, SHOW_INCIDENT]) };
    const { analysis, document } = open(SEED);
    const [verdict, scene] = codeLensesOf(analysis, document, options);
    expect([verdict?.command?.command, verdict?.command?.arguments]).toEqual([SHOW_INCIDENT, [URI]]);
    expect(scene?.command?.arguments).toEqual([URI, 'provision/FTKMOB947FDC1754/1']);
  });

  test('is missing if nothing happened', () => {
    expect(lensesOf('FGT # get system status\n')).toEqual([]);
  });
});

test('Above a failure, a lens compares it with the last success, if one is known here or elsewhere', () => {
  const commands = new Set([COMPARE_INCIDENT]);
  const comparing = (text: string, elsewhere: string[] = []): CodeLens[] =>
    lensesOf(text, { commands, succeedsElsewhere: kind => elsewhere.includes(kind) }).filter(
      ({ command }) => command?.command === COMPARE_INCIDENT,
    );
  const accepted = ftm.answered({ tokens: [{ token: ftm.TOKEN }] });
  expect(comparing(SEED, ['login'])).toEqual([]);
  expect(comparing(accepted, ['provision'])).toEqual([]);
  expect(comparing(`${SEED}\n${accepted}`)).toEqual(comparing(SEED, ['provision']));
  expect(comparing(SEED, ['provision']).map(({ range, command }) => [range.start.line, command])).toEqual([
    [
      8,
      {
        title: 'Compare with the last success',
        command: COMPARE_INCIDENT,
        arguments: [URI, 'provision/FTKMOB947FDC1754/1'],
      },
    ],
  ]);
});

describe('For some ranges', () => {
  const two = `${SEED}\n${SEED}`;
  const linesOfSeed = SEED.split('\n').length;

  function near(first: number, last: number): string[] {
    const { document, analysis } = open(two);
    const range = { start: { line: first, character: 0 }, end: { line: last, character: 0 } };
    return titles(codeLensesOf(analysis, document, OURS, [range]));
  }

  test('the lenses on their lines are returned', () => {
    const all = titles(lensesOf(two));
    expect(near(0, 20)).toEqual(all.slice(0, 4));
    expect(near(linesOfSeed, linesOfSeed + 20)).toEqual(all.slice(4));
    expect(near(20, 30)).toEqual([]);
  });
});
