import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, runHere } from '../../support/terminal';

const ENTRY = {
  id: 'site/nac',
  title: 'NAC refuses the device',
  match: { text: 'posture check failed for {user}' },
  severity: 'error',
  sources: ['https://wiki.example.org/nac'],
  examples: { match: ['posture check failed for alice'] },
};
const CAPTURE = 'FGT # diagnose debug enable\nposture check failed for alice\n';
const folder = (entries: unknown): string =>
  folderWith({ 'c.log': CAPTURE, 'know/nac.json': JSON.stringify(entries, undefined, 2) });

async function check(at: string, ...options: string[]) {
  return runHere(['check', ...options, '--knowledge', path.join(at, 'know'), path.join(at, 'c.log')]);
}

describe('check --knowledge', () => {
  test('reports what the site explains, and names its file', async () => {
    const { out, code } = await check(folder([ENTRY]));
    expect(code).toBe(1);
    expect(out).toMatch(/error site\/nac: NAC refuses the device\n {4}from .*nac\.json, line 2\n/);
  });

  test.each(['json', 'ndjson', 'sarif'])('names the file in %s', async format => {
    expect((await check(folder([ENTRY]), '--format', format)).out).toContain('nac.json');
  });

  test('takes a severity for its rules', async () => {
    expect((await check(folder([ENTRY]), '--rule', 'site/nac=off')).code).toBe(0);
  });

  test('reports what it cannot use, and uses the rest', async () => {
    const { out, err, code } = await check(folder([{ ...ENTRY, id: 'nac' }, ENTRY]));
    expect(err).toMatch(/nac\.json:\d+:\d+: An id is site\//);
    expect(out).toContain('site/nac');
    expect(code).toBe(2);
  });
});

test('report --knowledge has the explanation, its source and its file', async () => {
  const at = folder([ENTRY]);
  const { out } = await runHere(['report', '--knowledge', path.join(at, 'know'), path.join(at, 'c.log')]);
  for (const words of ['NAC refuses the device', 'wiki', 'nac.json, line 2']) expect(out).toContain(words);
});

describe('redact --knowledge', () => {
  const masking = { ...ENTRY, match: { text: 'posture check failed for {text:word}' }, mask: ['text'] };
  const redact = (at: string) =>
    runHere(['redact', '--knowledge', path.join(at, 'know'), path.join(at, 'c.log')]);

  test('masks what the site wants masked', async () => {
    const { out, code } = await redact(folder([masking]));
    expect(out).not.toContain('alice');
    expect(code).toBe(0);
  });

  test('writes nothing if it cannot know what to mask', async () => {
    const { out, code } = await redact(folder([masking, { ...masking, id: 'nac' }]));
    expect([out, code]).toEqual(['', 2]);
  });
});

describe('knowledge test', () => {
  test('reports that everything is valid', async () => {
    const { out, code } = await runHere(['knowledge', 'test', path.join(folder([ENTRY]), 'know')]);
    expect([out, code]).toEqual(['1 entry, 1 example, 0 problems\n', 0]);
  });

  test('reports which example is wrong', async () => {
    const wrong = { ...ENTRY, examples: { match: ['posture check passed'] } };
    const { out, code } = await runHere(['knowledge', 'test', path.join(folder([wrong]), 'know')]);
    expect(out).toContain('The entry does not match this line.');
    expect(code).toBe(1);
  });

  test('finds the knowledge in a subfolder of the one that is named', async () => {
    const at = folderWith({ '.fortios-debug/nac.json': JSON.stringify([ENTRY]) });
    expect((await runHere(['knowledge', 'test', at])).code).toBe(0);
  });

  test('exits with 2 if there is nothing to test', async () => {
    const { err, code } = await runHere(['knowledge', 'test', folderWith({})]);
    expect(err).toContain('no .json file');
    expect(code).toBe(2);
  });

  test('does not follow a link', async () => {
    const at = folder([ENTRY]);
    symlinkSync(path.join(at, 'c.log'), path.join(at, 'know', 'link.json'));
    const { err, code } = await runHere(['knowledge', 'test', path.join(at, 'know')]);
    expect(err).toContain('link.json: it could not be read: it is a symbolic link, not a file');
    expect(code).toBe(2);
  });
});

describe('knowledge test of a file of the software', () => {
  const row = {
    id: 'nacd/refused',
    daemons: ['nacd'],
    texts: ['posture check failed for {user}'],
    examples: { match: ['posture check failed for alice'], not: ['posture check passed for alice'] },
  };
  const reason = {
    id: 'nacd/unknown',
    daemons: ['logins'],
    words: ['no such user'],
    cause: 'login/account/unknown',
    examples: { match: ['no such user account'], not: ['user found'] },
  };
  const run = (content: unknown) =>
    runHere([
      'knowledge',
      'test',
      path.join(folderWith({ 'nacd.json': JSON.stringify(content) }), 'nacd.json'),
    ]);

  test('runs the examples of its rows', async () => {
    const { out, code } = await run({ sentences: [{ ...row, bare: true }] });
    expect(out).toBe('1 entry, 2 examples, 0 problems\n');
    expect(code).toBe(0);
  });

  test('names the example that does not hold, and the row that has more letters', async () => {
    const { out, code } = await run({ sentences: [row, reason] });
    expect(out).toMatch(/nacd\.json:1:\d+: The entry does not match this line\.\n/);
    expect(out).toMatch(/nacd\.json:1:\d+: \S+ gives the reason for this line instead/);
    expect(code).toBe(1);
  });

  test('says what is missing', async () => {
    const { out, code } = await run({ sentences: [{ id: 7 }] });
    expect(out).toContain("'id' must be");
    expect(out).toContain("'daemons'");
    expect(code).toBe(1);
  });

  test('says which texts, causes and equal words cannot be used, and runs the rest', async () => {
    const words = { ...reason, words: ['posture refused'], examples: {} };
    const { out, code } = await run({
      sentences: [
        { ...row, id: 'nacd/shape', texts: ['{user:nonsense} failed'] },
        { ...row, id: 'nacd/cause', cause: 'login/nonsense' },
        { ...words, id: 'nacd/one' },
        { ...words, id: 'nacd/two', cause: 'login/denied' },
        { ...words, id: 'nacd/ranked', cause: 'login/denied', rank: 1 },
        { ...row, bare: true },
        { id: 7 },
      ],
    });
    expect(out).toContain("There is no shape 'nonsense'");
    expect(out).toContain("There is no cause 'login/nonsense'");
    expect(out).toContain("nacd/two has the words 'posture refused' with the same rank");
    expect(out).not.toContain('nacd/ranked has');
    expect(out).toContain('4 entries, 2 examples, 6 problems\n');
    expect(code).toBe(1);
  });

  test.each([
    ['no row', { sentences: [null] }],
    ['no list', { sentences: {} }],
    ['no examples', { causes: [{ id: 'login/nac', examples: 1 }] }],
  ])('reports %s', async (_, content) => {
    const { out, code } = await run(content);
    expect(out).toMatch(/nacd\.json:1:\d+: '\S+' must be/);
    expect(code).toBe(1);
  });

  test('reports what is wrong with its syntax', async () => {
    const at = path.join(folderWith({ 'nacd.json': '{ "sentences": [] "causes": [] }' }), 'nacd.json');
    const { out, code } = await runHere(['knowledge', 'test', at]);
    expect(out).toMatch(/nacd\.json:1:19: .*comma/);
    expect(code).toBe(1);
  });
});
