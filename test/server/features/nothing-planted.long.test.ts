// No feature's answer repeats a secret that the finder recognises, whatever position in its line is asked about.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeActionsOf } from '../../../server/src/features/codeActions';
import { codeLensesOf, FILTER_LINES } from '../../../server/src/features/codeLens';
import { diagnosticsOf } from '../../../server/src/features/diagnostics';
import { documentSymbolsOf } from '../../../server/src/features/documentSymbols';
import { foldingRangesOf } from '../../../server/src/features/folding';
import { hoverAt } from '../../../server/src/features/hover';
import { inlayHintsOf } from '../../../server/src/features/inlayHints';
import { statusOf, statusText } from '../../../server/src/features/status';
import { COPY_TICKET, ticketOf } from '../../../server/src/features/ticket';
import { workspaceSymbolsOf } from '../../../server/src/features/workspaceSymbols';
import { dumpAt, payloadAt, prettyDump, prettyPayload } from '../../../server/src/features/payloadView';
import { inEnglish as translate } from '../../../server/src/knowledge';
import { open, OUR_CLIENT, shownOf } from '../../support/reading';
import { plantOf, SECRET_KINDS, textOf } from '../secrets/plants';

/** All answers of the features about a text, requested at the start of each word. */
function answersAbout(text: string): string {
  const { document, analysis } = open(text);
  const options = { severities: {}, translate, relatedInformation: true, codeDescription: true, data: true };
  const range = { start: document.positionAt(0), end: document.positionAt(text.length) };
  const lensOptions = {
    translate,
    severities: {},
    commands: new Set([COPY_TICKET, FILTER_LINES]),
  };
  const diagnostics = diagnosticsOf(analysis, document, { ...options, maxProblems: 200 });
  const answers: unknown[] = [
    diagnostics.map(one => ({ ...one, data: undefined })),
    codeActionsOf(analysis, document, diagnostics, { translate, ...OUR_CLIENT }, range).map(one => ({
      ...one,
      edit: undefined,
    })),
    codeLensesOf(analysis, document, lensOptions),
    analysis.findings.map(finding => ticketOf(finding, analysis, translate)),
    documentSymbolsOf(analysis, document, translate),
    workspaceSymbolsOf(analysis, document, '', translate),
    inlayHintsOf(analysis, document, range, { level: 'all', translate }),
    foldingRangesOf(analysis, document, { collapsedText: true, translate }),
    statusText(statusOf(analysis, {}, translate), translate),
  ];
  for (const { index } of text.matchAll(/\S+|\b\w/g)) {
    for (const markdown of [true, false])
      answers.push(hoverAt(analysis, document, index, { severities: {}, translate, markdown }));
    const payload = payloadAt(analysis, index);
    if (payload) answers.push(prettyPayload(analysis, payload));
    const dump = dumpAt(analysis, index);
    if (dump) answers.push(prettyDump(analysis, dump));
  }
  return JSON.stringify(answers);
}

const PLAIN = { stamps: true, end: '\n', width: undefined } as const;
/** Shorter ones can occur by chance. */
const isLong = ({ length }: string): boolean => length >= 8;

test('A planted secret is in no answer about its line', () => {
  fc.assert(
    fc.property(fc.array(plantOf(SECRET_KINDS), { minLength: 1, maxLength: 3 }), plants => {
      const output = answersAbout(textOf(plants.map(({ text }) => text), PLAIN));
      expect(shownOf(plants.map(({ value }) => value).filter(isLong), output)).toEqual([]);
    }),
    { numRuns: 200 },
  );
}); // oxfmt-ignore

describe('An encrypted value', () => {
  const VALUE = 'SH2R5xQm7LrT0aZpW3vKd9NcYb1UeGf8sBUJDA==';
  test.each(['password', 'passwd', 'secret', 'key', 'passphrase', 'psksecret', 'auth-pwd', 'private-key'])(
    'of set %s is in no answer',
    name => {
      for (const line of [`    set ${name} ENC ${VALUE}`, `FGT (admin) # set ${name} ENC ${VALUE}`]) {
        const text = `config system admin\n    edit "a"\n${line}\n    next\nend\n`;
        expect(shownOf([VALUE], answersAbout(text)), line).toEqual([]);
      }
    },
  );
});

test('A community name is in no answer', () => {
  const text =
    'config system snmp community\n    edit 1\n        set name "qzebra-c0mmunity"\n    next\nend\n';
  expect(shownOf(['qzebra-c0mmunity'], answersAbout(text))).toEqual([]);
});

test('The answers about a line are requested, and are not empty', () => {
  const output = answersAbout(
    'FGT # diagnose test authserver ldap server01 user01 pass\nFGT # set password ENC abc\n',
  );
  expect(output).toContain('authserver');
  expect(output).toContain('****');
});
