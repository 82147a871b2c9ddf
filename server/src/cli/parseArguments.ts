import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CliTextName, cliText } from './cliText';
import {
  type ArgumentForm,
  type CommandForm,
  type CommandName,
  COMMANDS,
  GLOBAL_OPTIONS,
  type OptionForm,
  PROGRAM,
} from './commandForms';

/** The values of options by name: true for an option without a value, a list for one that can be repeated. */
export type Flags = Readonly<Record<string, Flag | undefined>>;
type Flag = string | true | readonly string[];

/** A command with its arguments and options. */
export interface Call {
  readonly kind: 'call';
  readonly command: CommandForm & { readonly name: CommandName };
  readonly words: readonly string[];
  readonly flags: Flags;
}

/** Why the arguments are no call: the name of the text, its facts, and what was probably meant. */
export interface UsageError {
  readonly kind: 'error';
  readonly error: CliTextName & `error.${string}`;
  readonly facts: Readonly<Record<string, string>>;
  readonly similar?: string;
  /** The command whose usage helps. */
  readonly of?: CommandForm;
}

/** What the arguments say: a call, a request for help on a command or the program, one for the version, or no call. */
export type Parsed =
  | Call
  | { readonly kind: 'help'; readonly of?: CommandForm }
  | { readonly kind: 'version' }
  | UsageError;

const FORMS: readonly Call['command'][] = COMMANDS;
const isHelp = (word: string | undefined): boolean => word === '-h' || word === '--help';

/** Reads the arguments of the command line, without those of language and colours. */
export async function parseArguments(words: readonly string[]): Promise<Parsed> {
  const [first, ...others] = words;
  if (first === '-V' || first === '--version') return { kind: 'version' };
  const asksHelp = first === 'help';
  const [named, ...rest] = asksHelp ? others : words;
  if (named === undefined || isHelp(named)) return { kind: 'help' };
  if (named.startsWith('-') && named !== '-') return unknownOption(named, []);
  const called = commandIn(named, rest);
  if (!called) return unknownCommand(named);
  const { command, args } = called;
  if (asksHelp || (!args && isHelp(rest[0]))) return { kind: 'help', of: command };
  if (args) return parseCall(command, args);
  // The first word of a command within another.
  const typed = [named, ...rest.slice(0, 1)].join(' ');
  return { kind: 'error', error: 'error.command', facts: { command: typed }, of: command };
}

/** The command that some words call, and its arguments; none if a second word of its name is missing. */
function commandIn(
  named: string,
  rest: readonly string[],
): { readonly command: Call['command']; readonly args: readonly string[] | undefined } | undefined {
  for (const command of FORMS) {
    if (command.name === named) return { command, args: rest };
    if (command.name === `${named} ${rest[0]}`) return { command, args: rest.slice(1) };
    if (command.name.startsWith(`${named} `)) return { command, args: undefined };
  }
  return undefined;
}

async function unknownOption(
  option: string,
  own: readonly OptionForm[],
  of?: CommandForm,
): Promise<UsageError> {
  const names = namesOf([...own, ...GLOBAL_OPTIONS]).map(name => `--${name}`);
  const similar = await similarTo(option, names);
  return { kind: 'error', error: 'error.option', facts: { option }, ...similar, ...(of && { of }) };
}

async function unknownCommand(command: string): Promise<UsageError> {
  // Probably a file without a command.
  const isFile = command === '-' || /[./\\]/.test(command) || existsSync(command);
  const similar = isFile
    ? { similar: `${PROGRAM} check ${command}` }
    : await similarTo(command, namesOf(FORMS));
  return { kind: 'error', error: 'error.command', facts: { command }, ...similar };
}

/** The sentence that lists the values that may be given. */
export const oneOf = (choices: readonly string[]): string =>
  cliText('error.choices', { choices: choices.join(', ') });
const namesOf = (forms: readonly { readonly name: string }[]): string[] => forms.map(({ name }) => name);

async function parseCall(command: Call['command'], args: readonly string[]): Promise<Parsed> {
  const known = [...command.options, ...GLOBAL_OPTIONS];
  const words: string[] = [];
  const flags: Record<string, Flag> = {};
  let unknown = -1;
  for (const token of tokensOf(args, known)) {
    if (token.kind === 'positional') words.push(token.value);
    // A word such as -14 is several unknown options.
    if (token.kind !== 'option' || token.index === unknown) continue;
    const form = known.find(({ name }) => name === token.name);
    if (form?.name === 'help') return { kind: 'help', of: command };
    if (form?.name === 'version') return { kind: 'version' };
    if (form) {
      const fault = take(form, token.value, flags);
      if (fault) return { kind: 'error', ...fault, of: command };
      continue;
    }
    if (!command.takesUnknown) return unknownOption(token.rawName, command.options, command);
    unknown = token.index;
    words.push(args[unknown] ?? '');
  }
  const fault = faultOf(command, words, flags);
  if (fault) return { kind: 'error', ...fault, of: command };
  return { kind: 'call', command, words, flags: withDefaults(command.options, flags) };
}

/** What is wrong, without the command. */
type Fault = Pick<UsageError, 'error' | 'facts'>;

function tokensOf(args: readonly string[], known: readonly OptionForm[]) {
  const options = known.map(({ name, short, value }) => [
    name,
    { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) },
  ]);
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(options) as Record<string, { type: 'boolean' | 'string'; short?: string }>,
    // What is unknown is named in the language of the user.
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

/** Adds an option to those that were given, or says what is wrong with its value. */
function take(form: OptionForm, value: string | undefined, flags: Record<string, Flag>): Fault | undefined {
  const option = shown(form);
  if (form.value === undefined) {
    flags[form.name] = true;
    return value === undefined ? undefined : { error: 'error.noneTaken', facts: { option } };
  }
  if (value === undefined) return { error: 'error.noValue', facts: { option } };
  if (form.choices && !form.choices.includes(value))
    return { error: 'error.value', facts: { option, value, reason: oneOf(form.choices) } };
  const before = flags[form.name];
  flags[form.name] = form.isRepeated ? [...(typeof before === 'object' ? before : []), value] : value;
  return undefined;
}

/** What is wrong with the options and arguments together. */
function faultOf(
  { argument, options }: CommandForm,
  words: readonly string[],
  flags: Flags,
): Fault | undefined {
  const required = options.find(({ isRequired, name }) => isRequired && flags[name] === undefined);
  if (required) return { error: 'error.required', facts: { option: shown(required) } };
  for (const form of options) {
    const other = options.find(({ name }) => form.conflicts?.includes(name) && flags[name] !== undefined);
    if (flags[form.name] !== undefined && other)
      return { error: 'error.conflict', facts: { option: shown(form), other: shown(other) } };
  }
  return argument ? argumentFault(argument, words) : extraFault(words[0]);
}

function argumentFault(
  { name, isOptional, isRepeated, choices }: ArgumentForm,
  [first, second]: readonly string[],
): Fault | undefined {
  if (first === undefined) return isOptional ? undefined : { error: 'error.missing', facts: { name } };
  if (choices && !choices.includes(first))
    return { error: 'error.argument', facts: { value: first, reason: oneOf(choices) } };
  return isRepeated ? undefined : extraFault(second);
}

function extraFault(value: string | undefined): Fault | undefined {
  return value === undefined ? undefined : { error: 'error.extra', facts: { value } };
}

function withDefaults(options: readonly OptionForm[], flags: Flags): Flags {
  const defaults = options.flatMap(({ name, default: value }) =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...(Object.fromEntries(defaults) as Flags), ...flags };
}

/** An option as the help shows it: `--format <format>`. */
export function shown({ name, short, value, isValueOptional }: OptionForm): string {
  const long = `--${name}${value === undefined ? '' : isValueOptional ? `[=${value}]` : ` <${value}>`}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

/** Share of a word that may be typed wrongly. */
const FUZZY = 0.4;

/** The name that is most like what was typed, if any is. */
async function similarTo(typed: string, names: readonly string[]): Promise<{ readonly similar?: string }> {
  const { default: MiniSearch } = await import('minisearch');
  const search = new MiniSearch<{ id: string }>({ fields: ['id'], tokenize: text => [text] });
  search.addAll(names.map(id => ({ id })));
  const [best] = search.search(typed, { fuzzy: FUZZY, prefix: true });
  return best ? { similar: String(best.id) } : {};
}
