import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze, AnalysisStream } from '../../server/src/analysis';
import { ClusterGatherer, clusterFactsOf, cutOffIn } from '../../server/src/rules';
import { contextAtStart } from '../../server/src/syntax';
import { anyText } from '../support/arbitraries';
import { CAPTURES } from '../support/captures';
import { SEED } from '../support/reading';
import { captureWithSecrets } from '../support/secrets';
import { mixes } from './mix/generator';

/** The result of a stream for `text` cut in two. */
function streamed(text: string, at: number, window: number) {
  const stream = new AnalysisStream(window, contextAtStart(text));
  stream.push(text.slice(0, at));
  stream.push(text.slice(at));
  return stream.finish();
}

/** The same for a text that is analysed as a whole. */
function whole(text: string) {
  const { findings, trace, secrets } = analyze(text);
  const gatherer = new ClusterGatherer();
  gatherer.add(clusterFactsOf(trace));
  const [coverage, cutOff] = [trace.coverage, cutOffIn(trace)];
  return { findings, coverage, cutOff, secrets, cluster: gatherer.facts };
}

test('A stream has the problems of the whole text, wherever the text is cut and however little is read at once', () => {
  const texts = fc.oneof(
    anyText,
    captureWithSecrets,
    mixes.map(({ text }) => text),
  );
  fc.assert(
    fc.property(texts, fc.nat(), fc.constantFrom(1, 60, 700), (text, cut, window) => {
      expect(streamed(text, cut % (text.length + 1), window)).toEqual(whole(text));
    }),
    { numRuns: 75 },
  );
});

test('A stream has the problems of the whole text at cuts all over every fixture', () => {
  for (const text of [SEED, ...CAPTURES]) {
    const expected = JSON.stringify(whole(text));
    for (let at = 0; at <= text.length; at += 17)
      expect(JSON.stringify(streamed(text, at, 1))).toBe(expected);
  }
});

test('A stream knows the outcome of a negotiation whose lines were in an earlier part', () => {
  const others = Array.from({ length: 300 }, (_, at) => `[1${at}:root:${at}]sslvpn failed ${at}\n`);
  const text = [
    'ike V=root:0:hq:1: responder received SA_INIT msg\n',
    'ike V=root:0:hq:1: no SA proposal chosen\n',
    'ike V=root:0:hq:1: gw validation OK\n',
    ...others,
  ].join('');
  expect(streamed(text, 200, 400)).toEqual(whole(text));
});
