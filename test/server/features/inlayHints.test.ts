import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InlayHint } from 'vscode-languageserver-types';
import { type InlayHintLevel, inlayHintsOf } from '../../../server/src/features/inlayHints';
import { ENTRIES, inEnglish } from '../../../server/src/knowledge';
import { anyText } from '../../support/arbitraries';
import { answered, NO_VALID_TOKEN, provisionRequest, UNIT } from '../../support/exchange';
import { open, SEED, shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';

const LEVELS: readonly InlayHintLevel[] = ['off', 'essential', 'all'];
const SMALL = 'FGT40F0000000001';

function hints(text: string, level: InlayHintLevel, from = 0, to = text.length): InlayHint[] {
  const { analysis, document } = open(text);
  const range = { start: document.positionAt(from), end: document.positionAt(to) };
  return inlayHintsOf(analysis, document, range, { level, translate: inEnglish });
}

/** Our labels and tooltips are plain words. */
function plain(words: InlayHint['label'] | NonNullable<InlayHint['tooltip']>): string {
  if (typeof words !== 'string') throw new Error('No plain words');
  return words;
}

/** The lines that have hints, with the hints in them as `«...»`. */
function hinted(text: string, level: InlayHintLevel = 'essential'): string[] {
  const lines = text.split('\n');
  const reported = hints(text, level).reverse();
  for (const { position, label } of reported) {
    const line = lines[position.line] ?? '';
    lines[position.line] =
      `${line.slice(0, position.character)}«${plain(label)}»${line.slice(position.character)}`;
  }
  return lines.filter(line => line.includes('«'));
}

const at = (time: string, output = 'ftm_x[1]:step'): string => `2025-01-15 10:00:${time} ${output}\n`;

describe('The time since the line before', () => {
  test('is shown from one second', () => {
    expect(hinted(at('00') + at('00') + at('03') + at('03'))).toEqual([
      '2025-01-15 10:00:03«+3 s» ftm_x[1]:step',
    ]);
  });

  test('is shown from a tenth of a second with the setting `all`', () => {
    const text = at('00.100000') + at('00.150000') + at('00.400000');
    expect(hinted(text)).toEqual([]);
    expect(hinted(text, 'all')).toEqual(['2025-01-15 10:00:00.400000«+0.25 s» ftm_x[1]:step']);
  });

  test('is shown over lines without a stamp', () => {
    expect(hinted(at('00') + 'ftm_x[1]:step\n\n' + at('05'))).toHaveLength(1);
  });

  test('is not shown if the clock went back, nor between two units', () => {
    expect(hinted(at('09') + at('00'))).toEqual([]);
    expect(hinted('FGT # x\n' + at('00') + 'OTHER # x\n' + at('09'))).toEqual([]);
  });

  test('is not shown between two daemons if one prints whole seconds and both can mean the same moment', () => {
    const text = at('07.100000') + at('07') + at('07.600000') + at('08') + at('08.900000');
    expect(hinted(text)).toEqual([]);
    expect(hinted(text, 'all')).toEqual(['2025-01-15 10:00:07.600000«+0.5 s» ftm_x[1]:step']);
  });

  test('is shown in whole seconds between two daemons if one prints no fractions', () => {
    expect(hinted(at('07.900000') + at('10'))).toEqual(['2025-01-15 10:00:10«+2 s» ftm_x[1]:step']);
    expect(hinted(at('07') + at('10.300000'))).toEqual(['2025-01-15 10:00:10.300000«+3 s» ftm_x[1]:step']);
  });

  test('is shown by a line that is the first of the range', () => {
    const text = at('00') + at('04');
    expect(hints(text, 'essential', text.indexOf('\n') + 1)).toHaveLength(1);
  });
});

describe('A value in other words', () => {
  test.each([
    ['minutes as hours', provisionRequest(), '"code_expire": 4320« 72 h»'],
    ['an expiry as a date', 'config user fortitoken\n    edit "FTKMOB0000000A01"\n        set activation-expire 1665947817\n', 'set activation-expire 1665947817« 2022-10-16 19:16»'],
    ['the time of a login', '[15453:root:0]dump_one_blocklist:94 status=1;host=192.0.2.92;fails=1;logintime=1670247625', 'logintime=1670247625« 2022-12-05 13:40»'],
    ['the times of a session', '[15453:root:96]deconstruct_session_id:716 decode session id ok, login=1670247821,access=1670247822,pip=no', 'login=1670247821« 2022-12-05 13:43»,access=1670247822« 2022-12-05 13:43»'],
    ['a result of the service', answered({ result: 0, error: NO_VALID_TOKEN }), '"result":0« no success seen»'],
    ['a good result of the service', answered({}), '"result":2« full success»'],
    ['a result of fnbamd', '[252] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1000000001, len=2520', 'result 1« FNBAM_DENIED» (nid'],
    ['a result of fnbamd without a name', '[100:root:a]fam_auth_send_req_internal:527 fnbam_auth return: 7', 'return: 7« code needed?»'],
    ['a code of RADIUS', '[1229] fnbamd_rad_validate_pkt-RADIUS resp code 3', 'code 3« Access-Reject»'],
  ])('%s', (_, text, output) => {
    expect(hinted(text).join('\n')).toContain(output.replaceAll('« ', '«'));
  }); // oxfmt-ignore

  test.each([
    ['the release of a build', provisionRequest(), '"__device_build": "2573"«7.4.3?»'],
    [
      'the model of a unit',
      provisionRequest().replaceAll(UNIT, SMALL),
      `"serial_number": "${SMALL}"«FortiGate-40F»`,
    ],
    ['the kind of a token', 'FTKMOB0000000A01 0 new\n', 'FTKMOB0000000A01«mobile token» 0 new'],
  ])('%s, with the setting `all`', (_, text, output) => {
    expect(hinted(text, 'all').join('\n')).toContain(output);
    expect(hinted(text).join('\n')).not.toContain(output);
  });

  test('a serial number is shown once in a line', () => {
    expect(hinted(`ftm_x[1]:${SMALL} and ${SMALL}\n`, 'all')).toEqual([
      `ftm_x[1]:${SMALL}«FortiGate-40F» and ${SMALL}`,
    ]);
  });

  test('has the title of its entry as its tooltip', () => {
    const [hint] = hints('[252] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1000000001', 'all');
    expect(hint).toMatchObject({ label: 'FNBAM_DENIED', tooltip: 'Login rejected', paddingLeft: true });
  });

  test('is missing if nothing is known about it', () => {
    expect(hinted('[252] fnbamd_comm_send_result-Sending result 88 (nid 0) for req 1000000001')).toEqual([]);
    expect(hinted('    set activation-expire soon\n')).toEqual([]);
  });
});

describe('The duration', () => {
  test('of an exchange is after its last word', () => {
    const reported = hinted(SEED);
    expect(reported[reported.length - 1]).toMatch(/\}«took 1 s»$/);
  });

  test('of a login is after its last line', () => {
    const text =
      at('00', '[1906] handle_req-Rcvd auth req 5000000001 for user01 in vpn opt=00200421 prot=11') +
      at('02', '[243] fnbamd_comm_send_result-Sending result 0 (nid 0) for req 5000000001, len=2544');
    expect(hinted(text)[0]).toMatch(/len=2544«took 2 s»$/);
  });
});

test('No hint is longer than 16 characters: VS Code shows 43 in a line', () => {
  for (const text of [SEED, answered({ result: 0, error: NO_VALID_TOKEN }), answered({}), provisionRequest()])
    for (const { label } of hints(text, 'all')) expect(plain(label).length).toBeLessThanOrEqual(16);
});

test('Each short name that the knowledge has for a hint fits', () => {
  const names = ENTRIES.flatMap(({ facts }) => facts?.['hint'] ?? facts?.['model'] ?? []);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter(name => name.length > 16)).toEqual([]);
});

test('The setting `off` shows none', () => {
  expect(hints(SEED, 'off')).toEqual([]);
});

test('the hints of any range of any text are within it, in order', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, captureWithSecrets, fc.constant(SEED)),
      fc.nat(),
      fc.nat(),
      (text, a, b) => {
        const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const { document } = open(text);
        for (const level of LEVELS) {
          let last = 0;
          for (const { position, label } of hints(text, level, from, to)) {
            const offset = document.offsetAt(position);
            expect(document.positionAt(offset)).toEqual(position);
            expect(offset).toBeGreaterThanOrEqual(
              Math.max(last, document.offsetAt(document.positionAt(from))),
            );
            expect(offset).toBeLessThanOrEqual(to);
            expect(label).not.toBe('');
            last = offset;
          }
        }
      },
    ),
  );
});

test('the hints show no secret', () => {
  fc.assert(
    fc.property(captureWithSecrets, text => {
      const output = hints(text, 'all').map(
        ({ label, tooltip }) => `${plain(label)} ${plain(tooltip ?? '')}`,
      );
      expect(shownOf(SECRETS, output.join('\n'))).toEqual([]);
    }),
  );
});
