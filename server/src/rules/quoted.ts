import { HIDDEN, Hider } from '../secrets/finding/hidden';

const ELLIPSIS = '…';
const HIDDEN_UNITS = new RegExp(`${HIDDEN}+`, 'g');
/** A word that can be a secret and is not needed to understand a sentence: long, or with many digits. */
const OPAQUE =
  /(?![a-z]{1,15}(?:_[a-z]{1,15}){1,8}(?![\w+/=-]))[A-Za-z0-9+/=_-]{24,}|(?=[A-Za-z]{0,11}\d)[A-Za-z0-9]{12,}|\d{6,}/g;

const SECRETS = new Hider(false);

/** What a line says as it may go into a message: without secrets, and without quoted names that can be one. */
export function quoted(text: string): string {
  return SECRETS.hide(text)
    .replace(HIDDEN_UNITS, ELLIPSIS)
    .replace(
      /(?<!\b[a-z]{2,6}n(?='t\b)|\b[Cc]an(?='t\b))(['"])((?:(?!\1).)*)(?:\1|$)/g,
      (whole, quote: string, inner: string) =>
        /^[a-z][a-z_-]{0,23}$/.test(inner) ? whole : `${quote}${ELLIPSIS}${quote}`,
    )
    .replace(/\[([^\]]*)(?:\]|$)/g, (whole, inner: string) =>
      /^[A-Za-z][\w /,.-]{0,60}$/.test(inner) ? whole : `[${ELLIPSIS}]`,
    )
    .replace(OPAQUE, ELLIPSIS)
    .replace(/\s(?:<{2,}|<-+|>{2,}|\u2190).*$/s, '')
    .replace(/\s+/g, ' ')
    .trim();
}
