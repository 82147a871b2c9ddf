import { label, type NameAfter } from '../knowledge/labels';
import { inUserLanguage } from '../knowledge/translate';

/** The name of a text of the command line. */
export type CliTextName = NameAfter<'cli.'>;

/** Returns a text of the command line. */
export function cliText(name: CliTextName, facts: Readonly<Record<string, string>> = {}): string {
  return label(`cli.${name}`, inUserLanguage, facts);
}
