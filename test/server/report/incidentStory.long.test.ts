// A single incident as a report, a picture and a diagram in text form.
import fc from 'fast-check';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { readFileOf } from '../../../server/src/report/captureStory';
import {
  INCIDENT_FORMATS,
  type IncidentFormat,
  incidentText,
} from '../../../server/src/report/incidentStory';
import { mermaidOf } from '../../../server/src/report/mermaid';
import { incidentOf, incidentsOf } from '../../../server/src/presentation/incidents';
import { answered, NOT_OF_PRODUCT, SECOND, TOKEN } from '../../support/exchange';
import { open, SEED, shownOf } from '../../support/reading';
import { plantOf, SECRET_KINDS, textOf } from '../secrets/plants';

const refused = (token: string): string => answered({ tokens: [{ token, error: NOT_OF_PRODUCT }] });

function written(text: string, id: string, format: IncidentFormat): string | undefined {
  const { analysis, document } = open(text);
  const incident = incidentOf(analysis, id);
  return incident && incidentText(readFileOf('a.log', analysis, document), incident, format);
}

describe('A report on one incident', () => {
  const both = refused(TOKEN) + refused(SECOND);

  test.each(['markdown', 'html'] as const)('does not mention the others: %s', format => {
    const text = written(both, `provision/${SECOND}/1`, format) ?? '';
    expect(text).toContain(SECOND);
    expect(text).not.toContain(TOKEN);
  });

  test('has its steps, its problems and what to do', () => {
    const text = written(SEED, 'provision/FTKMOB947FDC1754/1', 'markdown') ?? '';
    for (const part of ['connected', 'licence registered to another serial number', 'Next steps'])
      expect(text).toContain(part);
  });

  test('is undefined for an unknown incident', () => {
    expect(written(SEED, 'login/nobody/1', 'markdown')).toBeUndefined();
  });
});

test('The text of a diagram has the parties and the steps', () => {
  expect(written(refused(TOKEN), `provision/${TOKEN}/1`, 'mermaid')?.split('\n').slice(0, 3)).toEqual([
    'sequenceDiagram',
    '  participant p0 as FortiGate FGT60F0000000001',
    expect.stringContaining('participant p1 as FortiToken Mobile service'),
  ]);
});

test('Text in a diagram cannot become a command', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(';', '#', '\n', ':', '%', '>', '-', 'end', 'x', ' ', '"', '<', '𝔸', '{'),
  });
  fc.assert(
    fc.property(hostile, text => {
      const step = {
        line: 1,
        time: undefined,
        from: 'unit',
        to: 'service',
        text,
        more: [text],
        mood: 'plain',
      } as const;
      const parties = (['unit', 'service'] as const).map(party => ({ party, name: text, detail: text }));
      const lines = mermaidOf({
        parties,
        steps: [step],
        omittedSteps: 0,
        facts: [],
        evidence: [],
        excerpt: undefined,
      }).split('\n');
      expect(lines).toHaveLength(5);
      for (const line of lines.slice(1, 4)) {
        const words = line.replace(/^ {2}(?:participant p\d as|p0->>p1:)/, '');
        expect(words).toMatch(/^(?:[\p{L}\p{N} .,()'/@_-]|#\d+;)*$/u);
        expect(words).not.toMatch(/\bend\b/);
      }
    }),
  );
});

test('The picture is a file of its own, without scripts', () => {
  const svg = written(SEED, 'provision/FTKMOB947FDC1754/1', 'svg') ?? '';
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).not.toMatch(/<script|href=|url\(/);
  const page = parse(svg);
  expect(page.childNodes.length).toBeGreaterThan(0);
});

test('A planted secret is in none of the formats', () => {
  fc.assert(
    fc.property(fc.array(plantOf(SECRET_KINDS), { minLength: 1, maxLength: 3 }), plants => {
      const text = textOf([...plants.map(({ text: line }) => line), refused(TOKEN)], {
        stamps: false,
        end: '\n',
        width: undefined,
      });
      const ids = incidentsOf(open(text).analysis).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      const output = ids.flatMap(id => INCIDENT_FORMATS.map(format => written(text, id, format))).join('\n');
      expect(
        shownOf(
          plants.map(({ value }) => value).filter(({ length }) => length >= 8),
          output,
        ),
      ).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
