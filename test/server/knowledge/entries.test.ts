import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { mentionsOf } from '../../../server/src/features/mentions';
import { ENTRIES, type Entry, RULES, sourceNamed } from '../../../server/src/knowledge';
import { DOMAINS } from '../../../server/src/knowledge/domains';
import { RECIPES } from '../../../server/src/knowledge/recipes';
import schema from '../../../server/src/knowledge/schema.json';
import sources from '../../../server/src/knowledge/data/sources.json';
import { every, first, firstTwo } from '../../support/rows';

interface TestedEntry extends Entry {
  readonly examples: { readonly match: readonly string[]; readonly not: readonly string[] };
}

const FOLDER = 'server/src/knowledge/data';
const OTHERS = new Set(['effects.json', 'labels.json', 'recipes.json', 'secret-words.json', 'sources.json']);
const files = readdirSync(FOLDER).filter(name => name.endsWith('.json') && !OTHERS.has(name));
const read = (name: string): TestedEntry[] =>
  JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as TestedEntry[];
const entries = [
  ...files.flatMap(read),
  ...DOMAINS.flatMap(({ terms = [] }) => terms as unknown as TestedEntry[]),
];
const written = [
  ...DOMAINS.flatMap(({ causes = [] }) => causes.filter(({ match }) => !match)),
  ...DOMAINS.flatMap(({ sentences = [] }) =>
    sentences.flatMap(({ id, says }) => (says ? [{ ...says, id }] : [])),
  ),
];

/** The ids of every entry that the hovers and problems of `text` mention. */
function mentionedIds(text: string): Set<string> {
  const analysis = analyze(text);
  const mentioned = analysis.records
    .flatMap(record => mentionsOf(analysis, record))
    .map(({ entry }) => entry?.id ?? '');
  return new Set([...mentioned, ...analysis.findings.map(({ entry }) => entry ?? '')]);
}

describe('The knowledge', () => {
  test.each(files)('in %s fits its schema', name => {
    const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);
    validate(read(name));
    expect(validate.errors ?? []).toEqual([]);
  });

  const variants = RULES.flatMap(({ id, variants = {} }) =>
    Object.values(variants).map(one => ({ ...one, id, documents: [] })),
  );
  const statements = [...ENTRIES, ...RULES, ...variants].flatMap(
    ({ id, meaning = [], causes = [], steps = [], documents = [] }) =>
      [...meaning, ...causes, ...steps].map(statement => ({ id, ...statement, documents })),
  );

  test('of a cause or a sentence ends every statement with its certainty, and with a source unless it is inferred', () => {
    const marked = new RegExp(schema.definitions.statement.pattern);
    const all = written.flatMap(({ id, meaning = [], causes = [], steps = [] }) =>
      [...meaning, ...causes, ...steps].map(part => ({
        id,
        statement: typeof part === 'string' ? part : part.statement,
      })),
    );
    expect(all.filter(({ statement }) => !marked.test(statement))).toEqual([]);
  });

  test('names only sources that are listed', () => {
    const named = [...statements, ...RECIPES].flatMap(({ sources: ids }) => ids);
    expect(named.filter(id => !sourceNamed(id))).toEqual([]);
  });

  test('has every source once, with a title and an address where it can be read', () => {
    const ids = sources.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(sources.filter(({ title }) => title === '')).toEqual([]);
    expect(sources.filter(({ address }) => !/^https:\/\/[^\s/]+\.\S+$/.test(address))).toEqual([]);
  });

  test('lists no source that nothing names', () => {
    const named = new Set([...statements, ...RECIPES].flatMap(({ sources: ids }) => ids));
    const words = readFileSync(`${FOLDER}/secret-words.json`, 'utf8');
    const unused = sources.filter(({ id }) => !named.has(id) && !words.includes(`"${id}"`));
    expect(unused.map(({ id }) => id)).toEqual([]);
  });

  test('marks a statement as stated or seen only with a source', () => {
    const unproved = statements.filter(
      ({ certainty, sources: ids, documents }) =>
        certainty !== 'inferred' && ids.length === 0 && (certainty !== 'site' || documents.length === 0),
    );
    expect(unproved.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
  });

  test('does not claim that something is not public', () => {
    const claims = files
      .concat('labels.json', ...readdirSync(`${FOLDER}/domains`).map(name => `domains/${name}`))
      .flatMap(name => readFileSync(`${FOLDER}/${name}`, 'utf8').match(/[^"]*no public [^"]*/gi) ?? []);
    expect(claims).toEqual([]);
  });
});

describe('A recipe that switches debug on', () => {
  const recipes = [...ENTRIES, ...RULES]
    .filter(({ commands = [] }) =>
      commands.some(one => /^diagnose (?:debug (?:application|enable)|\S+ debug enable)/.test(one)),
    )
    .map((entry): [string, typeof entry] => [entry.id, entry]);

  test('shows its output, and switches debug off again', () => {
    every(recipes, first, ([, { commands = [] }]) => {
      expect(commands).toContain('diagnose debug enable');
      expect(commands.slice(-2)).toEqual(['diagnose debug disable', 'diagnose debug reset']);
    });
  });

  test('warns of the output', () => {
    every(recipes, first, ([, { meaning = [], steps = [] }]) => {
      expect([...meaning, ...steps].map(({ text }) => text).join(' ')).toMatch(/debug output/);
    });
  });
});

describe('An entry', () => {
  const cases = (which: 'match' | 'not'): [string, string][] =>
    entries.flatMap(({ id, examples }) => examples[which].map((text): [string, string] => [id, text]));

  test('is found in its examples', () => {
    every(cases('match'), firstTwo, ([id, text]) => {
      expect([...mentionedIds(text)]).toContain(id);
    });
  });

  test('is not found in similar texts', () => {
    every(cases('not'), firstTwo, ([id, text]) => {
      expect([...mentionedIds(text)]).not.toContain(id);
    });
  });
});
