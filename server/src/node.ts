import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { isCaptureFile } from './files/beginning';
import { nodeFiles } from './files/nodeFiles';
import { Door } from './lsp/door';
import { startServer } from './lsp/server';

const [option, file] = process.argv.slice(2);
if (option === '--recognise' && file !== undefined) void recognise(file);
else serve();

function serve(): void {
  const door = new Door();
  startServer(createConnection(ProposedFeatures.all, { messageStrategy: door }), door, nodeFiles);
}

/** For editors that choose the language of a file by a program: exits with 0 when the file is a capture, else with 1. */
async function recognise(name: string): Promise<void> {
  process.exitCode = (await isCaptureFile(name).catch(() => false)) ? 0 : 1;
}
