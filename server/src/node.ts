import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './files/nodeFiles';
import { startServer } from './lsp/server';

startServer(createConnection(ProposedFeatures.all), nodeFiles);
