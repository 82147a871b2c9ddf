import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { Door } from './lsp/door';
import { startServer } from './lsp/server';

// The server in Node loads this bundle, too, for the code that both need (esbuild.mjs).
if ('WorkerGlobalScope' in globalThis) serve();

function serve(): void {
  const door = new Door();
  const [reader, writer] = [new BrowserMessageReader(self), new BrowserMessageWriter(self)];
  startServer(createConnection(reader, writer, { messageStrategy: door }), door);
}
