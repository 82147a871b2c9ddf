// Sends the results out of either extension host: one console line per event, which run.mjs reads.
import type { MochaOptions, ReporterConstructor, Runner, Test } from 'mocha';

const MARK = '@@suite ';

interface Result {
  kind: 'passed' | 'failed' | 'again' | 'skipped' | 'end';
  title?: string;
  ms?: number | undefined;
  error?: string;
}

const send = (event: Result): void => console.log(MARK + JSON.stringify(event));

/** A mocha reporter. */
function report(runner: Runner): void {
  runner.on('pass', (test: Test) => send({ kind: 'passed', title: test.fullTitle(), ms: test.duration }));
  runner.on('pending', (test: Test) => send({ kind: 'skipped', title: test.fullTitle() }));
  const sendError = (kind: 'failed' | 'again') => (test: Test, error: unknown) =>
    send({ kind, title: test.fullTitle(), error: explain(error) });
  runner.on('fail', sendError('failed'));
  runner.on('retry', sendError('again'));
  runner.on('end', () => send({ kind: 'end' }));
}

/** How each host runs its mocha. Mocha accepts any function as a reporter; its types require more. */
export const OPTIONS: MochaOptions = {
  ui: 'tdd',
  // Longer than any wait of a test: only against what hangs.
  timeout: 1_800_000,
  // A window on a busy machine loses keys and frames. Failures are reported; a test fails after three attempts.
  retries: 2,
  reporter: report as unknown as ReporterConstructor,
};

const explain = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Runs the loaded suites; rejects if one fails, as VS Code expects. */
export function runAll(mocha: { run(done: (failures: number) => void): unknown }): Promise<void> {
  return new Promise((resolve, reject) => {
    mocha.run(failures => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
