// Entry point of the suites in the web worker extension host: mocha's browser build defines a global `mocha`.
import 'mocha/mocha.js';
import { OPTIONS, runAll } from './reporter';

export async function run(): Promise<void> {
  mocha.setup(OPTIONS);
  await import('./all');
  await runAll(mocha);
}
