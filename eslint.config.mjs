// The layers of the house are lint rules: a lower room never imports a higher one, and the core knows no host.
import tseslint from 'typescript-eslint';

const ROOMS = [
  'syntax',
  'knowledge',
  'trace',
  'secrets',
  'rules',
  'analysis',
  'telling',
  'focus',
  'features',
  'report',
  'files',
  'lsp',
  'cli',
];

/** What a file of each room may import of the others. The sentences of FortiOS are data that all rooms may read. */
const MAY_IMPORT = {
  syntax: [],
  knowledge: [],
  secrets: ['syntax', 'knowledge'],
  trace: ['syntax', 'secrets'],
  rules: ['syntax', 'trace', 'secrets', 'knowledge'],
  telling: ['syntax', 'trace', 'secrets', 'rules', 'knowledge', 'analysis'],
  focus: ['syntax', 'trace', 'rules', 'knowledge', 'analysis', 'telling'],
  features: ['syntax', 'trace', 'secrets', 'rules', 'knowledge', 'analysis', 'telling', 'focus'],
  report: ['syntax', 'trace', 'secrets', 'rules', 'knowledge', 'analysis', 'telling'],
  lsp: ['syntax', 'knowledge', 'rules', 'analysis', 'focus', 'features', 'report'],
  files: ['knowledge', 'analysis'],
  cli: ['syntax', 'knowledge', 'secrets', 'rules', 'analysis', 'focus', 'report', 'files', 'lsp'],
};

const HOSTS = [
  {
    regex: '^(node:|fs$|path$|os$|vscode-languageserver/node$)',
    message: 'Only files/ and cli/ know Node.',
  },
  { regex: '^(vscode$|vscode-languageclient)', message: 'Only client/ knows VS Code.' },
];
const CONNECTION = { regex: '^vscode-languageserver(/|$)', message: 'The core knows no connection.' };

/** What is forbidden to a room beside other rooms. The others are the core, which knows neither host nor connection. */
const HOSTS_OF = { files: [CONNECTION], lsp: HOSTS, cli: [] };

/** @param {keyof typeof MAY_IMPORT} room @param {readonly object[]} more */
const wall = (room, files, more = []) => ({
  files: [files],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${ROOMS.filter(other => other !== room && !MAY_IMPORT[room].includes(other)).join('|')})(/|$)(?!data/(?:phrases|failures)/)`,
            message: `${room}/ stands below that room: see ARCHITECTURE.md.`,
          },
          ...(HOSTS_OF[room] ?? [CONNECTION, ...HOSTS]),
          ...more,
        ],
      },
    ],
  },
});

const walls = [
  ...Object.keys(MAY_IMPORT).map(room => wall(room, `server/src/${room}/**/*.ts`)),
  wall('secrets', 'server/src/secrets/finding/**/*.ts', [
    { regex: '/redaction(/|$)', message: 'finding/ stands below redaction/: see ARCHITECTURE.md.' },
  ]),
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'test-results/**', '.vscode-test/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'PropertyDefinition[accessibility="private"]', message: 'Use #private.' },
      ],
    },
  },
  {
    // Over this, a table or a function of its own is clearer.
    files: ['{server,client}/src/**/*.ts'],
    rules: { complexity: ['error', 15] },
  },
  {
    files: [
      'server/src/{syntax,knowledge,trace,secrets,rules,telling,focus,features,report}/**/*.ts',
      'server/src/analysis.ts',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'Buffer',
          'require',
          'self',
          'window',
          'fetch',
          'setTimeout',
          'setInterval',
          'console',
          'performance',
        ].map(name => ({
          name,
          message: 'The core is pure: no host, no clock, no network.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core has no clock.' },
      ],
    },
  },
  ...walls,
);
