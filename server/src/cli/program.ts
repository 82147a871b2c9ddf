import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { NameAfter } from '../knowledge/labels';
import { cliText } from './cliText';

/** An error of commander: our label for it, and a pattern for its English message whose groups are the facts of the label. */
interface ParserError {
  readonly label: NameAfter<'cli.error.'>;
  readonly message: RegExp;
}

/** By error code. */
const PARSER_ERRORS: Readonly<Record<string, ParserError>> = {
  'commander.missingArgument': { label: 'missing', message: /required argument '(?<name>.*)'$/s },
  'commander.optionMissingArgument': { label: 'noValue', message: /option '(?<option>.*)' argument/s },
  'commander.missingMandatoryOptionValue': {
    label: 'required',
    message: /option '(?<option>.*)' not specified$/s,
  },
  'commander.conflictingOption': {
    label: 'conflict',
    message: /option '(?<option>.*)' cannot be used with option '(?<other>.*)'$/s,
  },
  'commander.unknownOption': { label: 'option', message: /unknown option '(?<option>.*)'$/s },
  'commander.unknownCommand': { label: 'command', message: /unknown command '(?<command>.*)'$/s },
  'commander.invalidArgument': {
    label: 'value',
    message: /option '(?<option>[^']*)' argument '(?<value>.*)' is invalid\. (?<reason>.*)$/s,
  },
};
const SIMILAR = /\n\(Did you mean (?:one of )?(?<similar>.*)\?\)$/;
const CHOICES = /^Allowed choices are (?<choices>.*)\.$/;

/** A command whose errors are in the language of the user. */
export class Program extends Command {
  override createCommand(name?: string): Program {
    return new Program(name);
  }

  override error(message: string, options?: Parameters<Command['error']>[1]): never {
    const similar = SIMILAR.exec(message)?.groups?.['similar'] ?? checkOf(message, options?.code);
    const hint = similar === undefined ? '' : `\n${cliText('error.similar', { similar })}`;
    const sentence = sentenceOf(message.replace(SIMILAR, ''), options?.code ?? '');
    return super.error(`fortios-debug: ${sentence}${hint}`, options);
  }
}

/** Returns the command that was probably meant by a file without one. */
function checkOf(message: string, code: string | undefined): string | undefined {
  if (code !== 'commander.unknownCommand') return undefined;
  const { command = '' } = PARSER_ERRORS[code]?.message.exec(message)?.groups ?? {};
  return command === '-' || /[./\\]/.test(command) || existsSync(command)
    ? `fortios-debug check ${command}`
    : undefined;
}

/** Returns our message for an error of commander, or its own if it does not match. */
function sentenceOf(message: string, code: string): string {
  const known = PARSER_ERRORS[code];
  const facts = known?.message.exec(message)?.groups;
  if (!known || !facts) return message.replace(/^error: /, '');
  const choices = CHOICES.exec(facts['reason'] ?? '')?.groups;
  const reason = choices ? { reason: cliText('error.choices', choices) } : {};
  return cliText(`error.${known.label}`, { ...facts, ...reason });
}
