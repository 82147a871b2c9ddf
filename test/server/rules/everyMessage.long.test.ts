import { expect, test, vi } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { inEnglish } from '../../../server/src/knowledge';
import { findingMessage, findingReason } from '../../../server/src/rules';
import { DOMAINS } from '../../../server/src/knowledge/domains';
import { RULE_EXAMPLES } from '../../support/examples';

/** Every example, whole and cut as a terminal or a collector cuts a line. */
const TEXTS: readonly string[] = [
  ...RULE_EXAMPLES.flatMap(({ examples }) => [...examples.match, ...examples.not]),
  ...DOMAINS.flatMap(({ sentences = [] }) => sentences).flatMap(({ examples }) => [
    ...(examples?.match ?? []),
    ...(examples?.not ?? []),
  ]),
].flatMap(line => [1, 0.8].map(share => `${line.slice(0, Math.ceil(line.length * share))}\n`));

test('No message has a hole that nothing has filled', () => {
  const left = TEXTS.flatMap(text =>
    analyze(text).findings.flatMap(finding =>
      [findingMessage(finding, inEnglish), findingReason(finding, inEnglish)].filter(
        said => /\{\w+\}/.test(said) && !/\{\w+\}/.test(text),
      ),
    ),
  );
  expect([...new Set(left)]).toEqual([]);
});

test('What is found in a text does not depend on the texts before it', async () => {
  const inOrder = async (texts: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    // What a process keeps of the lines that it has read is empty again.
    vi.resetModules();
    const { analyze: read } = await import('../../../server/src/analysis');
    return new Map(
      texts.map(text => [
        text,
        JSON.stringify(
          read(text).findings.map(({ rule, variant, start, end }) => [rule, variant, start, end]),
        ),
      ]),
    );
  };
  const forwards = await inOrder(TEXTS);
  const backwards = await inOrder([...TEXTS].reverse());
  expect(TEXTS.filter(text => forwards.get(text) !== backwards.get(text))).toEqual([]);
});
