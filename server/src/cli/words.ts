import { inUserLanguage, label, type NameAfter } from '../knowledge';

/** Words of the command line. */
export function say(name: NameAfter<'cli.'>, facts: Readonly<Record<string, string>> = {}): string {
  return label(`cli.${name}`, inUserLanguage, facts);
}
