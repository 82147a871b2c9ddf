// The command line works in a thread (`workThread.ts`). The main thread (`supervisor.ts`) only handles signals and output,
// so it notices SIGINT, SIGTERM and a closed pipe whatever the work does: it ends the thread, removes incomplete files and
// exits. `check.ts` reads files one by one, or hands many of them to threads (`workers.ts`); both use `checkFile.ts`.
// `formats.ts` writes problem by problem if the format allows it, so that memory stays small. `redact.ts` reads each file
// twice; a long file is read in parts (`learning.ts`). `follow.ts` reports the problems of a growing file.

import { printable } from '../report/printable';
import type { RecipeAnswers } from '../report/recipeText';
import type { Reader } from '../report/selection';
import { version } from '../../../package.json';
import type { Threshold } from './check';
import { cliText } from './cliText';
import { converting, inAscii, jsonInAscii } from './characters';
import { COLOUR_CHOICES, colourIn } from './colour';
import { type CommandName, PROGRAM, type Shell } from './commandForms';
import type { Format, ReportFormat } from './formatNames';
import type { Write } from './formats';
import { helpOn, usageOf } from './help';
import { localeIn, LOCALES, useLanguage } from './language';
import type { Chosen } from './loadConfiguration';
import { type Call, oneOf, parseArguments, type UsageError } from './parseArguments';
import type { Streams } from './streams';

/** The environment of the command line. */
export interface Terminal extends Streams {
  readonly colour: boolean;
  /** False if the output is to be ASCII. */
  readonly unicode: boolean;
  /** Starts the language server on standard input and output. */
  serve(): void;
  /** Called once the language of the user is known. */
  languageChosen?(): void;
}

/** The options of all commands, as `COMMANDS` declares them. */
interface Flags {
  readonly format?: string;
  readonly 'fail-on'?: Threshold;
  readonly rule?: readonly string[];
  readonly only?: string;
  readonly knowledge?: readonly string[];
  readonly follow?: boolean;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly numbers?: boolean;
  readonly keep?: string;
  readonly out?: string;
  readonly table?: string;
  readonly reuse?: string;
  readonly words?: boolean;
  readonly names?: boolean;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly incident?: string;
  readonly 'same-unit'?: boolean;
  readonly for?: Reader;
  readonly redact?: boolean;
}

/** What a command is given, and returns: its exit code, or undefined while the server runs. */
interface Given {
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly locale: string | undefined;
}
type Action = (given: Given) => Promise<number | undefined> | number | undefined;

const ACTIONS: Readonly<Record<CommandName, Action>> = {
  async check({ words, flags, terminal, locale }) {
    const { format, 'fail-on': failOn, rule = [], only, quiet = false } = flags;
    const { severitiesIn } = await import('./ruleOption');
    const severities = severitiesIn(rule, (value, reason) => {
      const sentence = cliText('error.value', { option: '--rule <id=severity>', value, reason });
      terminal.reportError(`${PROGRAM}: ${sentence}\n`);
    });
    if (!severities) return 2;
    const run = flags.follow ? (await import('./follow')).follow : (await import('./check')).check;
    return configured(flags, terminal, (chosen, streams) => {
      const options = {
        ...{
          format: format as Format,
          failOn: failOn ?? 'error',
          only,
          quiet,
          locale,
          colour: terminal.colour,
        },
        ...chosen,
        severities: { ...chosen.severities, ...severities },
      };
      return run(words, options, streams);
    });
  },
  async show({ words, flags, terminal }) {
    const { only = '', numbers = false } = flags;
    const { show } = await import('./show');
    return configured(flags, terminal, ({ patterns, knowledge }) =>
      show(words, { only, numbers, knowledge, patterns }, terminal),
    );
  },
  redact({ words, flags, terminal }) {
    const { keep, out, table, reuse, quiet = false } = flags;
    return configured(flags, terminal, async ({ patterns, knowledge }, streams) => {
      const options = { patterns, quiet, knowledge };
      if (flags.check) return (await import('./redactCheck')).checkRedacted(words, options, streams);
      if (flags.words) return (await import('./redactWords')).listWords(words, options, streams);
      const { redactFiles } = await import('./redact');
      const [keepIdentities, hasNeutralNames] = [keep === 'identities', flags.names ?? false];
      return redactFiles(words, { ...options, keepIdentities, hasNeutralNames, out, table, reuse }, streams);
    });
  },
  async report({ words, flags, terminal }) {
    const { out, force = false, incident, for: reader } = flags;
    const { 'same-unit': isOneUnit = false, redact: isRedacted = false } = flags;
    const format = flags.format as ReportFormat | undefined;
    const { report } = await import('./report');
    return configured(flags, terminal, ({ patterns, knowledge }, streams) =>
      report(
        words,
        { format, out, force, incident, reader, isRedacted, patterns, knowledge, isOneUnit },
        streams,
      ),
    );
  },
  async detect({ words, flags: { quiet = false }, terminal }) {
    return (await import('./detect')).detectFiles(words, quiet, terminal);
  },
  async explain({ words, flags, terminal }) {
    const { explainWords } = await import('./explain');
    return configured(flags, terminal, ({ knowledge }, streams) => explainWords(words, knowledge, streams));
  },
  async 'knowledge test'({ words: [named], terminal }) {
    return (await import('./knowledgeFiles')).testKnowledge(named, terminal);
  },
  async recipe({ words: [name], flags, terminal }) {
    return (await import('./recipe')).recipe(name, flags as RecipeAnswers, terminal);
  },
  async completions({ words: [shell], terminal }) {
    const { completionsFor } = await import('./completions');
    await terminal.write(completionsFor(shell as Shell));
    return 0;
  },
  lsp({ terminal }) {
    terminal.serve();
    return undefined;
  },
};

/** Runs the command line with its arguments. Returns the exit code, or undefined while the server runs. */
export async function run(words: readonly string[], given: Terminal): Promise<number | undefined> {
  // Error messages repeat what the user typed.
  const { when = 'auto', invalid, rest: others } = colourIn(words);
  const colour = when === 'auto' ? given.colour : when === 'always';
  let terminal: Terminal = { ...given, colour, reportError: text => given.reportError(printable(text)) };
  const { locale, rest } = localeIn(others);
  if (!(await useLanguage(locale))) {
    const facts = { locale: locale ?? '', locales: LOCALES.join(', ') };
    terminal.reportError(`${PROGRAM}: ${cliText('locale', facts)}\n`);
    return 2;
  }
  terminal.languageChosen?.();
  if (invalid !== undefined) {
    const facts = { option: '--color', value: invalid, reason: oneOf(COLOUR_CHOICES) };
    return refuse({ kind: 'error', error: 'error.value', facts }, terminal);
  }
  const call = await parseArguments(rest);
  switch (call.kind) {
    case 'error':
      return refuse(call, terminal);
    case 'version':
      await terminal.write(`${version}\n`);
      return 0;
    case 'help':
      if (rest.length > 0) await terminal.write(helpOn(call.of));
      else terminal.reportError(helpOn(undefined));
      return rest.length > 0 ? 0 : 2;
    case 'call':
      if (!terminal.unicode) terminal = { ...terminal, write: asciiWriter(call, terminal.write) };
      return ACTIONS[call.command.name]({ words: call.words, flags: call.flags, terminal, locale });
  }
}

/** Commands that write text of a capture, or for a shell, which must stay the same. */
const VERBATIM: ReadonlySet<string> = new Set<CommandName>(['show', 'redact', 'completions', 'lsp']);

/** Returns a writer that keeps to ASCII, as far as that means the same. */
function asciiWriter({ command, flags }: Call, write: Write): Write {
  const { format = '' } = flags as Flags;
  if (VERBATIM.has(command.name) || format === 'html') return write;
  return converting(write, /json|sarif/.test(format) ? jsonInAscii : inAscii);
}

/** Says what is wrong with the arguments, what was probably meant, and how the command is called. */
function refuse({ error, facts, similar, of }: UsageError, terminal: Terminal): 2 {
  const hint = similar === undefined ? [] : [cliText('error.similar', { similar })];
  const usage = of ? [usageOf(of), cliText('error.help', { call: `${PROGRAM} ${of.name} --help` })] : [];
  terminal.reportError(`${[`${PROGRAM}: ${cliText(error, facts)}`, ...hint, ...usage].join('\n')}\n`);
  return 2;
}

/**
 * Runs a command with the configuration file and the additional knowledge of the command line; returns 2 if the file
 * is invalid.
 */
async function configured(
  { config, knowledge = [], quiet = false }: Flags,
  terminal: Terminal,
  command: (chosen: Chosen, streams: Streams) => Promise<number>,
): Promise<number> {
  const { loadConfiguration } = await import('./loadConfiguration');
  const loaded = await loadConfiguration(config, terminal);
  if (!loaded) return 2;
  const all = { ...loaded, knowledge: [...loaded.knowledge, ...knowledge] };
  return command(all, quiet ? { ...terminal, progress: () => undefined } : terminal);
}
