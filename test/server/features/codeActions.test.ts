import { describe, expect, test } from 'vitest';
import { codeActionsOf, COMPARE_INCIDENT, EXPLAIN_FOR_TEAM } from '../../../server/src/features/codeActions';
import { rangeOf } from '../../../server/src/features/diagnostics';
import { inEnglish, RULES } from '../../../server/src/knowledge';
import { asked, fnbamd, result } from '../../support/logins';
import { answered, TOKEN } from '../../support/exchange';
import { unmark } from '../../support/markers';
import {
  ANY_CLIENT,
  applied,
  argument,
  fix,
  fixes,
  open,
  OUR_CLIENT,
  problems,
  SEED,
  SEED_SECRET,
} from '../../support/reading';
import { byId, every } from '../../support/rows';

const titles = (rule: string, client = OUR_CLIENT): string[] =>
  fixes(SEED, rule, client).map(({ title }) => title);

const ARTICLE =
  "Open the article: Customer Service Tip: FortiToken error message 'token does not belong to product'";

describe('Our client is offered', () => {
  test('for a refused token: the ticket, the commands, the article, and turning the rule off', () => {
    expect(titles('ftm/token-not-of-product')).toEqual([
      'Copy a Customer Service ticket for this',
      'Copy the commands that would decide this',
      'Copy the commands that check this',
      ARTICLE,
      'Turn ftm/token-not-of-product off in this workspace',
    ]);
  });

  test('for a login that RADIUS rejects: a ticket, and no standard in place of an article', () => {
    const rejected = asked() + fnbamd('fnbamd_radius_auth_validate_pkt-RADIUS resp code 3') + result(1);
    const offered = fixes(rejected, 'login/denied/radius').map(({ title }) => title);
    expect(offered[0]).toBe('Copy ticket');
    expect(offered.filter(title => title.includes('RFC'))).toEqual([]);
  });

  test('for a seed: masking it, masking every secret, the article, and turning the rule off', () => {
    expect(titles('secret/otp-seed')).toEqual([
      'Mask this secret',
      'Mask every secret in this file (1)',
      ARTICLE,
      'Turn secret/otp-seed off in this workspace',
    ]);
  });

  test('for damaged JSON: repairing it, and turning the rule off', () => {
    expect(titles('json/damaged')).toEqual(['Repair this JSON', 'Turn json/damaged off in this workspace']);
  });

  test('each as a quick fix of its problem', () => {
    const all = fixes(SEED);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['quickfix']));
    expect(all.filter(({ diagnostics }) => diagnostics?.length !== 1)).toEqual([]);
  });
}); // oxfmt-ignore

describe('On a line that is not understood, our client is offered', () => {
  const text =
    'FGT # diagnose debug enable\n2024-05-01 10:00:00 [812] nac_ask-The badge has stripes\nHTTP/1.1 200 OK\n';
  const withTeam = { ...OUR_CLIENT, clientCommands: new Set([EXPLAIN_FOR_TEAM]) };
  const titlesAt = (line: number, client = withTeam): string[] => {
    const { analysis, document } = open(text);
    const place = { line, character: 0 };
    return codeActionsOf(
      analysis,
      document,
      [],
      { translate: inEnglish, ...client },
      { start: place, end: place },
    ).map(({ title }) => title);
  };

  test('an entry for the team, and not elsewhere', () => {
    expect([0, 1, 2].map(line => titlesAt(line))).toEqual([[], ['Explain this line for my team…'], []]);
    expect(titlesAt(1, ANY_CLIENT)).toEqual([]);
  });
});

describe('Another client is offered', () => {
  test('nothing but edits', () => {
    const all = fixes(SEED, undefined, ANY_CLIENT);
    expect(all.map(({ title }) => title)).toEqual([
      'Mask this secret',
      'Mask every secret in this file (1)',
      'Repair this JSON',
    ]);
    expect(all.filter(({ command }) => command)).toEqual([]);
  });

  test('the article if it can show one', () => {
    const client = { ...ANY_CLIENT, showDocument: true };
    expect(titles('ftm/token-not-of-product', client)).toEqual([ARTICLE]);
  });

  test('only those commands that it has', () => {
    const client = { ...ANY_CLIENT, clientCommands: new Set(['fortiosDebug.turnRuleOff']) };
    expect(titles('json/damaged', client)).toEqual([
      'Repair this JSON',
      'Turn json/damaged off in this workspace',
    ]);
  });
});

describe('A quick fix', () => {
  test('compares an incident if a success of its kind is known, here or in another open capture', () => {
    const comparing = (text: string, elsewhere: string[]): number =>
      fixes(text, undefined, {
        ...OUR_CLIENT,
        clientCommands: new Set([COMPARE_INCIDENT]),
        succeedsElsewhere: (kind: string) => elsewhere.includes(kind),
      }).filter(({ command }) => command?.command === COMPARE_INCIDENT).length;
    expect(comparing(SEED, ['login'])).toBe(0);
    expect(comparing(SEED, ['provision'])).toBeGreaterThan(0);
    expect(comparing(`${SEED}\n${answered({ tokens: [TOKEN] })}`, [])).toBeGreaterThan(0);
  });

  test('copies the commands that check it in full, one per line', () => {
    const copied = argument(fix(SEED, 'ftm/token-not-of-product', 'Copy the commands that check'));
    expect(copied).toMatch(/^(?:(?:get|show|diagnose|execute) [^\n]+\n)+$/);
    expect(copied).toContain('get system ha status');
    expect(copied).not.toContain('execute fortitoken-mobile import');
  });

  test('copies the commands that decide what the capture leaves open', () => {
    expect(argument(fix(SEED, 'ftm/token-not-of-product', 'Copy the commands that would decide'))).toBe(
      'show user fortitoken FTKMOB947FDC1754\nget system ha status\n',
    );
  });

  test('opens the article that the problem links to', () => {
    const { codeDescription } = problems(SEED)[3] ?? {};
    expect(argument(fix(SEED, 'ftm/token-not-of-product', 'Open the article'))).toBe(codeDescription?.href);
  });

  test('turns off the rule that it names', () => {
    expect(argument(fix(SEED, 'json/damaged', 'Turn json/damaged off'))).toBe('json/damaged');
  });

  test('turns off one cause of a rule that has several', () => {
    const text = '__samld_sp_login_resp [871]: Clock skew issue.\n';
    const title = 'Turn login/saml/clock off';
    expect(argument(fix(text, 'login/saml/clock', title))).toBe('login/saml/clock');
  });

  test('is preferred if it fixes the problem and loses nothing', () => {
    const preferred = fixes(SEED).filter(({ isPreferred }) => isPreferred);
    expect(preferred.map(({ title }) => title)).toEqual(['Repair this JSON']);
  });

  test('contains no secret, neither in its title nor in what it copies', () => {
    const output = fixes(SEED).map(({ title, command }) => JSON.stringify([title, command]));
    expect(output.join('\n')).not.toContain(SEED_SECRET.slice(0, 8));
  });
});

describe('Repair this JSON', () => {
  const repaired = (text: string): string => applied(text, fix(text, 'json/damaged', 'Repair this JSON'));
  const answer = '{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"FTKMOB0000000001","license":null}]}}';

  test.each([
    ['a quote before a key', answer.replace('"license', 'license')],
    ['a quote behind a key', answer.replace('license"', 'license')],
    ['a comma', answer.replace('"license":null', '"license":null "qr_code":null')],
    ['the end', answer.slice(0, -4)],
    ['a line break inside a word', answer.replace('license', 'lic\nense')],
    ['a comma too many', answer.replace('null', 'null,')],
    ['typographic quotes', answer.replace('"license"', '“license”')],
  ])('makes JSON that parses of a payload damaged by %s', (_, text) => {
    expect(JSON.parse(repaired(text))).toMatchObject({
      d: { tokens: [{ token: 'FTKMOB0000000001', license: null }] },
    });
  });

  test('makes the first payload what it was', () => {
    expect(repaired(answer.replace('"license', 'license'))).toBe(answer);
  });

  test('leaves the rest of the capture as it is', () => {
    expect(repaired(SEED)).toBe(SEED.replace(', license"', ', "license"'));
  });

  test('leaves no damaged JSON', () => {
    expect(problems(repaired(SEED)).map(({ code }) => code)).not.toContain('json/damaged');
  });

  test('keeps the line of another daemon that was in the payload', () => {
    const other = '2024-03-30 04:10:04 [328] fds_https_recv: something else';
    const text = answer.replace('"license"', `\n${other}\n"license"`);
    const lines = repaired(text).trimEnd().split('\n');
    expect(lines).toContain(other);
    expect(JSON.parse(lines.filter(line => line !== other).join('\n'))).toHaveProperty('d.tokens');
  });

  test('is not offered if the reader stopped at its limits', () => {
    const deep = '{"d":' + '['.repeat(100_000);
    expect(problems(deep).map(({ code }) => code)).toEqual(['json/damaged']);
    expect(fixes(deep, 'json/damaged', ANY_CLIENT)).toEqual([]);
  });
}); // oxfmt-ignore

describe('At a secret without a problem of its own', () => {
  const value = '00112233445566778899AABBCCDDEEFF00112233';
  const request = `{"d":{"tokens":[{"token":"FTKMOB0000000001","seed":"${value}"}]}}`;
  const at = (marked: string): string[] => {
    const { text, range } = unmark(marked);
    const { document, analysis } = open(text);
    const options = { translate: inEnglish, ...OUR_CLIENT };
    return codeActionsOf(analysis, document, [], options, rangeOf(document, range)).map(({ title }) => title);
  };

  test('In its second place it can be masked, and every secret', () => {
    expect(at(`${request}\n${request.replace('5566', '55<|>66')}\n`)).toEqual([
      'Mask all 2 occurrences of this secret',
      'Mask every secret in this file (2)',
    ]);
  });

  test('nothing is offered next to it', () => {
    expect(at(`<|>${request}\n`)).toEqual([]);
  });

  test('nothing is offered for two, because the title would not say which', () => {
    expect(at(`<|${request}\n${request.replace(value, value.replace(/^0011/, 'FFEE'))}|>\n`)).toEqual([]);
  });
}); // oxfmt-ignore

test('For several secrets, masking all of them is offered once', () => {
  const text = `FGT # set seed 00112233445566778899AABBCCDDEEFF00112233\nFGT # set passwd "Sommer-2024"\n`;
  const all = fixes(text).filter(({ title }) => title.startsWith('Mask every'));
  expect(all.map(({ title, diagnostics }) => [title, diagnostics?.map(({ code }) => code)])).toEqual([
    ['Mask every secret in this file (2)', ['secret/otp-seed']],
  ]);
});

describe('A problem', () => {
  const asked = (change: (one: ReturnType<typeof problems>[number]) => unknown): string[] => {
    const { document, analysis } = open(SEED);
    const diagnostics = problems(SEED).slice(3).map(one => ({ ...one, ...(change(one) as object) }));
    const options = { translate: inEnglish, ...OUR_CLIENT };
    return codeActionsOf(analysis, document, diagnostics, options).map(({ title }) => title);
  };

  test('of another source has no fix of ours', () => {
    expect(asked(() => ({ source: 'other' }))).toEqual([]);
  });

  test.each([undefined, null, 'text', {}, { rule: 'ftm/token-not-of-product' }])(
    'with foreign data has no action: %j',
    data => {
      expect(asked(() => ({ data }))).toEqual([]);
    },
  );

  test('that is no longer in the document does not offer to copy old facts', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
    expect(asked(() => ({ range })).filter(title => title.startsWith('Copy'))).toEqual([]);
  });
}); // oxfmt-ignore

describe('Every rule', () => {
  test('can be turned off', () => {
    every(RULES, byId, ({ id: rule }) => {
      const { document, analysis } = open('x\n');
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
      const diagnostic = { range, message: '', source: 'fortios', code: rule, data: { rule, facts: {} } };
      const offered = codeActionsOf(analysis, document, [diagnostic], { translate: inEnglish, ...OUR_CLIENT });
      expect(offered.map(({ title }) => title)).toContain(`Turn ${rule} off in this workspace`);
    });
  });
}); // oxfmt-ignore
