import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { inEnglish } from '../../../server/src/knowledge';
import { verdictOfScene } from '../../../server/src/presentation/outcomes';
import { scenesOf } from '../../../server/src/judge/scenes';
import { asked, fnbamd, push, REQUEST, result, returned, sslvpnAsked } from '../../support/logins';

const drifted = fnbamd(`handle_req-Token drifted, asking for the next token req ${REQUEST}, len=2590`);
const noGroup = '[311:root:4a]fsv_saml_login_response:482 No group info in SAML response.\n';
const noUser = '[311:root:4a]fsv_saml_login_response:486 No user name info in SAML response.\n';

/** What is shown above each login. */
function outcomesIn(text: string): string[] {
  const analysis = analyze(text);
  return scenesOf(analysis).map(scene => verdictOfScene(analysis, scene, inEnglish));
}

test.each([
  ['after a push', sslvpnAsked() + push, 'push not answered · login user01 (SSL VPN)'],
  ['while fnbamd works', sslvpnAsked() + returned(4), 'stopped before its result · login user01 (SSL VPN)'],
  [
    'after the next code was requested',
    asked() + drifted,
    'next code requested, no result seen · login user01',
  ],
  [
    'without a group from the identity provider',
    noGroup,
    'answer without the configured attribute · login (SSL VPN)',
  ],
  [
    'without a group and a name from the identity provider',
    noGroup + noUser,
    'answer without the configured attributes · login (SSL VPN)',
  ],
])('A login whose end the capture does not show has not failed: %s', (_when, text, outcome) => {
  expect(outcomesIn(text)).toEqual([outcome]);
});

test('A login that was denied after its token drifted has failed', () => {
  expect(outcomesIn(asked() + drifted + result(1))).toEqual(['✗ token clock has drifted · login user01']);
});
