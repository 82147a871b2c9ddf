import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { RULES } from '../../../server/src/knowledge';
import {
  causeIdOf,
  causeNamed,
  causesOf,
  isSettable,
  rulePageAddress,
} from '../../../server/src/knowledge/causes';
import { chosenSeverity, type Severities } from '../../../server/src/presentation/findings';
import { byId, every } from '../../support/rows';

interface Manifest {
  readonly contributes: {
    readonly problemMatchers: readonly { readonly pattern: { readonly regexp: string } }[];
    readonly configuration: {
      readonly properties: {
        readonly 'fortiosDebug.rules': {
          readonly anyOf: readonly [unknown, { readonly propertyNames: { readonly pattern: string } }];
        };
      };
    };
  };
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const [, { propertyNames }] = contributes.configuration.properties['fortiosDebug.rules'].anyOf;

const CLOCK = '__samld_sp_login_resp [871]: Clock skew issue.';
/** The same rule, another cause. */
const NOT_ASSIGNED = "AADSTS50105: Your administrator has configured the application 'FortiGate'";

const idsIn = (text: string, severities: Severities = {}): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => rule === 'login/saml')
    .filter(finding => chosenSeverity(finding, severities) !== 'off')
    .map(causeIdOf);

/** Every id that a problem of this rule can have. */
const idsOf = (rule: (typeof RULES)[number]): string[] => [
  ...new Set(
    Object.keys({ ...rule.messages, ...rule.reasons, ...rule.entries }).map(variant =>
      causeIdOf({ rule: rule.id, variant }),
    ),
  ),
];

describe('The id of a cause', () => {
  test('is that of its rule, followed by its variant', () => {
    expect(idsIn(CLOCK)).toEqual(['login/saml/clock']);
    expect(causeIdOf({ rule: 'login/saml' })).toBe('login/saml');
    expect(causeIdOf({ rule: 'login/saml', variant: 'default' })).toBe('login/saml');
  });

  test('is that of its rule for another wording of the same cause, and for a number without words', () => {
    expect(causeIdOf({ rule: 'json/damaged', variant: 'comma' })).toBe('json/damaged');
    expect(causeIdOf({ rule: 'ike/no-gateway', variant: 'event' })).toBe('ike/no-gateway');
    expect(causeIdOf({ rule: 'login/ldap-error', variant: '999' })).toBe('login/ldap-error');
    expect(causeIdOf({ rule: 'site/own', variant: 'clock' })).toBe('site/own');
  });

  test('leads to a page, with the entry that explains the problem if it is not the usual one', () => {
    expect(rulePageAddress({ rule: 'login/saml', variant: 'clock' })).toBe('login/saml/clock');
    expect(rulePageAddress({ rule: 'token/status', entry: 'token-status/token-already-activated' })).toBe(
      'token/status?token-status/token-already-activated',
    );
  });

  test('has a page, a setting and a place in the problem matcher', () => {
    every(RULES, byId, rule => {
      const matcher = new RegExp(contributes.problemMatchers[0]?.pattern.regexp ?? '^$');
      const ids = idsOf(rule);
      expect(ids).toEqual(expect.arrayContaining(causesOf(rule).map(cause => cause.id)));
      for (const one of ids) {
        expect(one).toMatch(/^[a-z]+(?:\/[a-z0-9]+(?:-[a-z0-9]+)*){1,2}$/);
        expect(causeNamed(one)?.rule).toBe(rule);
        expect(matcher.exec(`a.log:1:2: error ${one}: what is wrong`)?.slice(4)).toEqual([
          'error',
          one,
          'what is wrong',
        ]);
        expect(isSettable(one)).toBe(true);
        expect(one).toMatch(new RegExp(propertyNames.pattern));
      }
      expect(ids).toContain(rule.id);
    });
  });
});

describe('The severity of a cause', () => {
  const severityOf = (severities: Severities): string => {
    const finding = analyze(CLOCK).findings.find(({ rule }) => rule === 'login/saml');
    return finding ? chosenSeverity(finding, severities) : '';
  };

  test('is the most specific that is set', () => {
    expect(severityOf({ 'login/*': 'hint' })).toBe('hint');
    expect(severityOf({ 'login/*': 'hint', 'login/saml': 'warning' })).toBe('warning');
    expect(severityOf({ 'login/saml': 'off', 'login/saml/clock': 'information' })).toBe('information');
  });

  test('that is off leaves the other causes of its rule', () => {
    const text = `${CLOCK}\n\n${NOT_ASSIGNED}\n`;
    expect(idsIn(text)).toEqual(['login/saml/clock', 'login/saml/not-assigned']);
    expect(idsIn(text, { 'login/saml/clock': 'off' })).toEqual(['login/saml/not-assigned']);
    expect(idsIn(text, { 'login/saml': 'off' })).toEqual([]);
  });
});
