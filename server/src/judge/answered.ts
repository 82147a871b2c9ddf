import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { max, min } from '../integers';
import { commandWords, matchCommand } from '../knowledge';
import { messageIn, type Span } from '../syntax';
import { configurationIn } from './configuration';
import { isEnded } from './ends';
import { ofUnit, type Subject } from './facts';
import type { Placed } from './readings';
import { isOfVdom } from './scope';

/** A command as its words in full, but without `full-configuration`. */
interface Question {
  readonly words: readonly string[];
  /** True for `show full-configuration`, which shows what `show` does, and settings with their default values. */
  readonly isFull: boolean;
}

/** A command with output. */
interface Asked extends Question, Span {}

/** What a capture has the output of. */
interface Answered {
  readonly commands: readonly Asked[];
  /** The daemons whose debug output it has. */
  readonly daemons: ReadonlySet<string>;
}

/** Whether a capture has the output of a command of the unit already: then the next one need not have it. */
export function isAnswered(command: string, subject: Subject): boolean {
  const debugged = /^diagnose debug application (\S+)/.exec(command)?.[1];
  if (debugged !== undefined) return answeredIn(subject.analysis).daemons.has(debugged);
  return answerTo(command, subject) !== undefined;
}

/**
 * Where a capture shows the output of a command of the unit: the last such command. What the command does not know, such as
 * `<server>`, can be any word.
 */
export function answerTo(command: string, subject: Subject): Span | undefined {
  const { words, isFull } = questionOf(commandWords(command.toLowerCase()));
  // A command with fewer words shows more; `show` alone shows all of the configuration.
  const shown = answeredIn(subject.analysis).commands.filter(
    ({ words: [verb, ...rest], isFull: showsAll }) =>
      verb === words[0] &&
      (showsAll || !isFull) &&
      (rest.length > 0 || verb === 'show') &&
      rest.every((word, at) => word === words[at + 1] || words[at + 1]?.startsWith('<')),
  );
  const current = ofUnit(shown, subject).filter(one => isCurrent(words, one, subject));
  return current.at(-1) ?? (isFull ? undefined : configurationFor(words, subject));
}

/** Whether the output of a command is of the VDOM of the problem, and nothing that it shows was changed between the two. */
function isCurrent([verb = '', ...rest]: readonly string[], { start }: Span, subject: Subject): boolean {
  const { analysis, at, vdom } = subject;
  const span = [min(start, at), max(start, at)] as const;
  const shown = rest.join(' ');
  const address = verb === 'show' ? `setting/${shown}/` : `field/${verb} ${shown}/`;
  if (!isOfVdom(analysis, address, start, vdom) || isEnded(analysis, address, span, [])) return false;
  if (verb !== 'show') return true;
  const entry = `${rest.slice(0, -1).join(' ')}/${rest.at(-1) ?? ''}`;
  const changes = configurationIn(analysis).changesOf([`${shown}/`, entry.replaceAll('"', '')]);
  return !changes.some(one => one > span[0] && one < span[1]);
}

function questionOf(words: readonly string[]): Question {
  const isFull = words[0] === 'show' && words[1] === 'full-configuration';
  return { words: isFull ? words.toSpliced(1, 1) : words, isFull };
}

/** The words of a typed command in full. Those after `full-configuration` are abbreviated as after `show`. */
function typedQuestion(typed: string): Question {
  const inFull = (words: readonly string[]): string[] =>
    matchCommand(words).expanded.map(word => word.toLowerCase());
  const { words, isFull } = questionOf(inFull(commandWords(typed)));
  return { words: isFull ? inFull(words) : words, isFull };
}

/** Where a capture has, without the command that shows it, a configuration that `show` asks for. */
function configurationFor([verb, ...rest]: readonly string[], subject: Subject): Span | undefined {
  if (verb !== 'show') return undefined;
  const asked = rest.includes('|') ? rest.slice(0, rest.indexOf('|')) : rest;
  const tables = settingsByTable(subject.analysis);
  const current = (all: readonly Placed[]): Span | undefined =>
    ofUnit(all, subject).find(one => isCurrent(['show', ...asked], one, subject));
  const whole = tables.get(asked.join(' '));
  if (whole) return current(whole);
  const name = asked.at(-1) ?? '';
  const all = tables.get(asked.slice(0, -1).join(' ')) ?? [];
  return current(name.startsWith('<') ? all : all.filter(({ path }) => path[1] === name));
}

/** The settings that a capture shows, by the configuration that they belong to: one capture has thousands. */
const settingsByTable = cached((analysis: Analysis): ReadonlyMap<string, readonly Placed[]> => {
  const tables = new Map<string, Placed[]>();
  for (const setting of configurationIn(analysis).settings) {
    const [table = ''] = setting.path;
    const others = tables.get(table);
    if (others) others.push(setting);
    else tables.set(table, [setting]);
  }
  return tables;
});

const answeredIn = cached(({ text, records }: Analysis): Answered => {
  const commands: Asked[] = [];
  const daemons = new Set<string>();
  let asked: Asked | undefined;
  for (const record of records) {
    if (record.kind === 'debug') daemons.add(messageIn(text, record).daemon);
    if (record.kind === 'command') {
      const question = typedQuestion(record.kept?.typed ?? '');
      asked = question.words.length > 0 ? { ...question, start: record.start, end: record.end } : undefined;
    } else if (record.kind !== 'blank' && asked) {
      commands.push(asked);
      asked = undefined;
    }
  }
  return { commands, daemons };
});
