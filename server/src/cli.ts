import { createRequire } from 'node:module';
import path from 'node:path';
import { version } from '../../package.json';
import { supervise } from './cli/supervisor';

/** The language server is a separate program: checking files does not need to load it. */
const serve = (): void => {
  process.argv.push('--stdio');
  createRequire(__filename)(path.join(__dirname, 'node.js'));
};

const words = process.argv.slice(2);
if (words.length === 1 && /^(?:-V|--version)$/.test(words[0] ?? '')) {
  // A reader may have closed the pipe.
  process.stdout.on('error', () => undefined).write(`${version}\n`);
} else if (words.length === 1 && words[0] === 'lsp') serve();
else supervise(path.join(__dirname, 'work.js'), words, serve);
