#!/usr/bin/env node
// Starts the built command line. It is here before anything is built, so that `npm ci` links it.
const { existsSync } = require('node:fs');
const path = require('node:path');

const program = path.join(__dirname, '..', 'dist', 'cli.js');
if (existsSync(program)) require(program);
else {
  process.stderr.write('fortios-debug: it is not built yet. In the folder of the clone: npm run build\n');
  process.exitCode = 2;
}
