import { inUserLanguage, label, type NameAfter } from '../knowledge';

/** Returns a text of the command line. */
export function cliText(name: NameAfter<'cli.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`cli.${name}`, inUserLanguage, facts);
}
