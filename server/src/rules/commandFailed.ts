import { lookUp, lookUpBeginning } from '../knowledge';
import type { CommandFailure, Located } from '../trace';
import { known } from './facts';
import type { Finding, RelatedPlace, Rule, RuleInput } from './types';

/** A command that was refused: `Command fail. Return code N` and its kin. One problem a command. */
export const commandFailed: Rule = function* ({ trace }: RuleInput) {
  for (const failure of trace.failures) {
    const cloud = failure.errors.find(error => error.text.startsWith('Cannot find ftc server'));
    yield cloud ? unreachable(failure, cloud) : failed(failure);
  }
};

/** FortiToken Cloud could not be reached; that the command failed follows from it. */
function unreachable(failure: CommandFailure, cloud: Located): Finding {
  const last = failure.errors[failure.errors.length - 1];
  const related: RelatedPlace[] = ofCommand(failure);
  if (last && last !== cloud) related.push({ start: last.start, end: last.end, role: 'consequence' });
  return {
    rule: 'ftc/unreachable',
    start: cloud.start,
    end: cloud.end,
    facts: known({ text: cloud.text }),
    related,
    cause: '',
  };
}

function failed(failure: CommandFailure): Finding {
  const main = failure.errors.find(error => /^Command fail/i.test(error.text)) ?? failure.errors[0];
  const others = failure.errors.filter(error => error !== main);
  const entry =
    failure.errors.map(error => lookUp('cli-error', error.text)).find(found => found !== undefined) ??
    failure.errors.map(error => lookUpBeginning('cli-error', error.text)).find(found => found !== undefined);
  const text = (others[0] ?? (failure.code ? undefined : main))?.text;
  return {
    rule: 'cli/command-failed',
    start: main?.start ?? failure.start,
    end: main?.end ?? failure.end,
    facts: known({ command: failure.name, code: failure.code?.text, text: text?.replace(/\.$/, '') }),
    related: [
      ...ofCommand(failure),
      ...others.map(({ start, end, text: said }) => ({ start, end, role: 'said', facts: { text: said } })),
    ],
    ...(entry && { entry: entry.id }),
    cause: `${failure.name ?? ''} ${failure.code?.text ?? ''} ${text ?? ''}`,
  };
}

function ofCommand({ command }: CommandFailure): RelatedPlace[] {
  return command ? [{ ...command.command, role: 'command' }] : [];
}
