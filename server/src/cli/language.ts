import { translationsFor } from '../files/translations';
import { chooseLanguage, inEnglish, languageOf, LANGUAGES } from '../knowledge/translate';

const OPTION = '--locale';

/** The values of the language option. */
export const LOCALES: readonly string[] = ['en', ...LANGUAGES, 'auto'];

/** Removes the language option from the arguments and returns its value, if any. It can be anywhere before `--`. */
export function localeIn(words: readonly string[]): {
  locale: string | undefined;
  rest: readonly string[];
} {
  const end = words.indexOf('--');
  const at = words.findIndex(word => word === OPTION || word.startsWith(`${OPTION}=`));
  const word = words[at];
  if (word === undefined || (end >= 0 && at > end)) return { locale: undefined, rest: words };
  const isApart = word === OPTION;
  return {
    locale: isApart ? (words[at + 1] ?? '') : word.slice(OPTION.length + 1),
    rest: [...words.slice(0, at), ...words.slice(at + (isApart ? 2 : 1))],
  };
}

/**
 * Sets the language of this process, English by default: scripts read the output, and tickets quote it. `auto` is the
 * language of the environment. Returns false if there is no such language.
 */
export async function useLanguage(locale: string | undefined): Promise<boolean> {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const name = locale === 'auto' ? LC_ALL || LC_MESSAGES || LANG || 'en' : (locale ?? 'en');
  const language = languageOf(name);
  if (language === undefined && locale !== 'auto' && !/^en\b/i.test(name)) return false;
  const texts = translationsFor(name);
  if (language === undefined || !texts) {
    chooseLanguage(inEnglish, 'en');
    return true;
  }
  // Only another language needs all texts.
  const { translator } = await import('../knowledge/texts');
  chooseLanguage(translator(texts), language);
  return true;
}
