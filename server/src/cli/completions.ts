import { cliText } from './cliText';
import {
  type CommandForm,
  COMMANDS,
  GLOBAL_OPTIONS,
  type OptionForm,
  PROGRAM,
  type Shell,
} from './commandForms';
import { optionText } from './help';

// Completions are scripts that the shell runs: they know commands, options, choices and where files are expected, and
// never start the program.

/** The script that completes the command line in a shell. */
export function completionsFor(shell: Shell): string {
  return `${SCRIPTS[shell]()}\n`;
}

const SCRIPTS: Readonly<Record<Shell, () => string>> = { bash, zsh, fish, powershell };

const FORMS: readonly CommandForm[] = COMMANDS;
const optionsOf = ({ options }: CommandForm): readonly OptionForm[] => [...options, ...GLOBAL_OPTIONS];
/** The first words of commands, each once; a command in another has a second word. */
const FIRST = [...new Set(FORMS.map(({ name }) => name.split(' ')[0] ?? ''))];
const firstOf = ({ name }: CommandForm): string => name.split(' ')[0] ?? '';
/** What can follow a command: the second word of its name, or the choices of its argument. */
const wordsAfter = ({ name, argument }: CommandForm): readonly string[] => [
  ...name.split(' ').slice(1),
  ...(argument?.choices ?? []),
];

function bash(): string {
  const words = (values: readonly string[]): string =>
    `COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$word"))`;
  const files = 'COMPREPLY=($(compgen -f -- "$word"))';
  const cases = FORMS.map(form => {
    const values = optionsOf(form).flatMap(({ name, value, choices, isValueOptional }) => {
      if (value === undefined || isValueOptional) return [];
      return [`      --${name}) ${choices ? words(choices) : files}; return ;;`];
    });
    const names = optionsOf(form).map(({ name }) => `--${name}`);
    const after = wordsAfter(form);
    return `    ${firstOf(form)})
      case $before in
${values.map(line => `  ${line}`).join('\n')}
      esac
      if [[ $word == -* ]]; then ${words(names)}
      else ${after.length > 0 ? words(after) : files}; fi ;;`;
  });
  return `# bash completion for ${PROGRAM}
_fortios_debug() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  if [[ $COMP_CWORD -eq 1 ]]; then ${words([...FIRST, '--help', '--version'])}; return; fi
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
}
complete -o filenames -F _fortios_debug ${PROGRAM}`;
}

/** A text for single quotes of zsh. */
const zshText = (text: string): string => text.replace(/'/g, "'\\''").replace(/\s+/g, ' ');

function zsh(): string {
  const described = (text: string): string => zshText(text).replace(/[[\]:\\]/g, '\\$&');
  const spec = (form: OptionForm): string => {
    const { name, value, isValueOptional, choices, isRepeated } = form;
    const action = choices ? `(${choices.join(' ')})` : form.isPath ? '_files' : '';
    const assign = value === undefined ? '' : isValueOptional ? '=-' : '=';
    const repeats = isRepeated ? '*' : '';
    return `'${repeats}--${name}${assign}[${described(optionText(form))}]${value === undefined ? '' : `:${value}:${action}`}'`;
  };
  const cases = FORMS.map(form => {
    const after = wordsAfter(form);
    const rest =
      after.length > 0 ? `'1:${form.argument?.name ?? ''}:(${after.join(' ')})'` : `'*:file:_files'`;
    return `    ${firstOf(form)}) _arguments ${[...optionsOf(form).map(spec), rest].join(' \\\n      ')} ;;`;
  });
  const commands = FORMS.map(form => `'${firstOf(form)}:${described(cliText(form.about))}'`);
  return `#compdef ${PROGRAM}
_fortios_debug() {
  local -a commands=(${commands.join('\n    ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _fortios_debug ]]; then _fortios_debug "$@"; else compdef _fortios_debug ${PROGRAM}; fi`;
}

function fish(): string {
  const text = (words: string): string => `'${words.replace(/[\\']/g, '\\$&').replace(/\s+/g, ' ')}'`;
  const lines = FORMS.flatMap(form => {
    const seen = `-n '__fish_seen_subcommand_from ${firstOf(form)}'`;
    const options = optionsOf(form).map(option => {
      const { name, short, value, choices, isPath, isValueOptional } = option;
      const takes = value === undefined || isValueOptional ? '' : isPath ? ' -r -F' : ' -x';
      const given = choices ? ` -a '${choices.join(' ')}'` : '';
      const flag = short === undefined ? '' : ` -s ${short}`;
      return `complete -c ${PROGRAM} ${seen} -l ${name}${flag}${takes}${given} -d ${text(optionText(option))}`;
    });
    const after = wordsAfter(form);
    const words = after.length > 0 ? [`complete -c ${PROGRAM} ${seen} -f -a '${after.join(' ')}'`] : [];
    const about = text(cliText(form.about));
    return [
      `complete -c ${PROGRAM} -n __fish_use_subcommand -f -a ${firstOf(form)} -d ${about}`,
      ...options,
      ...words,
    ];
  });
  return [`# fish completion for ${PROGRAM}`, ...lines].join('\n');
}

function powershell(): string {
  const list = (values: readonly string[]): string => `@(${values.map(value => `'${value}'`).join(', ')})`;
  const rows = FORMS.map(form => {
    const values = optionsOf(form).flatMap(({ name, choices }) =>
      choices ? [`'--${name}' = ${list(choices)}`] : [],
    );
    const names = optionsOf(form).map(({ name }) => `--${name}`);
    return `    '${firstOf(form)}' = @{ options = ${list(names)}; words = ${list(wordsAfter(form))}; values = @{ ${values.join('; ')} } }`;
  });
  return `# PowerShell completion for ${PROGRAM}
Register-ArgumentCompleter -Native -CommandName ${PROGRAM} -ScriptBlock {
  param($word, $ast, $position)
  $commands = [ordered]@{
${rows.join('\n')}
  }
  $typed = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $before = if ($word -eq '') { $typed } else { @($typed | Select-Object -SkipLast 1) }
  $command = if ($before.Count -gt 0) { $commands[$before[0]] }
  $found = if ($before.Count -eq 0) { $commands.Keys }
    elseif ($command -and $command.values.ContainsKey($before[-1])) { $command.values[$before[-1]] }
    elseif ($command -and $word -like '-*') { $command.options }
    elseif ($command) { $command.words }
  @($found) -like "$word*" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}`;
}
