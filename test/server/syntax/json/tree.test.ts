import { describe, expect, test } from 'vitest';
import { ARRAY, type JsonTree, KEY, type NodeId, OBJECT, STRING } from '../../../../server/src/syntax';
import { payloadOf, payloads } from '../sketch';

const TEXT = '{"token":"FTKMOB01","error":null,"period":60,"masked":****,"list":[1,{"a":2}],"list":[3]}';

interface Read {
  readonly tree: JsonTree;
  readonly root: NodeId;
  readonly token: NodeId;
  readonly error: NodeId;
  readonly period: NodeId;
  readonly masked: NodeId;
  readonly list: NodeId;
}

/** The tree, and the values of its members. */
function read(): Read {
  const { tree } = payloadOf(TEXT + '\n');
  const { root } = tree;
  const [token, error, period, masked, list] = tree.members(root, [
    'token',
    'error',
    'period',
    'masked',
    'list',
  ]);
  return { tree, root, token, error, period, masked, list };
}

describe('A member', () => {
  test('is the value of its name, the first of two', () => {
    const { tree, token, error, period, masked, list } = read();
    expect([token, error, period, masked, list].map(node => tree.text(node))).toEqual([
      'FTKMOB01',
      'null',
      '60',
      '****',
      '[1,{"a":2}]',
    ]);
  });

  test.each(['', 'toke', 'tokens', 'FTKMOB01', 'a'])('is missing: %s', name => {
    const { tree, root } = read();
    expect(tree.member(root, name)).toBe(-1);
    expect(tree.members(root, [name])).toEqual([-1]);
  });

  test('is missing in what is not an object', () => {
    const { tree, token, list } = read();
    for (const node of [-1, token, list]) {
      expect(tree.member(node, 'a')).toBe(-1);
      expect(tree.members(node, ['a'])).toEqual([-1]);
    }
  });

  test('is found by its name', () => {
    const { tree, root, token, list } = read();
    expect(['token', 'list'].map(name => tree.member(root, name))).toEqual([token, list]);
  });

  test('is found with others in one pass', () => {
    const { tree, root, token, list } = read();
    expect(tree.members(root, ['list', 'none', 'token'])).toEqual([list, -1, token]);
  });

  test('is missing if the payload ends after its name', () => {
    const cut = payloadOf('{"error":{"token"\n').tree;
    const inner = cut.member(cut.root, 'error');
    expect([cut.member(inner, 'token'), ...cut.members(inner, ['token'])]).toEqual([-1, -1]);
  });

  test('is found after a name without a value', () => {
    const damaged = payloadOf('{"error","token":"FTKMOB01"}\n').tree;
    const found = damaged.member(damaged.root, 'token');
    expect(damaged.text(found)).toBe('FTKMOB01');
    expect(damaged.members(damaged.root, ['error', 'token'])).toEqual([-1, found]);
  });
});

test('A scalar is a string, a number or a word without quotes', () => {
  const { tree, root, token, error, period, masked, list } = read();
  expect([token, period, masked].map(node => tree.scalar(node))).toEqual(['FTKMOB01', '60', '****']);
  const key = tree.children(root)[0] ?? -1;
  expect([-1, root, key, list, error].map(node => tree.scalar(node))).toEqual(Array(5).fill(undefined));
});

test('Null is the word, or nothing', () => {
  const { tree, root, token, error, period } = read();
  const quoted = payloadOf('{"a":"null"}\n').tree;
  expect([error, -1].map(node => tree.isNull(node))).toEqual([true, true]);
  expect([root, token, period].map(node => tree.isNull(node))).toEqual([false, false, false]);
  expect(quoted.isNull(quoted.member(quoted.root, 'a'))).toBe(false);
});

test('No node has no kind and no text', () => {
  const { tree } = read();
  expect([tree.kind(-1), tree.text(-1)]).toEqual([0, '']);
});

test('The children are those of a container, not those inside them', () => {
  const { tree, root, token, list } = read();
  expect(tree.children(list).map(node => tree.text(node))).toEqual(['1', '{"a":2}']);
  expect(tree.children(root)).toHaveLength(12);
  expect([tree.children(token), tree.children(-1)]).toEqual([[], []]);
});

test('A payload has all of its values, however many, and none of the next payload', () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => String(index));
  const [first] = payloads(`{"list":[${numbers.join()}]}\n{"other":1}\n`);
  const nodes = [...(first?.tree.nodes() ?? [])].map(node => first?.tree.text(node));
  expect(nodes.slice(3)).toEqual(numbers);
});

describe('The path to an offset', () => {
  const kindsAt = (at: number): number[] => {
    const { tree } = read();
    return tree.pathAt(at).map(node => tree.kind(node));
  };

  test('leads from the root inwards', () => {
    const { tree } = read();
    expect(tree.pathAt(TEXT.indexOf('2')).map(node => tree.text(node))).toEqual([
      TEXT,
      '[1,{"a":2}]',
      '{"a":2}',
      '2',
    ]);
  });

  test('has both ends of a node', () => {
    const at = TEXT.indexOf('token');
    expect(kindsAt(at)).toEqual([OBJECT, KEY]);
    expect(kindsAt(at + 'token'.length)).toEqual([OBJECT, KEY]);
    expect(kindsAt(at - 1)).toEqual([OBJECT]);
    expect(kindsAt(TEXT.indexOf('FTK'))).toEqual([OBJECT, STRING]);
    expect(kindsAt(TEXT.indexOf('[1'))).toEqual([OBJECT, ARRAY]);
  });

  test('is empty outside', () => {
    expect([kindsAt(-1), kindsAt(TEXT.length + 1)]).toEqual([[], []]);
  });
});
