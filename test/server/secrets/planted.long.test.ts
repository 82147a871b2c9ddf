import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze } from '../../../server/src/analysis';
import { hoverAt } from '../../../server/src/features/hover';
import { sourceActionsOf } from '../../../server/src/features/maskActions';
import { redactedCopyOf } from '../../../server/src/features/redactedCopy';
import { inEnglish } from '../../../server/src/knowledge';
import { jsonReport, ndjsonProblem } from '../../../server/src/report/jsonReport';
import { markdownReport } from '../../../server/src/report/markdown';
import { sarifReport } from '../../../server/src/report/sarif';
import { storyHtml } from '../../../server/src/report/storyHtml';
import { storyMarkdown } from '../../../server/src/report/storyMarkdown';
import { textProblem } from '../../../server/src/report/text';
import { fileReport } from '../../../server/src/report/fileReport';
import { redact, Redaction, withEdits } from '../../../server/src/secrets';
import { readRecords } from '../../../server/src/syntax';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import { remembered } from '../../support/remembered';
import { storyOne } from '../../support/story';
import { applied, fixes, open, problems } from '../../support/reading';
import { anyString } from '../../support/arbitraries';
import {
  IDENTITY_KINDS,
  mschapPlant,
  type Plant,
  plantOf,
  SECRET_KINDS,
  type Shown,
  type Planted,
  shown,
  survivors,
  textOf,
  wrappedAlone,
  xauthPlant,
} from './plants';

// `npm run fuzz` plants as many values as time allows; here, the same few are tried in every run.
const plants = (kinds: readonly Plant['kind'][], most: number): fc.Arbitrary<Plant[]> =>
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: plantOf(kinds) },
      { weight: 1, arbitrary: xauthPlant },
      { weight: 1, arbitrary: mschapPlant },
    ),
    {
      minLength: 1,
      maxLength: most,
    },
  );

/** Plants alone, in lines of every format. */
const planted = (kinds: readonly Plant['kind'][], most = 12, wraps = true): fc.Arbitrary<Planted> =>
  fc.tuple(plants(kinds, most), shown).map(([all, look]: [Plant[], Shown]) => {
    // Half a name or an address in each of two lines can be anything.
    const isWrapped = wraps && all.every(({ kind }) => !IDENTITY_KINDS.includes(kind));
    const lines = all.map(({ text }) => text);
    return { plants: all, text: textOf(lines, isWrapped ? look : { ...look, width: undefined }) };
  });

const ALL = [...SECRET_KINDS, ...IDENTITY_KINDS];
/** Texts with values of all kinds, and their redacted copies. */
const plantedAll = planted(ALL);
const copyOf = remembered(text => redact(text));

describe('A planted value', () => {
  test('survives in no redacted text', () => {
    fc.assert(
      fc.property(plantedAll, one => {
        expect(survivors(one, copyOf(one.text)), one.text).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  test('survives in no text whose only wrapped line it is on', () => {
    fc.assert(
      fc.property(
        plantOf(SECRET_KINDS.filter(kind => kind !== 'one-time-code')),
        fc.integer({ min: 40, max: 140 }),
        (plant, width) => {
          const text = wrappedAlone(plant, width);
          expect(survivors({ plants: [plant], text }, redact(text)), text).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('survives as a secret if identities are kept', () => {
    fc.assert(
      fc.property(planted(SECRET_KINDS, 12, false), one => {
        expect(survivors(one, redact(one.text, { keepIdentities: true })), one.text).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('survives in no message and no report of the original', () => {
    fc.assert(
      fc.property(planted(SECRET_KINDS, 6), one => {
        const analysis = analyze(one.text);
        const document = TextDocument.create('a.log', 'fortios-debug', 1, one.text);
        const file = fileReport({ path: 'a.log', analysis, document });
        const reports = [
          ...Array.from(file.findings, problem => textProblem('a.log', problem, false)),
          ...Array.from(file.findings, problem => ndjsonProblem('a.log', problem)),
          ...[jsonReport, sarifReport, markdownReport].map(report => report([file])),
        ];
        const output = [...reports, JSON.stringify(problems(one.text))].join(' ');
        expect(survivors(one, output), one.text).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('survives in no story of the original, though that shows the lines of a failed exchange', () => {
    fc.assert(
      fc.property(planted(SECRET_KINDS, 6), ({ text, plants: all }) => {
        const failed = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
        const whole = failed.replace('\n\n{"d"', `\n\n${text}\n{"d"`);
        const story = storyOne(whole);
        const shows = story.rows.some(({ detail }) =>
          detail?.excerpt?.includes('SoftToken.ProvisionRequest'),
        );
        expect(shows, whole).toBe(true);
        const output = [storyMarkdown(story), storyHtml(story)].join(' ');
        expect(survivors({ text, plants: all }, output), whole).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('A planted secret in an editor', () => {
  /** Every hover, at a few places per line, and the titles, commands and results of code actions. */
  const shownBy = (text: string): string => {
    const { document, analysis } = open(text);
    const options = { severities: {}, translate: inEnglish, markdown: true };
    const output: unknown[] = [];
    for (let offset = 0; offset < text.length; offset += 5)
      output.push(hoverAt(analysis, document, offset, options));
    const offered = [...fixes(text), ...sourceActionsOf(analysis, document, inEnglish)];
    // A repair rewrites the payload with its contents: that edit changes only the file and is not displayed.
    const reported = offered.map(({ title, command, edit }) => [
      title,
      command,
      !title.startsWith('Repair') && edit,
    ]);
    return JSON.stringify([output, reported]);
  };

  test('is in no hover and in no code action, neither in its title nor in its edit', () => {
    fc.assert(
      fc.property(planted(SECRET_KINDS, 4), one => {
        expect(survivors(one, shownBy(one.text)), one.text).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('is in no redacted copy, whole or of any stretch', () => {
    fc.assert(
      fc.property(planted(ALL), fc.nat(), fc.nat(), fc.boolean(), (one, a, b, keep) => {
        const [start = 0, end = 0] = [a, b].map(at => at % one.text.length).sort((x, y) => x - y);
        const kept = {
          ...one,
          plants: one.plants.filter(({ kind }) => !keep || SECRET_KINDS.includes(kind)),
        };
        const { analysis } = open(one.text);
        for (const stretches of [undefined, [{ start, end }]])
          expect(survivors(kept, redactedCopyOf(analysis, keep, stretches).text), one.text).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('is masked in place: no secret is left, in as many lines', () => {
    fc.assert(
      fc.property(planted(SECRET_KINDS, 12, false), ({ text }) => {
        const { document, analysis } = open(text);
        const [action] = sourceActionsOf(analysis, document, inEnglish);
        if (!action) return;
        const after = applied(text, action);
        expect(analyze(after).secrets, text).toEqual([]);
        expect(open(after).document.lineCount).toBe(document.lineCount);
      }),
      { numRuns: 250 },
    );
  });
});

describe('A redacted text', () => {
  test('redacts to itself, and nothing in it is a secret', () => {
    fc.assert(
      fc.property(plantedAll, ({ text }) => {
        const once = copyOf(text);
        expect(redact(once), text).toBe(once);
        expect(
          analyze(once)
            .findings.filter(({ rule }) => rule.startsWith('secret/'))
            .map(({ rule, start, end }) => `${rule} ${once.slice(start, end)}`),
          text,
        ).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  test('has as many lines', () => {
    fc.assert(
      fc.property(plantedAll, ({ text }) => {
        const lines = (of: string): number => of.split(/\r\n|\r|\n/).length;
        expect(lines(copyOf(text)), text).toBe(lines(text));
      }),
      { numRuns: 150 },
    );
  });
});

describe('Many texts redacted together', () => {
  test('have the same stand-in for the same identity', () => {
    fc.assert(
      fc.property(plantOf(IDENTITY_KINDS), shown, shown, ({ text }, one, other) => {
        const redaction = new Redaction();
        const texts = [
          textOf([text], { ...one, width: undefined }),
          textOf(['FGT # get system status', text], { ...other, width: undefined }),
        ];
        const learned = texts.map(each => redaction.learn(each, readRecords(each)));
        const [a = '', b = ''] = texts.map((each, index) => {
          const known = learned[index];
          return known ? withEdits(each, redaction.edits(each, known)) : '';
        });
        const line = (copy: string): string =>
          (
            copy
              .trimEnd()
              .split(/[\r\n]+/)
              .at(-1) ?? ''
          ).replace(/^2025-02-03 10:00:00 /, '');
        expect(line(a)).toBe(line(b));
      }),
      { numRuns: 150 },
    );
  });
});

describe('Any string', () => {
  test('can be redacted, and its copy redacts to itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyString(), fc.string({ maxLength: 300 })), text => {
        const once = redact(text);
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 150 },
    );
  });
});
