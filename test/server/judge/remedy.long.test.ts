import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { evidenceExamplesOf } from '../../../server/src/evidenceExamples';
import { judge, type Judged } from '../../../server/src/judge';
import { commandWith } from '../../../server/src/judge/commandNames';
import { DOMAINS } from '../../../server/src/knowledge/domains';
import misleading from '../../fixtures/misleading.json';
import { every, first } from '../../support/rows';

const FIXTURES = 'test/fixtures/captures';

/** Every capture of the fixtures, and every example of a cause, of a sentence and of evidence. */
const TEXTS: readonly string[] = [
  ...readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.log'))
    .map(name => readFileSync(`${FIXTURES}/${name}`, 'utf8')),
  readFileSync('test/fixtures/seed.log', 'utf8'),
  ...misleading.flatMap(({ capture, decides }) =>
    [capture, decides.capture].flatMap(lines => (lines ? [lines.join('\n')] : [])),
  ),
  ...DOMAINS.flatMap(({ sentences = [], causes = [], terms = [] }) => [
    ...[...sentences, ...causes].map(({ examples }) => (examples?.match ?? []).join('\n')),
    ...evidenceExamplesOf([...causes, ...terms]).map(({ lines, problem }) =>
      [...lines, ...problem].join('\n'),
    ),
  ]),
];

/** Each problem of these captures as it is judged, with its rule. */
const JUDGED: readonly (readonly [rule: string, judged: Judged])[] = TEXTS.flatMap(text => {
  const analysis = analyze(`${text}\n`);
  return analysis.findings.map(finding => [finding.rule, judge(analysis, finding)] as const);
});

test('No step and no command serves excluded causes only', () => {
  every(JUDGED, first, ([, { guidance, causes, steps, commands, values }]) => {
    const left = new Set(
      causes.flatMap(({ verdict, statement: { id } }) => (verdict === 'excluded' ? [] : [id])),
    );
    const wrong = steps.filter(({ against }) => against?.some(id => left.has(id)) === false);
    expect(wrong.map(({ text }) => text)).toEqual([]);
    const all = (guidance.steps ?? []).flatMap(one => one.commands ?? []);
    const served = new Set(steps.flatMap(one => one.commands ?? []).map(one => commandWith(one, values)));
    const unserved = all.map(one => commandWith(one, values)).filter(one => !served.has(one));
    expect(commands.filter(one => unserved.includes(one))).toEqual([]);
  });
});

test('A last resort stands after all other steps', () => {
  every(JUDGED, first, ([, { steps }]) => {
    const at = steps.findIndex(({ lastResort }) => lastResort);
    expect(at < 0 || steps.slice(at).every(({ lastResort }) => lastResort)).toBe(true);
  });
});

test('What the message asserts is never excluded', () => {
  every(JUDGED, first, ([, { causes }]) => {
    const struck = causes.filter(({ isContradicted, verdict }) => isContradicted && verdict === 'excluded');
    expect(struck).toEqual([]);
  });
});

test('Commands stand in steps, except for causes in the format of a site', () => {
  const flat = DOMAINS.flatMap(({ causes = [], terms = [] }) => [...causes, ...terms]).filter(
    one => one.commands && !('match' in one),
  );
  expect(flat.map(({ id }) => id)).toEqual([]);
});
