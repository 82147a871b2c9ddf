import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { lexer } from 'marked';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Log } from 'sarif';
import { analyze } from '../../../server/src/analysis';
import { jsonReport, ndjsonProblem, ndjsonSummary } from '../../../server/src/report/jsonReport';
import { markdownReport } from '../../../server/src/report/markdown';
import { sarifReport } from '../../../server/src/report/sarif';
import { PROJECT_PAGE } from '../../../server/src/projectPage';
import { type Summary, textProblem, textSummary, textTotal } from '../../../server/src/report/text';
import { fileReport, type FileReport, noProblems } from '../../../server/src/report/fileReport';
import { active } from '../../support/markdown';
import { problems, SEED } from '../../support/reading';

/** The schema of SARIF is of draft 4, and has nothing that later drafts changed but these two. */
const SCHEMA = Object.fromEntries(
  Object.entries(
    createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object,
  ).filter(([key]) => key !== '$schema' && key !== 'id'),
);

const checked = (text: string, path = 'a.log'): FileReport =>
  fileReport({
    path,
    analysis: analyze(text),
    document: TextDocument.create(path, 'fortios-debug', 1, text),
  });

const textReport = ({ path, findings }: FileReport, colour: boolean): string =>
  Array.from(findings, problem => textProblem(path, problem, colour)).join('');

const summaryOf = (file: FileReport): Summary => {
  const counts = noProblems();
  for (const { severity } of file.findings) counts[severity]++;
  return { ...file, counts };
};

/** A small capture with one problem, after a character of two code units. */
const REFUSED =
  'Lorem ipsum\n{"note":"😀","d":{"__type":"SoftToken.ProvisionResponse","serial_number":"FGT60F0000000001","tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31,"error_message":"token does not belong to product"}}]}}\n';
const MESSAGE =
  'FTKMOB0000000001: licence registered to another serial number (error 31, token does not belong to product)';
const RANGE = { start: { line: 1, character: 138 }, end: { line: 1, character: 206 } };

/** A login whose lines have no time stamps. */
const UNSTAMPED =
  '[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200420 prot=9\n[209] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 7, len=2053\n';

/** A cause that shares its rule with others. */
const CLOCK = '__samld_sp_login_resp [871]: Clock skew issue.\n';

/** A command that an attacker made up to reach the reader of a report. */
const HOSTILE =
  'FGT # [x](https://evil.example.com) <img src=x> | `a` www.example.com\nCommand fail. Return code -1\n';

describe('The cause of a problem whose rule has several', () => {
  test('is in JSON beside the rule', () => {
    const { files } = JSON.parse(jsonReport([checked(CLOCK)])) as { files: { findings: object[] }[] };
    expect(files[0]?.findings[0]).not.toHaveProperty('cause');
    expect(files[0]?.findings[1]).toMatchObject({ rule: 'login/saml', cause: 'login/saml/clock' });
  });

  test('is what the text says, with its own first step', () => {
    const text = textReport(checked(CLOCK), true);
    expect(text).toContain('login/saml/clock');
    expect(text).toMatch(/check NTP on the FortiGate.* \(fortios-debug explain login\/saml\/clock\)/);
  });

  test('is in the table', () => {
    expect(markdownReport([checked(CLOCK)])).toContain('| login/saml/clock |');
  });
});

describe('The JSON report', () => {
  test('has the documented form', () => {
    expect(JSON.parse(jsonReport([checked(REFUSED)]))).toEqual({
      version: 1,
      files: [
        {
          path: 'a.log',
          coverage: { lines: 2, unrecognised: 1, understood: 1, notUnderstood: 1, unreadParts: [] },
          findings: [
            {
              rule: 'ftm/token-not-of-product',
              severity: 'error',
              message: MESSAGE,
              range: RANGE,
              related: [],
              facts: {
                token: 'FTKMOB0000000001',
                unit: 'FGT60F0000000001',
                code: '31',
                text: 'token does not belong to product',
                title: "The token's licence is registered to another FortiGate",
              },
            },
          ],
        },
      ],
    });
  });

  test('has the same messages, places and related places as the editor', () => {
    const { files } = JSON.parse(jsonReport([checked(SEED)])) as {
      files: { findings: { rule: string; message: string; range: object; related: object[] }[] }[];
    };
    const own = files[0]?.findings.map(({ rule, message, range, related }) => [rule, message, range, related]);
    const shown = problems(SEED).map(({ code, message, range, relatedInformation = [] }) => [
      code,
      message,
      range,
      relatedInformation.map(({ location, message: output }) => ({ message: output, range: location.range })),
    ]);
    expect(own).toEqual(shown);
  });

  test('names the recipe that records what the capture lacks', () => {
    const { files } = JSON.parse(jsonReport([checked(UNSTAMPED), checked(REFUSED)])) as { files: { recordBy?: string[] }[] };
    expect(files.map(({ recordBy }) => recordBy)).toEqual([['fortios-debug recipe login'], undefined]);
    expect(JSON.parse(ndjsonSummary(checked(UNSTAMPED)))).toMatchObject({ recordBy: ['fortios-debug recipe login'] });
  });

  test('keeps files in the order in which they were named, also those without problems', () => {
    const { files } = JSON.parse(jsonReport([checked('', 'b.log'), checked(REFUSED, 'a.log')])) as {
      files: { path: string; findings: object[] }[];
    };
    expect(files.map(({ path, findings }) => [path, findings.length])).toEqual([['b.log', 0], ['a.log', 1]]);
  });

  test('is valid without any file', () => {
    expect(JSON.parse(jsonReport([]))).toEqual({ version: 1, files: [] });
  });
}); // oxfmt-ignore

describe('The SARIF report', () => {
  const log = (text: string, path?: string): Log => JSON.parse(sarifReport([checked(text, path)])) as Log;
  const runOf = (text: string, path?: string): Log['runs'][number] => {
    const [run] = log(text, path).runs;
    if (!run) throw new Error('No run');
    return run;
  };

  test('is SARIF 2.1.0 with one run', () => {
    const { version, $schema, runs } = log(SEED);
    expect(version).toBe('2.1.0');
    expect($schema).toContain('sarif-2.1.0');
    expect(runs).toHaveLength(1);
  });

  test('is valid by the schema of SARIF', () => {
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
      SCHEMA as object,
    );
    for (const text of [SEED, REFUSED, HOSTILE, '']) expect(validate(log(text)) || validate.errors).toBe(true);
    const unread = [{ path: '-', reason: 'it ended early' }];
    expect(validate(JSON.parse(sarifReport([], unread))) || validate.errors).toBe(true);
    expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
  });

  test('names the recipe that records what the capture lacks', () => {
    const [invocation] = runOf(UNSTAMPED).invocations ?? [];
    expect(invocation).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          level: 'note',
          message: { text: 'To record it again: fortios-debug recipe login' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'a.log' } } }],
        },
      ],
    });
  });

  test('names each file that could not be read, and why', () => {
    const [run] = (JSON.parse(sarifReport([], [{ path: 'C:\\logs\\a b.log', reason: 'it is locked' }], '\\')) as Log).runs;
    const [invocation] = run?.invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications).toMatchObject([
      { message: { text: 'it is locked' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'file:///C%3A/logs/a%20b.log' } } }] },
    ]);
    expect(runOf(SEED).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  test('has unique fingerprints that stay the same when lines are inserted above', () => {
    const prints = (text: string) => runOf(text).results?.map(({ partialFingerprints }) => partialFingerprints);
    const twice = SEED + SEED.replaceAll('FTKMOB947FDC1754', 'FTKMOB947FDC1755');
    expect(prints(`FGT # get\n\n${twice}`)).toEqual(prints(twice));
    const all = prints(twice)?.map(print => print?.['problem/v1']);
    expect(new Set(all).size).toBe(all?.length);
  });

  test('describes each rule that has a result, as code scanning and the SARIF Multitool require', () => {
    const { tool, originalUriBaseIds, results = [] } = runOf(SEED + UNSTAMPED);
    const { rules = [], informationUri } = tool.driver;
    expect(informationUri).toBe(PROJECT_PAGE);
    expect(rules.map(({ id }) => id)).toEqual([...new Set(results.map(({ ruleId }) => ruleId))]);
    for (const { id, name, shortDescription, help, helpUri, properties } of rules) {
      expect(name).toMatch(/^(?:[A-Z][a-z0-9]*)+$/);
      expect(name).not.toBe(id);
      expect(shortDescription?.text).toMatch(/\.$/);
      expect(help?.markdown).toContain('**');
      expect(help?.text).not.toContain('**');
      // Without a page of the project, only a rule with an article has an address.
      expect(helpUri ?? (PROJECT_PAGE ? undefined : 'https:')).toMatch(/^https:/);
      expect(properties?.tags).toContain(id.split('/')[0]);
    }
    expect(Object.keys(originalUriBaseIds ?? {})).toEqual(['%SRCROOT%']);
  });

  test('links each rule to the article that the editor links to', () => {
    const { rules = [] } = runOf(SEED).tool.driver;
    const rule = rules.find(({ id }) => id === 'ftm/token-not-of-product');
    expect(rule?.helpUri).toBe(problems(SEED)[3]?.codeDescription?.href);
  });

  test('has each result point to its rule', () => {
    const { results = [], tool } = runOf(SEED);
    expect(results).toHaveLength(4);
    for (const { ruleId, ruleIndex = -1 } of results) expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
  });

  test('has a rule below that of the group for a cause that shares one', () => {
    const { results = [], tool } = runOf(CLOCK);
    const { ruleId, ruleIndex = -1 } = results[1] ?? {};
    const rule = tool.driver.rules?.[ruleIndex];
    expect(ruleId).toBe('login/saml/clock');
    expect(rule).toMatchObject({ id: 'login/saml/clock', shortDescription: { text: 'clocks differ.' } });
    expect(rule?.help?.markdown).toContain('check NTP on the FortiGate');
  });

  test('counts lines and columns from one, in UTF-16', () => {
    const run = runOf(REFUSED);
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results?.[0]?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'a.log', uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, startColumn: 139, endLine: 2, endColumn: 207 },
    });
  });

  test('has the message and the level of each', () => {
    const levels = runOf(SEED).results?.map(({ ruleId, level }) => `${ruleId} ${level}`);
    expect(levels).toEqual([
      'secret/otp-seed warning',
      'ftm/product-not-registered warning',
      'json/damaged note',
      'ftm/token-not-of-product error',
    ]);
    expect(runOf(REFUSED).results?.[0]?.message.text).toBe(MESSAGE);
  });

  test('has the related places with their words', () => {
    const related = runOf(SEED).results?.[3]?.relatedLocations ?? [];
    expect(related.map(({ message, physicalLocation }) => [message?.text, physicalLocation?.region?.startLine])).toEqual([
      ['the token in the request', 26],
      ['error 17 follows: no token in the request could be used', 30],
      ['the unit began to provision it here', 9],
    ]);
  });

  test.each([
    ['logs/my capture.log', 'logs/my%20capture.log'],
    ['a\\b.log', 'a%5Cb.log'],
    ['half \ud800.log', 'half%20%EF%BF%BD.log'],
    ['50%.log', '50%25.log'],
    ['a#1.log', 'a%231.log'],
    ['a?.log', 'a%3F.log'],
    ['-', 'stdin'],
  ])('names the file %s as the address %s', (path, address) => {
    expect(runOf(REFUSED, path).results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(address);
  });

  test('names a file elsewhere by an absolute URI, without a base', () => {
    const location = runOf(REFUSED, '/logs/a b.log').results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation;
    expect(location).toEqual({ uri: 'file:///logs/a%20b.log' });
  });

  test.each([
    ['logs\\capture.log', 'logs/capture.log'],
    ['C:\\logs\\my capture.log', 'file:///C%3A/logs/my%20capture.log'],
    ['\\\\server\\share\\capture.log', 'file://server/share/capture.log'],
  ])('names the file %s of Windows as %s', (file, address) => {
    const { results } = (JSON.parse(sarifReport([checked(REFUSED, file)], [], '\\')) as Log).runs[0] ?? {};
    expect(results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(address);
  });

  test('has an empty list of results if there is no problem', () => {
    expect(runOf('').results).toEqual([]);
  });
}); // oxfmt-ignore

describe('The Markdown report', () => {
  test('is a heading with the file, a table of its problems, and what was read', () => {
    expect(markdownReport([checked(REFUSED)])).toBe(
      `## a.log\n\n| Place | Severity | Rule | Problem |\n| - | - | - | - |\n| 2:139 | error | ftm/token-not-of-product | ${MESSAGE} |\n\n2 lines read, 1 not recognised, 1 not understood.\n`,
    );
  });

  test('says that a file has no problems, and what was read', () => {
    expect(markdownReport([checked('FGT # get system status\n')])).toBe(
      '## a.log\n\nNo problem was found in what was read. 1 line read, 0 not recognised, 0 not understood.\n',
    );
  });

  test('makes no link, picture or HTML of log text', () => {
    const report = markdownReport([checked(HOSTILE)]);
    expect(active(report).filter(one => !/^(?:table|heading)/.test(one))).toEqual([]);
  });

  test('keeps its columns whatever is in the log', () => {
    const table = lexer(markdownReport([checked(HOSTILE)])).find(({ type }) => type === 'table');
    const { rows } = table as unknown as { rows: { text: string }[][] };
    expect(rows.map(cells => cells.length)).toEqual([4]);
    expect(rows[0]?.[2]?.text).toBe('cli/command-failed');
  });

  test('makes no markup of a file name', () => {
    const report = markdownReport([checked('', '[x](https://evil.example.com) <b>.log')]);
    expect(active(report).filter(one => !one.startsWith('heading'))).toEqual([]);
  });
}); // oxfmt-ignore

describe('The text report', () => {
  test('names the first step that this capture leaves', () => {
    const text = 'fcnacd: issue in getting capabilities. EMS server connection failed because the server is not compatible. received https code 500\n';
    expect(textReport(checked(text, 'a.log'), false)).toContain('next: If EMS answers 500');
  });

  test('has a line for each problem, its related places below, and a summary', () => {
    expect((textReport(checked(SEED, 'seed.log'), false) + textSummary(summaryOf(checked(SEED, 'seed.log')))).split('\n')).toEqual([
      'seed.log:26:293: warning secret/otp-seed: FTKMOB947FDC1754: OTP seed in clear text; mask it before sharing',
      '    next: Mask it before you share the capture. (fortios-debug explain secret/otp-seed)',
      'seed.log:30:199: warning ftm/product-not-registered: FG140E4Q17000407: this cluster member is not registered in FortiCare (requested by FG140E4Q17000494)',
      '    seed.log:26:218: the member in the request',
      expect.stringContaining('    next: Register every cluster member'),
      'seed.log:30:306: information json/damaged: Invalid JSON: missing quotation mark before license (recovered)',
      expect.stringContaining('    next: Check the damaged value yourself.'),
      'seed.log:30:391: error ftm/token-not-of-product: FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product)',
      '    seed.log:26:265: the token in the request',
      '    seed.log:30:481: error 17 follows: no token in the request could be used',
      '    seed.log:9:63: the unit began to provision it here',
      expect.stringContaining('    next: Delete nothing yet.'),
      'seed.log: 1 error, 2 warnings, 1 information; 30 lines read, 0 not recognised, 0 not understood',
      '',
    ]);
  });

  test('colours severities on a terminal, and resets each colour', () => {
    const report = textReport(checked(REFUSED), true);
    expect(report).toContain('\u001b[31merror\u001b[0m');
    expect(report.split('\u001b[0m').length).toBe(report.split(/\u001b\[[1-9]\d*m/).length);
  });

  test('has the same words with and without colours', () => {
    const plain = textReport(checked(SEED), false);
    expect(plain).toMatch(/    next: Delete nothing yet\. .* \(fortios-debug explain ftm\/token-not-of-product\)/);
    expect(textReport(checked(SEED), true).replace(/\u001b\[\d*m/g, '')).toBe(plain);
  });

  test('shows at most five related places of a problem', () => {
    const lines = textReport(checked(REFUSED.repeat(20)), false).split('\n');
    expect(lines.filter(line => /^ {4}(?!next:)/.test(line))).toHaveLength(6);
    expect(lines.at(-2)).toBe('    and 14 places more');
  });

  test('sums up each file', () => {
    const files = [checked('', 'a.log'), checked(REFUSED, 'b.log')].map(summaryOf);
    expect(files.map(textSummary)).toEqual([
      'a.log: No problem was found in what was read; 0 lines read, 0 not recognised, 0 not understood\n',
      'b.log: 1 error, 0 warnings, 0 information; 2 lines read, 1 not recognised, 1 not understood\n',
    ]);
    expect(textTotal(files, 1)).toBe(
      '2 captures: 1 error, 0 warnings, 0 information; 2 lines read, 1 not recognised, 1 not understood\n1 file skipped: not FortiOS debug output\n',
    );
  });

  test('says what was not read, and what is cut off', () => {
    const summary = { ...summaryOf(checked('FGT # diag sys top\nRun Time: 1 days\n')), cutOff: { login: 2, negotiation: 0, exchange: 1 } };
    expect(textSummary(summary).split('\n')).toEqual([
      'a.log: Nothing recognised in 2 lines: this is not a result, 2 logins without a result: cut off, or not recognised, 1 exchange without a result: cut off, or not recognised; 2 lines read, 1 not recognised, 1 not understood',
      'a.log: Contains parts that this version does not read: output of diagnose sys top.',
      '',
    ]);
  });
}); // oxfmt-ignore

describe('Characters that are invisible or control a terminal', () => {
  const HIDDEN = '\u202e\u200b\u2028\u009b\ufeff\u2066\u{e0041}';
  const file = checked(`FGT # get${HIDDEN}\nCommand fail. Return code -1\n`, `a${HIDDEN}\n.log`);
  const unread = [{ path: `b${HIDDEN}`, reason: 'it is locked' }];
  const isClean = (text: string): boolean => !/(?!\n)[\p{Control}\p{Format}\p{Zl}\p{Zp}]/u.test(text);

  test.each([
    ['JSON', jsonReport([file], unread)],
    ['NDJSON', Array.from(file.findings, problem => ndjsonProblem(file.path, problem)).join('') + ndjsonSummary(file)],
    ['SARIF', sarifReport([file], unread)],
    ['Markdown', markdownReport([file], unread)],
    ['text', textReport(file, false) + textSummary(summaryOf(file))],
  ])('are in no report literally: %s', (_, report) => {
    expect(report).toMatch(/202e|%E2%80%AE/i);
    expect(isClean(report)).toBe(true);
  });

  test('are written as their code points for people', () => {
    const shown = '<U+202E><U+200B><U+2028><U+009B><U+FEFF><U+2066><U+E0041>';
    expect(textSummary(summaryOf(file))).toMatch(`a${shown}<U+000A>.log: `);
    expect(markdownReport([file], unread)).toContain(`## b${shown}\n`);
  });

  test('are kept in JSON', () => {
    const { files } = JSON.parse(jsonReport([file])) as { files: { path: string; findings: { message: string }[] }[] };
    expect(files[0]?.path).toBe(file.path);
    expect(files[0]?.findings[0]?.message).toBe([...file.findings][0]?.message);
    expect((JSON.parse(ndjsonSummary(file)) as { path: string }).path).toBe(file.path);
  });
}); // oxfmt-ignore
