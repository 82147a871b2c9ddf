import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  argument,
  fixes,
  open,
  SEED,
  SEED_SECRET,
  shownOf,
  ticketAbout as ticket,
} from '../../support/reading';
import { ticketOf } from '../../../server/src/features/ticket';
import { inEnglish, wordsOf } from '../../../server/src/knowledge';
import { guidanceOf } from '../../../server/src/rules';
import { captureWithSecrets } from '../../support/secrets';

describe('The ticket about error 31 of seed.log', () => {
  const output = ticket(SEED, 'ftm/token-not-of-product');
  const line = (name: string): string | undefined =>
    output
      .split('\n')
      .find(one => one.startsWith(`${name}: `))
      ?.slice(name.length + 2);

  test('begins with a subject that names the token', () => {
    expect(output.split('\n')[0]).toBe(
      "Subject: The token's licence is registered to another FortiGate: FTKMOB947FDC1754",
    );
  });

  test('says the problem in the words of the Problems panel', () => {
    expect(line('Problem')).toBe(
      'FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product) (line 30)',
    );
  });

  test.each([
    ['Token', 'FTKMOB947FDC1754'],
    ['Requesting unit', 'FG140E4Q17000494'],
    ['Cluster members', 'FG140E4Q17000407 (Product is not registered), FG140E4Q17000494'],
    ['Error', '31, token does not belong to product; 17, no valid token found'],
    ['Build', '2573 (FortiOS 7.4.3?)'],
    ['Time', '2024-03-30 04:10:04 (local time of the unit)'],
  ])('has the %s', (name, value) => {
    expect(line(name)).toBe(value);
  });

  test('asks to register the licence to the requesting unit, in HA to the primary', () => {
    expect(line('Request')).toMatch(/register or transfer .* FG140E4Q17000494 .*primary/);
  });

  test('leaves blanks for what the capture cannot know', () => {
    expect(output).toMatch(/To be filled in:\n- Licence number \(EFTM\.\.\.\)/);
  });

  test('names the article without quoting it', () => {
    expect(output).toMatch(/ta-p\/308115/);
    const { meaning = [], causes = [] } = guidanceOf({ rule: 'ftm/token-not-of-product' }).guidance;
    expect([...meaning, ...causes].filter(one => output.includes(wordsOf(one, inEnglish)))).toEqual([]);
  });

  test('shows the lines that say it, with their numbers', () => {
    expect(output).toContain('ftm_cfg_provision_token[417]:provision token: FTKMOB947FDC1754');
    expect(output).toContain('"error":{"error_code":31');
  });

  test('shows the seed masked, in its full length', () => {
    expect(output).toContain(`"seed": "${'*'.repeat(40)}"`);
    expect(output).not.toContain(SEED_SECRET.slice(0, 8));
  });
});

describe('The ticket', () => {
  const answer = (fields: string): string => `{"d":{"__type":"SoftToken.ProvisionResponse",${fields}}}\n`;

  test('about a cluster member asks to register that member', () => {
    expect(ticket(SEED, 'ftm/product-not-registered')).toContain(
      'Request: Please help register the cluster member FG140E4Q17000407 in the same account.',
    );
  });

  test('names the cause that the capture confirms', () => {
    const text = [
      '[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10',
      '[1] fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 775, v2580)',
      '[239] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1001, len=2524',
      '',
    ].join('\n');
    expect(ticket(text, 'login/ldap-bind')).toMatch(
      /\nWhich cause it is:\n- ✓ The user is locked \(775\)\.\n/,
    );
  });

  test('about an unknown error quotes it and asks what it means', () => {
    const output = ticket(
      answer('"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":99,"error_message":"no such thing"}}]'),
      'ftm/unknown-error',
    );
    expect(output).toContain('Error: 99, no such thing\n');
    expect(output).toContain('Request: Please explain what this means and what to do.');
  });

  test('says what the capture does not show', () => {
    const output = ticket(answer('"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31}}]'), 'ftm/token-not-of-product');
    expect(output).toContain('Requesting unit: not shown in the capture\n');
    expect(output).toContain('Build: not shown in the capture\n');
    expect(output).toContain('Time: not shown in the capture\n');
  });

  test('names the model of the unit, if a source does', () => {
    const output = ticket(
      answer('"serial_number":"FGT40F0000000001","tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31}}]'),
      'ftm/token-not-of-product',
    );
    expect(output).toContain('Requesting unit: FGT40F0000000001 (FortiGate-40F)\n');
  });

  test('takes the release from `get system status` if the exchange has no build', () => {
    const output = ticket(
      `FGT # get system status\nVersion: FortiGate-60F v7.4.3,build2573,240201 (GA.M)\n${answer('"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31}}]')}`,
      'ftm/token-not-of-product',
    );
    expect(output).toContain('Build: FortiGate-60F v7.4.3,build2573,240201 (GA.M)\n');
  });

  test('keeps each fact on one line, whatever is in the log', () => {
    const token = JSON.stringify('FTKMOB\nBuild: 1\nTime: 2');
    const output = ticket(answer(`"tokens":[{"token":${token},"error":{"error_code":31}}]`), 'ftm/token-not-of-product');
    expect(output.split('\n').filter(line => line.startsWith('Build: '))).toEqual(['Build: not shown in the capture']);
  });

  test('has the line breaks of a text, also from a capture with CR CR LF', () => {
    expect(ticket(SEED.replace(/\n/g, '\r\r\n'), 'ftm/token-not-of-product')).not.toContain('\r');
  });

  test('shortens a very long line to the words that say it', () => {
    const long = answer(
      `"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31},"note":"${'x'.repeat(20_000)}"}]`,
    );
    const output = ticket(long, 'ftm/token-not-of-product');
    expect(output.length).toBeLessThan(3000);
    expect(output).toMatch(/"error_code":31.* …\n/);
  });

  test('shows no secret, and nor do the commands to copy', () => {
    fc.assert(
      fc.property(captureWithSecrets, text => {
        const { analysis } = open(text);
        const found = analysis.secrets.flatMap(({ places }) =>
          places.map(({ start, end }) => text.slice(start, end)),
        );
        const copied = fixes(text)
          .filter(({ title }) => title.startsWith('Copy'))
          .map(one => String(argument(one)));
        const tickets = analysis.findings.map(finding => ticketOf(finding, analysis, inEnglish));
        expect(shownOf(found, [...copied, ...tickets].join('\n'))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('shows no password of the lines after an answer that is cut short', () => {
    const cut = answer('"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31,"error_messa').slice(0, -3);
    const output = ticket(`${cut}\n    set passwd "correct-horse-battery"\n`, 'ftm/token-not-of-product');
    expect(output).not.toContain('correct-');
  });

  test('is not made for what Customer Service cannot help with', () => {
    const titles = fixes(SEED, 'secret/otp-seed').map(({ title }) => title);
    expect(titles.filter(title => title.includes('ticket'))).toEqual([]);
  });
}); // oxfmt-ignore
