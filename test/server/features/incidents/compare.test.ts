// Compares an incident with the last successful one of its kind.
import { describe, expect, test } from 'vitest';
import {
  type ComparedCapture,
  comparisonOf,
  type IncidentAddress,
  openCapture,
  type OtherCaptures,
} from '../../../../server/src/features/incidents/compare';
import type { Comparison } from '../../../../server/src/features/incidents/data';
import { sceneListOf } from '../../../../server/src/features/incidents/list';
import { inEnglish as translate } from '../../../../server/src/knowledge';
import { partingOf, partingOfEnds } from '../../../../server/src/presentation/comparing';
import type { Mood, PlacedStep } from '../../../../server/src/presentation/steps';
import { answered, NOT_OF_PRODUCT, SECOND, TOKEN } from '../../../support/exchange';
import { AES, changed, lines, packet, proposals, sent, SPI } from '../../../support/negotiations';
import { open } from '../../../support/reading';

const OPTIONS = { translate, severities: {} };
const refused = (token: string): string => answered({ tokens: [{ token, error: NOT_OF_PRODUCT }] });
const accepted = (token: string): string => answered({ tokens: [{ token }] });

/** The comparison for the first failed incident. */
async function compared(
  text: string,
  others: OtherCaptures = { open: [] },
  chosen?: IncidentAddress,
): Promise<Comparison> {
  const { analysis, document } = open(text);
  const failed = sceneListOf(analysis, document, OPTIONS).scenes.find(({ ending }) => ending === 'failed');
  const own = openCapture({ analysis, document }, OPTIONS);
  const comparison = await comparisonOf(own, failed?.id ?? '', others, translate, chosen);
  if (!comparison) throw new Error('Nothing failed');
  return comparison;
}

const login = (user: string, request: number, group: 'passed' | 'failed'): string =>
  [
    `[1906] handle_req-Rcvd auth req ${request} for ${user} in vpn opt=00200421 prot=11`,
    ...(group === 'failed'
      ? ['[217] find_matched_usr_grps-Failed group matching']
      : ['[209] find_matched_usr_grps-Passed group matching']),
    `[243] fnbamd_comm_send_result-Sending result ${group === 'failed' ? 1 : 0} (nid 0) for req ${request}, len=2544`,
    '',
  ].join('\n');

describe('The last success', () => {
  test('is of the same token before any other', async () => {
    const { good } = await compared(accepted(TOKEN) + accepted(SECOND) + refused(TOKEN));
    expect([good?.detail.id, good?.isSameSubject]).toEqual([`provision/${TOKEN}/1`, true]);
  });

  test('is the nearest earlier one of equal candidates, or else the first later one', async () => {
    const three = login('user01', 1, 'passed') + login('user01', 2, 'passed') + login('user01', 3, 'failed');
    expect((await compared(three + login('user01', 4, 'passed'))).good?.detail.id).toBe('login/user01/2');
    const after = login('user01', 3, 'failed') + login('user01', 4, 'passed') + login('user01', 5, 'passed');
    expect((await compared(after)).good?.detail.id).toBe('login/user01/2');
  });

  test('is of another user if the same user has none', async () => {
    const { good } = await compared(login('user01', 1, 'passed') + login('user02', 2, 'failed'));
    expect([good?.detail.id, good?.isSameSubject]).toEqual(['login/user01/1', false]);
  });

  test('is never of another kind', async () => {
    const { good, sentence } = await compared(login('user01', 1, 'passed') + refused(TOKEN));
    expect([good, sentence]).toEqual([
      undefined,
      `provision ${TOKEN}: no similar success in the open captures`,
    ]);
  });

  test('is searched for in the other open captures, too', async () => {
    const others = [open('nothing\n'), open(accepted(TOKEN))].map(one => openCapture(one, OPTIONS));
    expect((await compared(refused(TOKEN), { open: others })).good?.uri).toBe(others[1]?.uri);
  });

  test('comes from an open capture rather than from the folder', async () => {
    const [near, far] = [SECOND, TOKEN].map(token => openCapture(open(accepted(token)), OPTIONS));
    if (!near || !far) throw new Error('No captures');
    const both = await compared(refused(TOKEN), {
      open: [near],
      folder: () => Promise.resolve([far]),
    });
    expect([both.good?.detail.id, both.good?.isSameSubject]).toEqual([`provision/${SECOND}/1`, false]);
    const { good } = await compared(refused(TOKEN), {
      open: [],
      folder: () => Promise.resolve([far]),
    });
    expect([good?.detail.id, good?.isSameSubject]).toEqual([`provision/${TOKEN}/1`, true]);
  });

  test('stays the same one on request, until it is gone', async () => {
    const near = { ...openCapture(open(accepted(SECOND)), OPTIONS), uri: 'near' };
    const far = { ...openCapture(open(accepted(TOKEN)), OPTIONS), uri: 'far' };
    const chosen = { uri: 'near', id: `provision/${SECOND}/1` };
    const shownBeside = async (...all: ComparedCapture[]): Promise<string | undefined> =>
      (await compared(refused(TOKEN), { open: all }, chosen)).good?.uri;
    expect(await compared(refused(TOKEN), { open: [near, far] })).toMatchObject({ good: { uri: 'far' } });
    expect([await shownBeside(near, far), await shownBeside(far)]).toEqual(['near', undefined]);
  });

  test('is reported as missing, with the places that were searched', async () => {
    const sentences = await Promise.all(
      [undefined, []].map(folder =>
        compared(refused(TOKEN), { open: [], folder: () => Promise.resolve(folder) }),
      ),
    );
    expect(sentences.map(({ sentence }) => sentence)).toEqual([
      `provision ${TOKEN}: no similar success in the open captures`,
      `provision ${TOKEN}: no similar success in the open captures or in the folder`,
    ]);
  });

  test('is not searched for if the incident itself succeeded', async () => {
    const { analysis, document } = open(login('user01', 1, 'passed'));
    const comparison = await comparisonOf(
      openCapture({ analysis, document }, OPTIONS),
      'login/user01/1',
      { open: [] },
      translate,
    );
    expect(comparison).toEqual({ sentence: 'login user01: it succeeded' });
  });
});

test('The first step that differs is marked in both and described', async () => {
  const { at, goodAt, good, sentence } = await compared(
    login('user01', 1, 'passed') + login('user02', 2, 'failed'),
  );
  expect(good?.detail.steps[goodAt ?? -1]?.text).not.toBe(undefined);
  expect([at, goodAt]).toEqual([1, 1]);
  expect(sentence).toMatch(/^After “login user02”: here none of the user's groups matched, there /);
});

describe('Two lists of steps differ', () => {
  const steps = (kinds: string): PlacedStep[] =>
    kinds
      .split(' ')
      .filter(Boolean)
      .map(kind => {
        const mood: Mood = kind.startsWith('!') ? 'bad' : 'plain';
        return { kind, at: { start: 0, end: 0 }, from: 'unit', to: 'unit', text: kind, more: [], mood };
      });
  test.each([
    ['at the first failure that the other lacks', 'a b !c', 'a b c d', 2, 2],
    ['at a failure, whatever else is new before it', 'a x !c', 'a b c', 2, 1],
    ['at the first new step where nothing failed', 'a x c', 'a c', 1, 1],
    ['where the other goes on', 'a b', 'a b c', 2, 2],
    ['at a failure after one that both had', 'a !b !c', 'a !b d', 2, 2],
    ['nowhere where both are the same', 'a b', 'a b', 2, 2],
    ['at the start where they share nothing', '!x', 'a b', 0, 0],
    ['at the start where there is nothing', '', 'a', 0, 0],
  ])('%s', (_, own, good, at, goodAt) => {
    expect(partingOf(steps(own), steps(good))).toEqual({ at, goodAt });
  });
});

describe('The two ends of a tunnel', () => {
  const OTHER = changed(AES, { ENCR: 'DES_CBC', DH_GROUP: 'MODP1536.' });
  const asked = lines('to-hq:12', 'initiator: main mode', sent('SA_INIT', 500, SPI));
  const answered = packet('IKEv2 exchange=SA_INIT_RESPONSE');
  const refusal = lines('to-hq:12', 'received notify type NO_PROPOSAL_CHOSEN');
  const heard = (...content: readonly string[]): string =>
    swapped(
      packet('IKEv2 exchange=SA_INIT', SPI) +
        lines(`${SPI}:301`, 'responder received SA_INIT msg', ...content),
    );
  /** The lines with the addresses of the other end. */
  const swapped = (text: string): string =>
    text.replaceAll('198.51.100.2', 'X').replaceAll('192.0.2.1', '198.51.100.2').replaceAll('X', '192.0.2.1');
  const compare = proposals('incoming proposal:', OTHER).concat(proposals('my proposal, gw site-a:', AES));

  async function beside(own: string, other: string): Promise<Comparison | undefined> {
    const [here, there] = [own, other].map(text => openCapture(open(text), OPTIONS));
    const [one, two] = [here?.facts[0], there?.facts[0]];
    if (!here || !there || !one || !two) throw new Error('No negotiation');
    const others = { open: [{ ...there, uri: 'there' }] };
    return comparisonOf(here, one.id, others, translate, { uri: 'there', id: two.id });
  }

  test.each([
    [
      'who proposed what',
      asked + answered + refusal,
      heard(...compare, 'no proposal chosen'),
      '192.0.2.1 proposed des-5, 198.51.100.2 accepts aes128-14 (ENCR, DH_GROUP). After “SA_INIT_RESPONSE”: here NO_PROPOSAL_CHOSEN, there the two ends have no proposal in common',
    ],
    [
      'the same from the other end',
      heard(...compare, 'no proposal chosen'),
      asked + answered + refusal,
      '192.0.2.1 proposed des-5, 198.51.100.2 accepts aes128-14 (ENCR, DH_GROUP). After “SA_INIT”: here the two ends have no proposal in common, there NO_PROPOSAL_CHOSEN',
    ],
    [
      'what one sent and the other did not receive',
      asked + lines('to-hq:12', 'negotiation timeout, deleting'),
      heard('SA proposal chosen, matched gateway site-a', sent('SA_INIT_RESPONSE')),
      '192.0.2.1 is the initiator, 198.51.100.2 the responder. After “SA_INIT”: here the peer does not answer, there the gateway site-a was chosen',
    ],
  ])('are shown with %s', async (_, own, other, sentence) => {
    expect((await beside(own, other))?.sentence).toBe(sentence);
  });

  test('name messages of IKEv1 in two ways', () => {
    const step = (kind: string): Pick<PlacedStep, 'kind' | 'mood'> => ({ kind, mood: 'plain' });
    const initiator = ['sent ident_i1send', 'received Identity Protection mode', 'sent ident_i2send'].map(
      step,
    );
    const responder = ['received Identity Protection mode', 'sent ident_r1send'].map(step);
    expect(partingOfEnds(initiator, responder)).toEqual({ at: 2, goodAt: 2 });
  });
});
