// Incidents as plain data: the list of scenes, one scene in full, the parties, the secrets.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SceneDetail, SceneList, SceneStep } from '../../../../server/src/features/incidents/data';
import { MAX_SCENES, sceneListOf } from '../../../../server/src/features/incidents/list';
import { partyStates } from '../../../../server/src/features/incidents/parties';
import { detailById, idAt } from '../../../../server/src/features/incidents/scene';
import { secretGroupsOf } from '../../../../server/src/features/incidents/secrets';
import { inEnglish as translate } from '../../../../server/src/knowledge';
import { anyText } from '../../../support/arbitraries';
import { CAPTURES } from '../../../support/captures';
import { answered, NOT_OF_PRODUCT, SECOND, TOKEN } from '../../../support/exchange';
import { lines, packet, SPI } from '../../../support/negotiations';
import { offsets, open, SEED, SEED_SECRET, shownOf } from '../../../support/reading';
import { plantOf, SECRET_KINDS, textOf } from '../../secrets/plants';
import { every } from '../../../support/rows';

const OPTIONS = { translate, severities: {} };
const REFUSED = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });

function listOf(text: string): SceneList {
  const { analysis, document } = open(text);
  return sceneListOf(analysis, document, OPTIONS);
}

function detailOf(text: string, index = 0): SceneDetail {
  const { analysis, document } = open(text);
  const id = sceneListOf(analysis, document, OPTIONS).scenes[index]?.id ?? '';
  const detail = detailById(analysis, document, id, OPTIONS);
  if (!detail) throw new Error(`No scene ${index}`);
  return detail;
}

const login = (user: string, request: number, result: number): string =>
  [
    `[1906] handle_req-Rcvd auth req ${request} for ${user} in vpn opt=00200421 prot=11`,
    `[243] fnbamd_comm_send_result-Sending result ${result} (nid 0) for req ${request}, len=2544`,
    '',
  ].join('\n');

describe('The list of scenes', () => {
  test('has the kind, outcome, time, duration and place of each', () => {
    expect(listOf(SEED).scenes).toEqual([
      {
        id: 'provision/FTKMOB947FDC1754/1',
        kind: 'provision',
        ending: 'failed',
        what: 'provision FTKMOB947FDC1754',
        outcome: 'licence at another serial number (31)',
        cause: "The token's licence is registered to another FortiGate",
        isError: true,
        stamp: '2024-03-30 04:10:03',
        time: Date.UTC(2024, 2, 30, 4, 10, 3),
        took: '1 s',
        duration: 1000,
        range: {
          start: { line: 8, character: 13 },
          end: { line: 29, character: expect.any(Number) as number },
        },
      },
    ]);
  });

  test('counts the outcomes of all of them', () => {
    expect(listOf(REFUSED + login('user01', 1, 0) + login('user02', 2, 9)).counts).toEqual({
      failed: 1,
      open: 1,
      well: 1,
    });
  });

  test('keeps ids while lines are inserted before, between and after', () => {
    const ids = (text: string): string[] => listOf(text).scenes.map(({ id }) => id);
    const [first, second] = [REFUSED, login('user01', 7, 0)];
    const before = ids(first + second);
    expect(ids(`one\n${first}two\n${second}three\n${login('user02', 8, 0)}`)).toEqual([
      ...before,
      'login/user02/1',
    ]);
  });

  test('numbers repeated incidents of one subject', () => {
    const ids = listOf(login('user01', 1, 0) + login('user01', 2, 0) + login('user02', 3, 0)).scenes.map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['login/user01/1', 'login/user01/2', 'login/user02/1']);
  });

  test('leaves out successes if there are too many, and says how many', () => {
    const many = Array.from({ length: MAX_SCENES + 5 }, (_, at) => login(`u${at}`, at + 1, 0)).join('');
    const { scenes, omitted } = listOf(many + REFUSED);
    expect([scenes.length, omitted]).toEqual([MAX_SCENES, 6]);
    expect(scenes[scenes.length - 1]?.ending).toBe('failed');
  });

  test('is empty for a text without scenes', () => {
    expect(listOf('nothing of the kind\n')).toMatchObject({ scenes: [], omitted: 0 });
  });
});

describe('One scene', () => {
  const steps = (detail: SceneDetail): unknown[] =>
    detail.steps.map(({ direction, text, failed, range }) => [range.start.line + 1, direction, text, failed]);

  test('has its steps with line, direction and words; the failure is marked', () => {
    expect(steps(detailOf(SEED))).toEqual([
      [9, 'note', 'begins: provision FTKMOB947FDC1754', false],
      [11, 'right', 'connected', false],
      [26, 'right', 'request sent', false],
      [
        30,
        'left',
        'FTKMOB947FDC1754: licence at another serial number (31), token does not belong to product',
        true,
      ],
    ]);
  });

  test('shows each step in one sentence, with the time since the one before', () => {
    const [, connected, , refused] = detailOf(SEED).steps;
    expect(connected?.since).toBe('+1 s');
    expect(connected?.sentence).toBe('04:10:04, line 11, FortiGate to FortiToken Mobile service: connected');
    expect(refused?.sentence).toMatch(
      /^Failed: 04:10:04, line 30, FortiToken Mobile service to FortiGate: FTKMOB/,
    );
  });

  test('names the lines of all its steps, which can begin before a login', () => {
    const carried =
      packet('IKEv2 exchange=SA_INIT', SPI) +
      lines(`${SPI}:5150`, 'responder received SA_INIT msg', 'SA proposal chosen, matched gateway dial') +
      login('user16', 8000000001, 1).replace('prot=11', 'prot=7') +
      lines('dial:5150', 'EAP 8000000001 result FNBAM_DENIED', 'connection expiring due to EAP failure');
    const { steps, chips } = detailOf(carried);
    expect(steps[0]?.range.start.line).toBe(1);
    expect(chips).toContainEqual({ kind: 'lines', text: 'Lines 2–8' });
  });

  test('says what happened, on which release, with all that can be done and its sources', () => {
    const { sentence, chips, next, sources, rule, lanes } = detailOf(SEED);
    expect(sentence).toContain('FTKMOB947FDC1754: licence registered to another serial number');
    expect(chips.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'release: build 2573 (FortiOS 7.4.3?)',
      'unit: FG140E4Q17000494',
      'vdom: VDOM root',
      'lines: Lines 9–30',
      'secrets: 1 secret masked',
    ]);
    expect(next.length).toBeGreaterThan(3);
    expect(sources[0]?.address).toMatch(/^https:/);
    expect(rule).toBe('ftm/token-not-of-product');
    expect(lanes.map(({ name, detail }) => [name, detail])).toEqual([
      ['FortiGate', 'FG140E4Q17000494'],
      ['FortiToken Mobile service', '208.91.113.53:443'],
    ]);
  });

  test('is cut in its middle if it has thousands of steps, and says how many are left out', () => {
    const asked = '[1906] handle_req-Rcvd auth req 1 for user01 in vpn opt=00200421 prot=11\n';
    const twice = [
      '[217] find_matched_usr_grps-Failed group matching\n',
      '[243] fnbamd_comm_send_result-Sending result 9 (nid 0) for req 1, len=2544\n',
    ];
    const many = asked + Array.from({ length: 5000 }, (_, at) => twice[at % 2]).join('');
    const { steps: shownSteps, omittedSteps, omittedBefore } = detailOf(many);
    expect(shownSteps).toHaveLength(200);
    expect(omittedSteps).toBeGreaterThan(0);
    expect(omittedBefore).toBe(150);
  });

  test('is the one at a place, even between lines of another', () => {
    const { analysis } = open(REFUSED + login('user01', 1, 0));
    expect(idAt(analysis, REFUSED.length + 5)).toBe('login/user01/1');
    expect(idAt(analysis, REFUSED.indexOf('error_code'))).toBe(`provision/${TOKEN}/1`);
  });

  test('is undefined for an unknown id', () => {
    const { analysis, document } = open(SEED);
    expect(detailById(analysis, document, 'login/nobody/1', OPTIONS)).toBeUndefined();
  });
});

test('Clocks that go back give no time between two steps', () => {
  const at = (time: string, text: string): string => `2024-03-30 ${time} ${text}\n`;
  const text =
    at('04:10:03', '[1906] handle_req-Rcvd auth req 1 for user01 in vpn opt=00200421 prot=11') +
    at('04:09:00', '[243] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1, len=2544');
  const [first, second] = detailOf(text).steps;
  expect([first?.since, second?.since]).toEqual([undefined, undefined]);
});

describe('Units, tokens, users and servers', () => {
  const states = (text: string): Record<string, string[]> => {
    const { analysis, document } = open(text);
    return Object.fromEntries(
      partyStates(analysis, document, translate).map(({ kind, name, states: all }) => [
        `${kind} ${name}`,
        [...all],
      ]),
    );
  };

  test('have a role and a state', () => {
    expect(states(SEED)).toEqual({
      'unit FG140E4Q17000407': ['cluster member not registered'],
      'token FTKMOB947FDC1754': ['refused: licence at another serial number (31)'],
      'server 208.91.113.53:443': ['answered'],
      'unit FG140E4Q17000494': ['requester', 'cluster member'],
    });
  });

  test('are distinguished if one answer refuses one token of two', () => {
    const output = states(answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }, { token: SECOND }] }));
    expect(output[`token ${TOKEN}`]).toEqual(['refused: licence at another serial number (31)']);
  });

  test('begin with those that failed', () => {
    expect(Object.keys(states(login('user01', 1, 0) + login('user02', 2, 1)))[0]).toBe('user user02');
  });
});

test('Secrets are listed by kind, with their places', () => {
  const { analysis, document } = open(SEED);
  const [group] = secretGroupsOf(analysis.secrets, document, translate);
  expect(group).toMatchObject({ kind: 'otp-seed', count: 1, omitted: 0 });
  const range = group?.places[0]?.range;
  expect(range && document.getText(range)).toBe(SEED_SECRET);
});

/** All answers about a text. */
function everythingAbout(text: string): { list: SceneList; details: SceneDetail[]; said: string } {
  const { analysis, document } = open(text);
  const list = sceneListOf(analysis, document, OPTIONS);
  const details = list.scenes.flatMap(({ id }) => detailById(analysis, document, id, OPTIONS) ?? []);
  const others = [
    partyStates(analysis, document, translate),
    secretGroupsOf(analysis.secrets, document, translate),
  ];
  return { list, details, said: JSON.stringify([list, details, others]) };
}

describe('Any text', () => {
  const isWhole = (text: string): void => {
    const { document } = open(text);
    const { list, details } = everythingAbout(text);
    expect(details).toHaveLength(list.scenes.length);
    expect(new Set(list.scenes.map(({ id }) => id)).size).toBe(list.scenes.length);
    const { failed, open: unfinished, well } = list.counts;
    expect(failed + unfinished + well).toBe(list.scenes.length + list.omitted);
    for (const { lanes, steps, range } of details) {
      const lane = ({ from, to }: SceneStep): boolean => [from, to].every(at => at in lanes);
      expect(steps.every(lane)).toBe(true);
      for (const one of [range, ...steps.map(step => step.range)]) {
        const { start, end } = offsets(document, one);
        expect(start).toBeLessThanOrEqual(end);
        expect([document.positionAt(start), document.positionAt(end)]).toEqual([one.start, one.end]);
      }
    }
  };

  test('gives complete data with places inside the text', () => {
    fc.assert(fc.property(anyText, isWhole), { numRuns: 100 });
  });

  test('and every capture does so too', () => {
    every(
      CAPTURES.map((text, index) => [index, text] as const),
      ([index]) => `capture ${index}`,
      ([, text]) => {
        isWhole(text);
        expect(everythingAbout(text).list.scenes.length).toBeGreaterThanOrEqual(0);
      },
    );
  });

  test('with a planted secret gives data without it', () => {
    fc.assert(
      fc.property(fc.array(plantOf(SECRET_KINDS), { minLength: 1, maxLength: 3 }), plants => {
        const text = textOf(plants.map(({ text: line }) => line), { stamps: true, end: '\n', width: undefined });
        const long = plants.map(({ value }) => value).filter(({ length }) => length >= 8);
        expect(shownOf(long, everythingAbout(text).said)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }); // oxfmt-ignore
});

test('A problem that belongs to no scene is listed beside them, a remark on the text is not', () => {
  const text = `FGT # execute fortitoken-mobile import 0000\nCommand fail. Return code -7573\n${REFUSED}`;
  const { analysis, document } = open(text);
  const { scenes, problems } = sceneListOf(analysis, document, OPTIONS);
  expect(scenes).toHaveLength(1);
  expect(problems.map(({ severity, range }) => [severity, range.start.line])).toEqual([['warning', 1]]);
  const severities = { 'cli/command-failed': 'off' } as const;
  expect(sceneListOf(analysis, document, { ...OPTIONS, severities }).problems).toEqual([]);
});
