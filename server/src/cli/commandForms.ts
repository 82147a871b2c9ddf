import { SEVERITIES } from '../knowledge/types';
import { COLOUR_CHOICES } from './colour';
import type { CliTextName } from './cliText';
import { FORMATS, REPORT_FORMATS } from './formatNames';
import { LOCALES } from './language';
import { READERS } from '../report/selection';

// What can be typed, as data: parsing, help, completions and the manual page read it.

/** An option of a command. */
export interface OptionForm {
  /** Without hyphens. */
  readonly name: string;
  readonly short?: string;
  /** The name of its value in the help; an option without one takes no value. */
  readonly value?: string;
  /** The value can be left out; then it is written with `=`. */
  readonly isValueOptional?: boolean;
  readonly about: CliTextName;
  /** Facts of `about`. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly choices?: readonly string[];
  /** The value without the option. */
  readonly default?: string;
  readonly isRepeated?: boolean;
  readonly isRequired?: boolean;
  /** Options with which it makes no sense. */
  readonly conflicts?: readonly string[];
  /** Its value is a file or a folder. */
  readonly isPath?: boolean;
}

/** What a command is about: files, words, or a name. */
export interface ArgumentForm {
  readonly name: string;
  readonly about: CliTextName;
  readonly isOptional?: boolean;
  readonly isRepeated?: boolean;
  readonly choices?: readonly string[];
  readonly isPath?: boolean;
}

/** A command. */
export interface CommandForm {
  /** One word, or two for a command within another. */
  readonly name: string;
  readonly about: CliTextName;
  readonly argument?: ArgumentForm;
  readonly options: readonly OptionForm[];
  /** Words that begin with a hyphen are arguments if they are no option: `explain -14`. */
  readonly takesUnknown?: boolean;
  /** Paragraphs of the help, which can be several sentences each. */
  readonly paragraphs: readonly (readonly CliTextName[])[];
  /** The same in every language. */
  readonly examples: readonly string[];
}

/** Shells for which completions can be written. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** The name of the program. */
export const PROGRAM = 'fortios-debug';

const FILES: ArgumentForm = { name: 'file', about: 'captureFiles', isRepeated: true, isPath: true };
const KNOWLEDGE: OptionForm = {
  name: 'knowledge',
  value: 'path',
  about: 'knowledgeOption',
  isRepeated: true,
  isPath: true,
};
const CONFIG: OptionForm = { name: 'config', value: 'file', about: 'config', isPath: true };
const QUIET: OptionForm = { name: 'quiet', short: 'q', about: 'quiet' };

/** Options of every command. */
export const GLOBAL_OPTIONS: readonly OptionForm[] = [
  { name: 'help', short: 'h', about: 'helpOption' },
  { name: 'version', short: 'V', about: 'versionOption' },
  {
    name: 'locale',
    value: 'language',
    about: 'localeOption',
    facts: { locales: LOCALES.join(', ') },
    choices: LOCALES,
  },
  {
    name: 'color',
    value: 'when',
    isValueOptional: true,
    about: 'colourOption',
    facts: { choices: COLOUR_CHOICES.join(', ') },
    choices: COLOUR_CHOICES,
  },
];

/** The program without a command. */
export const WHOLE: Pick<CommandForm, 'about' | 'examples'> = {
  about: 'about',
  examples: [
    'check capture.log',
    'report --out report.html captures/',
    'redact --out share captures/',
    'recipe sslvpn --address 192.0.2.44',
  ],
};

export const COMMANDS = [
  {
    name: 'check',
    about: 'check',
    argument: FILES,
    options: [
      { name: 'format', value: 'format', about: 'format', choices: FORMATS, default: 'text' },
      {
        name: 'fail-on',
        value: 'severity',
        about: 'failOn',
        choices: [...SEVERITIES, 'never'],
        default: 'error',
      },
      {
        name: 'rule',
        value: 'id=severity',
        about: 'ruleOption',
        facts: { severities: [...SEVERITIES, 'off'].join(', ') },
        isRepeated: true,
      },
      { name: 'only', value: 'words', about: 'only' },
      KNOWLEDGE,
      { name: 'follow', about: 'follow' },
      CONFIG,
      QUIET,
    ],
    paragraphs: [['check.exit', 'check.rules', 'check.closed'], ['check.files'], ['check.filter']],
    examples: [
      'check capture.log',
      "check --only 'user:user10 08:40..08:45' capture.log",
      'check --format json --fail-on warning *.log',
      'check --rule secret/otp-seed=off --rule json/damaged=hint captures/',
      'check --format sarif captures/ > fortios.sarif',
      'ssh admin@192.0.2.1 | fortios-debug check -',
      'ssh admin@192.0.2.1 | tee capture.log | fortios-debug check --follow -',
    ],
  },
  {
    name: 'show',
    about: 'show',
    argument: FILES,
    options: [
      { name: 'only', value: 'words', about: 'show.only', isRequired: true },
      { name: 'numbers', short: 'n', about: 'show.numbers' },
      KNOWLEDGE,
      CONFIG,
    ],
    paragraphs: [['show.warning'], ['show.exit']],
    examples: [
      "show --only 'user:user10' capture.log",
      "show --only 'failed -http 08:40..08:45' --numbers capture.log",
      "show --only '>=error context:5' captures/",
    ],
  },
  {
    name: 'redact',
    about: 'redact',
    argument: FILES,
    options: [
      { name: 'keep', value: 'what', about: 'redact.keep', choices: ['identities'] },
      { name: 'out', value: 'folder', about: 'redact.out', isPath: true },
      { name: 'names', about: 'redact.names' },
      {
        name: 'check',
        about: 'redact.check',
        conflicts: ['keep', 'out', 'names', 'table', 'reuse', 'words'],
      },
      { name: 'words', about: 'redact.words', conflicts: ['keep', 'out', 'names', 'table', 'reuse'] },
      { name: 'table', value: 'file', about: 'redact.table', isPath: true },
      { name: 'reuse', value: 'file', about: 'redact.reuse', isPath: true },
      KNOWLEDGE,
      CONFIG,
      QUIET,
    ],
    paragraphs: [['redact.exit'], ['redact.hook']],
    examples: ['redact capture.log > share.log', 'redact --out share captures/', 'redact --check captures/'],
  },
  {
    name: 'report',
    about: 'report',
    argument: FILES,
    options: [
      { name: 'format', value: 'format', about: 'report.format', choices: REPORT_FORMATS },
      { name: 'out', value: 'file', about: 'report.out', isPath: true },
      { name: 'force', about: 'report.force' },
      { name: 'incident', value: 'number', about: 'report.incident' },
      { name: 'same-unit', about: 'report.sameUnit' },
      { name: 'for', value: 'reader', about: 'report.for', choices: READERS },
      { name: 'redact', about: 'report.redact' },
      KNOWLEDGE,
      CONFIG,
      QUIET,
    ],
    paragraphs: [['report.masked'], ['report.exit']],
    examples: [
      'report capture.log > report.md',
      'report --out report.html captures/',
      'report --incident 2 capture.log > incident.md',
      'report --for customer --redact --out page.html capture.log',
      'report --format html - < capture.log > report.html',
    ],
  },
  {
    name: 'detect',
    about: 'detect',
    argument: { name: 'file', about: 'detect.files', isRepeated: true, isPath: true },
    options: [{ name: 'quiet', short: 'q', about: 'detect.quiet' }],
    paragraphs: [['detect.exit']],
    examples: ['detect --quiet putty.log && fortios-debug check putty.log'],
  },
  {
    name: 'explain',
    about: 'explain',
    argument: { name: 'words', about: 'explain.words', isRepeated: true },
    options: [KNOWLEDGE, CONFIG],
    takesUnknown: true,
    paragraphs: [['explain.exit']],
    examples: [
      'explain ftm/token-not-of-product',
      'explain error 31',
      'explain FNBAM_DENIED',
      'explain AADSTS50105',
      'explain "ike 0:branch:12: gw validation failed"',
    ],
  },
  {
    name: 'knowledge test',
    about: 'knowledge.test',
    argument: { name: 'path', about: 'knowledge.path', isOptional: true, isPath: true },
    options: [],
    paragraphs: [['knowledge.exit']],
    examples: ['knowledge test', 'check --knowledge .fortios-debug capture.log'],
  },
  {
    name: 'recipe',
    about: 'recipe',
    argument: { name: 'name', about: 'recipe.name', isOptional: true },
    options: [
      { name: 'release', value: 'release', about: 'recipe.release' },
      { name: 'vdom', value: 'name', about: 'recipe.vdom' },
      { name: 'address', value: 'address', about: 'recipe.address' },
      { name: 'user', value: 'name', about: 'recipe.user' },
    ],
    paragraphs: [['recipe.about'], ['recipe.exit']],
    examples: [
      'recipe',
      'recipe ipsec-eap --release 7.4.9 --vdom root --address 192.0.2.44',
      'recipe activation > how-to-record.txt',
    ],
  },
  {
    name: 'completions',
    about: 'completions',
    argument: { name: 'shell', about: 'completions.shell', choices: SHELLS },
    options: [],
    paragraphs: [['completions.where']],
    examples: [
      'completions bash > /etc/bash_completion.d/fortios-debug',
      'completions powershell >> $PROFILE',
    ],
  },
  {
    name: 'lsp',
    about: 'lsp',
    options: [{ name: 'stdio', about: 'lsp.stdio' }],
    paragraphs: [],
    examples: [],
  },
] as const satisfies readonly CommandForm[];

export type CommandName = (typeof COMMANDS)[number]['name'];
