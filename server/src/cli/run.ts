import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isFamily, isSiteRule, RULES, ruleOf, type Severity } from '../knowledge';
import { printable } from '../report/printable';
import type { RecipeAnswers } from '../report/recipe';
import type { ChosenSeverities } from '../report/types';
import { check, type Threshold } from './check';
import type { Streams } from './streams';
import { version } from '../../../package.json';
import { type Chosen, loadConfiguration } from './configuration';
import { detectFiles } from './detect';
import { explainWords } from './explain';
import { testKnowledge } from './knowledge';
import { follow } from './follow';
import { FORMATS, type Format } from './formats';
import { recipe } from './recipe';
import { redactFiles } from './redact';
import { checkRedacted } from './redactCheck';
import { show } from './show';
import { report, REPORT_FORMATS, type ReportFormat } from './report';

const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];
const HELP = `
Examples:
  fortios-debug check capture.log
  fortios-debug report --out report.html captures/
  fortios-debug redact --out share captures/
  fortios-debug recipe sslvpn --address 192.0.2.44`;
const CHECK_HELP = `
Exit code: 0 no problem reaches the threshold, 1 at least one does, 2 bad usage or a file that cannot be read completely.
Each problem has a rule: fortios-debug explain RULE says what it means and what to do.
If the reader of the output closes early (| head), the exit code reflects the problems found so far.

Files can be gzipped. In a folder, every file that contains FortiOS debug output is checked,
except HTML and Markdown, because reports quote captures.

--only reports only the problems in the lines of a focus; 'fortios-debug show --help' lists its words. The exit code reflects only these
problems. Problems that show only across several captures are left out.

Examples:
  fortios-debug check capture.log
  fortios-debug check --only 'user:user10 08:40..08:45' capture.log
  fortios-debug check --format json --fail-on warning *.log
  fortios-debug check --rule secret/otp-seed=off --rule json/damaged=hint captures/
  fortios-debug check --format sarif captures/ > fortios.sarif
  ssh admin@192.0.2.1 | fortios-debug check -
  ssh admin@192.0.2.1 | tee capture.log | fortios-debug check --follow -`;

const FOCUS_HELP = `
The words of --only, in quotation marks for the shell. A line must match all of them; values separated by commas
are alternatives, -word excludes, and name* is the beginning of a name:
  user:NAME unit:SERIAL token:SERIAL server:NAME  lines of incidents in which it takes part, and lines that name it
  daemon:NAME              lines that the daemon prints
  rule:ID or rule:login/*  lines with such a problem, and their incidents
  >warning >=warning       lines with a problem that is more severe, or as severe, and their incidents
  failed unfinished succeeded         lines of incidents that ended so
  08:40..08:45 08:40.. 2026-03-14T08:40  lines of that time, both ends included
  line:"text"              lines that contain the text
  http json command config table packet dump unrecognised  lines of that kind
  context:3                also 3 lines before and after`;

const SHOW_HELP = `${FOCUS_HELP}

The lines are those of the capture: they are NOT redacted. To share them: fortios-debug show ... | fortios-debug redact -

Exit code: 0 lines are shown, 1 there is no such line, 2 bad usage or a file that cannot be read completely.

Examples:
  fortios-debug show --only 'user:user10' capture.log
  fortios-debug show --only 'failed -http 08:40..08:45' --numbers capture.log
  fortios-debug show --only '>=error context:5' captures/`;

const REPORT_HELP = `
Secrets are masked in the report. --force overwrites an existing file, but never a capture that is read.

Exit code: 0 the report is written, whatever it says; 2 bad usage, a file that cannot be read, or a report that cannot be
written. The rest is still reported.

Examples:
  fortios-debug report capture.log > report.md
  fortios-debug report --out report.html captures/
  fortios-debug report --incident 2 capture.log > incident.md
  fortios-debug report --format html - < capture.log > report.html`;

const EXPLAIN_HELP = `
Exit code: 0 explained; 1 no exact match, so the closest one is explained instead; 2 nothing similar is known.

Examples:
  fortios-debug explain ftm/token-not-of-product
  fortios-debug explain error 31
  fortios-debug explain FNBAM_DENIED
  fortios-debug explain "ike 0:branch:12: gw validation failed"`;

const DETECT_HELP = `
Exit code: 0 every file is, 1 at least one is not, 2 a file cannot be read. Editors ask this to choose the language of a file.

Examples:
  fortios-debug detect --quiet putty.log && fortios-debug check putty.log`;

const RECIPE_HELP = `
Without a name, lists the recipes. A recipe has the commands to begin, what to do then, and the commands to end; it says
which secrets the capture will hold. Lines that begin with # are for you.

Exit code: 0 written, 2 bad usage.

Examples:
  fortios-debug recipe
  fortios-debug recipe ipsec-eap --release 7.4.9 --vdom root --address 192.0.2.44
  fortios-debug recipe activation > how-to-record.txt`;

const KNOWLEDGE_HELP = `
Exit code: 0 everything is right, 1 something is wrong with an entry or an example, 2 a file cannot be read.

Examples:
  fortios-debug knowledge test
  fortios-debug check --knowledge .fortios-debug capture.log`;

/** What the software does not know of your site: files and folders, as often as needed. */
const KNOWLEDGE = [
  '--knowledge <path>',
  "your site's own knowledge: a .json file or a folder of them, repeatable",
  (path: string, before: readonly string[] = []): readonly string[] => [...before, path],
] as const;

/** Settings that are the same in every run. */
const CONFIG = [
  '--config <file>',
  'settings, under the names that they have in VS Code (default: .fortios-debug/config.json, if it exists)',
] as const;

const QUIET = ['-q, --quiet', 'no progress, and no word about what is as it should be'] as const;

/** What the command line is run with. */
export interface Terminal extends Streams {
  readonly colour: boolean;
  /** Starts the language server on standard input and output. */
  serve(): void;
}

interface CheckFlags {
  readonly format: Format;
  readonly failOn: Threshold;
  readonly rule?: ChosenSeverities;
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
  readonly knowledge?: readonly string[];
  readonly config?: string;
  readonly quiet?: boolean;
}

/** Runs the command line with the words after its name. Gives the exit code, or undefined while the server serves. */
export async function run(words: readonly string[], given: Terminal): Promise<number | undefined> {
  // What a user typed is repeated in complaints.
  const terminal: Terminal = { ...given, reportError: text => given.reportError(printable(text)) };
  let code: number | undefined;
  const program = new Command('fortios-debug')
    .description('Reads FortiOS debug captures and reports what went wrong. Nothing leaves this machine.')
    .version(version)
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({
      writeOut: text => void terminal.write(text),
      writeErr: text => terminal.reportError(text),
    });
  program
    .command('check')
    .description('Report problems in captures')
    .argument('<file...>', 'captures, folders of captures, patterns; - is standard input')
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 if any problem is at least this severe')
        .choices(['error', 'warning', 'information', 'hint', 'never'])
        .default('error'),
    )
    .option(
      '--rule <id=severity>',
      `override the severity of a rule, repeatable: ${SEVERITIES.join(', ')}`,
      chosen,
    )
    .option('--only <words>', 'report problems in the lines of a focus alone')
    .option(...KNOWLEDGE)
    .option('--follow', 'keep reading as the capture grows, and report each problem as its lines arrive')
    .option(...CONFIG)
    .option(...QUIET)
    .addHelpText('after', CHECK_HELP)
    .action(async (files: string[], flags: CheckFlags) => {
      const { format, failOn, rule = {}, only, knowledge = [], quiet = false } = flags;
      code = await configured(flags, terminal, (chosen, streams) => {
        const options = {
          ...{ format, failOn, only, quiet, colour: terminal.colour, patterns: chosen.patterns },
          severities: { ...chosen.severities, ...rule },
          knowledge: [...chosen.knowledge, ...knowledge],
        };
        return (flags.follow ? follow : check)(files, options, streams);
      });
    });
  program
    .command('show')
    .description('Show the lines of captures that are about a user, a token, a problem, a time')
    .argument('<file...>', 'captures, folders of captures, patterns; - is standard input')
    .requiredOption('--only <words>', 'the lines that are wanted')
    .option('-n, --numbers', 'begin each line with its number in the capture')
    .option(...KNOWLEDGE)
    .option(...CONFIG)
    .addHelpText('after', SHOW_HELP)
    .action(async (files: string[], flags: ShowFlags) => {
      const { only, numbers = false, knowledge = [] } = flags;
      code = await configured(flags, terminal, ({ patterns, knowledge: known }) =>
        show(files, { only, numbers, knowledge: [...known, ...knowledge], patterns }, terminal),
      );
    });
  program
    .command('redact')
    .description('Write redacted copies')
    .argument('<file...>', 'captures, folders of captures, patterns; - is standard input')
    .addOption(
      new Option(
        '--keep <what>',
        'what to keep: identities are serial numbers, users, hosts, addresses',
      ).choices(['identities']),
    )
    .option(
      '--out <folder>',
      'folder for the copies, under their own names, decompressed; a single copy can go to standard output',
    )
    .addOption(
      new Option(
        '--check',
        'write no copy; exit with 1 if a capture holds a secret, and name its lines',
      ).conflicts(['keep', 'out', 'table']),
    )
    .option('--table <file>', 'write a table of identities and their stand-ins; it never contains secrets')
    .option(...KNOWLEDGE)
    .option(...CONFIG)
    .option(...QUIET)
    .addHelpText(
      'after',
      '\nNothing is overwritten. Exit code: 0 redacted and verified, 1 the second pass found something, 2 bad usage or a file that cannot be read or written.\n\n--check is for a hook that refuses a commit: it passes over files that are not captures, and exits with 0 if no secret is found,\n1 if one is, 2 if a file cannot be read.\n\nExamples:\n  fortios-debug redact capture.log > share.log\n  fortios-debug redact --out share captures/\n  fortios-debug redact --check captures/',
    )
    .action(async (files: string[], flags: RedactFlags) => {
      const { keep, out, table, knowledge = [], quiet = false } = flags;
      code = await configured(flags, terminal, ({ patterns, knowledge: known }, streams) => {
        const options = { patterns, quiet, knowledge: [...known, ...knowledge] };
        if (flags.check) return checkRedacted(files, options, streams);
        return redactFiles(files, { ...options, keepIdentities: keep === 'identities', out, table }, streams);
      });
    });
  program
    .command('report')
    .description(
      'Write a report: what happened, what went wrong and what to do, as Markdown, as one HTML page or as JSON',
    )
    .argument('<file...>', 'captures, folders of captures, patterns; - is standard input')
    .addOption(
      new Option(
        '--format <format>',
        'output format (default: by the extension of --out, else markdown)',
      ).choices(REPORT_FORMATS),
    )
    .option('--out <file>', 'the file to write; without it, standard output')
    .option('--force', 'overwrite the file if it exists')
    .option(
      '--incident <number>',
      'report on one incident alone: its number in the timeline of the whole report, or its id',
    )
    .option(...KNOWLEDGE)
    .option(...CONFIG)
    .option(...QUIET)
    .addHelpText('after', REPORT_HELP)
    .action(async (files: string[], flags: ReportFlags) => {
      const { format, out, force = false, incident, knowledge = [] } = flags;
      code = await configured(flags, terminal, ({ patterns, knowledge: known }, streams) => {
        const options = { format, out, force, incident, patterns };
        return report(files, { ...options, knowledge: [...known, ...knowledge] }, streams);
      });
    });
  program
    .command('detect')
    .description('Say whether files are FortiOS debug output, by their content')
    .argument('<file...>', 'files')
    .option('-q, --quiet', 'write nothing; the exit code says it')
    .addHelpText('after', DETECT_HELP)
    .action(async (files: string[], { quiet = false }: Pick<CheckFlags, 'quiet'>) => {
      code = await detectFiles(files, quiet, terminal);
    });
  program
    .command('explain')
    .description('Explain a rule, an error, a result, a command, or a line of a capture')
    .argument('<words...>', 'what to explain')
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (asked: string[]) => {
      code = await explainWords(asked, terminal);
    });
  program
    .command('knowledge')
    .description("Check your site's own knowledge")
    .command('test')
    .description('Check the files of a folder and run the examples of their entries')
    .argument('[path]', 'a folder, or one file (default: .fortios-debug)')
    .addHelpText('after', KNOWLEDGE_HELP)
    .action(async (named: string | undefined) => {
      code = await testKnowledge(named, terminal);
    });
  program
    .command('recipe')
    .description('Write how to record a capture: the commands to begin and to end')
    .argument('[name]', 'what went wrong; without it, the recipes are listed')
    .option('--release <release>', 'release of FortiOS, such as 7.4.9')
    .option('--vdom <name>', 'the VDOM that it happens in')
    .option('--address <address>', 'address of the client or peer, to limit the output to it')
    .option('--user <name>', 'the user who logs in')
    .addHelpText('after', RECIPE_HELP)
    .action(async (name: string | undefined, answers: RecipeAnswers) => {
      code = await recipe(name, answers, terminal);
    });
  program
    .command('lsp')
    .description('Start the language server (LSP) on standard input and output')
    .option('--stdio', 'accepted because many editors pass it; there is no other way')
    .action(() => terminal.serve());
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return code;
}

/** Runs a command with what the configuration file chooses; gives 2 where that cannot be used. */
async function configured(
  { config, quiet = false }: Pick<CheckFlags, 'config' | 'quiet'>,
  terminal: Terminal,
  command: (chosen: Chosen, streams: Streams) => Promise<number>,
): Promise<number> {
  const loaded = await loadConfiguration(config, terminal);
  if (!loaded) return 2;
  return command(loaded, quiet ? { ...terminal, progress: () => undefined } : terminal);
}

function chosen(word: string, before: ChosenSeverities = {}): ChosenSeverities {
  const [id = '', severity = ''] = word.split('=', 2);
  if (!ruleOf(id) && !isFamily(id) && !isSiteRule(id))
    throw new InvalidArgumentError(`Unknown rule ${id}. ${like(id)}`);
  const known = SEVERITIES.find(one => one === severity);
  if (!known) throw new InvalidArgumentError(`The severity must be one of ${SEVERITIES.join(', ')}.`);
  return { ...before, [id]: known };
}

/** The rules of the same area, for somebody who mistyped one. */
function like(id: string): string {
  const area = id.split('/', 1)[0] ?? '';
  const rules = RULES.filter(rule => rule.id.startsWith(`${area}/`)).map(rule => rule.id);
  if (rules.length > 0) return `Rules of ${area}: ${rules.join(', ')}.`;
  return `Each problem is printed with its rule id; the rules are: ${RULES.map(rule => rule.id).join(', ')}.`;
}
