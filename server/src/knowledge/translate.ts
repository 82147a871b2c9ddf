/** Translates an English text, or returns it unchanged. */
export type Translate = (english: string) => string;

/** English, unchanged. */
export const inEnglish: Translate = english => english;

/** The languages with translations, as VS Code names them. */
export const LANGUAGES = ['de', 'es', 'fr', 'ja', 'pt-br', 'zh-cn'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Other names of languages, in lower case. Traditional Chinese is not among them. */
const OTHER_NAMES: Readonly<Record<string, Language>> = {
  pt: 'pt-br',
  'pt-pt': 'pt-br',
  zh: 'zh-cn',
  'zh-hans': 'zh-cn',
  'zh-hans-cn': 'zh-cn',
  'zh-sg': 'zh-cn',
};

/** The language for a locale such as `de-AT`, `de_AT.UTF-8` or `zh-Hans`; undefined for English and all others. */
export function languageOf(locale: string): Language | undefined {
  const [name = ''] = locale.toLowerCase().replaceAll('_', '-').split(/[.@]/);
  const other = OTHER_NAMES[name];
  if (other) return other;
  const [base] = name.split('-');
  return LANGUAGES.find(known => known === name || known === base);
}

let chosen: Translate = inEnglish;
let language = 'en';

/** The translation function of the language that was chosen for this process, which has one user. */
export const inUserLanguage: Translate = english => chosen(english);

/** The user's language, for `Intl` and HTML: `en`, `pt-br`. */
export const userLanguage = (): string => language;

/** Sets the language of this process; call it before any output. */
export function chooseLanguage(translate: Translate, name: string): void {
  chosen = translate;
  language = name;
}
