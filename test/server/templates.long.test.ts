import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { DOMAINS } from '../../server/src/knowledge/domains';
import { RecordFinder } from '../../server/src/secrets/positions/finder';
import { BUILT_IN } from '../../server/src/site/builtIn';
import { SiteKnowledge } from '../../server/src/site/knowledge';
import { type CaptureRecord, readRecords, contextAtStart, viewOf } from '../../server/src/syntax';
import { LineReader } from '../../server/src/trace/lineReader';
import { numbersOf, otherValues } from '../support/values';
import { plainRecord } from './syntax/plainRecord';

// What was read of a line is taken for all lines of its template. So whatever a room says of a line may not depend on the values
// in it: each text is read after others that differ from it in numbers and hex digits only.

const FOLDER = 'test/fixtures';
type NamedText = readonly [name: string, text: string];
const CAPTURES: readonly NamedText[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(name => statSync(path.join(FOLDER, name)).isFile())
  .sort()
  .map(name => [name, readFileSync(path.join(FOLDER, name), 'utf8')]);
const EXAMPLES: readonly NamedText[] = DOMAINS.map(({ sentences = [] }) => [
  `the sentences of ${sentences[0]?.id ?? 'nothing'}`,
  sentences.flatMap(({ examples }) => examples?.match ?? []).join('\n'),
]);
/** How often each text is read with other values. */
const ROUNDS = 2;

/** The knowledge, with templates that outlive a text; and with none, so that each line is read by itself. */
const known = new SiteKnowledge(BUILT_IN.entries);
const fresh = new SiteKnowledge(BUILT_IN.entries);
Object.defineProperty(fresh, 'templates', { value: undefined });

/** A text, and after it the same with other values. */
function variantsOf([name, text]: NamedText): readonly string[] {
  const numbers = numbersOf(name);
  return [text, ...Array.from({ length: ROUNDS }, () => otherValues(text, numbers))];
}

type Room = (view: string, records: readonly CaptureRecord[], site: SiteKnowledge) => unknown;

const finder =
  (identities: boolean): Room =>
  (view, records, site) => {
    const found: string[] = [];
    new RecordFinder(identities, one => found.push(JSON.stringify(one)), site).read(view, records);
    return found.sort();
  };

/** What each room says of the records of a text. */
const ROOMS: Readonly<Record<string, Room>> = {
  forms: (_view, records) => records.map(plainRecord),
  trace: (view, records, site) => {
    const lines = new LineReader(view, site);
    return records.map(record => {
      if (record.kind === 'debug') return withoutRecords(lines.debug(record));
      if (record.kind === 'sentence') return withoutRecords(lines.sentence(record));
      return record.kind === 'text' ? withoutRecords(lines.failureOf(record, false)) : undefined;
    });
  },
  secrets: finder(false),
  identities: finder(true),
};

/** The facts of a line as text: places with their offsets, rows and entries by their ids. */
function withoutRecords(facts: unknown): string {
  return JSON.stringify(facts, (name, value: unknown) => {
    if (name === 'record') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if ('id' in value && 'texts' in value) return value.id;
    return 'start' in value && 'end' in value ? { ...value, start: value.start, end: value.end } : value;
  });
}

function recordsOf(view: string, site: SiteKnowledge): readonly CaptureRecord[] {
  return readRecords(view, contextAtStart(view).wrappedFrom, site.templates);
}

/** Each text with its records, of known templates and by themselves. */
const READ = [...CAPTURES, ...EXAMPLES].flatMap(named =>
  variantsOf(named).map(text => {
    const view = viewOf(text);
    return { name: named[0], view, records: [known, fresh].map(site => recordsOf(view, site)) };
  }),
);

describe('A line of a known template is read as if it were the first', () => {
  test.each(Object.entries(ROOMS))('by %s', (_name, room) => {
    for (const { name, view, records } of READ) {
      const [one, other] = records;
      expect(room(view, one ?? [], known), name).toEqual(room(view, other ?? [], fresh));
    }
  });

  test('in the whole analysis', () => {
    for (const named of CAPTURES)
      for (const text of variantsOf(named)) {
        const [one, other] = [known, fresh].map(site => {
          const { findings, secrets, coverage } = analyze(text, undefined, site);
          return { findings, secrets, coverage };
        });
        expect(one, named[0]).toEqual(other);
      }
  });
});

test('Most lines that repeat are of a known template', () => {
  const text = readFileSync('test/fixtures/seed.log', 'utf8').replaceAll(/(?<=FTKMOB)\w+/g, '0123456789');
  const view = viewOf(text.repeat(4));
  const records = recordsOf(view, known).filter(({ kind }) => kind !== 'blank');
  expect(records.filter(({ template }) => template).length).toBeGreaterThan(records.length / 2);
});
