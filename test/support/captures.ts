import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = 'test/fixtures/captures/';
/** The project's own captures. */
export const CAPTURES: readonly string[] = readdirSync(FOLDER)
  .filter(name => name.endsWith('.log'))
  .map(name => readFileSync(FOLDER + name, 'utf8'));
