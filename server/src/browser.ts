import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { Door } from './lsp/door';
import { startServer } from './lsp/server';

const door = new Door();
const [reader, writer] = [new BrowserMessageReader(self), new BrowserMessageWriter(self)];
startServer(createConnection(reader, writer, { messageStrategy: door }), door);
