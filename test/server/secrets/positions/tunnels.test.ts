import { expect, test } from 'vitest';
import { tunnelNames } from '../../../../server/src/secrets/positions/shapes';
import { every, itself } from '../../../support/rows';

const MARKED = [
  'V=root:0:«to-bremen_0»:35392',
  '0:«to-bremen»:35392:«P2-lab»:77',
  '0:«to-bremen»:35392:77',
  '0:«to-bremen»:«P2-lab»:«P2-lyon»',
  'V=root:0:«to-bremen»',
  '0:«to bremen»:1',
  '0:«b»',
  '123456789:«to-bremen»:1',
  '1234567890:to-bremen:1',
  'V=:0:to-bremen',
  'V=root:vdom:0:to-bremen',
  'root:to-bremen:1',
  'x0:to-bremen:1',
  '0::35392',
  '0:to/bremen:1',
  '0:«to-bremen»:7:P',
  '0:«to-bremen»:7:P2 lab:8',
  '0:«to-bremen»:7:P2/lab:8',
  '0:«to-bremen»:7:«2a»',
  `0:«${'b'.repeat(64)}»:7:«${'p'.repeat(64)}»`,
  `0:${'b'.repeat(65)}:7`,
  '',
];

test('The names of tunnels in the tag of an ike line are found', () => {
  every(MARKED, itself, marked => {
    const text = marked.replaceAll(/[«»]/g, '');
    let copy = text;
    for (const { start, end } of tunnelNames(text).reverse())
      copy = `${copy.slice(0, start)}«${copy.slice(start, end)}»${copy.slice(end)}`;
    expect(copy).toBe(marked);
  });
});
