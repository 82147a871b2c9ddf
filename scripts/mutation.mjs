// Changes the source in small ways and looks whether a test notices: npm run mutation -- PART, or for a list of the parts
// without one. The survivors are listed at the end; test-results/mutation-PART.json has all mutants. Exits with 1 below a
// score of 80 %.
import path from 'node:path';
import { chosenPart, PARTS } from '../test/mutation/parts.mjs';
import { isMain, main, runNode, say } from './tools.mjs';

const CONFIGURATION = 'test/mutation/stryker.config.mjs';
const STRYKER = path.join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

/** @returns {Promise<number>} */
async function mutation() {
  const [name] = process.argv.slice(2);
  if (name === undefined) {
    for (const [part, { mutate }] of Object.entries(PARTS)) say(`${part.padEnd(12)} ${mutate.join(', ')}`);
    return 0;
  }
  process.env['MUTATION_PART'] = name;
  chosenPart();
  const { code } = await runNode(STRYKER, ['run', CONFIGURATION]);
  return code === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) await main(mutation);
