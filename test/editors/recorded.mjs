// Stands on the PATH of an editor for the built command line: runs it, and writes how the language server ended and what it
// said on its error output to the file of FORTIOS_SERVER_END. An editor that kills it leaves no such file.
import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/tools.mjs';

const program = path.join(ROOT, 'server', 'dist', 'cli.js');
const child = spawn(process.execPath, [program, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'pipe'],
});
const serves = process.argv[2] === 'lsp';
let said = '';
child.stderr.on('data', data => (said += data));
child.once('close', (code, signal) => {
  process.exitCode = code ?? 1;
  if (!serves) return;
  const file = String(process.env.FORTIOS_SERVER_END);
  writeFileSync(`${file}.part`, JSON.stringify({ code, signal, said }));
  // Whole at once, for somebody waits for it.
  renameSync(`${file}.part`, file);
});
