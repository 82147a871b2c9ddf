import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FoldingRange } from 'vscode-languageserver-types';
import { foldingRangesOf, noiseRangesOf } from '../../../server/src/features/folding';
import { inEnglish } from '../../../server/src/knowledge';
import { anyText } from '../../support/arbitraries';
import * as ftm from '../../support/exchange';
import { open, SEED } from '../../support/reading';
import { captureWithSecrets } from '../../support/secrets';

const foldsOf = (text: string, collapsedText = true): FoldingRange[] => {
  const { document, analysis } = open(text);
  return foldingRangesOf(analysis, document, { collapsedText, translate: inEnglish });
};

/** Folds as lines from 1, with the text for each. */
const shown = (folds: readonly FoldingRange[]): string[] =>
  folds.map(
    ({ startLine, endLine, collapsedText = '' }) => `${startLine + 1}-${endLine + 1} ${collapsedText}`,
  );

/** Folds with the first words of their lines. */
const folded = (text: string): string[][] => {
  const lines = text.split('\n');
  return foldsOf(text)
    .filter(({ kind, collapsedText }) => kind !== 'region' || !collapsedText)
    .map(({ startLine, endLine }) => [startLine, endLine].map(line => lines[line]?.trim() ?? ''));
};

test('The folds of the first capture', () => {
  expect(shown(foldsOf(SEED))).toMatchInlineSnapshot(`
    [
      "1-30 2024-03-30 04:10:03 – 04:10:04",
      "9-30 provision FTKMOB947FDC1754: licence at another serial number (31)",
      "14-24 10 headers",
    ]
  `);
});

describe('There is a fold over', () => {
  test('headers, from the request line to the last of them', () => {
    expect(folded(ftm.attempt() + ftm.post('{ "d": {} }'))).toEqual([
      ['POST /SoftToken/Provisioning.asmx/Process HTTP/1.1', 'Connection: Keep-Alive'],
    ]);
  });

  test('a payload on several lines', () => {
    const text = `${ftm.pollAttempt}{ "d": {\n  "__type": "SoftToken.PollingRequest",\n  "tokens": []\n} }\nb\n`;
    expect(shown(foldsOf(text))).toContain('4-7 SoftToken.PollingRequest');
  });

  test('a hex dump', () => {
    const text = '01 3c 00 21 1a 01 3c 00 1c 10 20 d6 ad 02 79 21\n'.repeat(3);
    expect(shown(foldsOf(`FGT # x\n${text}`))).toContain('2-4 3 lines of a hex dump');
  });

  test('lines of TLS, also with a blank line between', () => {
    const text =
      '[773] __tcps_ssl_connect: SSL connected.\n[74] __ssl_info_callback: SSL state\n\n[105] ssl_free: x\nend of it\n';
    expect(shown(foldsOf(`x\n${text}`))).toContain('2-5 3 lines of TLS');
  });

  test('what fnbamd prints about servers that are not configured', () => {
    const text =
      "[616] fnbamd_pop3_start-user01\n[378] radius_start-Didn't find radius servers (0)\n[600] destroy_auth_session-delete session 1\n";
    expect(shown(foldsOf(`x\n${text}`))).toContain('2-4 3 lines of housekeeping');
  });

  test('blocks of a configuration, each to its own end', () => {
    const text =
      'config user local\n  edit "a"\n    set status enable\n  next\n  edit "b"\n    set status enable\n  next\nend\n';
    expect(folded(`FGT # show\n${text}`)).toEqual([
      ['config user local', 'end'],
      ['edit "a"', 'next'],
      ['edit "b"', 'next'],
    ]);
  });

  test('the table of tokens', () => {
    const text = `FGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\n${ftm.TOKEN} 0 new\n${ftm.SECOND} 0 new\nFGT # get\n`;
    expect(folded(text)).toEqual([['FORTITOKEN DRIFT STATUS', `${ftm.SECOND} 0 new`]]);
  });

  test('a line that the terminal wrapped', () => {
    const long = `2025-01-15 10:00:00 ike V=root:0:to-hq:1180: ${'word '.repeat(12)}`;
    expect(shown(foldsOf(`FGT # x\n${long}\nand the rest of it\n`))).toContain('2-3 2 lines');
  });

  test('each capture and each exchange', () => {
    const text = `FGT_A # get\n${ftm.pollAttempt}FGT_B # get\n${ftm.pollAttempt}`;
    expect(shown(foldsOf(text))).toEqual([
      '1-4 2025-01-15 10:00:00',
      '2-4 poll: no answer',
      '5-8 2025-01-15 10:00:00',
      '6-8 poll: answer not shown',
    ]);
  });
});

test('Of two interleaved logins, the first is folded up to the beginning of the second', () => {
  const asked = (id: number): string =>
    `[1906] handle_req-Rcvd auth req ${id} for user${id} in vpn opt=0 prot=1\n`;
  const more = (id: number): string => `[424] __compose_group_list_from_req-Group 'vpn', req ${id}\n`;
  const text = `x\ny\n${asked(10001)}${more(10001)}${asked(10002)}${more(10002)}${more(10001)}${more(10002)}`;
  expect(shown(foldsOf(text))).toEqual([
    '1-8 8 lines',
    '3-4 login user10001: no result seen',
    '5-8 login user10002: no result seen',
  ]);
});

test('A client that shows no text for a fold gets none', () => {
  expect(foldsOf(SEED, false).every(fold => !('collapsedText' in fold))).toBe(true);
});

describe('Everything but problems and what led to them', () => {
  const left = (text: string, severities = {}): string[] => {
    const { document, analysis } = open(text);
    const hidden = new Set(
      noiseRangesOf(analysis, document, severities).flatMap(({ startLine, endLine }) =>
        Array.from({ length: endLine - startLine }, (_, at) => startLine + 1 + at),
      ),
    );
    return text.split(/\r\n|\n|\r/).filter((_, line) => !hidden.has(line));
  };

  test('leaves the problems, the steps of their exchange, and the first line', () => {
    expect(left(SEED).map(line => line.slice(0, 60))).toMatchInlineSnapshot(`
      [
        "FGT (vdom) # edit root",
        "FGT (root) # 2024-03-30 04:10:03 ftm_cfg_provision_token[417",
        "2024-03-30 04:10:04 ftm_fc_comm_connect[66]:ftm TCPS connect",
        "2024-03-30 04:10:04 ftm_fc_comm_send_request[128]:send packe",
        "POST /SoftToken/Provisioning.asmx/Process HTTP/1.1",
        "{ "d": { "__type": "SoftToken.ProvisionRequest", "__version"",
        "2024-03-30 04:10:04 ftm_fc_comm_recv_response[277]:receive p",
        "{"d":{"__type":"SoftToken.ProvisionResponse","__version":"4"",
      ]
    `);
  });

  test('leaves no other exchange', () => {
    const fine = ftm.answered({});
    const text = fine + ftm.answered({ tokens: [{ token: ftm.SECOND, error: ftm.NOT_OF_PRODUCT }] });
    expect(left(`first\n${text}`).filter(line => line.includes('provision token'))).toEqual([
      expect.stringContaining(`provision token: ${ftm.SECOND}`),
    ]);
  });

  test('folds nothing if there is no problem, or every rule is off', () => {
    const text = 'FGT # diagnose fortitoken info\nCommand fail. Return code -1\nx\n';
    const { document, analysis } = open(text);
    expect(noiseRangesOf(analysis, document, { 'cli/command-failed': 'off' })).toEqual([]);
    expect(noiseRangesOf(analysis, document)).not.toEqual([]);
  });
});

describe('For any text', () => {
  const check = (folds: readonly FoldingRange[], lines: number): void => {
    let last = -1;
    const around: FoldingRange[] = [];
    for (const fold of folds) {
      expect(fold.startLine).toBeGreaterThan(last);
      expect(fold.endLine).toBeGreaterThan(fold.startLine);
      expect(fold.endLine).toBeLessThan(lines);
      last = fold.startLine;
      while (around.length > 0 && (around[around.length - 1]?.endLine ?? 0) < fold.startLine) around.pop();
      expect(fold.endLine).toBeLessThanOrEqual(around[around.length - 1]?.endLine ?? Infinity);
      around.push(fold);
    }
  };

  test('folds lie inside it, one a line, and none crosses another', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, captureWithSecrets), text => {
        const { document, analysis } = open(text);
        check(foldsOf(text), document.lineCount);
        check(noiseRangesOf(analysis, document), document.lineCount);
      }),
      { numRuns: 150 },
    );
  });
});
