import type { Coverage } from '../analysis';
import { commandWords, label, matchCommand, type Translate } from '../knowledge';
import type { CutOff } from '../rules/cutOff';
import type { UnreadPart } from '../syntax';

/** Returns that nothing of a text was read, and so there is no result; undefined if something was. */
export function nothingRead(
  { lines, unrecognised, understood, notUnderstood }: Coverage,
  translate: Translate,
): string | undefined {
  if (understood > 0 || notUnderstood === 0) return undefined;
  const name = unrecognised === notUnderstood ? 'coverage.nothing' : 'coverage.notUnderstood';
  const thing = lines === 1 ? 'report.one.line' : 'report.many.line';
  return label(name, translate, { lines: label(thing, translate, { count: String(lines) }) });
}

/** Returns the parts of a text that are not interpreted, in a sentence; undefined if none is known. */
export function unreadParts(
  { unreadParts: parts }: Pick<Coverage, 'unreadParts'>,
  translate: Translate,
): string | undefined {
  if (parts.length === 0) return undefined;
  const names = parts.map(part => partName(part, translate)).join(label('report.comma', translate));
  return label('coverage.parts', translate, { parts: names });
}

/** Returns how many lines were read. */
export function readLines({ lines, unrecognised, notUnderstood }: Coverage, translate: Translate): string {
  if (unrecognised === 0 && notUnderstood === 0)
    return label('status.allLines', translate, { count: String(lines) });
  return label('status.someLines', translate, {
    count: String(lines),
    unrecognised: String(unrecognised),
    notUnderstood: String(notUnderstood),
  });
}

/** Returns what the capture cuts off before its result: `1 login without a result: cut off, or not recognised`. */
export function cutOffTexts(cutOff: CutOff, translate: Translate): string[] {
  return (['login', 'negotiation', 'exchange'] as const).flatMap(about => {
    const count = cutOff[about];
    if (count === 0) return [];
    if (about === 'login' && count === 1 && cutOff.isInLogin)
      return [label('coverage.cut.lastLogin', translate)];
    return [
      label(`coverage.cut.${about}${count === 1 ? '' : 's'}` as const, translate, { count: String(count) }),
    ];
  });
}

/** Returns what to say of a text without a problem: that is a result only for what was read, up to its end. */
export function withoutProblem(
  coverage: Coverage,
  cutOff: CutOff | undefined,
  translate: Translate,
): string[] {
  const nothing = nothingRead(coverage, translate);
  const texts = [
    ...(nothing === undefined ? [] : [nothing]),
    ...(cutOff ? cutOffTexts(cutOff, translate) : []),
  ];
  return texts.length > 0 ? texts : [label('report.noProblem', translate)];
}

function partName(part: string, translate: Translate): string {
  // A command has several words.
  if (!part.includes(' ')) return label(`coverage.part.${part as UnreadPart}`, translate);
  return label('coverage.output', translate, { command: writtenOut(part) });
}

/** Returns a part with the words of its command written out. */
export function writtenOut(part: string): string {
  return part.includes(' ') ? matchCommand(commandWords(part)).expanded.join(' ') : part;
}
