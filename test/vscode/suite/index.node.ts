// Entry point of the suites in the Node extension host.
import Mocha from 'mocha';
import { OPTIONS, runAll } from './reporter';

export async function run(): Promise<void> {
  const mocha = new Mocha(OPTIONS);
  // Defines suite() and test(), which the suites call when they are loaded.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./all');
  await runAll(mocha);
}
