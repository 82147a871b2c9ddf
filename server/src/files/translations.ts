import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../knowledge';

/** The translations beside this program for a locale (`translator`); undefined for English, and for a language without any. */
export function translationsFor(locale: string): readonly string[] | undefined {
  const language = languageOf(locale);
  if (language === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path.join(__dirname, 'l10n', `${language}.json`), 'utf8')) as string[];
  } catch {
    // A language that nobody has begun to translate.
    return undefined;
  }
}
