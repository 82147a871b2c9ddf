import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOSED_LISTS, memberAt } from '../../../server/src/knowledge/domains/closedLists';
import { findingsOf } from '../../support/findings';
import { every, itself } from '../../support/rows';

const MEMBERS = CLOSED_LISTS['x509']?.members ?? [];
const TEXTS = MEMBERS.flatMap(({ texts }) => texts);

/** The problem of a login whose certificate check printed a line. */
const problemOf = (line: string): string | undefined =>
  findingsOf(
    [
      '[1920] handle_req-Rcvd auth req 5000000001 for user01 in vpn-users opt=00200421 prot=11',
      "[1071] __fnbamd_cfg_get_ldap_list_by_group-Loaded LDAP server 'ldap-hq' for usergroup 'vpn-users' (2)",
      line,
      '[243] fnbamd_comm_send_result-Sending result 5 (nid 0) for req 5000000001, len=2544',
      '',
    ].join('\n'),
  ).find(({ rule }) => rule === 'login/ldap-certificate')?.message;

/** Where fnbamd prints a member; a place is one sentence for the whole list. */
const PLACES = {
  'its number and its text': (member: string, code: string): string =>
    `[1671] __verify_cb-Cert error ${code}, ${member}. Depth 0. Subject '/CN=dc01.example.com'`,
  'its text alone': (member: string): string =>
    `[1500] __ldap_tcps_connect-tcps_connect(192.0.2.10) failed: ssl_connect() failed: 1 (error:0A000086:SSL routines::certificate verify failed (${member})).`,
} as const;

describe.each(Object.entries(PLACES))(
  'Each member of X.509 is named where fnbamd prints %s:',
  (_, lineOf) => {
    test('by its number, or by its own words', () => {
      every(
        MEMBERS,
        ({ texts: [text = ''] }) => text,
        ({ code, texts }) => {
          for (const text of texts) {
            const said = problemOf(lineOf(text, code)) ?? '';
            expect(said.includes(text) || /\(error \d+\)$/.test(said), said).toBe(true);
          }
        },
      );
    });

    test('a text that is no member is none', () => {
      expect(problemOf(lineOf('nonsense of nobody', '9999'))).not.toMatch(/\(error \d+\)$/);
    });
  },
);

describe('A member is read', () => {
  test('in upper case, and with a quote after it', () => {
    expect(memberAt('x509', 'Certificate Has Expired"', 0)).toMatchObject({ code: '10' });
  });

  test('the longest one', () => {
    expect(memberAt('x509', 'self signed certificate in certificate chain)', 0)).toMatchObject({
      code: '19',
    });
    expect(memberAt('x509', 'self signed certificate)', 0)).toMatchObject({ code: '18' });
  });

  test('by its beginning at the end of a text, if no other begins so', () => {
    expect(memberAt('x509', 'unable to get local iss', 0)).toMatchObject({ code: '20' });
    expect(memberAt('x509', 'unable to get', 0)).toBeUndefined();
  });

  test.each(['certificate has expireds', 'the certificate has expired', 'certificate', ''])(
    'not in %j',
    text => {
      expect(memberAt('x509', text, 0)).toBeUndefined();
    },
  );

  test('whatever follows it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.constantFrom(').', ', ', '"', ' (10)', '\n'),
        (text, after) => {
          expect(memberAt('x509', text + after, 0)?.end).toBe(text.length);
        },
      ),
      { seed: 60 },
    );
  });
});

test('No text belongs to a list twice, but for two releases', () => {
  const small = TEXTS.map(text => text.toLowerCase());
  every([...new Set(small)], itself, text => {
    expect(MEMBERS.filter(({ texts }) => texts.some(one => one.toLowerCase() === text)).length).toBeLessThan(
      3,
    );
  });
});
