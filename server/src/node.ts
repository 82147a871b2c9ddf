// Before anything that takes time to compile.
import './codeCache';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { isCaptureFile } from './files/beginning';
import { nodeFiles } from './files/nodeFiles';
import { Door } from './lsp/door';
import { startServer } from './lsp/server';

const USAGE = `This is the language server for FortiOS debug captures. An editor starts it and talks to it over a connection:

  node.js --stdio              standard input and output
  node.js --socket=PORT        a socket, also --pipe=NAME; --node-ipc for a parent that is Node
  node.js --recognise FILE     exits with 0 if the content of FILE is a capture, and with 1 if not

For a terminal there is fortios-debug: fortios-debug check FILE, fortios-debug --help.
`;
/** The transports that the library supports. */
const CONNECTION = /^--(?:stdio|node-ipc|(?:socket|pipe)(?:=.+)?)$/;

const words = process.argv.slice(2);
const [option, file] = words;
if (option === '--recognise' && file !== undefined) void recognise(file);
else if (words.some(word => CONNECTION.test(word))) serve();
else explainItself();

function serve(): void {
  const door = new Door();
  startServer(createConnection(ProposedFeatures.all, { messageStrategy: door }), door, nodeFiles);
}

/** Explains the program to a user who starts it by hand; an error unless they ask for help. */
function explainItself(): void {
  const isAsked = words.includes('--help') || words.includes('-h');
  (isAsked ? process.stdout : process.stderr).write(USAGE);
  process.exitCode = isAsked ? 0 : 2;
}

/** For editors that determine the language of a file by a program: exits with 0 if the file is a capture, else with 1. */
async function recognise(name: string): Promise<void> {
  process.exitCode = (await isCaptureFile(name).catch(() => false)) ? 0 : 1;
}
