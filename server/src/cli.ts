import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { run } from './cli/run';
import { startServer } from './lsp/server';

const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

// A reader that closes early (`| head`) is no fault.
process.stdout.on('error', () => process.exit(0));
void run(process.argv.slice(2), {
  input: process.stdin,
  write: text => void process.stdout.write(text),
  complain: text => void process.stderr.write(text),
  colour,
  serve: () => {
    const streams = [
      new StreamMessageReader(process.stdin),
      new StreamMessageWriter(process.stdout),
    ] as const;
    startServer(createConnection(ProposedFeatures.all, ...streams));
  },
}).then(code => {
  if (code !== undefined) process.exitCode = code;
});
