import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files/nodeFiles';
import { Door } from './lsp/door';
import { startServer } from './lsp/server';

const door = new Door();
startServer(createConnection(ProposedFeatures.all, { messageStrategy: door }), door, nodeFiles);
