export const ELLIPSIS = '…';
/** The mask of a secret in a redacted copy, which reads like the original. */
const MASK = /(?<!\w)x\*{2,}\d*|\*{3,}\d*|(?<!\w)0{12,}\d*(?!\w)/g;
/** A word that can be a secret and is not needed to understand a sentence: a long one, or one with many digits. */
const OPAQUE =
  /(?<![\w+/=-])(?![a-z]{1,15}(?:_[a-z]{1,15}){1,8}(?![\w+/=-]))[A-Za-z0-9+/=_-]{24,}|(?=[A-Za-z]{0,11}\d)[A-Za-z0-9]{12,}|\d{6,}/g;

/** A quoted value, or one without a closing quote. The apostrophe of `can't` and `the peer's` is not a quote. */
const QUOTED_VALUE = /(?!(?<=[A-Za-z])'(?:s|t|re|ve|ll)\b(?!'))(['"])((?:(?!\1).)*)(?:\1|$)/g;

/** A line that is one quoted sentence, such as the rest of a wrapped line; Markdown can emphasise it. */
const WHOLLY_QUOTED = /^[\s*_]{0,6}"([^"]{1,200})"[\s*_]{0,6}(?=$|<)/;

/** Maximum length of a quoted line, in UTF-16 code units. A message of one line shows less of it. */
const MAX_QUOTED_LENGTH = 240;
/** The part of a shortened quotation that is its end. */
const END_SHARE = 0.4;

/** A line of a daemon, as it goes into a message: without masks, and without what can be a secret by its look. */
export function quotedLine(text: string): string {
  return shortenedInside(withoutOpaque(text), MAX_QUOTED_LENGTH);
}

/**
 * Shortens a quotation to a length in UTF-16 code units. Its beginning and its end stay, because many daemons say at the
 * end why something failed. It is cut between words where words are short enough.
 */
export function shortenedInside(text: string, length: number): string {
  if (text.length <= length) return text;
  const endLength = Math.floor(length * END_SHARE);
  const beginning = /^.*(?= )/s.exec(text.slice(0, length - endLength - 2))?.[0] ?? '';
  const end = / .*$/s.exec(text.slice(-endLength))?.[0] ?? '';
  return beginning === '' || end === ''
    ? text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '') + ELLIPSIS
    : `${beginning} ${ELLIPSIS}${end}`;
}

function withoutOpaque(text: string): string {
  return text
    .replace(WHOLLY_QUOTED, '$1 ')
    .replace(MASK, ELLIPSIS)
    .replace(QUOTED_VALUE, (whole, quote: string, inner: string) => {
      // The end of a quotation that began before the words.
      if (whole === quote) return '';
      return /^[a-z][a-z_-]{0,23}$/.test(inner) ? whole : `${quote}${ELLIPSIS}${quote}`;
    })
    .replace(/\[([^\]]*)(?:\]|$)/g, (whole, inner: string) =>
      /^[A-Za-z][\w /,.-]{0,60}$/.test(inner) ? whole : `[${ELLIPSIS}]`,
    )
    .replace(OPAQUE, ELLIPSIS)
    .replace(/\s(?:<{2,}|<-+|>{2,}|\u2190).*$/s, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Maximum length of a quotation in a message, in UTF-16 code units. */
export const MAX_QUOTATION = 120;
/** Text that is safe to quote: short, without quotation marks, and nothing after it. */
const PLAIN = /^[A-Za-z]{1,19}(?: [A-Za-z]{1,19}){0,5}$/;

/**
 * The answer of a service or of the command line, as it goes into a message. It can repeat what was typed, and damage
 * can make it swallow what follows. So long words, quoted values that are not plain words, and everything after a
 * line break are left out.
 * @param mayRepeatSecret whether no quoted value is shown at all
 */
export function quotedAnswer(text: string | undefined, mayRepeatSecret = false): string | undefined {
  if (text === undefined || PLAIN.test(text)) return text?.trim();
  return (
    text
      // A sentence of the service has no brackets or quotation marks, so text after one does not belong to it.
      .split(/[\r\n{}[\]"“”]/, 1)[0]
      ?.slice(0, MAX_QUOTATION)
      // The apostrophe of `admin's` is no quotation mark.
      .replace(/(?!(?<=[\w…])'s\b)'([^']*)(?:'|$)/g, (whole, inner: string) =>
        !mayRepeatSecret && /^[a-z][a-z_-]{0,23}$/.test(inner) ? whole : "'…'",
      )
      .replace(/[A-Za-z0-9+/=_-]{20,}|(?=[A-Z]{0,9}\d)[A-Z0-9]{12,}/g, '…')
      .trim()
  );
}
