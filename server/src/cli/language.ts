import { translationsFor } from '../files/translations';
import { chooseLanguage, inEnglish, languageOf, LANGUAGES, translator } from '../knowledge';

const OPTION = '--locale';

/** The languages that a user can name. */
export const LOCALES: readonly string[] = ['en', ...LANGUAGES, 'auto'];

/** Words without the option for the language, and its value if it is there. The option can be anywhere before `--`. */
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
 * Chooses the language of this process, English by default: scripts read what is printed, and tickets quote it. `auto` is the
 * language of the environment. False if there is no such language.
 */
export function speak(locale: string | undefined): boolean {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const name = locale === 'auto' ? LC_ALL || LC_MESSAGES || LANG || 'en' : (locale ?? 'en');
  const language = languageOf(name);
  if (language === undefined && locale !== 'auto' && !/^en\b/i.test(name)) return false;
  const texts = translationsFor(name);
  if (language !== undefined && texts) chooseLanguage(translator(texts), language);
  else chooseLanguage(inEnglish, 'en');
  return true;
}
