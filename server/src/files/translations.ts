import { createRequire } from 'node:module';
import { languageOf } from '../knowledge/translate';

/**
 * Returns the translations for a locale (`translator`), stored beside this program; undefined for English and for a
 * language without any.
 */
export function translationsFor(locale: string): readonly string[] | undefined {
  const language = languageOf(locale);
  if (language === undefined) return undefined;
  try {
    return createRequire(__filename)(`./l10n/${language}.json`) as string[];
  } catch {
    // There are no translations for this language.
    return undefined;
  }
}
