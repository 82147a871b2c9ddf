import { type Effect, effectOf, type Guidance, type LabelName, STOPS_DEBUG } from '../knowledge';

/** Effects that leave a unit as it is, the cheapest for the unit first. */
const SAFE: readonly (Effect | undefined)[] = ['shows', 'sends', 'debugs'];
/** A sniffer ends with its console: no command stops it. */
const ENDS_BY_ITSELF = 'diagnose sniffer ';

/** The only commands that may be copied, or shown as a block to paste: those that only show, send or debug. */
export function safeCommands(commands: readonly string[] = []): readonly string[] {
  return commands.filter(isSafe);
}

function isSafe(command: string): boolean {
  return SAFE.includes(effectOf(command));
}

/** Commands that can change a unit, or whose effect is unknown: they are shown apart, and never copied. */
export function unsafeCommands(commands: readonly string[] = []): readonly string[] {
  return commands.filter(command => !isSafe(command));
}

/** The commands of a guidance as blocks with their headings: first the one to paste. */
export function commandBlocks({ commands }: Partial<Guidance>): [LabelName, readonly string[]][] {
  const blocks: [LabelName, readonly string[]][] = [
    ['commands', safeCommands(commands)],
    ['unsafeCommands', unsafeCommands(commands)],
  ];
  return blocks.filter(([, block]) => block.length > 0);
}

/** The safe ones of some commands, the cheapest for the unit first; debug output that they start is stopped at the end. */
export function inOrderOfPrice(commands: readonly string[]): readonly string[] {
  const price = (command: string): number => SAFE.indexOf(effectOf(command)) + (startsDebug(command) ? 1 : 0);
  const sorted = safeCommands(commands).toSorted((a, b) => price(a) - price(b));
  return sorted.some(startsDebug) ? [...sorted, ...STOPS_DEBUG] : sorted;
}

/** True for a command of debug output, which goes on until it is stopped. */
export function startsDebug(command: string): boolean {
  return (
    effectOf(command) === 'debugs' && !command.startsWith(ENDS_BY_ITSELF) && !STOPS_DEBUG.includes(command)
  );
}
