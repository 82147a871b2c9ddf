import { expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { type ClusterFacts, ClusterGatherer, clusterFactsOf } from '../../../../server/src/rules';
import { answered, NOT_OF_PRODUCT, STANDBY, TOKEN, UNIT } from '../../../support/exchange';

type Request = ClusterFacts['requests'][number];

const at = (text: string, start: number) => ({ text, start, end: start + text.length });
/** A unit asks for a token at this place. */
const asked = (unit: string, start: number, more: Partial<Request> = {}): Request => ({
  unit,
  token: at(TOKEN, start),
  refused: undefined,
  answered: undefined,
  ...more,
});
const refusedAt = (start: number): Partial<Request> => ({ refused: at('31', start) });

/** What is gathered of parts, which are added in this order. */
function gathered(...parts: readonly Partial<ClusterFacts>[]): ClusterGatherer {
  const gatherer = new ClusterGatherer();
  for (const part of parts) gatherer.add({ requests: [], unregistered: [], ...part });
  return gatherer;
}

test('A part of a capture says who asks for which token, and nothing else', () => {
  const text = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
  const { requests, unregistered } = clusterFactsOf(analyze(text).trace);
  expect(unregistered).toEqual([]);
  expect(
    requests.map(({ unit, token, refused, answered }) => [unit, token.text, refused?.text, answered]),
  ).toEqual([[UNIT, TOKEN, '31', undefined]]);
});

test('The facts are in the order of the text, whatever the order in which their parts are added', () => {
  const [early, late] = [at(UNIT, 20), at(STANDBY, 600)];
  const { facts } = gathered(
    { requests: [asked(UNIT, 500)], unregistered: [late] },
    { requests: [asked(STANDBY, 100)], unregistered: [early] },
  );
  expect(facts).toEqual({
    requests: [asked(STANDBY, 100), asked(UNIT, 500)],
    unregistered: [early, late],
  });
});

test('A token that a unit asks for again is one request, with the first place of each outcome', () => {
  const given = (start: number): Partial<Request> => ({ answered: { start, end: start + 16 } });
  const both = { ...refusedAt(150), ...given(350) };
  const parts = [
    { requests: [asked(UNIT, 300, given(350))] },
    { requests: [asked(UNIT, 100, refusedAt(150))] },
    { requests: [asked(UNIT, 500, { ...refusedAt(550), ...given(560) })] },
    { requests: [asked(UNIT, 700)] },
  ];
  expect(gathered(...parts).facts.requests).toEqual([asked(UNIT, 100, both)]);
  expect(gathered(...parts.reverse()).facts.requests).toEqual([asked(UNIT, 100, both)]);
});

test('Of two units that are refused a token, the problem is at the first refusal, also if its part is added later', () => {
  const gatherer = gathered(
    { requests: [asked(UNIT, 500, refusedAt(550))] },
    { requests: [asked(STANDBY, 100, refusedAt(150))] },
  );
  expect([...gatherer.problems()]).toMatchObject([
    { rule: 'cluster/token-of-two-units', start: 150, facts: { unit: STANDBY, other: UNIT } },
  ]);
});

test.each([
  ['in the order of the text', [100, 300, 500]],
  ['in another order', [300, 100, 500]],
  ['from the end', [500, 300, 100]],
])(
  'The related place of a member that asks is its first request, with parts that are added %s',
  (_, places) => {
    const unregistered = [at(STANDBY, 20)];
    const gatherer = gathered(
      { unregistered },
      ...places.map(start => ({ requests: [asked(STANDBY, start)] })),
    );
    expect([...gatherer.problems()].map(({ related }) => related.map(({ start }) => start))).toEqual([[100]]);
  },
);

test('Of a capture with very many tokens, the first 20,000 are kept, and what is known of them still grows', () => {
  const token = (index: number) => at(`FTKMOB${String(index).padStart(10, '0')}`, 100 * index);
  const requests = Array.from({ length: 20_001 }, (_, index) => ({ ...asked(UNIT, 0), token: token(index) }));
  const gatherer = gathered({ requests });
  expect(gatherer.facts.requests).toHaveLength(20_000);
  gatherer.add({ requests: [{ ...asked(STANDBY, 0), token: token(7) }], unregistered: [] });
  expect(gatherer.facts.requests.filter(one => one.token.text === token(7).text)).toHaveLength(2);
});
