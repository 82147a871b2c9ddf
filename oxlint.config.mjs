// The layers of the house are lint rules: a lower room never imports a higher one, and the core knows no host.

/** The rooms, each with the rooms that its files may import. */
const MAY_IMPORT = {
  syntax: [],
  knowledge: [],
  site: ['syntax', 'knowledge'],
  secrets: ['syntax', 'knowledge', 'site'],
  trace: ['syntax', 'site'],
  rules: ['syntax', 'trace', 'secrets', 'site', 'knowledge'],
  judge: ['syntax', 'trace', 'secrets', 'rules', 'knowledge', 'analysis'],
  presentation: ['syntax', 'trace', 'secrets', 'rules', 'knowledge', 'analysis', 'judge'],
  filter: ['syntax', 'trace', 'rules', 'knowledge', 'site', 'analysis', 'judge', 'presentation'],
  features: [
    'syntax',
    'trace',
    'secrets',
    'site',
    'rules',
    'knowledge',
    'analysis',
    'faithful',
    'judge',
    'presentation',
    'filter',
  ],
  report: ['syntax', 'trace', 'secrets', 'site', 'rules', 'knowledge', 'analysis', 'judge', 'presentation'],
  lsp: ['syntax', 'knowledge', 'site', 'rules', 'analysis', 'filter', 'features', 'report'],
  files: ['knowledge', 'site', 'analysis'],
  cli: [
    'syntax',
    'knowledge',
    'secrets',
    'site',
    'rules',
    'analysis',
    'faithful',
    'filter',
    'report',
    'files',
    'lsp',
  ],
};

/** `analysis.ts` joins the rooms below it; `faithful.ts` compares the analyses of a capture and its copy. */
const ROOMS = [...Object.keys(MAY_IMPORT), 'analysis', 'faithful'];

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

/** A pattern for the modules of a room. Those with the sentences of FortiOS are left out: all rooms may read this data. */
const importsOf = (/** @type {string} */ room) =>
  room === 'knowledge' ? 'knowledge((/data)?(/[^/]+)?$|/data/domains/)' : `${room}(/|$)`;

/** @param {keyof typeof MAY_IMPORT} room */
function importsOutOfReach(room) {
  const others = ROOMS.filter(other => other !== room && !MAY_IMPORT[room].includes(other));
  return `^(\\.\\./)+(${others.map(importsOf).join('|')})`;
}

/** @param {keyof typeof MAY_IMPORT} room @param {string} files @param {readonly object[]} more */
const wall = (room, files, more = []) => ({
  files: [files],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: importsOutOfReach(room),
            message: `${room}/ must not import that room: see ARCHITECTURE.md.`,
          },
          ...(HOSTS_OF[room] ?? [CONNECTION, ...HOSTS]),
          ...more,
        ],
      },
    ],
  },
});

/** The modules of the server that the client has in its bundle: the protocol, and what needs no analysis. */
const OF_CLIENT = [
  'lsp/protocol',
  'syntax/isCapture',
  'syntax/search',
  'filter/query',
  'filter/times',
  'site/knowledgeFolder',
  'presentation/visible',
];

const walls = [
  {
    files: ['client/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '**/server/src/*',
                '**/server/src/*/*',
                '**/server/src/*/*/*',
                ...OF_CLIENT.map(module => `!**/server/src/${module}`),
              ],
              message: 'The client asks the server: see ARCHITECTURE.md.',
            },
          ],
        },
      ],
    },
  },
  ...Object.keys(MAY_IMPORT).map(room => wall(room, `server/src/${room}/**/*.ts`)),
  wall('rules', 'server/src/rules/**/*.ts', [
    { regex: '^(\\.\\./)+secrets/', message: 'Rules get the places that were found: see ARCHITECTURE.md.' },
  ]),
];

/** Rules of JavaScript for code in TypeScript. */
const PLAIN = [
  'no-array-constructor',
  'no-unused-expressions',
  'no-useless-constructor',
  'no-var',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
];

/** Rules of TypeScript that read one file. */
const TYPESCRIPT = [
  'consistent-type-imports',
  'no-duplicate-enum-values',
  'no-dynamic-delete',
  'no-empty-object-type',
  'no-explicit-any',
  'no-extra-non-null-assertion',
  'no-extraneous-class',
  'no-invalid-void-type',
  'no-misused-new',
  'no-namespace',
  'no-non-null-asserted-nullish-coalescing',
  'no-non-null-asserted-optional-chain',
  'no-non-null-assertion',
  'no-require-imports',
  'no-this-alias',
  'no-unnecessary-type-constraint',
  'no-unsafe-declaration-merging',
  'no-unsafe-function-type',
  'no-wrapper-object-types',
  'prefer-as-const',
  'prefer-literal-enum-member',
  'prefer-namespace-keyword',
  'triple-slash-reference',
  'unified-signatures',
];

/** Rules that read types. */
const TYPED = [
  'await-thenable',
  'no-array-delete',
  'no-base-to-string',
  'no-deprecated',
  'no-duplicate-type-constituents',
  'no-floating-promises',
  'no-for-in-array',
  'no-generated-empty-object-type',
  'no-implied-eval',
  'no-meaningless-void-operator',
  'no-misused-promises',
  'no-misused-spread',
  'no-mixed-enums',
  'no-redundant-type-constituents',
  'no-unnecessary-boolean-literal-compare',
  'no-unnecessary-condition',
  'no-unnecessary-template-expression',
  'no-unnecessary-type-arguments',
  'no-unnecessary-type-assertion',
  'no-unnecessary-type-conversion',
  'no-unnecessary-type-parameters',
  'no-unsafe-argument',
  'no-unsafe-assignment',
  'no-unsafe-call',
  'no-unsafe-enum-assignment',
  'no-unsafe-enum-comparison',
  'no-unsafe-member-access',
  'no-unsafe-return',
  'no-unsafe-unary-minus',
  'no-useless-default-assignment',
  'only-throw-error',
  'prefer-promise-reject-errors',
  'prefer-reduce-type-parameter',
  'prefer-return-this-type',
  'related-getter-setter-pairs',
  'require-await',
  'unbound-method',
  'use-unknown-in-catch-callback-variable',
];

/** Objects of a host. */
const GLOBALS = [
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
];

/** Variables of modules that can change, each without a text of a capture. */
const MODULE_STATE = {
  // Made of the knowledge, when the module is loaded or on first use.
  'knowledge/index.ts': ['byKey', 'byId'],
  'knowledge/messageTemplate.ts': ['PARSED'],
  'rules/guidance.ts': ['JOINED'],
  'syntax/failures/wordings.ts': ['OF_WORDINGS'],
  'secrets/vocabulary.ts': ['known'],
  // By a length, and by a step.
  'syntax/prefixes.ts': ['fillers'],
  'trace/negotiationLine.ts': ['ONE_STEP'],
  // The language of the user.
  'knowledge/translate.ts': ['chosen', 'language'],
};

/** @param {readonly string[]} names @returns {Record<string, 'error'>} */
const errors = (names, plugin = '') => Object.fromEntries(names.map(name => [plugin + name, 'error']));

/** @type {import('oxlint').OxlintConfig} */
export default {
  plugins: ['typescript', 'import'],
  jsPlugins: ['./scripts/lint.mjs'],
  categories: { correctness: 'off' },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['**/dist/**', 'test-results/**', '.vscode-test/**'],
  overrides: [
    {
      files: ['**/*.ts'],
      rules: {
        ...errors(PLAIN),
        ...errors([...TYPESCRIPT, ...TYPED], 'typescript/'),
        'own/hash-private': 'error',
        // By default it passes over names that begin with an underscore.
        'no-unused-vars': ['error', { varsIgnorePattern: '^$', argsIgnorePattern: '^$' }],
        'typescript/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
        'typescript/restrict-plus-operands': [
          'error',
          {
            allowAny: false,
            allowBoolean: false,
            allowNullish: false,
            allowNumberAndString: false,
            allowRegExp: false,
          },
        ],
        'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
        'typescript/return-await': ['error', 'error-handling-correctness-only'],
      },
    },
    {
      files: ['server/src/**/*.ts'],
      rules: { 'own/module-state': ['error', MODULE_STATE] },
    },
    {
      // What every line pays, also one of a known template.
      files: ['server/src/syntax/{template,templates,recordParts,stream,window,shift,sections}.ts'],
      rules: { 'own/no-expressions': 'error' },
    },
    {
      files: ['{server,client}/src/**/*.ts'],
      rules: {
        // Over this, a table or a function of its own is clearer.
        complexity: ['error', 15],
        'import/no-cycle': ['error', { ignoreTypes: false }],
      },
    },
    {
      files: [
        'server/src/{syntax,knowledge,trace,secrets,rules,presentation,filter,features,report}/**/*.ts',
        'server/src/analysis.ts',
      ],
      rules: {
        'no-restricted-globals': [
          'error',
          ...GLOBALS.map(name => ({ name, message: 'The core is pure: no host, no clock, no network.' })),
        ],
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'The core has no clock.' },
        ],
      },
    },
    ...walls,
  ],
};
