import type { Message } from '../message';
import { type HoleRole, HOLES, type PhraseMatch } from '../phrases';
import type { Span } from '../span';
import { HIDDEN_UNIT } from './wordings';

const HIDDEN = String.fromCharCode(HIDDEN_UNIT);

/** The roles of values that are words of the unit, or that words of it need: `timeout 30`, `error 52e`. */
const OWN: ReadonlySet<HoleRole | undefined> = new Set<HoleRole>(['result', 'text', 'number', 'port']);
/** Other names of fields with such values. */
const OWN_FIELD = /(?:^|[\W_])(?:action|cause|desc|details?|err|event|info|message|msg|type)$/i;

/** `name=value`, which can be quoted and is no short number, and `user name: value` before the end of a part. */
const FIELD =
  /(?<![\w.-])(?<name>[A-Za-z][\w.-]{0,40})=(?!-?\d{1,6}(?![\w.-]))(?<value>"[^"]{1,64}"|'[^']{1,64}'|[^\s"',;()[\]{}]{1,64})|(?<=\b(?:user|group|tunnel|name): ?)(?<named>[^\s"',;()[\]{}:]{1,64})(?=[,;)\]]|$)/g;
/**
 * What is a name wherever it is: a quoted value, unless it begins the message or follows a sign, or a letter, as an apostrophe
 * does; a mail, IP or MAC address; letters and digits, as in serial numbers; what a redacted copy has in the place of these.
 */
const NAME =
  /(?<![A-Za-z]|[=:] ?|^\W{0,8})(?:"[^"]{1,64}"|'[^']{1,64}')|[\w.+-]{1,64}@[\w-][\w.-]{0,252}|\d{1,3}(?:\.\d{1,3}){3}|(?<![\w:])(?:[\da-f]{0,4}:){2,8}[\da-f]{0,4}(?![\w:])|(?<!\w)(?=[a-z]{0,11}\d)[a-z\d]{12,}(?!\w)|x?\*{2,}\d*|(?<!\w)x(?:user|group|server|host|tunnel|name|mail)\d\d[\w.-]*/gi;

/**
 * The places of names in a message, so that a tunnel can be called `failed`: the values of the sentences that it matches, of
 * fields and in quotes, and addresses. Offsets are in `Message.text`.
 */
export function namesInMessage(message: Message, matches: readonly PhraseMatch[]): readonly Span[] {
  const { from } = message;
  const names: Span[] = [];
  let text = message.text.slice(from);
  const hide = (start: number, end: number): void => {
    names.push({ start: from + start, end: from + end });
    text = text.slice(0, start) + HIDDEN.repeat(end - start) + text.slice(end);
  };
  for (const { row, holes } of matches)
    for (const { name, start, end } of holes)
      if (start >= from && !OWN.has(row.holds?.[name] ?? HOLES[name])) hide(start - from, end - from);
  for (const { 0: whole, index, groups: { name = '', value = '', named } = {} } of text.matchAll(FIELD))
    if (named !== undefined || !isOwnField(name)) {
      const end = index + whole.length;
      hide(end - (named ?? value).length, end);
    }
  for (const { 0: whole, index } of text.matchAll(NAME)) hide(index, index + whole.length);
  return names;
}

/** The message with each code unit of the names in it hidden. The words that are left do not depend on names of one length. */
export function withoutNames(message: Message, names: readonly Span[]): Message {
  let { text } = message;
  for (const { start, end } of names)
    text = text.slice(0, start) + HIDDEN.repeat(end - start) + text.slice(end);
  return { ...message, text };
}

/** True for a field that is known to hold words of the unit. */
function isOwnField(name: string): boolean {
  return OWN.has(HOLES[/[A-Za-z]+$/.exec(name)?.[0].toLowerCase() ?? '']) || OWN_FIELD.test(name);
}
