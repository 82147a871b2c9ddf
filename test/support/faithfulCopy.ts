import { analyze } from '../../server/src/analysis';
import { differencesFrom } from '../../server/src/faithful';
import { redact, type RedactOptions } from '../../server/src/secrets';

/** Redacts a text as users get it: with a check of the copy against the text. */
export function faithfulCopyOf(text: string, options?: RedactOptions): string {
  return redact(
    text,
    options,
    differencesFrom(() => analyze(text)),
  );
}
