import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentSymbol, Position, Range } from 'vscode-languageserver-types';
import { documentSymbolsOf } from '../../../server/src/features/documentSymbols';
import { inEnglish } from '../../../server/src/knowledge';
import { anyText } from '../../support/arbitraries';
import * as ftm from '../../support/exchange';
import { open, SEED, SEED_SECRET, shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';
import { every, first } from '../../support/rows';

const symbolsOf = (text: string): DocumentSymbol[] => {
  const { document, analysis } = open(text);
  return documentSymbolsOf(analysis, document, inEnglish);
};

/** The outline as an editor shows it: lines from 1, name, detail. */
const outline = (text: string): string => `\n${shown(symbolsOf(text), 0)}`;

function shown(symbols: readonly DocumentSymbol[], depth: number): string {
  return symbols
    .map(({ name, detail, range, children = [] }) => {
      const lines = `${range.start.line + 1}-${range.end.line + 1}`;
      const words = `${'  '.repeat(depth)}${lines} ${name}${detail === undefined ? '' : ` | ${detail}`}`;
      return `${words}\n${shown(children, depth + 1)}`;
    })
    .join('');
}

const nested = (symbols: readonly DocumentSymbol[]): DocumentSymbol[] =>
  symbols.flatMap(symbol => [symbol, ...nested(symbol.children ?? [])]);

/** The names directly below the only capture. */
const names = (text: string): string[] =>
  symbolsOf(text).flatMap(({ children = [] }) => children.map(({ name }) => name));

test('The outline of the first capture', () => {
  expect(outline(SEED)).toMatchInlineSnapshot(`
    "
    1-30 FGT (root) | 2024-03-30 04:10:03 – 04:10:04
      9-30 ✗ licence at another serial number (31) · provision FTKMOB947FDC1754 | 1 s
        11-11 connected
        12-12 request sent
        14-26 request | FG140E4Q17000494
          26-26 FG140E4Q17000494
          26-26 FG140E4Q17000407
          26-26 FTKMOB947FDC1754
        28-28 answer received
        30-30 answer | no token accepted (17)
          30-30 FG140E4Q17000407 | cluster member not registered
          30-30 FG140E4Q17000494
          30-30 FTKMOB947FDC1754 | licence at another serial number (31)
    "
  `);
});

describe('An exchange shows its outcome', () => {
  const {
    attempt,
    answered,
    connected,
    error,
    line,
    pollAttempt,
    pollingRequest,
    post,
    provisionRequest,
    TOKEN,
  } = ftm;
  const poll = pollAttempt + '\n' + post(pollingRequest());
  // oxfmt-ignore
  const CASES = [
    ['an error of a token', answered({ tokens: [{ token: TOKEN, error: ftm.NOT_OF_PRODUCT }] }), `✗ licence at another serial number (31) · provision ${TOKEN}`],
    ['an error of the whole', answered({ error: ftm.NO_VALID_TOKEN }), `✗ no token accepted (17) · provision ${TOKEN}`],
    ['an error without a number', answered({ error: error('null', 'try again later') }), `✗ try again later · provision ${TOKEN}`],
    ['no error', answered({}), `✓ answered · provision ${TOKEN}`],
    ['no answer', `${poll}2025-01-15 10:00:20 [37] f_g-idle\n`, `✗ no answer · poll ${TOKEN}`],
    ['an end right after the request', poll, `answer not shown · poll ${TOKEN}`],
    ['a poll that names no token', pollAttempt, 'answer not shown · poll'],
    ['several tokens', pollAttempt + '\n' + post(pollingRequest({ tokens: [TOKEN, ftm.SECOND] })), 'answer not shown · poll 2 tokens'],
    ['no connection', line(`ftm_cfg_provision_token[417]:provision token: ${TOKEN}`), `✗ no connection to the service · provision ${TOKEN}`],
    ['an answer that is not shown', attempt() + '\n' + post(provisionRequest()) + line('ftm_fc_comm_recv_response[277]:receive packet success.'), `answer not shown · provision ${TOKEN}`],
    ['a connection and no more', line('ftm_fc_comm_connect[66]:ftm TCPS connected.'), 'connected, no request · FortiToken Mobile'],
    ['a code that was sent', answered({}) + line('ftm_cfg_send_token_activation_code[345]:sent activation code: **** to user01@example.com'), `✓ activation code sent · provision ${TOKEN}`],
    ['FortiIdentity Cloud', line('[37] fds_queue_task: req-33 is added to ftc') + line('[773] fds_https_recv: response code is 403: [HTTP/1.1 403 FORBIDDEN') + 'Server: nginx\nConnection: close]\n', '✗ refused by FortiIdentity Cloud (403) · FortiIdentity Cloud'],
    ['another server', 'POST /api HTTP/1.1\nHost: portal.example.com\n\n', '✗ no answer · request to portal.example.com'],
  ] as const;

  test('in its name', () => {
    every(CASES, first, ([, text, name]) => {
      expect(names(text)).toEqual([name]);
    });
  });

  test('and how long it took', () => {
    const text = connected.replace('10:00:00 ftm_fc_comm_send', '10:00:05 ftm_fc_comm_send');
    expect(symbolsOf(text)[0]?.children?.[0]?.detail).toBe('5 s');
  });
});

describe('A login shows its outcome', () => {
  const asked = (id: number, user: string): string =>
    `[1906] handle_req-Rcvd auth req ${id} for ${user} in vpn opt=00200400 prot=11\n`;
  const result = (id: number, code: number): string =>
    `[239] fnbamd_comm_send_result-Sending result ${code} (nid 0) for req ${id}\n`;
  test.each([
    ['accepted', asked(10001, 'user01') + result(10001, 0), '✓ accepted · login user01'],
    ['denied', asked(10001, 'user01') + result(10001, 1), '✗ denied · login user01'],
    ['not seen to its end', asked(10001, 'user01'), 'no result seen · login user01'],
    ['of SSL VPN, refused by its rules', "[5784:root:d9]sslvpn_authenticate_user:192 authenticate user: [user01]\ninvalid auth params for user 'user01'\n", '✗ no SSL VPN rule or policy for the user · login user01 (SSL VPN)'],
  ])('%s', (_, text, name) => {
    expect(names(text)).toEqual([name]);
  }); // oxfmt-ignore

  test('and those that interleave are side by side, by their first lines', () => {
    const text = asked(10001, 'user01') + asked(10002, 'user02') + result(10001, 0) + result(10002, 1);
    expect(outline(text)).toMatchInlineSnapshot(`
      "
      1-4 Capture
        1-3 ✓ accepted · login user01
          1-1 the login began
          3-3 result 0
        2-4 ✗ denied · login user02
          2-2 the login began
          4-4 result 1
      "
    `);
  });
});

describe('The outline also has', () => {
  test('captures of several units, each with its own', () => {
    const at = (host: string): string =>
      `${host} # diagnose debug enable\ncurrent vf=root:0\n${ftm.pollAttempt}`;
    expect(outline(at('FGT_A') + at('FGT_B'))).toMatchInlineSnapshot(`
      "
      1-5 FGT_A (root) | 2025-01-15 10:00:00
        3-5 ✗ no answer · poll
          4-4 connected
          5-5 request sent
      6-10 FGT_B (root) | 2025-01-15 10:00:00
        8-10 answer not shown · poll
          9-9 connected
          10-10 request sent
      "
    `);
  });

  test('the table of tokens and configured tokens', () => {
    const text = `FGT # diagnose fortitoken info
FORTITOKEN DRIFT STATUS
${ftm.TOKEN} 0 provision timeout
${ftm.SECOND} 0 active

Token server status: reachable
FGT # show user fortitoken
config user fortitoken
    edit "${ftm.TOKEN}"
        set license "FTMTRIAL****"
    next
end
`;
    expect(outline(text)).toMatchInlineSnapshot(`
      "
      1-12 FGT
        3-6 Token table | 2 tokens
          3-3 FTKMOB0000000A01 | provision timeout
          4-4 FTKMOB0000000A02 | active
          6-6 Token server | reachable
        9-10 Configured tokens | 1 token
          9-10 FTKMOB0000000A01
      "
    `);
  });

  test('commands that failed, without what was typed into them', () => {
    const text = 'FGT (user01) # set passwd Sommer-2024\nCommand fail. Return code -3\n';
    expect(names(text)).toEqual(['set passwd: error -3']);
  });

  test('nothing for a text that is not a capture', () => {
    expect(symbolsOf('')).toEqual([]);
    expect(symbolsOf('Dear all,\nplease look at this.\n')).toEqual([]);
  });
});

test('The outline of a long capture keeps exchanges and their messages, and leaves out what is in the messages', () => {
  const text = ftm.answered({}).repeat(1001);
  const exchanges = symbolsOf(text)[0]?.children ?? [];
  expect(exchanges).toHaveLength(1001);
  expect(exchanges[0]?.children?.map(({ name, children }) => [name, children])).toEqual([
    ['request', undefined],
    ['answer', undefined],
  ]);
});

const before = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character <= b.character);
const inside = (inner: Range, outer: Range): boolean =>
  before(outer.start, inner.start) && before(inner.start, inner.end) && before(inner.end, outer.end);

describe('For any text', () => {
  test('symbols lie inside it and inside each other, in order', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, captureWithSecrets), text => {
        const { document } = open(text);
        const check = (symbols: readonly DocumentSymbol[], outer: Range): void => {
          let last = outer.start;
          for (const { name, range, selectionRange, children = [] } of symbols) {
            expect(name.trim()).not.toBe('');
            expect(inside(range, outer)).toBe(true);
            expect(inside(selectionRange, range)).toBe(true);
            expect(before(last, range.start)).toBe(true);
            last = range.start;
            check(children, range);
          }
        };
        check(symbolsOf(text), {
          start: { line: 0, character: 0 },
          end: document.positionAt(text.length),
        });
      }),
      { numRuns: 150 },
    );
  });

  test('no name and no detail shows a secret', () => {
    fc.assert(
      fc.property(captureWithSecrets, text => {
        const output = nested(symbolsOf(text)).map(({ name, detail }) => `${name}\n${detail ?? ''}`);
        expect(shownOf(SECRETS, output.join('\n'))).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(shownOf([SEED_SECRET], outline(SEED))).toEqual([]);
  });
});
