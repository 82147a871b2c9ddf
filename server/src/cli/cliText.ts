import { label, type NameAfter } from '../knowledge/labels';
import { inUserLanguage } from '../knowledge/translate';

/** Returns a text of the command line. */
export function cliText(name: NameAfter<'cli.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`cli.${name}`, inUserLanguage, facts);
}
