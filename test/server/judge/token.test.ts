import { describe, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { evidenceOn } from '../../support/evidence';

const RULE = 'ftm/token-not-of-product';

describe('Error 31', () => {
  test('of the seed is not the known issue of FortiOS 7.4.9, and leaves the licence to be asked for', () => {
    expect(evidenceOn(SEED, RULE).causes).toEqual([
      '? other-unit decide with `show user fortitoken FTKMOB947FDC1754`',
      '? rma decide with `get system ha status`',
      '? secondary decide with `get system ha status`',
      '? trial decide with `show user fortitoken FTKMOB947FDC1754`',
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

describe('Error 17', () => {
  const ANSWER = SEED.replace(/"error":\{"error_code":31[^}]*\}/, '"error":null');
  const shown = (licence: string): string =>
    `FGT (root) # show user fortitoken\nconfig user fortitoken\n    edit "FTKMOB947FDC1754"\n        set license "${licence}"\n    next\nend\n${ANSWER}`;

  const verdicts = (text: string): string =>
    evidenceOn(text, 'ftm/no-valid-token')
      .causes.map(one => one.slice(0, 9))
      .join(', ');

  test('without an error of a token is about trial tokens or the licence, which its entry decides', () => {
    expect(verdicts(ANSWER)).toBe('? trial d, ? licence');
    expect(verdicts(shown('EFTM0000000001'))).toBe('? licence, ✗ trial e');
    expect(verdicts(shown('FTMTRIAL00000001'))).toBe('? trial s, ✗ licence');
  });

  test('of a licensed token has no steps for trial tokens', () => {
    const steps = evidenceOn(shown('EFTM0000000001'), 'ftm/no-valid-token').steps.join('\n');
    expect(steps).not.toContain('rial tokens');
    expect(steps).toContain('the request is from FG140E4Q17000494');
  });
});

describe('A hard token that was activated before', () => {
  const of = (serial: string): readonly string[] =>
    evidenceOn(
      `FGT # diagnose fortitoken info\nFORTITOKEN       DRIFT STATUS\n${serial} 0     token already activated, and seed won't be returned\n`,
      'token/status',
    ).steps;

  test('has the steps for its model', () => {
    expect(of('FTK2000000000001').join('\n')).toContain('TAC ticket');
    expect(of('FTK2000000000001').join('\n')).not.toContain('CD');
    expect(of('FTK2110000000001')).toEqual(['FTK211: import the activation file from its CD instead.']);
  });
});

describe('A token that is not activated after its code was sent', () => {
  const SENT = [
    '{"d":{"serial_number":"FGT60F0000000001","tokens":[{"token":"FTKMOB0123456789","error":null}],"error":null}}',
    '2025-01-15 10:00:00 ftm_cfg_update_token_provision[720]:Set token FTKMOB0123456789 to provisioning',
    '',
  ].join('\n');
  const later = (status: string): readonly string[] =>
    evidenceOn(
      `${SENT}FGT # diagnose fortitoken info\nFORTITOKEN       DRIFT STATUS\nFTKMOB0123456789 0     ${status}\n`,
      'ftm/not-activated',
    ).causes.map(one => one.split(' ', 2).join(' '));

  test('has an expired code, or one that can still be used', () => {
    expect(later('provision timeout')).toEqual(['✓ expired', '? message']);
    expect(later('provisioning')).toEqual(['? waiting', '? message']);
  });
});
