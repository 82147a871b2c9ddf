import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver-types';
import { selectionRangesOf } from '../../../server/src/features/selectionRanges';
import { anyText } from '../../support/arbitraries';
import { markAt, unmark } from '../../support/markers';
import { offsets, open, SEED } from '../../support/reading';

interface Step {
  readonly start: number;
  readonly end: number;
}

function stepsAt(text: string, places: readonly number[]): Step[][] {
  const { document, analysis } = open(text);
  const positions = places.map(place => document.positionAt(place));
  return selectionRangesOf(analysis, document, positions).map(answer => {
    const steps: Step[] = [];
    for (let one: SelectionRange | undefined = answer; one; one = one.parent)
      steps.push(offsets(document, one.range));
    return steps;
  });
}

/** The selections at the mark, from inner to outer; a long one is shortened. */
function selected(marked: string): string[] {
  const { text, offset } = unmark(marked);
  const [steps = []] = stepsAt(text, [offset]);
  return steps.map(({ start, end }) => {
    const part = text.slice(start, end);
    return part.length > 90 ? `${part.slice(0, 40)} … ${part.slice(-40)}` : part;
  });
}

test('A code of an error grows to its member, its object, the payload, the exchange, the capture', () => {
  expect(selected(markAt(SEED, '31,'))).toMatchInlineSnapshot(`
    [
      "31",
      ""error_code":31",
      "{"error_code":31,"error_message":"token does not belong to product"}",
      ""error":{"error_code":31,"error_message":"token does not belong to product"}",
      "{"token":"FTKMOB947FDC1754", license":nu … ge":"token does not belong to product"}}",
      "[{"token":"FTKMOB947FDC1754", license":n … e":"token does not belong to product"}}]",
      ""tokens":[{"token":"FTKMOB947FDC1754", l … e":"token does not belong to product"}}]",
      "{"__type":"SoftToken.ProvisionResponse", … "error_message":"no valid token found"}}",
      ""d":{"__type":"SoftToken.ProvisionRespon … "error_message":"no valid token found"}}",
      "{"d":{"__type":"SoftToken.ProvisionRespo … error_message":"no valid token found"}}}",
      "2024-03-30 04:10:03 ftm_cfg_provision_to … error_message":"no valid token found"}}}",
      "FGT (vdom) # edit root
    current vf=root:0 … error_message":"no valid token found"}}}",
      "FGT (vdom) # edit root
    current vf=root:0 … rror_message":"no valid token found"}}}
    ",
    ]
  `);
});

describe('Expanding the selection selects', () => {
  test.each([
    ['the words of a debug line', '2025-01-15 10:00:00 ftm_fc_comm_connect[66]:ftm TC<|>PS connected.\n', ['TCPS', 'ftm TCPS connected.', 'ftm_fc_comm_connect[66]:ftm TCPS connected.', '2025-01-15 10:00:00 ftm_fc_comm_connect[66]:ftm TCPS connected.', '2025-01-15 10:00:00 ftm_fc_comm_connect[66]:ftm TCPS connected.\n']],
    ['the time stamp', '2025-01-15 10:0<|>0:00 ftm_fc[66]:x\n', ['00', '2025-01-15 10:00:00', '2025-01-15 10:00:00 ftm_fc[66]:x', '2025-01-15 10:00:00 ftm_fc[66]:x\n']],
    ['the value of a setting and its blocks', 'config user local\n  edit "a"\n    set status en<|>able\n  next\nend\nx\n', ['enable', 'set status enable', '    set status enable', '  edit "a"\n    set status enable\n  next', 'config user local\n  edit "a"\n    set status enable\n  next\nend', 'config user local\n  edit "a"\n    set status enable\n  next\nend\nx', 'config user local\n  edit "a"\n    set status enable\n  next\nend\nx\n']],
    ['a string with and without its quotes, and its member', '{"d":{"a":"one t<|>wo","b":1}}\n', ['two', 'one two', '"one two"', '"a":"one two"', '{"a":"one two","b":1}', '"d":{"a":"one two","b":1}', '{"d":{"a":"one two","b":1}}', '{"d":{"a":"one two","b":1}}\n']],
    ['a key', '{"d":{"na<|>me":null}}', ['name', '"name"', '"name":null', '{"name":null}', '"d":{"name":null}', '{"d":{"name":null}}']],
  ])('%s', (_, marked, steps) => {
    expect(selected(marked)).toEqual(steps);
  }); // oxfmt-ignore

  test('nothing but the document if it is empty', () => {
    expect(selected('<|>')).toEqual(['']);
  });
});

test('Each position has its answer, in their order', () => {
  const answers = stepsAt('one two', [1, 5, 1]);
  expect(answers.map(([first]) => first)).toEqual([
    { start: 0, end: 3 },
    { start: 4, end: 7 },
    { start: 0, end: 3 },
  ]);
});

test('At any place of any text each step is larger than the one before, and the last is all', () => {
  fc.assert(
    fc.property(anyText, text => {
      const { document } = open(text);
      const places = Array.from({ length: text.length + 1 }, (_, offset) => offset);
      const answers = stepsAt(text, places);
      expect(answers).toHaveLength(places.length);
      for (const [place, steps] of answers.entries()) {
        const at = document.offsetAt(document.positionAt(place));
        let last: Step = { start: at, end: at };
        for (const [index, step] of steps.entries()) {
          expect(step.start <= last.start && last.end <= step.end).toBe(true);
          if (index > 0) expect(step.end - step.start).toBeGreaterThan(last.end - last.start);
          last = step;
        }
        expect(last).toEqual({ start: 0, end: document.offsetAt(document.positionAt(text.length)) });
      }
    }),
    { numRuns: 75 },
  );
});
