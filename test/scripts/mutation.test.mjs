import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PARTS } from '../mutation/parts.mjs';

/** The rooms whose code is mutated. */
const ROOMS = ['rules', 'secrets', 'secrets/positions', 'secrets/copy', 'syntax/phrases', 'syntax/json'];
/** Only types, or only what other files export. */
const WITHOUT_CODE = /\/(?:types|secrets\/index|phrases\/index|json\/index)\.ts$/;

/** @param {string} folder */
const filesIn = folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .map(name => path.posix.join(folder, name));

/** @param {string} glob a file, or `folder/*.ts` */
const expanded = glob => (glob.endsWith('/*.ts') ? filesIn(path.posix.dirname(glob)) : [glob]);

describe('The parts of the mutation tests', () => {
  test('hold each file of the mutated rooms once', () => {
    const files = ROOMS.flatMap(room => filesIn(`server/src/${room}`)).filter(
      name => !WITHOUT_CODE.test(name),
    );
    const mutated = Object.values(PARTS).flatMap(({ mutate }) => mutate.flatMap(expanded));
    expect(mutated.filter(name => !WITHOUT_CODE.test(name)).sort()).toEqual(files.sort());
  });
});
