// Captures of one unit that are read together: facts of one decide about the problems of another.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';

const UNIT = 'FG140E4Q17000494';
const LICENCE =
  'FGT (root) # show user fortitoken\nconfig user fortitoken\n    edit "FTKMOB947FDC1754"\n        set license "FTMTRIAL00000001"\n    next\nend\n';
const status = (unit: string): string =>
  `FGT # get system status\nVersion: FortiGate-140E v7.4.3,build2573,240201 (GA.F)\nSerial-Number: ${unit}\n`;
const CONFIRMED = /confirmed by line \d of (\S+): `license/;

describe('report', () => {
  test.each([
    ['before it', { 'a.log': status(UNIT) + LICENCE, 'b.log': SEED }, 'a.log'],
    ['after it', { 'b.log': SEED, 'c/d.log': status(UNIT) + LICENCE }, 'c/d.log'],
    ['but not of another unit', { 'b.log': SEED, 'c.log': status('FGT60F0000000001') + LICENCE }, undefined],
  ])('judges a problem by a capture of its unit that is read %s', async (_, files, name) => {
    const folder = folderWith(files);
    for (const words of [[folder], ['--incident', 'provision/FTKMOB947FDC1754/1', folder]]) {
      const { code, out } = await runHere(['report', ...words]);
      expect(code).toBe(0);
      expect(CONFIRMED.exec(out)?.[1]).toBe(name && path.normalize(name));
    }
  });

  test('judges a problem on standard input', async () => {
    const folder = folderWith({ 'b.log': status(UNIT) + LICENCE });
    const { out } = await runHere(['report', '-', `${folder}/b.log`], SEED);
    expect(out).toMatch(CONFIRMED);
  });

  test('takes captures without a serial number for those of the unit only if the user says so', async () => {
    const folder = folderWith({ 'a.log': LICENCE, 'b.log': SEED });
    expect((await runHere(['report', folder])).out).not.toMatch(CONFIRMED);
    expect((await runHere(['report', '--same-unit', folder])).out).toMatch(CONFIRMED);
  });

  test('refuses to take captures of two units for those of one', async () => {
    const folder = folderWith({ 'a.log': status('FGT60F0000000001') + LICENCE, 'b.log': SEED });
    const { code, out, err } = await runHere(['report', '--same-unit', folder]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(
      '--same-unit: these captures show several serial numbers: FGT60F0000000001, FG140E4Q17000494',
    );
  });
});
