import { describe, expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { AnalysisStream, analyze } from '../../../server/src/analysis';
import { type FurtherPlaces, furtherPlacesOf } from '../../../server/src/features/diagnostics';
import { inEnglish } from '../../../server/src/knowledge';
import { listed, open, problems, SEED, URI } from '../../support/reading';
import { computingTime } from '../../support/time';

/** Rows of a token table: each state that needs action is a problem of its own. */
const table = (...states: string[]): string =>
  `FGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\n${states
    .map((state, index) => `FTKMOB000000000${index} 0 ${state}\n`)
    .join('')}`;

const REFUSED =
  '{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31,"error_message":"token does not belong to product"}}]}}\n';

const CLOCK = '__samld_sp_login_resp [871]: Clock skew issue.\n';

test('The code of a problem is the id of its cause, with the page on it', () => {
  const saml = problems(CLOCK).find(({ code }) => String(code).startsWith('login/'));
  expect(saml).toMatchObject({ code: 'login/saml/clock', data: { rule: 'login/saml' } });
  expect(saml?.data).not.toHaveProperty('page');
  const [token] = problems(
    'FGT # diagnose fortitoken info\nFORTITOKEN        DRIFT  STATUS\nFTKMOB0000000A01  0      locked\n',
  );
  expect(token).toMatchObject({ code: 'token/status', data: { page: 'token/status?token-status/locked' } });
});

describe('The problems of seed.log', () => {
  const all = problems(SEED);

  test('are these and no others, in the order of the text', () => {
    expect(all.map(listed)).toEqual([
      '26:293 warning secret/otp-seed',
      '30:199 warning ftm/product-not-registered',
      '30:306 information json/damaged',
      '30:391 error ftm/token-not-of-product',
    ]);
  });

  test('are on these words', () => {
    const { document } = open(SEED);
    expect(all.map(({ range }) => document.getText(range))).toEqual([
      'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A',
      'Product is not registered',
      'license',
      '{"error_code":31,"error_message":"token does not belong to product"}',
    ]);
  });

  test('make sense alone, each in one line that begins with what it is about', () => {
    expect(all.map(({ message }) => message)).toEqual([
      'FTKMOB947FDC1754: OTP seed in clear text; mask it before sharing',
      'FG140E4Q17000407: this cluster member is not registered in FortiCare (requested by FG140E4Q17000494)',
      'Invalid JSON: missing quotation mark before license (recovered)',
      "FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product)",
    ]);
  }); // oxfmt-ignore

  test('point from the refused token to the request, to its consequence, and to the beginning', () => {
    const { document } = open(SEED);
    const related = all[3]?.relatedInformation ?? [];
    expect(related.map(({ location, message }) => [document.getText(location.range), message])).toEqual([
      ['FTKMOB947FDC1754', 'the token in the request'],
      [
        '{"error_code":17,"error_message":"no valid token found"}',
        'error 17 follows: no token in the request could be used',
      ],
      ['provision token: FTKMOB947FDC1754', 'the unit began to provision it here'],
    ]);
    expect(new Set(related.map(({ location }) => location.uri))).toEqual(new Set([URI]));
  });

  test('name their source and the article about them', () => {
    expect(new Set(all.map(({ source }) => source))).toEqual(new Set(['fortios']));
    expect(all[3]?.codeDescription?.href).toMatch(/^https:\/\/community\.fortinet\.com\/.*\/ta-p\/308115$/);
  });

  test('carry what a quick fix needs', () => {
    expect(all[3]?.data).toEqual({
      rule: 'ftm/token-not-of-product',
      entry: 'error/token-does-not-belong-to-product',
      facts: {
        token: 'FTKMOB947FDC1754',
        unit: 'FG140E4Q17000494',
        code: '31',
        text: 'token does not belong to product',
        title: "The token's licence is registered to another FortiGate",
      },
      reason: 'licence at another serial number (31)',
    });
  });
});

describe('Problems that say the same', () => {
  const three = `${REFUSED}\n${REFUSED}\n${REFUSED}`;

  test('are one row at the first place, with their number and the others as related places', () => {
    const [row, ...rest] = problems(three).filter(({ code }) => code === 'ftm/token-not-of-product');
    expect(rest).toEqual([]);
    expect(row?.message).toMatch(/^3 × FTKMOB0000000001: /);
    expect(row?.range.start.line).toBe(0);
    const again = row?.relatedInformation?.filter(({ message }) => message.includes('again'));
    expect(again?.map(({ location }) => location.range.start.line)).toEqual([2, 4]);
  });

  test('keep all their other places for a client that marks them', () => {
    const { analysis, document } = open(three);
    const places = furtherPlacesOf(analysis, document, { severities: {}, translate: inEnglish });
    expect(places.map(({ severity }) => severity)).toEqual([DiagnosticSeverity.Error]);
    expect(linesOf(places)).toEqual([2, 4]);
  });

  test('keep them all if there are a thousand, even if the capture comes in pieces', () => {
    const text = REFUSED.repeat(1000);
    const { analysis, document } = open(text);
    const lines = linesOf(furtherPlacesOf(analysis, document, { severities: {}, translate: inEnglish }));
    expect(lines).toHaveLength(999);
    expect(lines.filter(line => line > 0.9 * document.lineCount).length).toBeGreaterThan(90);
    const [row] = problems(text);
    expect(row?.message).toMatch(/^1000 × /);
    const stream = new AnalysisStream(10_000);
    for (let at = 0; at < text.length; at += 3001) stream.push(text.slice(at, at + 3001));
    expect(stream.finish().findings).toEqual(analysis.findings);
  });

  test('of different tokens are rows of their own', () => {
    const two = REFUSED + REFUSED.replace('0000000001', '0000000002');
    expect(problems(two).filter(({ code }) => code === 'ftm/token-not-of-product')).toHaveLength(2);
  });

  const tokens = (count: number): string =>
    Array.from({ length: count }, (_, index) =>
      REFUSED.replace('0000000001', String(index).padStart(10, '0')),
    ).join('');

  test('of many tokens are one row with their number, which names the others at their places', () => {
    const text = tokens(500).repeat(2);
    const [row, ...rest] = problems(text);
    expect(rest).toEqual([]);
    expect(row?.message).toBe(
      '1000 × FTKMOB0000000000 and 499 more: licence registered to another serial number (error 31, token does not belong to product)',
    );
    expect(row?.relatedInformation?.slice(0, 2).map(({ message }) => message.slice(0, 17))).toEqual([
      'FTKMOB0000000001:',
      'FTKMOB0000000002:',
    ]);
    const { analysis, document } = open(text);
    const further = furtherPlacesOf(analysis, document, { severities: {}, translate: inEnglish });
    expect(new Set(further.map(({ reason }) => reason))).toEqual(
      new Set(['licence at another serial number (31)']),
    );
    expect(linesOf(further)).toHaveLength(999);
  });

  test('of many tokens are a row for each reason', () => {
    const other = tokens(9).replaceAll('error_code":31', 'error_code":17').replaceAll('token does not belong to product', 'no valid token found'); // oxfmt-ignore
    expect(problems(tokens(9) + other).map(({ code }) => code)).toEqual([
      'ftm/token-not-of-product',
      'ftm/no-valid-token',
    ]);
  });
});

describe('The secrets of a capture', () => {
  const PAYLOAD =
    '{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"FTKMOB0000000001","license":"EFTM000000000001","token_activation_code":"ABCDEFGHJKLMNPQR","qr_code":"iVBORw0KGgoAAAANSUhEUgAAAJYAAACWCAYAAAA8AXHi"}]}}\n';
  const CONFIG = `config user fortitoken
    edit "FTKMOB0000000001"
        set seed "00112233445566778899AABBCCDDEEFF00112233"
        set activation-code "ABCDEFGHJKLMNPQR"
    next
    edit "FTKMOB0000000002"
        set activation-code "BBCDEFGHJKLMNPQR"
    next
end
`;
  const secretRows = (text: string, severities = {}): (readonly [string, number, number])[] =>
    problems(text, { severities })
      .filter(({ code }) => String(code).startsWith('secret/'))
      .map(
        ({ message, range, severity = 0 }) =>
          [typeof message === 'string' ? message : '', range.start.line + 1, severity] as const,
      );

  test('are one row for a payload, with their number and kinds', () => {
    expect(secretRows(PAYLOAD)).toEqual([
      [
        'FTKMOB0000000001: 3 secrets (licence number, activation code, QR code) in clear text, and others can be there; share a redacted copy',
        1,
        DiagnosticSeverity.Warning,
      ],
    ]);
  });

  test('are one row for a configuration', () => {
    expect(secretRows(CONFIG).map(([message]) => message)).toEqual([
      '3 secrets (2 activation codes, OTP seed) in clear text, and others can be there: share a redacted copy',
    ]);
  });

  test('are one row for an assertion, whose signature opens nothing alone', () => {
    const text = `samld_send_common_reply [99]:     Attr: 14, 6979, <lasso:Login
<SignatureValue>RvLON5q68AjH2kPzQ9sW4nT7yB3cF6vX0mKdEgUiOaLpRt</SignatureValue>
<saml:Assertion AssertionID="_35286422-2c42-3bf6-9d10-a1b2c3d4e5f6">
samld_send_common_reply [119]: Sent resp: 6995, pid=150, job_id=563591.
`;
    expect(secretRows(text)).toEqual([
      [
        'Session cookie, token or SAML message in clear text: mask it before sharing',
        3,
        DiagnosticSeverity.Warning,
      ],
    ]);
  });

  test('are one row for several payloads', () => {
    const many = Array.from({ length: 4 }, (_, index) =>
      PAYLOAD.replaceAll('0001"', `000${index}"`)
        .replace('ABCD', `ABC${'DEFG'[index]}`)
        .replace('iVBOR', `${'ijkl'[index]}VBOR`),
    );
    expect(secretRows(many.join('')).map(([message]) => message)).toEqual([
      '12 secrets (4 licence numbers, 4 activation codes, 4 QR codes) in clear text, and others can be there: share a redacted copy',
    ]);
  });

  test('with the same message on separate lines are one row', () => {
    const text = 'FGT # set password first-one-1\nFGT # set password second-one-2\n';
    expect(secretRows(text).map(([message]) => message)).toEqual([
      '2 passwords in clear text, and others can be there: share a redacted copy',
    ]);
  });

  test('are grouped by the severities that the user chose, without those of a rule that is off', () => {
    expect(secretRows(PAYLOAD, { 'secret/qr-code': 'off' }).map(([message]) => message)).toEqual([
      expect.stringContaining('2 secrets (licence number, activation code)'),
    ]);
    expect(secretRows(PAYLOAD, { 'secret/qr-code': 'error' }).map(([, , severity]) => severity)).toEqual([
      DiagnosticSeverity.Warning,
      DiagnosticSeverity.Error,
    ]);
  });

  test('keep each place, with what it is, for a client that marks them', () => {
    const { analysis, document } = open(PAYLOAD + PAYLOAD);
    const further = furtherPlacesOf(analysis, document, { severities: {}, translate: inEnglish });
    expect(further.map(({ message, places }) => [message.slice(18, 33), places.length / 4])).toEqual([
      ['licence number ', 1],
      ['activation code', 2],
      ['QR code of the ', 2],
    ]);
  });

  test('are the same rows when the capture comes in pieces, and after an edit before them', () => {
    const text = `${SEED}\n${CONFIG}${PAYLOAD}`;
    const stream = new AnalysisStream(300);
    for (let at = 0; at < text.length; at += 101) stream.push(text.slice(at, at + 101));
    expect(stream.finish().findings).toEqual(analyze(text).findings);
    const line = 'FGT # get system status\n';
    expect(analyze(line + text, analyze(text).reusable).findings).toEqual(analyze(line + text).findings);
  });
});

function linesOf(places: readonly FurtherPlaces[]): number[] {
  return places.flatMap(({ places: numbers }) => numbers.filter((_, at) => at % 4 === 0));
}

describe('The severity of an area', () => {
  test('is that of each of its rules without a severity of its own', () => {
    const severities = {
      'ftm/*': 'hint',
      'ftm/token-not-of-product': 'information',
      'secret/*': 'off',
    } as const;
    expect(problems(SEED, { severities }).map(listed)).toEqual([
      '30:199 hint ftm/product-not-registered',
      '30:306 information json/damaged',
      '30:391 information ftm/token-not-of-product',
    ]);
  });
});

describe('A client gets only what it supports', () => {
  test.each([
    ['relatedInformation', 'relatedInformation'],
    ['codeDescription', 'codeDescription'],
    ['data', 'data'],
  ] as const)('%s', (option, field) => {
    expect(problems(SEED).some(one => one[field] !== undefined)).toBe(true);
    expect(problems(SEED, { [option]: false }).filter(one => field in one)).toEqual([]);
  });
});

describe('The severity', () => {
  test('is the one that a user chose for the rule', () => {
    const all = problems(SEED, { severities: { 'ftm/token-not-of-product': 'hint' } });
    expect(all.map(({ severity }) => severity)).toEqual([
      DiagnosticSeverity.Warning,
      DiagnosticSeverity.Warning,
      DiagnosticSeverity.Information,
      DiagnosticSeverity.Hint,
    ]);
  });

  test('`off` takes the rule out and leaves the others', () => {
    const all = problems(SEED, { severities: { 'secret/otp-seed': 'off', 'json/damaged': 'off' } });
    expect(all.map(({ code }) => code)).toEqual(['ftm/product-not-registered', 'ftm/token-not-of-product']);
  });

  test('of a state of a token is its own, until a user chooses one for all', () => {
    const text = table('provision timeout', 'some new state');
    expect(problems(text).map(listed)).toEqual([
      '3:20 warning token/status',
      '4:20 information token/status',
    ]);
    expect(problems(text, { severities: { 'token/status': 'error' } }).map(listed)).toEqual([
      '3:20 error token/status',
      '4:20 error token/status',
    ]);
  });
});

describe('More problems than the maximum', () => {
  const text = table('some new state', 'provision timeout', 'another new state') + REFUSED;

  test('leave the most severe, still in the order of the text', () => {
    expect(problems(text).map(listed)).toEqual([
      '3:20 information token/status',
      '4:20 warning token/status',
      '5:20 information token/status',
      '6:92 error ftm/token-not-of-product',
    ]);
    expect(problems(text, { maxProblems: 2 }).map(listed).slice(0, 2)).toEqual([
      '4:20 warning token/status',
      '6:92 error ftm/token-not-of-product',
    ]);
  });

  test('are counted in one more problem at the beginning, which names the setting', () => {
    const summary = problems(text, { maxProblems: 2 }).slice(2);
    expect(summary).toEqual([
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
        severity: DiagnosticSeverity.Information,
        code: 'capture/more-problems',
        source: 'fortios',
        message: '2 more problems are not shown (setting fortiosDebug.maxProblems: 2)',
      },
    ]);
  });

  test('leave room for the row of the secrets', () => {
    const unknown = REFUSED.replace(':31', ':99').replace('token does not belong to product', 'why');
    const shown = problems(`${text}${unknown}FGT # set password first-one-1\n`, { maxProblems: 2 });
    expect(shown.map(listed)).toEqual([
      '6:92 error ftm/token-not-of-product',
      '8:20 warning secret/password',
      '1:1 information capture/more-problems',
    ]);
  });

  test('are not mentioned if all problems are shown', () => {
    expect(problems(text, { maxProblems: 4 })).toHaveLength(4);
  });

  test('do not count those of a rule that is off', () => {
    const all = problems(text, { maxProblems: 2, severities: { 'token/status': 'off' } });
    expect(all.map(({ code }) => code)).toEqual(['ftm/token-not-of-product']);
  });

  test('are judged by the severity that the user chose', () => {
    const all = problems(text, { maxProblems: 1, severities: { 'ftm/token-not-of-product': 'hint' } });
    expect(all.map(listed)[0]).toBe('4:20 warning token/status');
  });

  test('are still shown quickly if there are a thousand', () => {
    const many = table(...Array.from({ length: 1000 }, (_, index) => `new state ${index}`)).replace(
      /FTKMOB0000000*/g,
      'FTKMOB',
    );
    const time = computingTime(() => {
      expect(problems(many, { maxProblems: 200 })).toHaveLength(201);
    });
    expect(time).toBeLessThan(1000);
  });
});

describe('A repeat of a problem', () => {
  test('is a related place of the first, not a problem of its own', () => {
    const all = problems(REFUSED + REFUSED);
    expect(all).toHaveLength(1);
    expect(all[0]?.relatedInformation?.map(({ message }) => message)).toContain('the same answer again');
  });

  test('is reported at most twenty times', () => {
    expect(problems(REFUSED.repeat(50))[0]?.relatedInformation).toHaveLength(20);
  });
});

describe('A message', () => {
  test('contains no secret of the command that failed', () => {
    const text = 'FGT (FTKMOB0000000001) # set activation-code ABCDEFGHJKLMNPQR\nCommand fail. Return code -1\n';
    const all = problems(text);
    expect(all.map(({ code }) => code)).toContain('cli/command-failed');
    expect(JSON.stringify(all)).not.toContain('ABCDEFGH');
  }); // oxfmt-ignore

  test('stays one line of at most 160 characters whatever is in the log', () => {
    const token = JSON.stringify(`FTKMOB\n${'x'.repeat(500)}\u001b[31m`);
    const [problem] = problems(
      `{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":${token},"error":{"error_code":31}}]}}`,
    );
    expect(problem?.code).toBe('ftm/token-not-of-product');
    expect(problem?.message).toMatch(/^[^\p{Cc}]{20,160}$/u);
  });
});

describe('A text without problems', () => {
  test.each([
    ['that is empty', ''],
    ['that is another log', '2024-03-30 04:10:03 INFO [main] Server started\n'],
    ['that is a capture where all went well', 'FGT # get system status\nVersion: FortiGate-60F v7.4.3,build2573\n'],
  ])('%s has none', (_, text) => {
    expect(problems(text)).toEqual([]);
  }); // oxfmt-ignore
});
