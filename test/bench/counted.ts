// Counts what an analysis of two generated logs does, and prints it as JSON: the same on every machine. With the name of a
// file, writes a log of 2 MB there instead. `npm run price` bundles this file and runs it in a process of its own.
import { Session } from 'node:inspector';
import { analyze } from '../../server/src/analysis';
import { captureLog, failuresLog, type Log, textOf, writeLog } from './captureLog';
import { MB } from './row';

/** What an analysis does for each line of a text, on average. */
export interface CountedWork {
  /** Calls of a method of a string or an expression that run a regular expression. */
  readonly regularExpressions: number;
  /** Strings that methods of strings, arrays and expressions return. */
  readonly strings: number;
  /** Sentences of the knowledge that are compared with a message. */
  readonly sentences: number;
  /** Lines that the forms read, since their template was not known. */
  readonly readByForms: number;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** The function that compares a message with a sentence, in `syntax/phrases/match.ts`. */
const COMPARES = 'matchOf';
/** The method that reads a line without a known template, in `syntax/reader.ts`. */
const READS_BY_FORMS = '#unknown';

/** Methods that run a regular expression. The engine's own methods call each other: only the outer call counts. */
const EXPRESSION_METHODS = [
  'exec',
  'test',
  Symbol.match,
  Symbol.matchAll,
  Symbol.replace,
  Symbol.search,
  Symbol.split,
] as const;

/** Methods that return new strings. */
const STRING_METHODS: readonly (readonly [owner: object, names: readonly string[]])[] = [
  [
    String.prototype,
    [
      ...['slice', 'substring', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'split'],
      ...['replace', 'replaceAll', 'match', 'repeat', 'padStart', 'padEnd', 'charAt', 'at', 'normalize'],
    ],
  ],
  [RegExp.prototype, ['exec']],
  [Array.prototype, ['join']],
];

/** Runs `work`, and returns how many expressions it ran and how many strings it made. */
function counting(work: () => void): Pick<CountedWork, 'regularExpressions' | 'strings'> {
  let [regularExpressions, strings, depth] = [0, 0, 0];
  const undo: (() => void)[] = [];
  const replace = (owner: object, name: string | symbol, around: (native: Method) => Method): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (!descriptor) throw new Error(`There is no method ${String(name)}.`);
    Object.defineProperty(owner, name, { ...descriptor, value: around(descriptor.value as Method) });
    undo.unshift(() => Object.defineProperty(owner, name, descriptor));
  };
  for (const name of EXPRESSION_METHODS)
    replace(
      RegExp.prototype,
      name,
      native =>
        function (...given) {
          if (depth++ === 0) regularExpressions++;
          try {
            return native.apply(this, given);
          } finally {
            depth--;
          }
        },
    );
  for (const [owner, names] of STRING_METHODS)
    for (const name of names)
      replace(
        owner,
        name,
        native =>
          function (...given) {
            const made = native.apply(this, given);
            if (typeof made === 'string') strings++;
            else if (Array.isArray(made)) strings += made.length;
            return made;
          },
      );
  try {
    work();
  } finally {
    for (const step of undo) step();
  }
  return { regularExpressions, strings };
}

/** How often `work` calls the functions of these names. Throws if there is none of a name. */
function callsOf(names: readonly string[], work: () => void): number[] {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  work();
  const counts = new Map<string, number>();
  // In one thread, the answer arrives before the call returns.
  session.post('Profiler.takePreciseCoverage', (error, answer) => {
    if (error) throw error;
    for (const { functions } of answer.result)
      for (const { functionName, ranges } of functions)
        if (names.includes(functionName))
          counts.set(functionName, (counts.get(functionName) ?? 0) + (ranges[0]?.count ?? 0));
  });
  session.disconnect();
  return names.map(name => {
    const count = counts.get(name);
    if (count === undefined)
      throw new Error(`There is no function ${name}: give its new name in counted.ts.`);
    return count;
  });
}

function workOf(log: Log, first: Log): CountedWork {
  const text = textOf(log);
  const lines = text.split('\n').length;
  // Tables that are made once are no work of a line.
  analyze(textOf(first));
  let made = { regularExpressions: 0, strings: 0 };
  const [sentences = 0, readByForms = 0] = callsOf(
    [COMPARES, READS_BY_FORMS],
    () => (made = counting(() => analyze(text))),
  );
  const perLine = (count: number): number => Math.round((count / lines) * 100) / 100;
  return {
    regularExpressions: perLine(made.regularExpressions),
    strings: perLine(made.strings),
    sentences: perLine(sentences),
    readByForms: perLine(readByForms),
  };
}

const [file] = process.argv.slice(2);
if (file !== undefined) writeLog(file, captureLog(2 * MB));
else
  console.log(
    JSON.stringify({
      bench: workOf(captureLog(MB), captureLog(MB / 20)),
      exchanges: workOf(failuresLog(400), failuresLog(20)),
    }),
  );
