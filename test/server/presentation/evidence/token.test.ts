import { describe, expect, test } from 'vitest';
import { SEED } from '../../../support/reading';
import { evidenceOn } from '../../../support/evidence';

const RULE = 'ftm/token-not-of-product';

describe('Error 31', () => {
  test('of the seed is not the known issue of FortiOS 7.4.9, and leaves the licence to be asked for', () => {
    expect(evidenceOn(SEED, RULE).causes).toEqual([
      '? other-unit decide with `show user fortitoken FTKMOB947FDC1754`',
      '? rma decide with `get system ha status`',
      '? trial decide with `show user fortitoken FTKMOB947FDC1754`',
      '? secondary decide with `get system ha status`',
      '✗ 7.4.9 excluded by line 26: `build 2573 (FortiOS 7.4.3?)`',
    ]);
  });

  test('of the seed names both serial numbers, and the cure of the article is among the first three steps', () => {
    const first = evidenceOn(SEED, RULE).steps.slice(0, 3).join('\n');
    expect(first).toContain('FG140E4Q17000494, FG140E4Q17000407');
    expect(first).toMatch(/open a ticket with Customer Service .* to register it to FG140E4Q17000494\./);
  });

  test('has no step against FortiOS 7.4.9 if that is excluded, and has it otherwise', () => {
    const older = SEED.replaceAll('"2573"', '"2829"').replace('{ "sn": "FG140E4Q17000494" }, ', '');
    expect(evidenceOn(SEED, RULE).steps.join('\n')).not.toContain('7.4.9');
    expect(evidenceOn(older, RULE).steps.join('\n')).toContain('7.4.9');
  });

  test('of a licensed token is not about a trial, and that of a trial token is', () => {
    const shown = (licence: string): string =>
      `FGT (root) # show user fortitoken\nconfig user fortitoken\n    edit "FTKMOB947FDC1754"\n        set license "${licence}"\n    next\nend\n${SEED}`;
    expect(evidenceOn(shown('EFTM0000000001'), RULE).causes.slice(-1)).toEqual([
      '✗ 7.4.9 excluded by line 32: `build 2573 (FortiOS 7.4.3?)`',
    ]);
    expect(evidenceOn(shown('EFTM0000000001'), RULE).causes.join('\n')).toMatch(/✗ trial excluded by line 4/);
    expect(evidenceOn(shown('FTMTRIAL00000001'), RULE).causes[0]).toMatch(/^✓ trial confirmed by line 4/);
  });

  test('is decided by no masked value', () => {
    const shown = `config user fortitoken\n    edit "FTKMOB947FDC1754"\n        set license "****************"\n    next\nend\n${SEED}`;
    expect(evidenceOn(shown, RULE).causes.join('\n')).toMatch(/\? trial/);
  });

  test('asks for the next capture with the cheapest commands that decide what is open', () => {
    expect(evidenceOn(SEED, RULE).deciding).toEqual([
      'show user fortitoken FTKMOB947FDC1754',
      'get system ha status',
    ]);
  });
});
