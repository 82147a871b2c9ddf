import { describe, expect, test } from 'vitest';
import { ENTRIES, RULES, type Statement } from '../../../server/src/knowledge';
import { addressesOf, type Condition } from '../../../server/src/knowledge/evidence';
import { FACT_ENDS, FACT_KINDS } from '../../../server/src/knowledge/factKinds';
import { SENTENCES } from '../../../server/src/knowledge/domains/sentences';

const guidances = [...ENTRIES, ...RULES, ...RULES.flatMap(({ variants }) => Object.values(variants ?? {}))];
const judged: readonly Statement[] = guidances.flatMap(({ causes = [], steps = [] }) => [
  ...causes,
  ...steps,
]);
const conditions: readonly Condition[] = judged.flatMap(
  ({ assertedBy = [], confirmedBy = [], excludedBy = [], unless = [], onlyIf = [] }) => [
    ...onlyIf,
    ...assertedBy,
    ...confirmedBy,
    ...excludedBy,
    ...unless,
  ],
);
const addresses = conditions.flatMap(addressesOf);

/** True for a condition that tests the message of the problem only. */
const isOfMessage = (condition: Condition): boolean =>
  addressesOf(condition).every(address => address.startsWith('problem/'));

describe('The evidence of the knowledge', () => {
  test('is not what the message itself says: that asserts a cause, or the cause is not of this message', () => {
    const wrong = judged.filter(({ confirmedBy = [], excludedBy = [], assertedBy = [] }) => {
      return [...confirmedBy, ...excludedBy].some(isOfMessage) || !assertedBy.every(isOfMessage);
    });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  test('names kinds of facts that are there, and names of them', () => {
    const wrong = addresses.filter(address => {
      const at = address.indexOf('/');
      const known = FACT_KINDS[address.slice(0, at)];
      return !known || known.names?.includes(address.slice(at + 1)) === false;
    });
    expect(wrong).toEqual([]);
  });

  test('ends kinds of facts that are there, by sentences that are there', () => {
    const rows = new Set(SENTENCES.map(({ id }) => id));
    const wrong = FACT_ENDS.flatMap(({ ends, rows: said = [] }) => [
      ...ends.filter(one => !FACT_KINDS[one.split('/', 1)[0] ?? '']),
      ...said.filter(id => !rows.has(id)),
    ]);
    expect(wrong).toEqual([]);
  });

  test('names sentences that are there, and their placeholders', () => {
    const rows = new Map(SENTENCES.map(row => [row.id, row.texts.join('\n')]));
    const wrong = addresses.filter(address => {
      const [, id = '', hole] = /^(?:line|capture|at)\/([^#]+)(?:#(\w+))?$/.exec(address) ?? [];
      if (id === '') return false;
      const texts = rows.get(id);
      return texts === undefined || (hole !== undefined && !texts.includes(`{${hole}`));
    });
    expect(wrong).toEqual([]);
  });

  test('names meanings for a negotiation that a sentence has, and their placeholders', () => {
    const wrong = addresses.filter(address => {
      const [, step, hole] = /^stage\/([^#]+)(?:#(\w+))?$/.exec(address) ?? [];
      if (step === undefined) return false;
      const texts = SENTENCES.filter(row => row.negotiation === step).flatMap(row => row.texts);
      return !texts.some(text => hole === undefined || text.includes(`{${hole}`));
    });
    expect(wrong).toEqual([]);
  });

  test('has steps only for messages of their rule', () => {
    const wrong = RULES.flatMap(({ id, messages, reasons = {}, variants = {}, steps = [] }) => {
      const names = new Set([...Object.keys(messages), ...Object.keys(reasons), ...Object.keys(variants)]);
      return steps.flatMap(step =>
        (step.variants ?? []).filter(name => !names.has(name)).map(name => `${id}: ${name}`),
      );
    });
    expect(wrong).toEqual([]);
  });

  test('has steps only against possible causes that the same guidance has', () => {
    const wrong = guidances.flatMap(({ causes = [], steps = [] }) => {
      const ids = new Set(causes.map(({ id }) => id));
      return steps.flatMap(({ against = [] }) => against.filter(id => !ids.has(id)));
    });
    expect(wrong).toEqual([]);
  });
});
