import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { fileErrorReason } from '../files/fileErrors';
import { bytesOfOpen } from '../files/readText';
import { label } from '../knowledge/labels';
import { inUserLanguage } from '../knowledge/translate';
import type { Write } from './formats';
import type { FaultWords, FromWork, Start, ToWork } from './workerMessages';
import { run } from './run';
import { cliText } from './cliText';
import { isPlain, plainWriter, throttled } from './terminal';

/** Maximum length of output in transit, in UTF-16 code units or bytes. */
const MAX_IN_FLIGHT = 1 << 18;
const [INPUT, OUTPUT] = [0, 1];

/** Does the work of `supervise` in its thread. `program` is the file for further threads. */
export function serveCommand(program: string): void {
  const port = parentPort;
  if (!port) return;
  const { words, colour, unicode, progress } = workerData as Start;
  const send = (message: FromWork): void => port.postMessage(message);
  const reportError = (text: string): void => send({ reportError: text });
  const interrupt = new AbortController();
  const { write, written } = portWriter(send);
  port.on('message', (message: ToWork) => {
    if (message !== 'endInput') return written(message.written);
    send('finishing');
    interrupt.abort();
  });

  void run(words, {
    input: input(),
    write: isPlain(OUTPUT)
      ? plainWriter(OUTPUT, error => {
          reportError(`fortios-debug: ${cliText('standardOutput')}: ${fileErrorReason(error, 'written')}\n`);
          process.exit(2);
        })
      : write,
    reportError,
    colour,
    unicode,
    // Garbage is collected before it exceeds a third of the memory in use: this takes a tenth more time, but halves
    // the memory.
    preferLowMemory: () => setFlagsFromString('--heap-growing-percent=30'),
    threads: { program, count: availableParallelism() },
    ...(progress && { progress: throttled(text => send({ progress: text })) }),
    endInputOnInterrupt: () => {
      send('endsInput');
      return interrupt.signal;
    },
    exitCodeSoFar: onChange(code => send({ exitCodeSoFar: code })),
    drafts: {
      add: draft => send({ draft, isDone: false }),
      delete: draft => send({ draft, isDone: true }),
    },
    serve: () => send('serve'),
    languageChosen: () => send({ faults: faultWords() }),
  }).then(code => {
    if (code !== undefined) process.exit(code);
    port.close();
  });
}

function faultWords(): FaultWords {
  const reason = label('reason.written', inUserLanguage, { reason: '{reason}' });
  return { outOfMemory: cliText('outOfMemory'), output: `${cliText('standardOutput')}: ${reason}` };
}

/** Passes on a number only if it has changed. */
function onChange(notify: (value: number) => void): (value: number) => void {
  let last = 0;
  return value => {
    if (value !== last) notify(value);
    last = value;
  };
}

/** Standard input, opened only when it is read. */
async function* input(): AsyncGenerator<Uint8Array> {
  yield* bytesOfOpen(INPUT);
}

/** Writes through messages, with back-pressure from the reader. */
function portWriter(say: (message: FromWork) => void): { write: Write; written: (length: number) => void } {
  let [inFlight, resume]: [number, () => void] = [0, () => undefined];
  return {
    write(text) {
      if (text.length === 0) return undefined;
      say({ write: text });
      inFlight += text.length;
      return inFlight < MAX_IN_FLIGHT ? undefined : new Promise<void>(resolve => (resume = resolve));
    },
    written(length) {
      inFlight -= length;
      if (inFlight < MAX_IN_FLIGHT) resume();
    },
  };
}
