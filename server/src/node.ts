import { Console } from 'node:console';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files/nodeFiles';
import { Door } from './lsp/door';
import { startServer } from './lsp/server';

const door = new Door();
const isPiped = process.argv.includes('--stdio');
const guard = new Worker(path.join(__dirname, 'guard.js'), { workerData: isPiped ? 'stdio' : 'parent' });
// Without it the server hears of its client's end only between two analyses.
guard.on('error', error => process.stderr.write(`fortios-debug: ${error.message}\n`));

if (isPiped) {
  // What a library says must not get into the protocol.
  globalThis.console = new Console(process.stderr);
  const input = new Readable({ read: () => undefined });
  guard.on('message', (piece: Uint8Array | null) => input.push(piece));
  const connection = createConnection(ProposedFeatures.all, input, process.stdout, { messageStrategy: door });
  startServer(connection, door, nodeFiles);
} else startServer(createConnection(ProposedFeatures.all, { messageStrategy: door }), door, nodeFiles);
