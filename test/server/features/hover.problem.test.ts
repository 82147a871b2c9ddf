import { describe, expect, test } from 'vitest';
import { ruleNamed } from '../../../server/src/knowledge';
import { codeOf, firstLine, linksOf, listBelow } from '../../support/markdown';
import { hover, hovered, SEED, SEED_SECRET } from '../../support/reading';
import { markAt } from '../../support/markers';

const ARTICLE =
  'https://community.fortinet.com/t5/Customer-Service/Customer-Service-Tip-FortiToken-error-message-token-does-not/ta-p/308115';

describe('The hover on error 31 of seed.log', () => {
  const hoverText = hover(markAt(SEED, '"error_code":31')) ?? '';
  const items = (heading: string): string => listBelow(hoverText, heading).items.join('\n');

  test('begins with the meaning, in one short line', () => {
    expect(firstLine(hoverText)).toBe("The token's licence is registered to another FortiGate");
  });

  test('names the token, the unit that asks and its release', () => {
    const facts = hoverText.split('\n').find(line => line.includes('In this capture'));
    expect(facts).toContain('FTKMOB947FDC1754');
    expect(facts).toContain('FG140E4Q17000494');
    expect(facts).toContain('2573 (FortiOS 7.4.3?)');
  });

  test('says the probable causes', () => {
    expect(items('Probable cause')).toContain('The configuration was copied from another FortiGate');
    expect(items('Probable cause')).toContain('registered under the secondary unit');
  });

  test('numbers the next steps', () => {
    expect(listBelow(hoverText, 'Next steps').numbered).toBe(true);
  });

  test('says the way out in a safe order: the licence, the ticket, a backup, the users, then the tokens', () => {
    const steps = listBelow(hoverText, 'Next steps').items;
    const order = [
      /Delete nothing yet/,
      /which serial number the token.s licence is registered to/,
      /open a ticket with Customer Service/,
    ]
      .concat(/back up the configuration/, /Switch two-factor off.* Then delete the tokens/)
      .concat(/User & Authentication > FortiTokens > Create New > Mobile Token/)
      .map(expected => steps.findIndex(step => expected.test(step)));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  test('says where the licence belongs in an HA cluster', () => {
    expect(hoverText).toMatch(
      /HA cluster the licence should be registered under the serial number of the primary/,
    );
    expect(hoverText).toMatch(
      /registered under the secondary \(slave\) unit is not activated under the primary/,
    );
  });

  test('says that a moved configuration does not bring the licence', () => {
    expect(hoverText).toMatch(/configuration file moved .* must first be registered .* then activated again/);
  });

  test('says that activation needs FortiGuard', () => {
    expect(hoverText).toMatch(/activated only while the FortiGate has a connection to the FortiGuard/);
  });

  test('has the commands to run in a code block, each whole', () => {
    const [commands = ''] = codeOf(hoverText);
    expect(commands.split('\n')).toContain('show user fortitoken FTKMOB947FDC1754');
    expect(commands.split('\n')).toContain('get system ha status');
  });

  test('names its source with its address', () => {
    expect(linksOf(hoverText)).toContain(ARTICLE);
  });

  test('is about the error object', () => {
    expect(hovered(markAt(SEED, '"error_code":31'))).toContain(
      '"error":<|{"error_code":31,"error_message":"token does not belong to product"}|>}],"result"',
    );
  });

  test('continues with what is under the mouse, after a rule', () => {
    expect(hoverText).toMatch(/\n\*\*\*\n\n\*\*Number of the error\*\*\n/);
  });

  test('does not report the same error twice', () => {
    const text = hover(markAt(SEED, 'token does not belong')) ?? '';
    expect(text.match(/The token's licence is registered to another FortiGate/g)).toHaveLength(1);
  });
});

describe('The hover on another problem of seed.log', () => {
  test('names the cluster member that is not registered, and what to do', () => {
    const hoverText = hover(markAt(SEED, 'Product is not registered')) ?? '';
    expect(firstLine(hoverText)).toBe('A cluster member is not registered in FortiCare');
    expect(hoverText).toContain('FG140E4Q17000407');
    expect(listBelow(hoverText, 'Next steps').items[0]).toContain('Register every cluster member');
  });

  test('says that the rest of the damaged JSON was read', () => {
    const hoverText = hover(markAt(SEED, ' license"')) ?? '';
    expect(firstLine(hoverText)).toBe('A JSON payload is damaged');
    expect(listBelow(hoverText, 'Next steps').items.join()).toContain('Check the damaged value yourself');
  });

  test('says why to mask the seed, without repeating it', () => {
    const hoverText = hover(markAt(SEED, SEED_SECRET)) ?? '';
    expect(firstLine(hoverText)).toBe('The seed of a token');
    expect(hoverText).toContain('Mask it before');
    expect(hoverText).toContain('A quick fix masks it in this file');
    expect(hoverText).not.toContain(SEED_SECRET.slice(0, 8));
  });

  test('omits a rule that is off, and still explains the term', () => {
    const rules = { 'ftm/product-not-registered': 'off' } as const;
    const hoverText = hover(markAt(SEED, 'Product is not registered'), { severities: rules }) ?? '';
    expect(hoverText).not.toContain('In this capture');
    expect(firstLine(hoverText)).toBe('A cluster member is not registered in FortiCare');
  });
});

describe('The hover on a secret', () => {
  const value = '00112233445566778899AABBCCDDEEFF00112233';
  const request = `{"d":{"tokens":[{"token":"FTKMOB0000000001","seed":"${value}"}]}}`;
  const cut = `${value.slice(0, 20)}<|>${value.slice(20)}`;

  test('says the same in its second place, about this place', () => {
    const marked = `${request}\n${request.replace(value, cut)}\n`;
    const hoverText = hover(marked) ?? '';
    expect(firstLine(hoverText)).toBe('The seed of a token');
    expect(hoverText).toContain('all 2 occurrences in this file');
    expect(hoverText).not.toContain(value.slice(0, 8));
    expect(hovered(marked)).toContain(`\n${marked.split('\n')[1]?.split(value.slice(0, 20))[0] ?? ''}<|${value}|>`);
  });

  test('does not mention it if its rule is off', () => {
    const hoverText = hover(`    set seed ${cut}\n`, { severities: { 'secret/otp-seed': 'off' } }) ?? '';
    expect(hoverText).not.toContain('The seed of a token');
  });

  test.each([
    ['secret/otp-seed', `    set seed ${cut}\n`],
    ['secret/activation-code', 'activation-code : EEQQR<|>RSSTTUUVVWW\n'],
    ['secret/licence-code', '    set license "EFTM9008<|>00700600"\n'],
    ['secret/password', '    set passwd "Sommer<|>-2024"\n'],
    ['secret/one-time-code', 'AuthCode: 48<|>2913\n'],
    ['secret/key', 'ike 0:t:1: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:0FF1CE33<|>44556677C0DEC0DE99AABBCC\n'],
    ['secret/session', 'Cookie: SVPNCOOKIE=kPq83Zt<|>Lw20YxVb6RmNd\n'],
  ])('says what could be done with it and how to mask it: %s', (rule, marked) => {
    const hoverText = hover(marked) ?? '';
    const { title, meaning } = ruleNamed(rule) ?? {};
    expect(firstLine(hoverText)).toBe(title);
    expect(hoverText).toContain(meaning?.[0]?.text.slice(0, 20));
    expect(hoverText).toContain('A quick fix masks it');
  });
}); // oxfmt-ignore

describe('The hover on an error that no source explains', () => {
  const answer = (error: string): string =>
    `{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"FTKMOB0000000001","error":${error}}]}}`;

  test('says so, and gives the number', () => {
    const hoverText = hover(answer('{"error_code":9<|>9,"error_message":"no such thing"}')) ?? '';
    expect(hoverText).toContain('Error 99: this version has no source for it');
  });

  test('gives the words of the service', () => {
    expect(hover(answer('{"error_code":9<|>9,"error_message":"no such thing"}'))).toContain('no such thing');
  });

  test('does not give another text the meaning of a known number', () => {
    const hoverText = hover(answer('{"error_code":3<|>1,"error_message":"no such thing"}')) ?? '';
    expect(hoverText).not.toContain('another FortiGate');
    expect(hoverText).toContain('Error 31: this version has no source for it');
  });

  test('says that no source explains a text without a number', () => {
    expect(hover(answer('"no such<|> thing"'))).toContain('This version has no source for this error');
  });
});

describe('The hover on a failed command', () => {
  test('does not explain it by another command that fails with the same number', () => {
    const hoverText = hover('FGT # execute backup config usb\nCommand fail. Return co<|>de -56') ?? '';
    expect(firstLine(hoverText)).not.toContain('FTM push');
    expect(hoverText).toContain('execute backup config usb');
  });

  test('explains the push server if that is the command that failed', () => {
    const hoverText =
      hover(
        'FGT (ftm-push) # set server-ip 192.0.2.1\nobject check operator err<|>or, -56, discard the setting\nCommand fail. Return code -56',
      ) ?? '';
    expect(firstLine(hoverText)).toContain('FTM push: set server instead of server-ip');
  });
});

describe('A client without Markdown', () => {
  const hoverText = hover(markAt(SEED, '"error_code":31'), { markdown: false }) ?? '';

  test('gets the same in plain text, numbered and with the address of the source', () => {
    expect(firstLine(hoverText)).toBe("The token's licence is registered to another FortiGate");
    expect(hoverText).toMatch(/^Next steps\n\n1\. Delete nothing yet/m);
    expect(hoverText).toMatch(/^ {4}show user fortitoken FTKMOB947FDC1754$/m);
    expect(hoverText).toContain(ARTICLE);
  });

  test('gets no Markdown syntax', () => {
    expect(hoverText).not.toMatch(/\*\*|```|\]\(|\\/);
  });

  test('gets log text unchanged, without escapes', () => {
    const table =
      'FGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\nFTKMOB0000000001 0 odd_<|>*state*\n';
    expect(hover(table, { markdown: false })).toContain('odd_*state*');
  });
});
