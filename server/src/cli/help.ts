import { type CliTextName, cliText } from './cliText';
import {
  type ArgumentForm,
  type CommandForm,
  COMMANDS,
  GLOBAL_OPTIONS,
  type OptionForm,
  PROGRAM,
  WHOLE,
} from './commandForms';
import { shown } from './parseArguments';

/** Columns of the help: those of a terminal that nobody has widened. */
const COLUMNS = 80;
/** Between two columns of a list. */
const GAP = 2;

/** The filter expressions and their meanings. */
const FILTER_WORDS: readonly (readonly [words: string, meaning: CliTextName])[] = [
  ['user:NAME unit:SERIAL token:SERIAL server:NAME', 'filter.party'],
  ['daemon:NAME', 'filter.daemon'],
  ['rule:ID rule:login/*', 'filter.rule'],
  ['>=error >=warning', 'filter.severity'],
  ['failed unfinished succeeded', 'filter.ending'],
  ['08:40..08:45 08:40.. 2026-03-14T08:40', 'filter.time'],
  ['text "some text" line:text', 'filter.text'],
  ['http json command config table packet dump unrecognised', 'filter.kind'],
  ['context:3', 'filter.context'],
];

/** The help on a command, or on the program; no line but those of examples is longer than 80 columns. */
export function helpOn(command: CommandForm | undefined): string {
  if (!command) return helpOnProgram();
  const { argument, options, paragraphs, examples } = command;
  return sections([
    usageOf(command),
    wrapped(cliText(command.about)),
    argument && list('arguments', [[argument.name, argumentText(argument)]]),
    list('options', options.map(rowOf)),
    list('globalOptions', GLOBAL_OPTIONS.map(rowOf)),
    command.name === 'show' ? filterHelp() : undefined,
    ...paragraphs.map(names => names.map(name => wrapped(cliText(name))).join('\n')),
    examplesText(examples),
  ]);
}

function helpOnProgram(): string {
  const commands = COMMANDS.map((form): Row => [
    [form.name, argumentIn(form)].filter(Boolean).join(' '),
    cliText(form.about),
  ]);
  return sections([
    `${cliText('usage')} ${PROGRAM} <${cliText('command')}> [${cliText('optionsOf')}]`,
    wrapped(cliText(WHOLE.about)),
    list('commands', commands),
    list('globalOptions', GLOBAL_OPTIONS.map(rowOf)),
    examplesText(WHOLE.examples),
  ]);
}

/** `Usage: fortios-debug check [options] <file>...`. */
export function usageOf(command: CommandForm): string {
  const { name, options } = command;
  const required = options.filter(({ isRequired }) => isRequired).map(shown);
  const words = [PROGRAM, name, ...required, `[${cliText('optionsOf')}]`, argumentIn(command)];
  return `${cliText('usage')} ${words.filter(Boolean).join(' ')}`;
}

function argumentIn({ argument }: CommandForm): string {
  if (!argument) return '';
  const { name, isOptional, isRepeated } = argument;
  return (isOptional ? `[${name}]` : `<${name}>`) + (isRepeated ? '...' : '');
}

/** What an argument is, with its choices. */
function argumentText({ about, choices }: ArgumentForm): string {
  return [
    cliText(about),
    ...(choices ? [`(${cliText('choices', { choices: choices.join(', ') })})`] : []),
  ].join(' ');
}

/** What an option does, with its choices and its default; texts with facts name them themselves. */
export function optionText({ about, facts, choices, default: value }: OptionForm): string {
  const more = [
    ...(choices && !facts ? [cliText('choices', { choices: choices.join(', ') })] : []),
    ...(value === undefined ? [] : [cliText('default', { value })]),
  ];
  const text = cliText(about, facts);
  return more.length > 0 ? `${text} (${more.join('; ')})` : text;
}

type Row = readonly [string, string];
const rowOf = (form: OptionForm): Row => [shown(form), optionText(form)];

function list(title: CliTextName, rows: readonly Row[]): string | undefined {
  return rows.length === 0 ? undefined : `${cliText(title)}\n${table(rows)}`;
}

/** Rows of a term and a text beside it, or below it if the term is long. */
function table(rows: readonly Row[], most = COLUMNS / 3): string {
  const width = Math.max(...rows.map(([term]) => term.length).filter(length => length <= most), 0);
  const indent = GAP + width + GAP;
  return rows
    .map(([term, text]) => {
      const lines = wrapped(text, COLUMNS - indent).split('\n');
      const head = ' '.repeat(GAP) + term;
      const first = term.length > width ? `${head}\n${' '.repeat(indent)}` : head.padEnd(indent);
      return first + lines.join(`\n${' '.repeat(indent)}`);
    })
    .join('\n');
}

function filterHelp(): string {
  const rows = FILTER_WORDS.map(([words, meaning]): Row => [words, cliText(meaning)]);
  return `${wrapped(cliText('filter.words'))}\n${table(rows)}`;
}

function examplesText(examples: readonly string[]): string | undefined {
  if (examples.length === 0) return undefined;
  const lines = examples.map(one => `  ${one.includes(`| ${PROGRAM}`) ? one : `${PROGRAM} ${one}`}`);
  return [cliText('examples'), ...lines].join('\n');
}

function sections(parts: readonly (string | undefined)[]): string {
  return `${parts.filter(part => part !== undefined).join('\n\n')}\n`;
}

/** A character that takes two columns of a terminal: Unicode's East Asian Wide and Fullwidth, as far as our languages go. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;

/** A wide character, a run of others, or blanks. */
const WORDS = new RegExp(`${WIDE.source}|\\s+|[^\\s${WIDE.source.slice(1)}+`, 'g');

/** A text in lines of at most so many columns: broken at blanks, and after wide characters, which have none between words. */
export function wrapped(text: string, columns = COLUMNS): string {
  const lines: string[] = [];
  let [line, width] = ['', 0];
  for (const [word] of text.matchAll(WORDS)) {
    const own = WIDE.test(word) ? 2 : word.length;
    if (width + own > columns && line !== '') {
      lines.push(line.trimEnd());
      [line, width] = ['', 0];
    }
    if (line === '' && word.trim() === '') continue;
    // Texts have line breaks of their own.
    const written = word.includes('\n') ? ' ' : word;
    [line, width] = [line + written, width + own];
  }
  return [...lines, line.trimEnd()].join('\n');
}
