import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../server/src/report/explanation';
import { anyText } from '../../support/arbitraries';
import { folderWith, runHere } from '../../support/terminal';

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

  test.each([
    ['a setting', 'wpa_psk=Winter-Sun-77x'],
    ['a command', 'set psksecret Winter-Sun-77x'],
    ['words with it', 'my pass is Winter-Sun-77x'],
    ['an option', '--password=Winter-Sun-77x'],
  ])('repeats no secret of its argument: %s', async (_what, asked) => {
    const { out, err } = await runHere(['explain', asked]);
    expect(out + err).not.toContain('Winter-Sun');
  });

  test('takes a code that begins with a hyphen', async () => {
    const { code, out } = await runHere(['explain', '-14']);
    expect([code, out.split(/[ /]/, 2).join('/')]).toEqual([0, 'login/client-refused']);
  });

  test('knows the entries of --knowledge', async () => {
    const entry = {
      id: 'site/door',
      title: 'The door is closed',
      match: { text: 'the badge {code} opens no door' },
      examples: { match: ['the badge 77 opens no door'] },
    };
    const folder = folderWith({ 'door.json': JSON.stringify([entry]) });
    const { code, out } = await runHere([
      'explain',
      '--knowledge',
      folder,
      'the',
      'badge',
      '5',
      'opens',
      'no',
      'door',
    ]);
    expect([code, out.split(' ', 1)[0]]).toEqual([0, 'site/door']);
  });

  test('explains the nearest match if the exact words are unknown, and says so', async () => {
    const { code, out, err } = await runHere(['explain', 'tokn', 'drift']);
    expect([code, err]).toEqual([1, 'fortios-debug: There is no exact match. The closest one:\n']);
    expect(out).toContain('drift');
  });

  test('says that nothing matches', async () => {
    expect(await runHere(['explain', 'qqqq'])).toEqual({
      code: 2,
      out: '',
      err: 'fortios-debug: nothing similar is known\n',
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
