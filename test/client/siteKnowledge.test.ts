import { expect, test, vi } from 'vitest';
import { knowledgeFiles } from '../../client/src/siteKnowledge';

// As the types of VS Code number them.
const [FILE, FOLDER, LINK] = [1, 2, 64];
const FOUND: Record<string, [string, number][]> = {
  '/workspace/.fortios-debug': [
    ['nac.json', FILE],
    ['linked.json', FILE | LINK],
    ['notes.md', FILE],
    ['old.json', FOLDER],
  ],
  '/shared/knowledge': [['proxy.json', FILE]],
};

vi.mock('vscode-languageclient', () => ({ State: {} }));
vi.mock('vscode', () => {
  const uriOf = (path: string) => ({ path, toString: () => `file://${path}` });
  return {
    FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
    Uri: {
      file: uriOf,
      joinPath: ({ path }: { path: string }, name: string) => uriOf(`${path}/${name}`),
    },
    workspace: {
      workspaceFolders: [{ uri: uriOf('/workspace') }],
      getConfiguration: () => ({ get: () => ['/shared/knowledge', '/none'] }),
      fs: {
        readDirectory: ({ path }: { path: string }) =>
          FOUND[path] ? Promise.resolve(FOUND[path]) : Promise.reject(new Error('no such folder')),
      },
    },
  };
});

test('knowledge is read from files of the workspace and of the settings, and links are not followed', async () => {
  const { uris, links } = await knowledgeFiles();
  expect(uris.map(({ path }) => path)).toEqual([
    '/shared/knowledge/proxy.json',
    '/workspace/.fortios-debug/nac.json',
  ]);
  expect(links.map(({ path }) => path)).toEqual(['/workspace/.fortios-debug/linked.json']);
});
