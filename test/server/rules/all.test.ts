import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { CONTRIBUTED, RULES } from '../../../server/src/knowledge';
import { SENTENCES } from '../../../server/src/knowledge/domains/sentences';
import { describedFinding } from '../../support/findings';
import { byId, every } from '../../support/rows';

const seed = readFileSync('test/fixtures/seed.log', 'utf8');

/** A place as a user counts: from line 1 and column 1. */
function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before[before.length - 1] ?? '').length + 1}`;
}

describe('The rule of a cause', () => {
  const stated = SENTENCES.flatMap(({ id, cause, words }) => (cause ? [{ id, cause, words }] : []));

  test('has a message for each sentence', () => {
    for (const { id, cause } of stated) {
      const { messages = {}, entries = {} } = RULES.find(one => one.id === cause.rule) ?? {};
      // Many rules have a message for each code.
      const variants = Object.keys({ ...messages, ...entries });
      expect(variants, id).toContain(
        cause.variant ?? (variants.includes('default') ? 'default' : variants[0]),
      );
    }
  });

  test('says of other lines that they report it, too', () => {
    for (const { id, cause, words } of stated)
      if (words) expect(RULES.find(one => one.id === cause.rule)?.related, id).toHaveProperty('also');
  });
});

/** contributions.test.ts checks the others. */
const OWN = RULES.filter(({ id }) => !CONTRIBUTED.some(one => one.id === id));

describe('Every rule', () => {
  test('has a test of its own', () => {
    every(OWN, byId, ({ id }) => {
      expect(existsSync(`test/server/rules/${id}.test.ts`)).toBe(true);
    });
  });

  /** Findings about secrets or the capture itself: nothing failed because of them. */
  const failures = OWN.filter(({ id }) => !/^(?:secret|capture)\//.test(id));

  test('has a reason for each outcome', () => {
    every(failures, byId, ({ reasons = {}, messages }) => {
      expect(reasons['default']).toBeDefined();
      for (const variant of Object.keys(reasons))
        expect(['default', ...Object.keys(messages)]).toContain(variant);
    });
  });

  test('has short reasons that continue a sentence', () => {
    every(
      failures.flatMap(({ id, reasons }) =>
        Object.values(reasons ?? {}).flatMap(all => all.map(one => [id, one] as const)),
      ),
      ([id, reason]) => `${id}: ${reason}`,
      ([, reason]) => {
        expect(reason.length).toBeLessThanOrEqual(44);
        expect(reason).not.toMatch(/[.:]$/);
      },
    );
  });
});

describe('seed.log', () => {
  test('has four problems', () => {
    const analysis = analyze(seed);
    const problems = analysis.findings.map(finding => {
      const { rule, severity, message } = describedFinding(finding, analysis);
      return `${position(seed, finding.start)}-${position(seed, finding.end)} ${severity} ${rule}: ${message}`;
    });
    expect(problems).toMatchInlineSnapshot(`
      [
        "26:293-26:333 warning secret/otp-seed: FTKMOB947FDC1754: OTP seed in clear text; mask it before sharing",
        "30:199-30:224 warning ftm/product-not-registered: FG140E4Q17000407: this cluster member is not registered in FortiCare (requested by FG140E4Q17000494)",
        "30:306-30:313 information json/damaged: Invalid JSON: missing quotation mark before license (recovered)",
        "30:391-30:459 error ftm/token-not-of-product: FTKMOB947FDC1754: licence registered to another serial number (error 31, token does not belong to product)",
      ]
    `);
  });

  test('shows the related places of the error of the token', () => {
    const analysis = analyze(seed);
    const main = analysis.findings.find(({ rule }) => rule === 'ftm/token-not-of-product');
    const places = main?.related.map(place => `${position(seed, place.start)} ${place.role}`);
    expect(places).toMatchInlineSnapshot(`
      [
        "26:265 request",
        "30:481 consequence",
        "9:63 began",
      ]
    `);
  });
});
