// From a problem to the recipe for recording the capture again with what it lacks.
import { describe, expect, test } from 'vitest';
import { FOLLOW_LINK, SHOW_RULE } from '../../../server/src/features/briefHover';
import { RECORD_CAPTURE } from '../../../server/src/features/codeActions';
import { RULES } from '../../../server/src/knowledge';
import { RECIPES } from '../../../server/src/knowledge/recipes';
import { gapTexts } from '../../../server/src/report/phrases';
import { recordingAdvised, recordingFor } from '../../../server/src/presentation/recordings';
import { ANY_CLIENT, argument, fix, fixes, hover, SEED, ticketAbout } from '../../support/reading';
import { storyOne } from '../../support/story';
import { runHere } from '../../support/terminal';

/** A capture without time stamps, in which nothing else is wrong; and one in which a RADIUS server refused a login. */
const UNSTAMPED =
  'FGT # diagnose debug enable\n[1906] handle_req-Rcvd auth req 1 for user01 in opt=0 prot=11\n';
const REFUSED = `${UNSTAMPED}[1544] fnbamd_auth_handle_radius_result-->Result for radius svr 'rad1' 192.0.2.5(1) is 1\n[216] fnbamd_comm_send_result-Sending result 1 (error 0, nid 0) for req 1\n`;

describe('The recipe in the row of a rule', () => {
  const names = new Set(['any', ...RECIPES.map(({ id }) => id)]);

  test('exists', () => {
    const unknown = RULES.flatMap(({ id, recipe = 'any' }) =>
      names.has(recipe) ? [] : [`${id}: ${recipe}`],
    );
    expect(unknown).toEqual([]);
  });

  test('is in the row of each rule about the capture itself', () => {
    const rows = RULES.filter(({ id }) => id.startsWith('capture/'));
    expect(rows.map(({ recipe }) => recipe)).toEqual(rows.map(() => 'any'));
  });

  test('names every recipe, except those for what no rule is about', () => {
    const used = new Set(RULES.map(({ recipe }) => recipe));
    expect(RECIPES.map(({ id }) => id).filter(id => !used.has(id))).toEqual(['ipsec-saml', 'ha']);
  });
});

describe('A capture is recorded again', () => {
  const lacks = { rule: 'capture/no-timestamps', severity: 'hint' } as const;
  const command = (...rules: string[]): string | undefined =>
    recordingFor(lacks, [lacks, ...rules.map(rule => ({ rule }))])?.command;

  test('by the recipe of its most severe problem', () => {
    expect(command('login/push-not-answered', 'ike/no-answer', 'secret/password')).toBe(
      'fortios-debug recipe ipsec',
    );
    expect(command('login/push-not-answered', 'site/own')).toBe('fortios-debug recipe push');
  });

  test('by one that the user chooses if no other problem has one', () => {
    expect(command('secret/password')).toBe('fortios-debug recipe');
  });

  test('but not for an error, nor for a rule that no recipe helps', () => {
    expect(recordingAdvised({ rule: 'ike/no-answer', severity: 'error' }, [])).toBeUndefined();
    expect(recordingAdvised({ rule: 'secret/password', severity: 'warning' }, [])).toBeUndefined();
  });
});

describe('A capture without time stamps leads to the recipe', () => {
  test('by a quick fix', () => {
    const again = fix(REFUSED, 'capture/no-timestamps', 'Record it again: Login');
    expect([again.command?.command, argument(again)]).toEqual([RECORD_CAPTURE, 'login']);
    expect(argument(fix(UNSTAMPED, 'capture/no-timestamps', 'Record it again…'))).toBeUndefined();
    expect(fixes(REFUSED, 'capture/no-timestamps', ANY_CLIENT)).toEqual([]);
  });

  test('by a link in the hover, and by words if the editor has no such command', () => {
    const commands = new Set([SHOW_RULE, FOLLOW_LINK, RECORD_CAPTURE]);
    const marked = UNSTAMPED.replace('for user01', 'for us<|>er01');
    expect(hover(marked, { commands })).toContain('[Record it again](command:fortiosDebug.recordCapture');
    expect(hover(marked)).toContain('To record it again: fortios-debug recipe');
  });

  test('in a report, with what was not analysed', () => {
    expect(gapTexts(storyOne(REFUSED))).toContain(
      'To record it again with everything that is needed: fortios-debug recipe login',
    );
    expect(gapTexts(storyOne(SEED)).join('\n')).not.toContain('recipe');
  });

  test('on the command line, unless its rule is off', async () => {
    const advice = '-: to record it again: fortios-debug recipe login\n';
    expect((await runHere(['check', '-'], REFUSED)).out).toContain(advice);
    const off = await runHere(['check', '--rule', 'capture/no-timestamps=off', '-'], REFUSED);
    expect(off.out).not.toContain('recipe');
    const json = await runHere(['check', '--format', 'json', '-'], REFUSED);
    expect(json.out).toContain('"fortios-debug recipe login"');
  });
});

test('A ticket names the recipe', () => {
  expect(ticketAbout(SEED, 'ftm/token-not-of-product')).toContain(
    '\nIf more output is needed, this says how to record it: fortios-debug recipe activation\n',
  );
});
