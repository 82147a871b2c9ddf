import { commandWords, type Entry, entryNamed, lookUp, lookUpBeginning, matchCommand } from '../knowledge';
import { isGluedSetting, isSecretSetting, settingKind } from '../secrets';
import { countBefore, type Span } from '../syntax';
import type { CommandFailure, Located, TracePart } from '../trace';
import { compact } from './compact';
import { quotedAnswer } from './quoted';
import type { Finding, RelatedPlace } from './types';

/** A refused command: `Command fail. Return code N` and similar. One problem per command. */
export function commandFailed({ failures }: TracePart): Finding[] {
  return failures.map(commandFinding);
}

/** The problem of one failure. Its facts name the command without its arguments. */
export function commandFinding(failure: CommandFailure): Finding {
  const cloud = failure.errors.find(({ refuses }) => refuses.says === 'unreachable');
  return cloud ? unreachable(failure, cloud) : failed(failure);
}

/** The command failed because FortiToken Cloud does not answer; the other lines are consequences. */
function unreachable(failure: CommandFailure, cloud: Located): Finding {
  const others = failure.errors.filter(error => error !== cloud);
  return {
    rule: 'ftc/unreachable',
    ...placeOf(cloud),
    facts: compact({ text: cloud.text }),
    related: [
      ...placeOfCommand(failure),
      ...others.map(other => ({ ...placeOf(other), role: 'consequence' })),
    ],
    cause: '',
  };
}

function failed(failure: CommandFailure): Finding {
  const { errors, code } = failure;
  const main = errors.find(({ refuses }) => refuses.says === 'result') ?? errors[0];
  const others = errors.filter(error => error !== main);
  const command = nameOf(failure);
  const entry = entryFor(failure);
  // The command line repeats the arguments of `set`, which a copy can lack.
  const isValue = failure.typed === '' && errors.some(({ text }) => text.startsWith('value parse error'));
  const repeats = isValue || /^(?:un)?se/.test(failure.typed);
  const printed = printedAnswer(failure);
  const title = meaningOf(entry);
  // A line that only has the number says less than its meaning.
  const other = others.find(({ isNumbered }) => !isNumbered || title === undefined);
  const text = printed?.text ?? (other ?? (code ? undefined : main))?.text;
  return {
    rule: 'cli/command-failed',
    ...placeOf(main ?? failure),
    facts: compact({
      command,
      code: code?.text,
      text: withWrongWord(quotedAnswer(text, repeats), text, failure)?.replace(/\.$/, ''),
      title,
    }),
    related: [
      ...placeOfCommand(failure),
      ...(printed ? [printed, ...others] : others).map(answer => answerPlace(answer, repeats)),
    ],
    ...(entry && { entry: entry.id }),
    cause: [command, code?.text, text].map(part => part ?? '').join(' '),
  };
}

/** A word of a command that is no name of a person and no key. */
const COMMAND_WORD = /^[a-z][a-z0-9-]{0,39}$/;

/** True for a setting whose value must not be shown. */
function isSecret(setting: string): boolean {
  return settingKind(setting) !== undefined || isSecretSetting(setting);
}

/** The answer with the word at which the command was refused, unless it can be a secret. */
function withWrongWord(
  quoted: string | undefined,
  text: string | undefined,
  failure: CommandFailure,
): string | undefined {
  const word = /\bparse error before '([^']{1,40})'/.exec(text ?? '')?.[1];
  if (word === undefined || !COMMAND_WORD.test(word)) return quoted;
  const [verb = '', setting = '', value] = commandWords(failure.typed);
  const isValue = /^(?:un)?se/.test(verb) && word === value && !isSecret(setting);
  return isValue || commandWords(nameOf(failure) ?? '').includes(word)
    ? quoted?.replace("'…'", `'${word}'`)
    : quoted;
}

/** The problems of a capture, without the failure of a command whose answer states a reason that is a problem itself. */
export function withoutExplainedCommands(problems: readonly Finding[]): readonly Finding[] {
  const reasons = problems
    // Words that no daemon printed can be an answer.
    .filter(({ rule, facts: { daemon, said } }) => rule.startsWith('login/') && !daemon && said !== undefined)
    .flatMap(({ start, related }) => [start, ...related.map(place => place.start)])
    .sort((a, b) => a - b);
  if (reasons.length === 0) return problems;
  const isExplained = ({ start, related }: Finding): boolean => {
    const command = related.find(({ role }) => role === 'command');
    if (!command) return false;
    const next = countBefore(reasons.length, index => (reasons[index] ?? 0) < command.start);
    return (reasons[next] ?? start) < start;
  };
  return problems.filter(problem => problem.rule !== 'cli/command-failed' || !isExplained(problem));
}

function answerPlace(answer: Located, repeats: boolean): RelatedPlace {
  return { ...placeOf(answer), role: 'said', facts: compact({ text: quotedAnswer(answer.text, repeats) }) };
}

function placeOf({ start, end }: Span): Span {
  return { start, end };
}

/** What the unit printed before the error, without the arguments that were typed: they can be secrets. */
function printedAnswer({ printed, typed }: CommandFailure): Located | undefined {
  if (!printed) return undefined;
  const [, setting = '', ...values] = typed.split(/[\s"']+/).filter(Boolean);
  // The name of a setting is no argument.
  const isName = /^(?:un)?set? /.test(typed) && SETTING.test(setting) && !isGluedSetting(setting);
  const text = (isName ? values : [setting, ...values])
    .filter(Boolean)
    .reduce(withoutWord, printed.text.trim());
  if (!SENTENCE.test(text)) return undefined;
  return { text, start: printed.start, end: printed.start + printed.text.trimEnd().length };
}

const SETTING = /^[a-z][a-z0-9-]{0,40}$/;
/** Arguments of fewer characters, such as `x`, are also parts of other words. */
const MIN_INSIDE = 4;

function withoutWord(text: string, word: string): string {
  if (word.length >= MIN_INSIDE) return text.replaceAll(word, '…');
  return text.replace(/[\w-]+/g, part => (part === word ? '…' : part));
}

/** A sentence of at least three words; no list, path or setting. */
const SENTENCE = /^[A-Za-z][\w'’-]*,?(?: [\w'’",;:()./*@…-]+){2,}$/;

/**
 * The command without its arguments, which can be secrets: words are written in full, and arguments are replaced by
 * their names. For `end`, it is the configuration that it ends.
 */
function nameOf({ typed, context }: CommandFailure): string | undefined {
  const words = commandWords(typed);
  const [first, second] = words;
  if (first === undefined) return undefined;
  const inside = context && words.length === 1 ? `${context.text}: ` : '';
  const { entry, expanded: full, fills } = matchCommand(words);
  // The field of `set` is not secret, its value may be.
  if (/^(?:un)?set$/.test(full[0] ?? '') && second !== undefined) {
    const isName = SETTING.test(second) && !isGluedSetting(second);
    return `${inside}${full[0] ?? ''} ${isName ? second : '…'}`;
  }
  if (!entry) return inside + plainWords(words);
  const named = full.map((word, index) =>
    fills[index] === undefined || /^(?:path|name|daemon|level)$/.test(fills[index])
      ? word
      : `<${fills[index]}>`,
  );
  return inside + named.join(' ');
}

/** The first words of an unknown command, as long as they look like words of a command. */
function plainWords(words: readonly string[]): string {
  const first = words.slice(0, 4);
  const odd = first.findIndex(
    (word, index) => !/^[a-z][a-z-]{0,15}$/.test(word) || (index > 0 && /^s/.test(first[0] ?? '')),
  );
  const shown = odd < 0 ? first : first.slice(0, odd);
  return [...shown, ...(shown.length < words.length ? ['…'] : [])].join(' ');
}

/** What a number means, if it is an error of the configuration. */
function meaningOf(entry: Entry | undefined): string | undefined {
  return entry?.facts?.['of'] === 'configuration' ? entry.title : undefined;
}

/** The commands that change a configuration. */
const CONFIGURES =
  /^(?:append|clone|config|delete|edit|end|move|next|purge|rename|select|set|unselect|unset)$/;

/** The entry that explains a failure of this command. A number means something only where a source says so. */
function entryFor({ errors, typed, context }: CommandFailure): Entry | undefined {
  const words = commandWords(typed);
  const where = [context?.text ?? '', ...words].join(' ');
  // Numbers of the configuration say nothing of other commands.
  const configures = context !== undefined || CONFIGURES.test(words[0] ?? '');
  const fits = ({ facts }: Entry, isNumbered: boolean): boolean =>
    (facts?.['within'] === undefined || !isNumbered || where.includes(facts['within'])) &&
    // Only a number needs to be known as one of the configuration: words speak for themselves.
    (facts?.['of'] !== 'configuration' || configures || !isNumbered);
  const byText = errors.flatMap(({ text, isNumbered, refuses }) => {
    const own = refuses.says === 'reason' ? entryNamed(refuses.entry ?? '') : undefined;
    return [lookUp('cli-error', text), lookUpBeginning('cli-error', text), own].filter(
      entry => entry && fits(entry, isNumbered),
    );
  });
  const byNumber = errors.map(({ text }) => lookUpBeginning('error', text));
  const general = errors.map(({ refuses }) => entryNamed(refuses.entry ?? ''));
  return [...byText, ...byNumber, ...general].find(entry => entry !== undefined);
}

function placeOfCommand({ command }: CommandFailure): RelatedPlace[] {
  return command ? [{ ...command.command, role: 'command' }] : [];
}
