import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../server/src/report/explain';
import { anyText } from '../../support/arbitraries';
import { runHere } from '../../support/terminal';

describe('fortios-debug explain', () => {
  test.each([
    ['a rule', 'ftm/token-not-of-product', 'ftm/token-not-of-product'],
    ['one cause of a rule', 'login/saml/clock', 'login/saml/clock'],
    ['an error by its number', 'error 31', 'error/token-does-not-belong-to-product'],
    ['a status of HTTP', 'HTTP 403', 'http-status/403'],
    ['a result by its name', 'fnbam_denied', 'fnbam-result/1'],
    ['the text of an error', 'token does not belong to product', 'error/token-does-not-belong-to-product'],
    ['a command that is cut', 'dia fortitoken info', 'command/diagnose-fortitoken-info'],
    ['a line of a capture', 'ike 0:branch:12: gw validation failed', 'ike/peer-id'],
    ['a sentence without its prefix', 'gw validation failed', 'ike/peer-id'],
    ['a sentence of fnbamd', 'Failed group matching', 'login/group-mismatch'],
  ])('explains %s', async (_what, asked, id) => {
    const { code, out, err } = await runHere(['explain', ...asked.split(' ')]);
    expect([code, err, out.split(/[ \n]/, 1)[0]]).toEqual([0, '', id]);
  });

  test('writes causes, steps, commands and sources', async () => {
    const { out } = await runHere(['explain', 'ftm/token-not-of-product']);
    expect(out.match(/^(?:Probable cause|Next steps|Commands to run|Sources)$/gm)).toEqual([
      'Probable cause',
      'Next steps',
      'Commands to run',
      'Sources',
    ]);
  });

  test('explains every meaning of a code that has several', async () => {
    const { out } = await runHere(['explain', '3']);
    expect(out.match(/^[a-z-]+\/\S+$/gm)).toEqual(['fnbam-result/3', 'radius-code/3']);
  });

  test('repeats no secret of the line to explain', async () => {
    const { err } = await runHere(['explain', 'wpa_psk=Winter-Sun-77x']);
    expect(err).toContain('wpa_psk=');
    expect(err).not.toContain('Winter-Sun');
  });

  test('explains the nearest match if the exact words are unknown, and says so', async () => {
    const { code, out, err } = await runHere(['explain', 'tokn', 'drift']);
    expect([code, err]).toEqual([
      1,
      'fortios-debug: Nothing is known about "tokn drift". The closest match:\n',
    ]);
    expect(out).toContain('Clock offset of a token');
  });

  test('says that nothing matches', async () => {
    expect(await runHere(['explain', 'qqqq'])).toEqual({
      code: 2,
      out: '',
      err: 'fortios-debug: nothing is known about "qqqq"\n',
    });
  });

  test('answers any text at all', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const { id, title } of explain(text).found) expect(id && title).not.toBe('');
      }),
    );
  });
});
