import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';

const TEXT =
  "ike V=root:0:dial:13: received peer identifier FQDN 'branch'\n" +
  'ike V=root:0:dial:13: EAP failed for user "user01"\n' +
  "authenticate 'user01' against 'ldap1' failed!\n" +
  'ike V=root:0:dial:13: negotiation of site-a -> site-b timed out\n';
const problems = (text: string): string[] =>
  analyze(text).findings.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`);

describe('A copy is read as the unit printed it', () => {
  test('with the quotes of an editor', () => {
    const copy = TEXT.replace(/"([^"]*)"/g, '\u201c$1\u201d').replace(/'([^'\n]*)'/g, '\u2018$1\u2019');
    expect(problems(copy)).toEqual(problems(TEXT));
  });

  test('with the entities of a page', () => {
    const copy = TEXT.replace(/"/g, '&quot;').replace(/'/g, '&#39;').replace(/>/g, '&gt;');
    expect(problems(copy)).toEqual(problems(TEXT));
  });

  test('with the places of the copy', () => {
    const copy = 'ike V=root:0:dial:13: EAP failed for user &quot;user01&quot;\n';
    const [finding] = analyze(copy).findings.filter(({ rule }) => !rule.startsWith('capture/'));
    expect(copy.slice(finding?.start, finding?.end)).toBe('EAP failed for user &quot;user01&quot;');
  });
});
