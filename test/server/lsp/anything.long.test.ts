import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { type FoldingRange, type Position, type Range } from 'vscode-languageserver-types';
import { anyText, damaged } from '../../support/arbitraries';
import { requestsAbout, START, startSettled } from '../../support/asking';
import { SEED } from '../../support/reading';
import type { Client } from '../../support/server';

const FOLDER = 'test/fixtures/captures';
const FIXTURES = [
  SEED,
  ...readdirSync(FOLDER)
    .filter(name => name.endsWith('.log'))
    .map(name => readFileSync(path.join(FOLDER, name), 'utf8')),
];
const { ContentModified, RequestCancelled, ServerCancelled } = LSPErrorCodes;
const MAX_VERSION = 2 ** 31 - 1;

let client: Client;
const faults: string[] = [];
beforeAll(async () => {
  client = await startSettled();
  // A fault in a feature gives an empty answer, and the log mentions it.
  client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    faults.push(message);
  });
});
afterAll(() => client.kill());

/** Bytes as shown by an editor that decodes them as UTF-8 or as one character per byte. */
const bytes = fc
  .tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('utf8' as const, 'latin1' as const))
  .map(([data, encoding]) => Buffer.from(data).toString(encoding));

/** A capture from the fixtures, cut anywhere at both ends. */
const cut = fc
  .tuple(fc.constantFrom(...FIXTURES), fc.nat(), fc.nat())
  .map(([text, a, b]) => text.slice(...[a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)));

const anything = fc.oneof(anyText, bytes, cut, damaged(cut));

/** A position in a text, given as a number; or a line and a character that may not exist. */
const place = fc.oneof(
  { weight: 3, arbitrary: fc.nat() },
  {
    weight: 1,
    arbitrary: fc.record({
      line: fc.integer({ min: -1, max: 60 }),
      character: fc.integer({ min: -1, max: 900 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ line: MAX_VERSION, character: MAX_VERSION }) },
);
interface Edit {
  readonly from: number | Position;
  readonly to: number | Position;
  readonly text: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  from: place,
  to: place,
  text: fc.oneof(anyText, cut, fc.constant('')),
});
const edits = fc.array(edit, { maxLength: 4 });
const noop = (): void => undefined;

const positionOf = (document: TextDocument, at: number | Position): Position =>
  typeof at === 'number' ? document.positionAt(at % (document.getText().length + 1)) : at;

function rangeOf(document: TextDocument, from: number | Position, to: number | Position): Range {
  const [start, end] = [positionOf(document, from), positionOf(document, to)];
  return start.line < end.line || (start.line === end.line && start.character <= end.character)
    ? { start, end }
    : { start: end, end: start };
}

const documentOf = (uri: string, text: string, version = 1): TextDocument =>
  TextDocument.create(uri, 'fortios-debug', version, text);

/** The text with a range replaced. */
function replaced(document: TextDocument, { start, end }: Range, text: string): string {
  const whole = document.getText();
  return whole.slice(0, document.offsetAt(start)) + text + whole.slice(document.offsetAt(end));
}

/** Every range and position in an answer, including negative ones. */
function* placesIn(answer: unknown): Generator<Range> {
  if (typeof answer !== 'object' || answer === null) return;
  const { start, end } = answer as Partial<Range>;
  if (isPlace(start) && isPlace(end)) yield { start, end };
  else if (isPlace(answer)) yield { start: answer, end: answer };
  else for (const part of Object.values(answer) as unknown[]) yield* placesIn(part);
}

const isPlace = (value: unknown): value is Position =>
  typeof (value as Partial<Position> | undefined)?.line === 'number' &&
  typeof (value as Partial<Position>).character === 'number';

/** Everything in an answer that a strict client would reject. */
function outside(document: TextDocument, answer: unknown): unknown[] {
  const inside = (at: Position): boolean => {
    const { line, character } = document.positionAt(document.offsetAt(at));
    return line === at.line && character === at.character;
  };
  return [...placesIn(answer), ...foldsIn(answer), ...tokensIn(answer)].filter(
    ({ start, end }) => !inside(start) || !inside(end) || document.offsetAt(start) > document.offsetAt(end),
  );
}

/** Folds, which have lines only. */
function foldsIn(answer: unknown): Range[] {
  const folds = (Array.isArray(answer) ? answer : []) as Partial<FoldingRange>[];
  return folds.flatMap(({ startLine, endLine }) =>
    startLine === undefined || endLine === undefined
      ? []
      : [{ start: { line: startLine, character: 0 }, end: { line: endLine, character: 0 } }],
  );
}

/** Semantic tokens, which are relative to each other. */
function tokensIn(answer: unknown): Range[] {
  const data = (answer as { data?: number[] } | null)?.data ?? [];
  const at = { ...START };
  const ranges: Range[] = [];
  for (let index = 0; index < data.length; index += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(index, index + 3);
    at.character = down === 0 ? at.character + right : right;
    at.line += down;
    ranges.push({ start: { ...at }, end: { ...at, character: at.character + length } });
  }
  return ranges;
}

let count = 0;
const newUri = (): string => `file:///any-${++count}.log`;

/** Opens a text and applies the edits; returns the resulting document. */
async function edited(
  uri: string,
  text: string,
  edits: readonly Edit[],
  between: (document: TextDocument) => void = noop,
): Promise<TextDocument> {
  let document = documentOf(uri, text);
  await client.open(uri, text);
  for (const { from, to, text } of edits) {
    between(document);
    const range = rangeOf(document, from, to);
    const version = document.version + 1;
    document = documentOf(uri, replaced(document, range, text), version);
    const params = { textDocument: { uri, version }, contentChanges: [{ range, text }] };
    await client.connection.sendNotification('textDocument/didChange', params);
  }
  return document;
}

/** The answers to all requests, as text, without parts that differ each time. */
async function everyAnswer(uri: string, position: Position, range: Range): Promise<string> {
  const asked = requestsAbout(uri, position, range);
  const answers = await Promise.all(
    asked.map(([method, params]) => client.connection.sendRequest<unknown>(method, params)),
  );
  const named = answers.map((answer, index) => [asked[index]?.[0], answer]);
  const others = (key: string, value: unknown): unknown => (key === 'resultId' ? undefined : value);
  return JSON.stringify(named, others, 1).replaceAll(uri, 'the document');
}

test('Whatever a document contains and becomes, every request has an answer inside the text', async () => {
  await fc.assert(
    fc.asyncProperty(anything, edits, place, place, async (text, changes, from, to) => {
      const uri = newUri();
      const document = await edited(uri, text, changes);
      const asked = requestsAbout(uri, positionOf(document, from), rangeOf(document, from, to));
      for (const [method, params] of asked) {
        const answer = await client.connection.sendRequest<unknown>(method, params);
        expect([method, outside(document, answer)]).toEqual([method, []]);
      }
      await client.close(uri);
      expect(faults).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('An edited document has the same answers as one that is opened with that text', async () => {
  await fc.assert(
    fc.asyncProperty(anything, edits, place, place, async (text, changes, from, to) => {
      const [uri, fresh] = [newUri(), newUri()];
      // Request between edits, so that there is an outdated analysis.
      const document = await edited(uri, text, changes, ({ uri }) => void client.pull(uri).catch(noop));
      await client.open(fresh, document.getText());
      const places = [positionOf(document, from), rangeOf(document, from, to)] as const;
      expect(await everyAnswer(uri, ...places)).toBe(await everyAnswer(fresh, ...places));
      await client.close(uri);
      await client.close(fresh);
    }),
    { numRuns: 75 },
  );
});

test('While a document changes, each request is answered or fails as outdated or cancelled', async () => {
  const allowedCodes: (number | undefined)[] = [
    undefined,
    ContentModified,
    RequestCancelled,
    ServerCancelled,
  ];
  await fc.assert(
    fc.asyncProperty(anything, edits, place, fc.boolean(), async (text, changes, at, cancelled) => {
      const uri = newUri();
      const codes: Promise<number | undefined>[] = [];
      await edited(uri, text, changes, document => {
        const source = new CancellationTokenSource();
        const position = positionOf(document, at);
        for (const [method, params] of requestsAbout(uri, position, rangeOf(document, at, at)))
          codes.push(codeOf(client.connection.sendRequest(method, params, source.token)));
        if (cancelled) source.cancel();
      });
      expect((await Promise.all(codes)).filter(code => !allowedCodes.includes(code))).toEqual([]);
      await client.close(uri);
      expect(faults).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

/** The error code of a response; undefined if the request succeeds. */
const codeOf = (answer: Promise<unknown>): Promise<number | undefined> =>
  answer.then(
    () => undefined,
    (error: unknown) => (error as { code?: number }).code ?? 0,
  );
