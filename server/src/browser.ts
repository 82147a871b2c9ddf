import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './lsp/server';

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)));
