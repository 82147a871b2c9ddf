import './codeCache';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { version } from '../../package.json';
import { supervise } from './cli/supervisor';

const load = (program: string): unknown => createRequire(__filename)(path.join(__dirname, program));

/** The language server is a separate program: checking files does not need to load it. */
const serve = (): void => {
  process.argv.push('--stdio');
  load('node.js');
};

const words = process.argv.slice(2);
if (!isMainThread) load('work.js');
else if (words.length === 1 && /^(?:-V|--version)$/.test(words[0] ?? '')) {
  // A reader may have closed the pipe.
  process.stdout.on('error', () => undefined).write(`${version}\n`);
} else if (words.length === 1 && words[0] === 'lsp') serve();
else supervise(__filename, words, serve);
