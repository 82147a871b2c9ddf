// The command line works in a thread (`workThread.ts`). The main thread (`supervisor.ts`) only handles signals and output,
// so it notices SIGINT, SIGTERM and a closed pipe whatever the work does: it ends the thread, removes incomplete files and
// exits. `check.ts` reads files one by one, or hands many of them to threads (`workers.ts`); both use `checkFile.ts`.
// `formats.ts` writes problem by problem if the format allows it, so that memory stays small. `redact.ts` reads each file
// twice; a long file is read in parts (`learning.ts`). `follow.ts` reports the problems of a growing file.

import { CommanderError, Option } from 'commander';
import { SEVERITIES } from '../knowledge/types';
import { printable } from '../report/printable';
import type { RecipeAnswers } from '../report/recipeText';
import { COLOUR_CHOICES, colourIn } from './colour';
import type { Streams } from './streams';
import { version } from '../../../package.json';
import { HELP, helpAfter } from './help';
import type { Threshold } from './check';
import type { Chosen } from './loadConfiguration';
import { FORMATS, type Format, REPORT_FORMATS, type ReportFormat } from './formatNames';
import { localeIn, LOCALES, useLanguage } from './language';
import { Program } from './program';
import { cliText } from './cliText';

/** The option for the severity of a cause. */
const RULE = '--rule <id=severity>';

/** The option for the site's own knowledge: files and folders, repeatable. */
const knowledgeOption = (): [
  string,
  string,
  (path: string, before?: readonly string[]) => readonly string[],
] => ['--knowledge <path>', cliText('knowledgeOption'), (path, before = []) => [...before, path]];

/** The option for the configuration file. */
const configOption = (): [string, string] => ['--config <file>', cliText('config')];

const quietOption = (): [string, string] => ['-q, --quiet', cliText('quiet')];

/** The environment of the command line. */
export interface Terminal extends Streams {
  readonly colour: boolean;
  /** Starts the language server on standard input and output. */
  serve(): void;
  /** Called once the language of the user is known. */
  languageChosen?(): void;
}

interface CheckFlags {
  readonly format: Format;
  readonly failOn: Threshold;
  readonly rule?: readonly string[];
  readonly only?: string;
  readonly knowledge?: readonly string[];
  readonly follow?: boolean;
  readonly config?: string;
  readonly quiet?: boolean;
}

interface ShowFlags {
  readonly only: string;
  readonly numbers?: boolean;
  readonly knowledge?: readonly string[];
  readonly config?: string;
}

interface RedactFlags {
  readonly keep?: string;
  readonly out?: string;
  readonly table?: string;
  readonly reuse?: string;
  readonly words?: boolean;
  readonly check?: boolean;
  readonly knowledge?: readonly string[];
  readonly config?: string;
  readonly quiet?: boolean;
}

interface ReportFlags {
  readonly format?: ReportFormat;
  readonly out?: string;
  readonly force?: boolean;
  readonly incident?: string;
  readonly sameUnit?: boolean;
  readonly knowledge?: readonly string[];
  readonly config?: string;
  readonly quiet?: boolean;
}

/** Runs the command line with its arguments. Returns the exit code, or undefined while the server runs. */
export async function run(words: readonly string[], given: Terminal): Promise<number | undefined> {
  // Error messages repeat what the user typed.
  const { when = 'auto', invalid, rest: others } = colourIn(words);
  const colour = when === 'auto' ? given.colour : when === 'always';
  const terminal: Terminal = { ...given, colour, reportError: text => given.reportError(printable(text)) };
  const { locale, rest } = localeIn(others);
  if (!(await useLanguage(locale))) {
    const facts = { locale: locale ?? '', locales: LOCALES.join(', ') };
    terminal.reportError(`fortios-debug: ${cliText('locale', facts)}\n`);
    return 2;
  }
  terminal.languageChosen?.();
  if (invalid !== undefined) {
    const reason = cliText('error.choices', { choices: COLOUR_CHOICES.join(', ') });
    const sentence = cliText('error.value', { option: '--color', value: invalid, reason });
    terminal.reportError(`fortios-debug: ${sentence}\n`);
    return 2;
  }
  let code: number | undefined;
  const program = new Program('fortios-debug')
    .description(cliText('about'))
    .version(version, '-V, --version', cliText('versionOption'))
    .option('--locale <language>', cliText('localeOption', { locales: LOCALES.join(', ') }))
    .option('--color [when]', cliText('colourOption', { choices: COLOUR_CHOICES.join(', ') }))
    .helpOption('-h, --help', cliText('helpOption'))
    .helpCommand('help [command]', cliText('helpOption'))
    .configureHelp(HELP)
    .addHelpText('after', helpAfter('all'))
    .exitOverride()
    .configureOutput({
      writeOut: text => void terminal.write(text),
      writeErr: text => terminal.reportError(text),
    });
  program
    .command('check')
    .description(cliText('check'))
    .argument('<file...>', cliText('captureFiles'))
    .addOption(new Option('--format <format>', cliText('format')).choices(FORMATS).default('text'))
    .addOption(
      new Option('--fail-on <severity>', cliText('failOn'))
        .choices([...SEVERITIES, 'never'])
        .default('error'),
    )
    .option(RULE, cliText('ruleOption', { severities: [...SEVERITIES, 'off'].join(', ') }), repeated)
    .option('--only <words>', cliText('only'))
    .option(...knowledgeOption())
    .option('--follow', cliText('follow'))
    .option(...configOption())
    .option(...quietOption())
    .addHelpText('after', helpAfter('check'))
    .action(async (files: string[], flags: CheckFlags) => {
      const { format, failOn, rule = [], only, quiet = false } = flags;
      const { severitiesIn } = await import('./ruleOption');
      const severities = severitiesIn(rule, (value, reason) => {
        terminal.reportError(`fortios-debug: ${cliText('error.value', { option: RULE, value, reason })}\n`);
      });
      code = 2;
      if (!severities) return;
      const run = flags.follow ? (await import('./follow')).follow : (await import('./check')).check;
      code = await configured(flags, terminal, (chosen, streams) => {
        const options = {
          ...{ format, failOn, only, quiet, locale, colour: terminal.colour },
          ...chosen,
          severities: { ...chosen.severities, ...severities },
        };
        return run(files, options, streams);
      });
    });
  program
    .command('show')
    .description(cliText('show'))
    .argument('<file...>', cliText('captureFiles'))
    .requiredOption('--only <words>', cliText('show.only'))
    .option('-n, --numbers', cliText('show.numbers'))
    .option(...knowledgeOption())
    .option(...configOption())
    .addHelpText('after', helpAfter('show'))
    .action(async (files: string[], flags: ShowFlags) => {
      const { only, numbers = false } = flags;
      const { show } = await import('./show');
      code = await configured(flags, terminal, ({ patterns, knowledge }) =>
        show(files, { only, numbers, knowledge, patterns }, terminal),
      );
    });
  program
    .command('redact')
    .description(cliText('redact'))
    .argument('<file...>', cliText('captureFiles'))
    .addOption(new Option('--keep <what>', cliText('redact.keep')).choices(['identities']))
    .option('--out <folder>', cliText('redact.out'))
    .addOption(
      new Option('--check', cliText('redact.check')).conflicts(['keep', 'out', 'table', 'reuse', 'words']),
    )
    .addOption(new Option('--words', cliText('redact.words')).conflicts(['keep', 'out', 'table', 'reuse']))
    .option('--table <file>', cliText('redact.table'))
    .option('--reuse <file>', cliText('redact.reuse'))
    .option(...knowledgeOption())
    .option(...configOption())
    .option(...quietOption())
    .addHelpText('after', helpAfter('redact'))
    .action(async (files: string[], flags: RedactFlags) => {
      const { keep, out, table, reuse, quiet = false } = flags;
      code = await configured(flags, terminal, async ({ patterns, knowledge }, streams) => {
        const options = { patterns, quiet, knowledge };
        if (flags.check) return (await import('./redactCheck')).checkRedacted(files, options, streams);
        if (flags.words) return (await import('./redactWords')).listWords(files, options, streams);
        const { redactFiles } = await import('./redact');
        const keepIdentities = keep === 'identities';
        return redactFiles(files, { ...options, keepIdentities, out, table, reuse }, streams);
      });
    });
  program
    .command('report')
    .description(cliText('report'))
    .argument('<file...>', cliText('captureFiles'))
    .addOption(new Option('--format <format>', cliText('report.format')).choices(REPORT_FORMATS))
    .option('--out <file>', cliText('report.out'))
    .option('--force', cliText('report.force'))
    .option('--incident <number>', cliText('report.incident'))
    .option('--same-unit', cliText('report.sameUnit'))
    .option(...knowledgeOption())
    .option(...configOption())
    .option(...quietOption())
    .addHelpText('after', helpAfter('report'))
    .action(async (files: string[], flags: ReportFlags) => {
      const { format, out, force = false, incident, sameUnit: isOneUnit = false } = flags;
      const { report } = await import('./report');
      code = await configured(flags, terminal, ({ patterns, knowledge }, streams) =>
        report(files, { format, out, force, incident, patterns, knowledge, isOneUnit }, streams),
      );
    });
  program
    .command('detect')
    .description(cliText('detect'))
    .argument('<file...>', cliText('detect.files'))
    .option('-q, --quiet', cliText('detect.quiet'))
    .addHelpText('after', helpAfter('detect'))
    .action(async (files: string[], { quiet = false }: Pick<CheckFlags, 'quiet'>) => {
      const { detectFiles } = await import('./detect');
      code = await detectFiles(files, quiet, terminal);
    });
  program
    .command('explain')
    .description(cliText('explain'))
    .argument('<words...>', cliText('explain.words'))
    .option(...knowledgeOption())
    .option(...configOption())
    // A code such as -14, or a line that begins with a hyphen.
    .allowUnknownOption()
    .addHelpText('after', helpAfter('explain'))
    .action(async (asked: string[], flags: Pick<CheckFlags, 'config' | 'knowledge'>) => {
      const { explainWords } = await import('./explain');
      code = await configured(flags, terminal, ({ knowledge }, streams) =>
        explainWords(asked, knowledge, streams),
      );
    });
  program
    .command('knowledge')
    .description(cliText('knowledge'))
    .command('test')
    .description(cliText('knowledge.test'))
    .argument('[path]', cliText('knowledge.path'))
    .addHelpText('after', helpAfter('knowledge'))
    .action(async (named: string | undefined) => {
      const { testKnowledge } = await import('./knowledgeFiles');
      code = await testKnowledge(named, terminal);
    });
  program
    .command('recipe')
    .description(cliText('recipe'))
    .argument('[name]', cliText('recipe.name'))
    .option('--release <release>', cliText('recipe.release'))
    .option('--vdom <name>', cliText('recipe.vdom'))
    .option('--address <address>', cliText('recipe.address'))
    .option('--user <name>', cliText('recipe.user'))
    .addHelpText('after', helpAfter('recipe'))
    .action(async (name: string | undefined, answers: RecipeAnswers) => {
      const { recipe } = await import('./recipe');
      code = await recipe(name, answers, terminal);
    });
  program
    .command('lsp')
    .description(cliText('lsp'))
    .option('--stdio', cliText('lsp.stdio'))
    .action(() => terminal.serve());
  try {
    await program.parseAsync([...rest], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return code;
}

/**
 * Runs a command with the configuration file and the additional knowledge of the command line; returns 2 if the file
 * is invalid.
 */
async function configured(
  { config, knowledge = [], quiet = false }: Pick<CheckFlags, 'config' | 'knowledge' | 'quiet'>,
  terminal: Terminal,
  command: (chosen: Chosen, streams: Streams) => Promise<number>,
): Promise<number> {
  const { loadConfiguration } = await import('./loadConfiguration');
  const loaded = await loadConfiguration(config, terminal);
  if (!loaded) return 2;
  const all = { ...loaded, knowledge: [...loaded.knowledge, ...knowledge] };
  return command(all, quiet ? { ...terminal, progress: () => undefined } : terminal);
}

/** Gathers the values of a repeated option. */
function repeated(given: string, before: readonly string[] = []): readonly string[] {
  return [...before, given];
}
