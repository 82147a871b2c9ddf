import { Command } from 'commander';
import type { NameAfter } from '../knowledge';
import { cliText } from './words';

/** An error of commander: a pattern for its English message, whose groups are the facts for our label. */
interface Complaint {
  readonly words: NameAfter<'cli.error.'>;
  readonly sentence: RegExp;
}

/** By error code. */
const COMPLAINTS: Readonly<Record<string, Complaint>> = {
  'commander.missingArgument': { words: 'missing', sentence: /required argument '(?<name>.*)'$/s },
  'commander.optionMissingArgument': { words: 'noValue', sentence: /option '(?<option>.*)' argument/s },
  'commander.missingMandatoryOptionValue': {
    words: 'required',
    sentence: /option '(?<option>.*)' not specified$/s,
  },
  'commander.conflictingOption': {
    words: 'conflict',
    sentence: /option '(?<option>.*)' cannot be used with option '(?<other>.*)'$/s,
  },
  'commander.unknownOption': { words: 'option', sentence: /unknown option '(?<option>.*)'$/s },
  'commander.unknownCommand': { words: 'command', sentence: /unknown command '(?<command>.*)'$/s },
  'commander.invalidArgument': {
    words: 'value',
    sentence: /option '(?<option>[^']*)' argument '(?<value>.*)' is invalid\. (?<reason>.*)$/s,
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
    const { similar } = SIMILAR.exec(message)?.groups ?? {};
    const hint = similar === undefined ? '' : `\n${cliText('error.similar', { similar })}`;
    const sentence = sentenceOf(message.replace(SIMILAR, ''), options?.code ?? '');
    return super.error(`fortios-debug: ${sentence}${hint}`, options);
  }
}

/** Returns our message for an error of commander, or its own if it does not match. */
function sentenceOf(message: string, code: string): string {
  const complaint = COMPLAINTS[code];
  const facts = complaint?.sentence.exec(message)?.groups;
  if (!complaint || !facts) return message.replace(/^error: /, '');
  const choices = CHOICES.exec(facts['reason'] ?? '')?.groups;
  const reason = choices ? { reason: cliText('error.choices', choices) } : {};
  return cliText(`error.${complaint.words}`, { ...facts, ...reason });
}
